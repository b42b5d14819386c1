"""Where values.append writes: below the table that it finds in a range.

A table is a rectangle of cells with nothing beside it, as Ctrl+A finds it. Of several tables in the range the last
one counts; a range that meets none is itself the place.
https://developers.google.com/workspace/sheets/api/guides/values#append_values
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localgoogle.sheets.batch_dimensions import add_lines, insert_dimension
from localgoogle.sheets.book import COLUMNS, EMPTY, ROWS, Box, Sheet
from localgoogle.sheets.ranges import locate
from localgoogle.sheets.values import Written, rows_of, write_box

if TYPE_CHECKING:
    from collections.abc import Iterable

    from localgoogle.sheets.access import Editor


@dataclass(frozen=True)
class Search:
    """Looks for tables on a sheet, cell by cell and no more cells than it must."""

    sheet: Sheet

    def filled(self, row: int, column: int) -> bool:
        column_id = self.sheet.columns.ids[column]
        own = self.sheet.cells.get(self.sheet.rows.ids[row])
        cell = own.get(column_id) if own else None
        return (cell or self.sheet.defaults.get(column_id, EMPTY)).value is not None

    def any_filled(self, rows: Iterable[int], columns: Iterable[int]) -> bool:
        columns = list(columns)
        return any(self.filled(row, column) for row in rows for column in columns)

    def table_around(self, row: int, column: int) -> Box:
        """The rectangle around a filled cell, grown until nothing touches it."""
        box = Box(row, column, row + 1, column + 1)
        while (grown := self.grown_sideways(self.grown_up_and_down(box))) != box:
            box = grown
        return box

    def grown_up_and_down(self, box: Box) -> Box:
        top, bottom = box.top, box.bottom
        columns = range(max(0, box.left - 1), min(len(self.sheet.columns), box.right + 1))
        while top > 0 and self.any_filled([top - 1], columns):
            top -= 1
        while bottom < len(self.sheet.rows) and self.any_filled([bottom], columns):
            bottom += 1
        return box._replace(top=top, bottom=bottom)

    def grown_sideways(self, box: Box) -> Box:
        left, right = box.left, box.right
        rows = range(max(0, box.top - 1), min(len(self.sheet.rows), box.bottom + 1))
        while left > 0 and self.any_filled(rows, [left - 1]):
            left -= 1
        while right < len(self.sheet.columns) and self.any_filled(rows, [right]):
            right += 1
        return box._replace(left=left, right=right)


def find_table(sheet: Sheet, box: Box) -> Box | None:
    """The last table that the box meets, None when it meets none."""
    search = Search(sheet)
    for row in range(box.bottom - 1, box.top - 1, -1):
        if not sheet.cells.get(sheet.rows.ids[row]) and not sheet.defaults:
            continue
        for column in range(box.right - 1, box.left - 1, -1):
            if search.filled(row, column):
                return search.table_around(row, column)
    return table_over(search, box)


def table_over(search: Search, box: Box) -> Box | None:
    """The table that a blank box lies in: a gap inside of a table belongs to it."""
    sheet = search.sheet
    tables = (
        search.table_around(row, column)
        for row in {max(0, box.top - 1), min(len(sheet.rows) - 1, box.bottom)}
        for column in range(max(0, box.left - 1), min(len(sheet.columns), box.right + 1))
        if search.filled(row, column)
    )
    beside = (
        search.table_around(row, column)
        for column in {max(0, box.left - 1), min(len(sheet.columns) - 1, box.right)}
        for row in range(box.top, box.bottom)
        if search.filled(row, column)
    )
    return next((table for found in (tables, beside) for table in found if table.meets(box)), None)


def append_rows(
    editor: Editor, text: str, body: dict[str, Any], option: str, *, insert: bool
) -> tuple[Box | None, Written]:
    """The table that was found before, None for none, and what was written. ``insert`` moves what is below down."""
    rows = rows_of(body, "data")
    sheet, box = locate(editor.book, text)
    table = find_table(sheet, box)
    top, left = (table.bottom, table.left) if table else (box.top, box.left)
    height, width = len(rows), max(map(len, rows), default=0)
    if insert and height and top < len(sheet.rows):
        lines = {"sheetId": sheet.id, "dimension": ROWS, "startIndex": top, "endIndex": top + height}
        insert_dimension(editor, {"range": lines, "inheritFromBefore": top > 0})
    for dimension, end in ((ROWS, top + max(height, 1)), (COLUMNS, left + width)):
        missing = end - len(sheet.axis(dimension))
        if missing > 0:
            add_lines(editor, sheet, dimension, len(sheet.axis(dimension)), missing)
    return table, write_box(editor, sheet, Box(top, left, top + 1, left + 1), body, option)
