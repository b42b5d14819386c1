"""Kinds of batchUpdate about tables. They are kept with their columns, and their ranges follow."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from localgoogle.fields import merge
from localgoogle.sheets import refusals
from localgoogle.sheets.calculation import seen_cell
from localgoogle.sheets.cells import update_mask
from localgoogle.sheets.display import shown
from localgoogle.sheets.ranges import locate_grid, to_grid_range

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor
    from localgoogle.sheets.book import Book, Box, Sheet

Item = dict[str, Any]


def add_table(editor: Editor, request: Item) -> Item:
    given = dict(request.get("table", {}))
    book = editor.book
    taken = {table["tableId"] for table in every_table(book)}
    given.setdefault("tableId", str(secrets.randbelow(2**31 - 1) + 1))
    if given["tableId"] in taken:
        raise refusals.id_taken("A table", given["tableId"])
    given.setdefault("name", next_name(book))
    sheet, table = checked_table(book, given)
    sheet.tables.append(table)
    return {"table": table}


def every_table(book: Book) -> list[Item]:
    return [table for sheet in book.sheets for table in sheet.tables]


def next_name(book: Book) -> str:
    taken = {table["name"].lower() for table in every_table(book)}
    return next(name for number in range(1, len(taken) + 2) if (name := f"Table{number}").lower() not in taken)


def checked_table(book: Book, given: Item) -> tuple[Sheet, Item]:
    """The sheet of a table, and it with both ends of its range and all its columns; raises GoogleError 400."""
    others = [table for table in every_table(book) if table["tableId"] != given["tableId"]]
    if any(table["name"].lower() == given["name"].lower() for table in others):
        raise refusals.must("A table with the name {} already exists.", given["name"])
    sheet, box = locate_grid(book, given.get("range", {}))
    if any(locate_grid(book, table["range"])[1].meets(box) for table in sheet.tables if table in others):
        raise refusals.must("You cannot add a table to a range that already has one.")
    return sheet, {
        **given,
        "range": to_grid_range(sheet, box),
        "columnProperties": columns_of(book, sheet, box, given.get("columnProperties", [])),
    }


def columns_of(book: Book, sheet: Sheet, box: Box, given: list[Item]) -> list[Item]:
    """A TableColumnProperties for each column; one without a name is called as its header reads."""
    known = {item.get("columnIndex", 0): item for item in given}
    width = box.right - box.left
    if any(not 0 <= index < width for index in known):
        raise refusals.must("A table column must be inside of the table's range.")
    headers = [shown(seen_cell(book, sheet, box.top, box.left + index), book.locale) for index in range(width)]
    return [
        {
            "columnName": header or f"Column {index + 1}",
            "columnType": "TEXT",
            **known.get(index, {}),
            "columnIndex": index,
        }
        for index, header in enumerate(headers)
    ]


def find_table(book: Book, identity: str) -> tuple[Sheet, int]:
    for sheet in book.sheets:
        for index, table in enumerate(sheet.tables):
            if table["tableId"] == identity:
                return sheet, index
    raise refusals.no_such("table", identity)


def update_table(editor: Editor, request: Item) -> Item:
    given = request.get("table", {})
    mask = update_mask(request.get("fields", ""), "Table")
    mask.pop("tableId", None)
    sheet, index = find_table(editor.book, given.get("tableId", ""))
    old = sheet.tables[index]
    changed = merge(old, given, mask) if mask else old
    if not changed.get("name"):
        raise refusals.must("A table needs a name.")
    if "range" in mask and "columnProperties" not in mask:
        changed = {**changed, "columnProperties": kept_columns(editor.book, changed)}
    goal, table = checked_table(editor.book, changed)
    del sheet.tables[index]
    goal.tables.insert(index if goal is sheet else len(goal.tables), table)
    return {}


def kept_columns(book: Book, table: Item) -> list[Item]:
    """The columns that are still inside of a table whose range was changed."""
    _, box = locate_grid(book, table.get("range", {}))
    return [item for item in table["columnProperties"] if item.get("columnIndex", 0) < box.right - box.left]


def delete_table(editor: Editor, request: Item) -> Item:
    """Google deletes the table with what is in its cells."""
    sheet, index = find_table(editor.book, request.get("tableId", ""))
    _, box = editor.sheet_box(sheet.tables[index]["range"])
    sheet.fill(box, lambda cell: cell.with_value(None))
    del sheet.tables[index]
    return {}
