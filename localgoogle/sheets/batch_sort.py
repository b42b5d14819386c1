"""Kinds of batchUpdate that put the rows of a range into another order, or take out rows that are there twice."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from localgoogle.formulas.value import FormulaError
from localgoogle.sheets import refusals
from localgoogle.sheets.book import COLUMNS, EMPTY, Book, Box, Cell, Place, Sheet
from localgoogle.sheets.calculation import seen_lines
from localgoogle.sheets.ranges import area_of as area
from localgoogle.sheets.ranges import clip, lines_of
from localgoogle.sheets.rewriting import copied_cell

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor

COLORS = frozenset({"backgroundColor", "foregroundColor", "backgroundColorStyle", "foregroundColorStyle"})


def sort_range(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """Sort rows by columns, the first of the sort specs being the most important one; blanks come last."""
    sheet, box = editor.sheet_box(request.get("range", {}))
    sort_rows(editor, sheet, box, request.get("sortSpecs", []))
    return {}


def sort_rows(editor: Editor, sheet: Sheet, box: Box, specs: list[dict[str, Any]]) -> None:
    """Sort the rows of a box, with what is tied to them; raises GoogleError 400."""
    if not specs:
        raise refusals.must("At least one sort spec must be given.")
    if any(spec.keys() & COLORS for spec in specs):
        raise refusals.unsupported("sorting by colour")
    check_sortable(sheet, box)
    lines = list(seen_lines(editor.book, sheet, box))
    order = list(range(len(lines)))
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0)
        if not box.left <= column < box.right:
            raise refusals.must("Sort column {} is outside of the range.", column)
        order = sorted_by(order, [line[column - box.left] for line in lines], spec.get("sortOrder") == "DESCENDING")
    rearrange(editor.book, sheet, box, order)


def check_sortable(sheet: Sheet, box: Box) -> None:
    if any(clip(sheet, area(merge)).meets(box) for merge in sheet.merges):
        raise refusals.must("You can't sort a range with merged cells.")


def sorted_by(order: list[int], cells: list[Cell], descending: bool) -> list[int]:
    """The rows in the order of their cells; equal ones stay as they were, blanks go to the end."""
    filled = [row for row in order if cells[row].value is not None]
    blank = [row for row in order if cells[row].value is None]
    return sorted(filled, key=lambda row: sort_key(cells[row]), reverse=descending) + blank


def sort_key(cell: Cell) -> tuple[int, float, str]:
    """Numbers before text before truth values before errors, text without regard to case."""
    value = cell.value
    if isinstance(value, bool):
        return 2, value, ""
    if isinstance(value, int | float):
        return 0, value, ""
    if isinstance(value, FormulaError):
        return 3, 0, value.code
    return 1, 0, str(value).casefold()


def rearrange(book: Book, sheet: Sheet, box: Box, order: list[int]) -> None:
    """Put each row where the order wants it; the developer metadata of rows travels with their values.

    A formula is copied to its new row: what it says of its own row it says of the new one.
    """
    lines = [list(line) for line in sheet.lines(box)]
    row_ids = sheet.rows.ids[box.top : box.bottom]
    lands = {row_ids[old]: row_ids[new] for new, old in enumerate(order)}
    for new, old in enumerate(order):
        if new != old:
            for column, cell in enumerate(lines[old], box.left):
                sheet.put(box.top + new, column, copied_cell(book, cell, new - old, 0))
    for key, item in book.metadata.items():
        place = item.place
        if place.kind == "ROW" and place.sheet_id == sheet.id and place.line in lands:
            book.metadata[key] = item._replace(place=Place("ROW", sheet.id, lands[place.line]))


def randomize_range(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """Put the rows of a range into an order by chance."""
    sheet, box = editor.sheet_box(request.get("range", {}))
    check_sortable(sheet, box)
    order = list(range(box.bottom - box.top))
    secrets.SystemRandom().shuffle(order)
    rearrange(editor.book, sheet, box, order)
    return {}


def delete_duplicates(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """Take out each row that repeats an earlier one; the rows of the range below it move up."""
    sheet, box = editor.sheet_box(request.get("range", {}))
    check_sortable(sheet, box)
    columns = compared(editor.book, sheet, box, request.get("comparisonColumns", []))
    kept: dict[tuple[Any, ...], int] = {}
    for row, line in enumerate(seen_lines(editor.book, sheet, box)):
        kept.setdefault(tuple(same(line[column - box.left]) for column in columns), row)
    lines = [list(line) for line in sheet.lines(box)]
    gone = len(lines) - len(kept)
    moved = [
        [copied_cell(editor.book, cell, new - old, 0) for cell in lines[old]] for new, old in enumerate(kept.values())
    ]
    blank = [[EMPTY] * (box.right - box.left)] * gone
    for row, line in enumerate([*moved, *blank], box.top):
        for column, cell in enumerate(line, box.left):
            sheet.put(row, column, cell)
    return {"duplicatesRemovedCount": gone} if gone else {}


def compared(book: Book, sheet: Sheet, box: Box, ranges: list[dict[str, Any]]) -> list[int]:
    """The columns that tell whether two rows are the same: all of the range unless some are named."""
    if not ranges:
        return list(range(box.left, box.right))
    columns: list[int] = []
    for given in ranges:
        other, dimension, start, end = lines_of(book, given)
        if other is not sheet or dimension != COLUMNS or not box.left <= start < end <= box.right:
            raise refusals.must("Comparison columns must be columns of the range.")
        columns += range(start, end)
    return columns


def same(cell: Cell) -> object:
    """What two cells have in common that count as the same: letter case and looks do not tell them apart."""
    value = cell.value
    return (type(value) is bool, value.casefold() if isinstance(value, str) else value)
