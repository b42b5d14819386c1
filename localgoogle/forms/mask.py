"""Update masks: which fields of a message a request changes. Pure."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from localgoogle.errors import invalid
from localgoogle.forms.schema import MESSAGES, ONE_OF, UNSUPPORTED

JSON = dict[str, Any]


def merge(old: JSON, new: JSON, mask: str, message: str) -> JSON:
    """``old`` with the masked fields of ``new``; a masked field that ``new`` lacks is reset.

    ``message`` names the schema of both. Raises GoogleError 400 for an empty mask or an unknown field.
    """
    if not mask:
        raise invalid("update_mask is required: at least one field must be specified.")
    if mask == "*":
        return deepcopy(new)
    result = deepcopy(old)
    for path in mask.split(","):
        put(result, new, path.strip().split("."), message)
    return result


def put(target: JSON, source: JSON, names: list[str], message: str) -> None:
    name, rest = names[0], names[1:]
    inner = MESSAGES.get(message, {}).get(name, UNSUPPORTED)
    if inner == UNSUPPORTED:
        message = f"Invalid update_mask: '{name}' is not a field of {message} that can be updated."
        raise invalid(message)
    if name in source:
        leave_only(target, name, message)
    if not rest:
        replace(target, source, name)
    elif name in target or name in source:
        put(target.setdefault(name, {}), source.get(name, {}), rest, inner)


def leave_only(target: JSON, name: str, message: str) -> None:
    """Setting one kind of a oneof clears the others."""
    kinds = ONE_OF.get(message, ())
    for other in kinds if name in kinds else ():
        if other != name:
            target.pop(other, None)


def replace(target: JSON, source: JSON, name: str) -> None:
    if name in source:
        target[name] = deepcopy(source[name])
    else:
        target.pop(name, None)
