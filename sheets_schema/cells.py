"""Fingerprints: a short mark of a cell's canonical value, which tells a change and gives nothing away; likeness."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from sheets_schema.kind import Value, canonical

EMPTY = ""


@lru_cache(maxsize=100_000, typed=True)  # a sync asks for the same value up to four times
def fingerprint(value: Value) -> str:
    """Ten hexadecimal digits, or "" for an empty cell."""
    text = canonical(value)
    return blake2b(text.encode(), digest_size=5).hexdigest() if text else EMPTY


def same(left: Value, right: Value) -> bool:
    return (left == right and type(left) is type(right)) or canonical(left) == canonical(right)


def is_like(cells: Iterable[tuple[Value, Value]]) -> bool:
    """Whether most of what a row showed still stands in it: ``cells`` as they were and as they are."""
    kept = [same(was, now) for was, now in cells if was not in (None, "")]
    return 2 * sum(kept) > len(kept)
