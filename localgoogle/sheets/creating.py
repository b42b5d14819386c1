"""A book made by spreadsheets.create: its sheets first, then what is in them, as batches would have put it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.sheets.batch_cells import write_rows
from localgoogle.sheets.batch_charts import add_chart
from localgoogle.sheets.batch_dimensions import SETTABLE
from localgoogle.sheets.batch_filters import add_filter_view, set_basic_filter
from localgoogle.sheets.batch_groups import add_dimension_group, update_dimension_group
from localgoogle.sheets.batch_looks import add_banding, add_conditional_format_rule
from localgoogle.sheets.batch_merges import merge_cells
from localgoogle.sheets.batch_metadata import create_developer_metadata
from localgoogle.sheets.batch_ranges import add_named_range, add_protected_range
from localgoogle.sheets.batch_sheets import build_sheet, check_locale, check_size, check_visible, place_sheet
from localgoogle.sheets.batch_tables import add_table
from localgoogle.sheets.book import COLUMNS, ROWS, Box
from localgoogle.sheets.cells import cell_change
from localgoogle.sheets.resource import line_location

if TYPE_CHECKING:
    from collections.abc import Callable

    from localgoogle.sheets.access import Editor
    from localgoogle.sheets.book import Book, Sheet

Item = dict[str, Any]


def fill_book(editor: Editor, given: Item) -> None:
    """Put the sheets and contents of a Spreadsheet into an empty book; raises GoogleError 400."""
    book, wanted = editor.book, given.get("sheets", []) or [{"properties": {"sheetId": 0}}]
    sheets = [build_sheet_for(book, item) for item in wanted]
    check_new(book)
    for sheet, item in zip(sheets, wanted, strict=True):
        fill_sheet(editor, sheet, item)
    for named in given.get("namedRanges", []):
        add_named_range(editor, {"namedRange": named})
    for metadata in given.get("developerMetadata", []):
        create_developer_metadata(editor, {"developerMetadata": metadata})


def check_new(book: Book) -> None:
    """Raises GoogleError 400 for a book that no batch could have made of another one."""
    check_locale(book.properties)
    check_size(book)
    check_visible(book)


def build_sheet_for(book: Book, given: Item) -> Sheet:
    """A sheet with the wanted properties, big enough for its data, as the last one of the book."""
    properties = given.get("properties", {})
    grid = dict(properties.get("gridProperties", {}))
    for data in given.get("data", []):
        height, width = size_of(data)
        grid["rowCount"] = max(grid.get("rowCount", 1000), height)
        grid["columnCount"] = max(grid.get("columnCount", 26), width)
    sheet = build_sheet(book, {**properties, **({"gridProperties": grid} if grid else {})})
    place_sheet(book, sheet, None)
    return sheet


def size_of(data: Item) -> tuple[int, int]:
    """How many rows and columns a GridData needs, counted from the start of the sheet."""
    rows = data.get("rowData", [])
    height = max(len(rows), len(data.get("rowMetadata", [])))
    width = max([len(data.get("columnMetadata", [])), *(len(row.get("values", [])) for row in rows)])
    return data.get("startRow", 0) + height, data.get("startColumn", 0) + width


def fill_sheet(editor: Editor, sheet: Sheet, given: Item) -> None:
    for data in given.get("data", []):
        fill_grid(editor, sheet, data)
    for name, put in BY_SHEET.items():
        for item in given.get(name, []):
            put(editor, item)
    if "basicFilter" in given:
        set_basic_filter(editor, {"filter": given["basicFilter"]})


def fill_grid(editor: Editor, sheet: Sheet, data: Item) -> None:
    """Write a GridData: cells, and the sizes and developer metadata of its rows and columns."""
    top, left, rows = data.get("startRow", 0), data.get("startColumn", 0), data.get("rowData", [])
    write_rows(sheet, Box(top, left, top + len(rows), len(sheet.columns)), rows, cell_change("*"))
    for dimension, start, name in ((ROWS, top, "rowMetadata"), (COLUMNS, left, "columnMetadata")):
        for index, known in enumerate(data.get(name, []), start):
            kept = {field: known[field] for field in SETTABLE if field in known}
            if kept:
                axis = sheet.axis(dimension)
                axis.properties[axis.ids[index]] = kept
            for item in known.get("developerMetadata", []):
                located = {**item, "location": {"dimensionRange": line_of(sheet, dimension, index)}}
                create_developer_metadata(editor, {"developerMetadata": located})


def line_of(sheet: Sheet, dimension: str, index: int) -> Item:
    lines: Item = line_location(sheet.id, dimension, index)["dimensionRange"]
    return lines


def add_rule_last(editor: Editor, rule: Item) -> None:
    sheet = editor.book.sheet(rule.get("ranges", [{}])[0].get("sheetId", 0)) if rule.get("ranges") else None
    add_conditional_format_rule(editor, {"rule": rule, "index": len(sheet.conditional) if sheet else 0})


def add_group(editor: Editor, group: Item) -> None:
    add_dimension_group(editor, {"range": group.get("range", {})})
    if group.get("collapsed"):
        update_dimension_group(editor, {"dimensionGroup": {"depth": 1, **group}, "fields": "collapsed"})


BY_SHEET: dict[str, Callable[[Editor, Item], object]] = {
    "merges": lambda editor, item: merge_cells(editor, {"range": item}),
    "conditionalFormats": add_rule_last,
    "protectedRanges": lambda editor, item: add_protected_range(editor, {"protectedRange": item}),
    "bandedRanges": lambda editor, item: add_banding(editor, {"bandedRange": item}),
    "filterViews": lambda editor, item: add_filter_view(editor, {"filter": item}),
    "charts": lambda editor, item: add_chart(editor, {"chart": item}),
    "tables": lambda editor, item: add_table(editor, {"table": item}),
    "rowGroups": add_group,
    "columnGroups": add_group,
    "developerMetadata": lambda editor, item: create_developer_metadata(editor, {"developerMetadata": item}),
}
"""How each item of a Sheet's lists is put into the book."""
