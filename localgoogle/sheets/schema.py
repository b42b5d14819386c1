"""Reads JSON as Google's parser does: unknown names and wrong types are refused, defaults vanish."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from localgoogle.errors import GoogleError, invalid, invalid_field
from localgoogle.sheets.messages import MESSAGES

Reader = Callable[[Any], Any]


class Unreadable(Exception):
    """A value of the wrong shape; the path to it is put together as the error climbs."""

    def __init__(self, type_name: str, value: Any, unknown: str = "", refused: str = "") -> None:
        super().__init__(type_name)
        self.type_name, self.value, self.unknown, self.refused = type_name, value, unknown, refused
        self.path: list[str] = []


@dataclass(frozen=True)
class Field:
    """One field of a message: how to read it, and whether its default is kept."""

    read: Reader
    keeps_default: bool
    message: str


def read_message(message: str, value: Any, place: str = "") -> dict[str, Any]:
    """The value as a message of that name, cleaned of nulls and defaults; raises GoogleError 400."""
    try:
        result: dict[str, Any] = message_reader(message)(value)
    except Unreadable as problem:
        raise to_google_error(problem, place) from problem
    return result


def to_google_error(problem: Unreadable, place: str) -> GoogleError:
    path = snake_case(place + "".join(problem.path) if place else "".join(problem.path).removeprefix("."))
    if problem.unknown:
        at = f" at '{path}'" if path else ""
        return invalid_field(
            path, f'Invalid JSON payload received. Unknown name "{problem.unknown}"{at}: Cannot find field.'
        )
    if problem.refused:
        return invalid(f"localgoogle does not support '{path}'.")
    return invalid_field(path, f"Invalid value at '{path}' ({problem.type_name}), {shown(problem.value)}")


def snake_case(path: str) -> str:
    return re.sub(r"[A-Z]", lambda letter: "_" + letter[0].lower(), path)


def shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


@cache
def table() -> dict[str, dict[str, str]]:
    """The messages as a dict: message name, field name, type."""
    messages: dict[str, dict[str, str]] = {}
    for paragraph in re.split(r"\n(?=\w)", MESSAGES):
        name, _, fields = paragraph.strip().partition(":")
        if name:
            messages[name] = dict(field.split(":", 1) for field in fields.split())
    return messages


@cache
def fields_of(message: str) -> dict[str, Field]:
    fields = {}
    for name, declared in table()[message].items():
        kind = declared.removesuffix("!")
        fields[name] = Field(reader(kind), declared.endswith("!"), kind.strip("[]{}"))
    return fields


@cache
def message_reader(message: str) -> Reader:
    """A function that reads one message."""
    known: dict[str, Field] = {}
    type_name = f"type.googleapis.com/google.apps.sheets.v4.{message}"

    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Unreadable(type_name, value)
        if not known:
            known.update(fields_of(message))
        result = {}
        for name, item in value.items():
            if item is None:
                continue
            field = known.get(name)
            if field is None:
                raise Unreadable("", None, unknown=name)
            try:
                read_item = field.read(item)
            except Unreadable as problem:
                problem.path.insert(0, f".{name}")
                raise
            if field.keeps_default or read_item or isinstance(read_item, dict):
                result[name] = read_item
        return result

    return read


@cache
def reader(kind: str) -> Reader:
    """A function that reads one value of a type as the table writes it."""
    if kind in SCALARS:
        return SCALARS[kind]
    if kind.startswith("["):
        return list_reader(reader(kind[1:-1]))
    if kind.startswith("{"):
        return map_reader(reader(kind[1:-1]))
    return enum_reader(frozenset(kind.split("|"))) if "|" in kind else message_reader_later(kind)


def message_reader_later(message: str) -> Reader:
    return message_reader(message) if message in table() else read_refused


def list_reader(item: Reader) -> Reader:
    def read(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Unreadable("type.googleapis.com/google.protobuf.ListValue", value)
        result = []
        for index, given in enumerate(value):
            try:
                result.append(item(given))
            except Unreadable as problem:
                problem.path.insert(0, f"[{index}]")
                raise
        return result

    return read


def map_reader(item: Reader) -> Reader:
    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Unreadable("MAP", value)
        return {str(name): item(given) for name, given in value.items()}

    return read


def enum_reader(names: frozenset[str]) -> Reader:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in names:
            raise Unreadable("TYPE_ENUM", value)
        return value

    return read


def read_str(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable("TYPE_STRING", value)
    return value


def read_int(value: Any) -> int:
    whole = not isinstance(value, bool) and isinstance(value, int | float) and value % 1 == 0
    if not whole or not -(2**31) <= value < 2**31:
        raise Unreadable("TYPE_INT32", value)
    return int(value)


def read_num(value: Any) -> int | float:
    """A double; a whole one is an int, since Google prints it without ``.0``."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable("TYPE_DOUBLE", value)
    try:
        number = float(value)
    except OverflowError:
        raise Unreadable("TYPE_DOUBLE", value) from None
    if not math.isfinite(number):
        raise Unreadable("TYPE_DOUBLE", value)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def read_float32(value: Any) -> int | float:
    """A 32-bit float in its shortest writing: 127/255 is 0.49803922."""
    number = read_num(value)
    if abs(number) > 3e38:
        raise Unreadable("TYPE_FLOAT", value)
    single = struct.unpack("f", struct.pack("f", number))[0]
    for digits in range(1, 10):
        short = float(f"{single:.{digits}g}")
        if struct.pack("f", short) == struct.pack("f", single):
            return int(short) if short.is_integer() else short
    return number


def read_bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unreadable("TYPE_BOOL", value)
    return value


def read_refused(value: Any) -> Any:
    raise Unreadable("", value, refused="yes")


def read_any(value: Any) -> Any:
    return value


SCALARS: dict[str, Reader] = {
    "str": read_str,
    "int": read_int,
    "num": read_num,
    "float32": read_float32,
    "bool": read_bool,
    "no": read_refused,
    "any": read_any,
    "Request": read_any,
}


@cache
def shape(message: str) -> dict[str, Any]:
    """The message's fields as ``fields.check_mask`` takes them."""
    result: dict[str, Any] = {}
    for name, field in fields_of(message).items():
        if field.message in table():
            result[name] = shape(field.message)
        else:
            result[name] = {} if field.message in {"any", "no"} else None
    return result
