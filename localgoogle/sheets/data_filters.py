"""The cells that a DataFilter selects: by A1 notation, by a GridRange, or by where developer metadata is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.sheets import refusals
from localgoogle.sheets.batch_dimensions import band
from localgoogle.sheets.batch_metadata import selected
from localgoogle.sheets.ranges import find_sheet, locate, locate_grid

if TYPE_CHECKING:
    from localgoogle.sheets.book import Book, Box, Place, Sheet

Where = tuple["Sheet", "Box"]


def boxes_of(book: Book, data_filter: dict[str, Any]) -> list[Where]:
    """The rectangles that the filter selects; raises GoogleError 400 for a range that is not there."""
    if "a1Range" in data_filter:
        return [locate(book, data_filter["a1Range"])]
    if "gridRange" in data_filter:
        return [locate_grid(book, data_filter["gridRange"])]
    places = [item.place for item in selected(book, data_filter)]
    return [where for place in places for where in boxes_at(book, place)]


def boxes_at(book: Book, place: Place) -> list[Where]:
    """The cells of the place that metadata is tied to: a line, a sheet, or every sheet."""
    if place.kind == "SPREADSHEET":
        return [(sheet, sheet.whole) for sheet in book.sheets]
    sheet = find_sheet(book, place.sheet_id)
    if place.kind == "SHEET":
        return [(sheet, sheet.whole)]
    at = sheet.axis(f"{place.kind}S").ids.index(place.line)
    return [(sheet, band(sheet, f"{place.kind}S", at, at + 1))]


def matched(book: Book, data_filters: list[dict[str, Any]]) -> list[tuple[Where, list[dict[str, Any]]]]:
    """Each rectangle that any of the filters selects, once, with the filters that select it."""
    found: list[tuple[Where, list[dict[str, Any]]]] = []
    for data_filter in data_filters:
        for sheet, box in boxes_of(book, data_filter):
            known = next((by for (other, same), by in found if other is sheet and same == box), None)
            if known is None:
                found.append(((sheet, box), [data_filter]))
            else:
                known.append(data_filter)
    if not data_filters:
        raise refusals.must("Must specify at least one data filter.")
    return found
