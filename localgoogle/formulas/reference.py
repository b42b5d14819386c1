"""References to cells, as formulas write them: ``A1``, ``$A$1``, ``A2:C``, ``'Лист 1'!2:5``."""

from __future__ import annotations

from typing import NamedTuple

from localgoogle import a1
from localgoogle.a1 import Area

Side = tuple[int | None, bool]
"""A row or a column from 0 (None when it is not said), and whether a ``$`` fixes it."""


class Fixed(NamedTuple):
    """Which sides of an area stay as they are when the formula is copied."""

    top: bool = False
    left: bool = False
    bottom: bool = False
    right: bool = False


class Reference(NamedTuple):
    """``title`` is None for the formula's own sheet; ``single`` tells ``A1`` from ``A1:A1``."""

    title: str | None
    area: Area
    fixed: Fixed
    single: bool


def read_reference(text: str) -> Reference:
    """The reference that a token of that kind means."""
    title, rest = a1.split_title(text)
    first, colon, second = rest.partition(":")
    one, other = corner(first), corner(second if colon else first)
    (top, top_fixed), (bottom, bottom_fixed) = in_order(one[0], other[0])
    (left, left_fixed), (right, right_fixed) = in_order(one[1], other[1])
    fixed = Fixed(top_fixed, left_fixed, bottom_fixed, right_fixed)
    return Reference(title, Area(top, left, after(bottom), after(right)), fixed, not colon)


def corner(text: str) -> tuple[Side, Side]:
    """The row and the column of ``$A$1``, ``A`` or ``1``."""
    row, column = a1.parse_cell(text) or (None, None)
    letters = text.rstrip("0123456789")
    row_fixed = "$" in letters[1:] or (column is None and letters == "$")
    return (row, row_fixed), (column, column is not None and text.startswith("$"))


def in_order(one: Side, other: Side) -> tuple[Side, Side]:
    """A side that only one corner says is where the area begins; it has no end."""
    if one[0] is None or other[0] is None:
        return (other, one) if one[0] is None else (one, other)
    return (other, one) if other[0] < one[0] else (one, other)


def after(index: int | None) -> int | None:
    return None if index is None else index + 1


def write_reference(reference: Reference) -> str:
    """The reference as text."""
    area, fixed = reference.area, reference.fixed
    title = "" if reference.title is None else f"{a1.quote(reference.title)}!"
    start = write_corner((area.top, fixed.top), (area.left, fixed.left))
    if reference.single:
        return title + start
    bottom = None if area.bottom is None else area.bottom - 1
    right = None if area.right is None else area.right - 1
    return f"{title}{start}:{write_corner((bottom, fixed.bottom), (right, fixed.right))}"


def write_corner(row: Side, column: Side) -> str:
    letters = "" if column[0] is None else "$" * column[1] + a1.column_name(column[0])
    return letters + ("" if row[0] is None else "$" * row[1] + str(row[0] + 1))


def shifted(reference: Reference, rows: int, columns: int) -> Reference | None:
    """The reference of a formula that is copied so far down and to the right; None when it leaves the sheet."""
    area, fixed = reference.area, reference.fixed
    down = shifted_span((area.top, fixed.top), (area.bottom, fixed.bottom), rows)
    across = shifted_span((area.left, fixed.left), (area.right, fixed.right), columns)
    if down is None or across is None:
        return None
    (top, top_fixed), (bottom, bottom_fixed) = down
    (left, left_fixed), (right, right_fixed) = across
    return reference._replace(
        area=Area(top, left, bottom, right), fixed=Fixed(top_fixed, left_fixed, bottom_fixed, right_fixed)
    )


def shifted_span(start: Side, end: Side, by: int) -> tuple[Side, Side] | None:
    """Start and exclusive end after a shift, in order again: one of them may have been fixed."""
    first = start[0] if start[0] is None or start[1] else start[0] + by
    last = end[0] if end[0] is None or end[1] else end[0] + by
    if (first is not None and first < 0) or (last is not None and last < 1):
        return None
    if first is not None and last is not None and last <= first:
        return (last - 1, end[1]), (first + 1, start[1])
    return (first, start[1]), (last, end[1])
