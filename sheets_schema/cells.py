"""Fingerprints: a short mark of a cell's canonical value, which tells a change and gives nothing away."""

from __future__ import annotations

from hashlib import blake2b

from sheets_schema.kind import Value, canonical

EMPTY = ""


def fingerprint(value: Value) -> str:
    """Ten hexadecimal digits, or "" for an empty cell."""
    text = canonical(value)
    return blake2b(text.encode(), digest_size=5).hexdigest() if text else EMPTY


def same(left: Value, right: Value) -> bool:
    return canonical(left) == canonical(right)
