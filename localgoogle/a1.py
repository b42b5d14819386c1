"""A1 notation, read and written as Google does. Indexes count from 0, ends are exclusive, None is open."""

from __future__ import annotations

import re
from typing import NamedTuple

CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9]\d{0,8})?")
LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d+[Cc]\d+")
ROW_COLUMN = re.compile(r"[Rr][1-9]\d{0,8}[Cc][1-9]\d{0,8}")
PLAIN = re.compile(r"[^\W\d]\w*")


class Area(NamedTuple):
    """A rectangle whose sides may be open."""

    top: int | None = None
    left: int | None = None
    bottom: int | None = None
    right: int | None = None


class Address(NamedTuple):
    """``title!area`` or ``title!name``; without a quoted title, ``name`` may be a named range or a sheet."""

    title: str | None
    area: Area
    name: str = ""


def parse(text: str) -> Address:
    """Read A1 notation; raises ValueError for what can be none."""
    title, rest = split_title(text)
    if not rest:
        if title is None:
            raise ValueError(text)
        return Address(title, Area())
    area = parse_area(rest)
    return Address(title, Area(), rest) if area is None else Address(title, area)


def split_title(text: str) -> tuple[str | None, str]:
    """``'It''s'!A1`` is (It's, A1); a bare title in quotes has nothing after it."""
    if text.startswith("'"):
        match = re.fullmatch(r"'((?:[^']|'')+)'(?:!(.+))?", text, re.DOTALL)
        if not match:
            raise ValueError(text)
        return match[1].replace("''", "'"), match[2] or ""
    title, mark, rest = text.rpartition("!")
    if mark and not (title and rest):
        raise ValueError(text)
    return title if mark else None, rest


def parse_area(text: str) -> Area | None:
    """The rectangle of ``A1``, ``A1:B2``, ``A:C``, ``2:5``, ``A2:C``, ``A2:2``, ``R1C1:R2C2``; None for others."""
    first, colon, second = text.partition(":")
    if ROW_COLUMN.fullmatch(first) and (not colon or ROW_COLUMN.fullmatch(second)):
        return parse_row_column(first, second or first)
    start, end = parse_cell(first), parse_cell(second if colon else first)
    if start is None or end is None or (not colon and None in start):
        return None
    top, bottom = in_order(start[0], end[0])
    left, right = in_order(start[1], end[1])
    return Area(top, left, bottom, right)


def parse_row_column(first: str, second: str) -> Area:
    """The rectangle between two cells in the other notation that Google takes: ``R1C1:R2C3``."""
    (top, left), (bottom, right) = (
        [int(number) - 1 for number in re.findall(r"\d+", corner_text)] for corner_text in (first, second)
    )
    return Area(min(top, bottom), min(left, right), max(top, bottom) + 1, max(left, right) + 1)


def parse_cell(text: str) -> tuple[int | None, int | None] | None:
    """(row, column) from 0, either of them None when it is not said; None when this is no cell."""
    match = CELL.fullmatch(text)
    if not text or not match:
        return None
    letters, digits = match.groups()
    return int(digits) - 1 if digits else None, column_index(letters) if letters else None


def in_order(one: int | None, other: int | None) -> tuple[int | None, int | None]:
    """Both ends said: a closed span, reversed or not. One said: from there to the end."""
    if one is None or other is None:
        return (other if one is None else one), None
    return min(one, other), max(one, other) + 1


def column_index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def column_name(index: int) -> str:
    name, left = "", index + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def quote(title: str) -> str:
    """The title as it stands before ``!``: in quotes only when it needs them."""
    if PLAIN.fullmatch(title) and not LOOKS_LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def write(title: str, area: Area) -> str:
    """``Sheet1!A1:C3``; a single cell has no colon, an open side has no number."""
    start = corner(area.top, area.left)
    end = corner(None if area.bottom is None else area.bottom - 1, None if area.right is None else area.right - 1)
    if area == Area():
        return quote(title)
    alone = not end or (start == end and None not in area)
    return f"{quote(title)}!{start}" if alone else f"{quote(title)}!{start}:{end}"


def corner(row: int | None, column: int | None) -> str:
    return ("" if column is None else column_name(column)) + ("" if row is None else str(row + 1))
