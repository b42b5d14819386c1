"""A book as it stands at one moment, for work that takes long while other calls go on changing the book itself."""

from __future__ import annotations

from copy import copy, deepcopy

from localgoogle.sheets.book import Axis, Book, Sheet


def snapshot(book: Book) -> Book:
    """A book that shares with the other only what is never changed in place: its cells, one by one."""
    still = copy(book)
    still.properties, still.named_ranges = deepcopy(book.properties), deepcopy(book.named_ranges)
    still.metadata, still.calculation = dict(book.metadata), None
    still.sheets = [sheet_snapshot(sheet) for sheet in book.sheets]
    return still


def sheet_snapshot(sheet: Sheet) -> Sheet:
    still = copy(sheet)
    still.cells = {row: dict(own) for row, own in sheet.cells.items()}
    still.rows, still.columns = axis_snapshot(sheet.rows), axis_snapshot(sheet.columns)
    still.properties, still.merges = deepcopy(sheet.properties), deepcopy(sheet.merges)
    still.defaults, still.rows_with_formulas = dict(sheet.defaults), set(sheet.rows_with_formulas)
    still.changed, still.edited = set(), set()
    return still


def axis_snapshot(axis: Axis) -> Axis:
    still = copy(axis)
    still.ids, still.properties, still.groups = list(axis.ids), deepcopy(axis.properties), deepcopy(axis.groups)
    return still
