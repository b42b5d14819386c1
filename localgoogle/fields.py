"""Field masks: which parts of a resource to give back, and which parts of it a request changes.

A mask is a nested dict; ``{}`` stands for everything below. The syntax is that of Google's ``fields``:
``a.b``, ``a/b``, ``a(b,c)``, ``*``, joined by commas.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Any

from localgoogle.errors import GoogleError

if TYPE_CHECKING:
    from collections.abc import Mapping

Mask = dict[str, Any]

TOKEN = re.compile(r"\s*([\w*$-]+|[.,/()])")


def apply_mask(resource: dict[str, Any], fields: str, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The resource reduced to ``fields`` (all of it when that is empty).

    ``known`` maps each field name to the same kind of mapping for what lies below, to None for a plain value,
    to ``{}`` where anything goes. Raises GoogleError 400 for a path that leads nowhere.
    """
    if not fields:
        return resource
    mask = parse_mask(fields)
    if known is not None:
        check_mask(mask, known)
    selected: dict[str, Any] = select(mask, resource)
    return selected


def parse_mask(text: str) -> Mask:
    """The mask that ``text`` describes; raises GoogleError 400 when it is no mask."""
    tokens = tokenize(text)
    mask = parse_list(tokens, text)
    if tokens:
        raise bad_path(text)
    return mask


def tokenize(text: str) -> deque[str]:
    tokens: deque[str] = deque()
    position, end = 0, len(text.rstrip())
    while position < end:
        match = TOKEN.match(text, position)
        if not match:
            raise bad_path(text)
        tokens.append(match[1])
        position = match.end()
    return tokens


def parse_list(tokens: deque[str], text: str) -> Mask:
    mask: Mask = {}
    while True:
        path, below = parse_item(tokens, text)
        insert(mask, path, below)
        if not tokens or tokens[0] != ",":
            return mask
        tokens.popleft()


def parse_item(tokens: deque[str], text: str) -> tuple[list[str], Mask]:
    path = [parse_name(tokens, text)]
    while tokens and tokens[0] in "./":
        tokens.popleft()
        path.append(parse_name(tokens, text))
    if not tokens or tokens[0] != "(":
        return path, {}
    tokens.popleft()
    below = parse_list(tokens, text)
    if not tokens or tokens.popleft() != ")":
        raise bad_path(text)
    return path, below


def parse_name(tokens: deque[str], text: str) -> str:
    if not tokens or tokens[0] in ".,/()":
        raise bad_path(text)
    return tokens.popleft()


def insert(mask: Mask, path: list[str], below: Mask) -> None:
    """Add a path to a mask; the wider of two wishes wins."""
    name, rest = path[0], path[1:]
    if name in mask and not mask[name]:
        return
    if not rest and not below:
        mask[name] = {}
    elif rest:
        insert(mask.setdefault(name, {}), rest, below)
    else:
        for inner, deeper in below.items():
            insert(mask.setdefault(name, {}), [inner], deeper)


def bad_path(path: str) -> GoogleError:
    description = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    violation = {"field": path, "description": description}
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    return GoogleError(400, "Request contains an invalid argument.", [detail])


def check_mask(mask: Mask, known: Mapping[str, Any], path: str = "") -> None:
    """Raises GoogleError 400 with the path that ``known`` does not know."""
    for name, below in mask.items():
        here = f"{path}.{name}" if path else name
        if name == "*" or (path and not known):
            continue
        if name not in known or (below and known[name] is None):
            raise bad_path(here)
        if below:
            check_mask(below, known[name], here)


def below(mask: Mask | None, *names: str) -> Mask | None:
    """What the mask wants of the field at the end of ``names``: a mask, or None for nothing at all."""
    for name in names:
        if not mask or mask.get("*") == {}:
            return mask if mask is None else {}
        mask = mask.get(name, mask.get("*"))
    return mask


def select(mask: Mask | None, value: Any) -> Any:
    """The value reduced to the mask. A list keeps its length: what has nothing to show stays as ``{}``."""
    if not mask or mask.get("*") == {}:
        return value
    if isinstance(value, list):
        return [select(mask, item) for item in value]
    if not isinstance(value, dict):
        return value
    rest = mask.get("*")
    return {
        name: select(mask.get(name, rest), item) for name, item in value.items() if name in mask or rest is not None
    }


def merge(old: dict[str, Any], new: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    """``old`` with the masked fields taken from ``new``; a field that ``new`` lacks is reset."""
    if not mask or mask.get("*") == {}:
        return dict(new)
    merged = dict(old)
    for name, deeper in mask.items():
        value = merge(old.get(name) or {}, new.get(name) or {}, deeper) if deeper else new.get(name)
        merged[name] = value
        if value is None or (deeper and not value):
            del merged[name]
    return merged
