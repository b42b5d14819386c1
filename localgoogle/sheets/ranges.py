"""Ranges of a book: from what a client writes to a rectangle, and how they follow the lines they cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle import a1
from localgoogle.a1 import Area
from localgoogle.sheets import refusals
from localgoogle.sheets.book import COLUMNS, ROWS, Book, Box, Sheet, landing

if TYPE_CHECKING:
    from collections.abc import Callable

Span = tuple[int, int | None]
"""Start and exclusive end of a range in one dimension; None is open."""

ENDS = {ROWS: ("startRowIndex", "endRowIndex"), COLUMNS: ("startColumnIndex", "endColumnIndex")}


def find_sheet(book: Book, sheet_id: int) -> Sheet:
    """The sheet with that id; raises GoogleError 400 when there is none."""
    sheet = book.sheet(sheet_id)
    if sheet is None:
        raise refusals.no_grid(sheet_id)
    return sheet


def locate(book: Book, text: str) -> tuple[Sheet, Box]:
    """The rectangle that A1 notation or a name means; raises GoogleError 400 as Google words it.

    A bare name is a named range first and a sheet's title second, as at Google.
    """
    try:
        address = a1.parse(text)
    except ValueError as problem:
        raise refusals.unparsable_range(text) from problem
    if address.name:
        return locate_name(book, address, text)
    sheet = book.sheets[0] if address.title is None else book.sheet_titled(address.title)
    if sheet is None:
        raise refusals.unparsable_range(text)
    return sheet, clip(sheet, address.area)


def locate_name(book: Book, address: a1.Address, text: str) -> tuple[Sheet, Box]:
    for named in book.named_ranges:
        if named["name"] == address.name:
            return locate_grid(book, named["range"])
    sheet = book.sheet_titled(address.name) if address.title is None else None
    if sheet is None:
        raise refusals.unparsable_range(text)
    return sheet, sheet.whole


def locate_grid(book: Book, grid_range: dict[str, Any]) -> tuple[Sheet, Box]:
    """The rectangle that a GridRange means."""
    sheet = find_sheet(book, grid_range.get("sheetId", 0))
    return sheet, clip(sheet, area_of(grid_range))


def clip(sheet: Sheet, area: Area) -> Box:
    """The part of the area that lies on the sheet; raises GoogleError 400 when the area begins outside."""
    rows, columns = len(sheet.rows), len(sheet.columns)
    top, left = area.top or 0, area.left or 0
    if top >= rows or left >= columns:
        raise refusals.beyond_grid(a1.write(sheet.title, area), rows, columns)
    bottom = rows if area.bottom is None else min(area.bottom, rows)
    right = columns if area.right is None else min(area.right, columns)
    return Box(top, left, bottom, right)


def area_of(grid_range: dict[str, Any]) -> Area:
    """A GridRange as an Area; raises GoogleError 400 for indexes that make no range."""
    top, bottom = span_of(grid_range, ROWS)
    left, right = span_of(grid_range, COLUMNS)
    stated = {"startRowIndex", "startColumnIndex"} & grid_range.keys()
    return Area(
        top if "startRowIndex" in stated or bottom is not None else None,
        left if "startColumnIndex" in stated or right is not None else None,
        bottom,
        right,
    )


def span_of(grid_range: dict[str, Any], dimension: str) -> Span:
    start_name, end_name = ENDS[dimension]
    start, end = grid_range.get(start_name, 0), grid_range.get(end_name)
    if start < 0 or (end is not None and end < start):
        raise refusals.must("Invalid range: {}[{}] must not be after {}[{}].", start_name, start, end_name, end)
    return start, end


def write_range(sheet: Sheet, box: Box) -> str:
    """The rectangle in A1 notation as Google echoes it."""
    return a1.write(sheet.title, Area(*box))


def to_grid_range(sheet: Sheet, box: Box) -> dict[str, Any]:
    """The rectangle as a GridRange; the sheet id 0 is left out, as Google does."""
    identity = {"sheetId": sheet.id} if sheet.id else {}
    return {
        **identity,
        "startRowIndex": box.top,
        "endRowIndex": box.bottom,
        "startColumnIndex": box.left,
        "endColumnIndex": box.right,
    }


def lines_of(book: Book, dimension_range: dict[str, Any]) -> tuple[Sheet, str, int, int]:
    """A DimensionRange as sheet, dimension, start, end; an open end is the end of the sheet."""
    sheet = find_sheet(book, dimension_range.get("sheetId", 0))
    dimension = dimension_range.get("dimension")
    if dimension not in {ROWS, COLUMNS}:
        raise refusals.must("No dimension was specified.")
    start = dimension_range.get("startIndex", 0)
    end = dimension_range.get("endIndex", len(sheet.axis(dimension)))
    if start < 0 or end < start:
        raise refusals.must("Invalid range: startIndex[{}] must not be after endIndex[{}].", start, end)
    return sheet, dimension, start, end


def after_insert(span: Span, at: int, count: int) -> Span:
    """A span moves when lines come before or at its start, grows when they come inside; all stays all."""
    start, end = span
    if end is None:
        return (start + count if 0 < start >= at else start), None
    return (start + count if start >= at else start), (end + count if end > at else end)


def after_delete(span: Span, start: int, end: int) -> Span | None:
    """What is left of the span; None when nothing is."""

    def settle(index: int) -> int:
        return index - max(0, min(index, end) - start)

    first, last = settle(span[0]), None if span[1] is None else settle(span[1])
    return None if last is not None and last <= first else (first, last)


def after_move(span: Span, start: int, end: int, destination: int) -> Span | None:
    """A span inside the moved lines goes with them; others lose and gain them where they go and land."""
    first, last = span
    if last is not None and start <= first and last <= end:
        offset = landing(start, end, destination) - start
        return first + offset, last + offset
    left = after_delete(span, start, end)
    return after_insert(left, landing(start, end, destination), end - start) if left else None


def follow(sheet: Sheet, dimension: str, change: Callable[[Span], Span | None]) -> None:
    """Let everything that is tied to ranges of the sheet follow a change of its rows or columns."""
    sheet.merges = followed(sheet.merges, dimension, change)
    for kept in (sheet.protected, sheet.banded):
        kept[:] = [moved for item in kept if (moved := with_range(item, dimension, change))]
    for rule in sheet.conditional:
        rule["ranges"] = followed(rule["ranges"], dimension, change)
    sheet.conditional = [rule for rule in sheet.conditional if rule["ranges"]]
    if sheet.filter is not None:
        sheet.filter = followed_filter(sheet.filter, dimension, change)


def followed(
    ranges: list[dict[str, Any]], dimension: str, change: Callable[[Span], Span | None]
) -> list[dict[str, Any]]:
    return [moved for grid_range in ranges if (moved := followed_range(grid_range, dimension, change))]


def followed_range(
    grid_range: dict[str, Any], dimension: str, change: Callable[[Span], Span | None]
) -> dict[str, Any] | None:
    start_name, end_name = ENDS[dimension]
    if start_name not in grid_range and end_name not in grid_range:
        return grid_range
    span = change(span_of(grid_range, dimension))
    if span is None:
        return None
    end = {} if span[1] is None else {end_name: span[1]}
    kept = {name: value for name, value in grid_range.items() if name != end_name}
    return {**kept, start_name: span[0], **end}


def with_range(item: dict[str, Any], dimension: str, change: Callable[[Span], Span | None]) -> dict[str, Any] | None:
    moved = followed_range(item["range"], dimension, change)
    if moved is None:
        return None
    unprotected = followed(item.get("unprotectedRanges", []), dimension, change)
    return {**item, "range": moved, **({"unprotectedRanges": unprotected} if unprotected else {})}


def followed_filter(
    basic_filter: dict[str, Any], dimension: str, change: Callable[[Span], Span | None]
) -> dict[str, Any] | None:
    moved = followed_range(basic_filter["range"], dimension, change)
    if moved is None:
        return None
    if dimension == ROWS:
        return {**basic_filter, "range": moved}
    first, end = span_of(moved, COLUMNS)
    specs = []
    for spec in basic_filter.get("filterSpecs", []):
        column = spec.get("columnIndex", 0)
        now = change((column, column + 1))
        # A column that has left the range is filtered no longer.
        if now and first <= now[0] and (end is None or now[0] < end):
            specs.append({**spec, "columnIndex": now[0]})
    kept = {name: value for name, value in basic_filter.items() if name != "filterSpecs"}
    return {**kept, "range": moved, **({"filterSpecs": specs} if specs else {})}
