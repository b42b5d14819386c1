"""Ranges of a book: from what a client writes to a rectangle, and back."""

from __future__ import annotations

from typing import Any

from localgoogle import a1
from localgoogle.a1 import Area
from localgoogle.sheets import refusals
from localgoogle.sheets.book import COLUMNS, ROWS, Book, Box, Sheet

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
