"""What a call asks for: the mask of its reply, the options of its query, its body."""

from __future__ import annotations

from typing import Any

from localgoogle.call import Call, Reply
from localgoogle.errors import invalid
from localgoogle.fields import Mask, apply_mask, check_mask, parse_mask
from localgoogle.sheets.schema import read_message, shape


def mask_of(call: Call, message: str) -> Mask:
    """The mask of the call's ``fields``, checked against the message it is about; ``{}`` without one."""
    fields = call.first("fields")
    if not fields:
        return {}
    mask = parse_mask(fields)
    check_mask(mask, shape(message))
    return mask


def answer(call: Call, content: dict[str, Any], message: str) -> Reply:
    return Reply(apply_mask(content, call.first("fields"), shape(message)))


def flag(call: Call, name: str) -> bool:
    return call.first(name).lower() == "true"


def choice(call: Call, name: str, choices: str, default: str = "") -> str:
    """One of the values of an enum in the query; raises GoogleError 400 for another one."""
    value = call.first(name) or default
    if value and value not in choices.split("|"):
        raise invalid("Invalid value at '{}' (TYPE_ENUM), \"{}\"", name, value)
    return value


def body(call: Call, message: str) -> dict[str, Any]:
    return read_message(message, call.json())
