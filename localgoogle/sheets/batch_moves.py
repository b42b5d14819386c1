"""Kinds of batchUpdate that carry cells from one place to another: copy, cut, sort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.sheets import refusals
from localgoogle.sheets.book import EMPTY, Book, Box, Cell, Formula, Place, Sheet
from localgoogle.sheets.filter import hidden_rows
from localgoogle.sheets.ranges import area_of as area
from localgoogle.sheets.ranges import clip, find_sheet, locate_grid, write_range

if TYPE_CHECKING:
    from collections.abc import Callable

    from localgoogle.sheets.access import Editor

Block = list[list[Cell]]


def without_borders(cell: Cell) -> Cell:
    form = {name: value for name, value in (cell.format or {}).items() if name != "borders"}
    return cell._replace(format=form or None)


PASTES: dict[str, Callable[[Cell, Cell], Cell]] = {
    "PASTE_NORMAL": lambda _old, new: new,
    "PASTE_VALUES": lambda old, new: old._replace(value=new.value),
    "PASTE_FORMULA": lambda old, new: old._replace(value=new.value),
    "PASTE_FORMAT": lambda old, new: old._replace(format=new.format, rule=new.rule),
    "PASTE_NO_BORDERS": lambda _old, new: without_borders(new),
    "PASTE_DATA_VALIDATION": lambda old, new: old._replace(rule=new.rule),
}
"""What a cell becomes when another one is pasted onto it: (old, new) -> cell."""


def paste_of(request: dict[str, Any]) -> Callable[[Cell, Cell], Cell]:
    name = request.get("pasteType", "PASTE_NORMAL")
    if name not in PASTES:
        raise refusals.unsupported(name)
    return PASTES[name]


def copy_paste(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """Copy what the source holds when the request is applied, as often as the destination has room."""
    paste = paste_of(request)
    source, box = locate_grid(editor.book, request.get("source", {}))
    block = read_block(editor, source, box, request)
    if request.get("pasteOrientation") == "TRANSPOSE":
        block = [list(line) for line in zip(*block, strict=True)]
    sheet, goal = locate_grid(editor.book, request.get("destination", {}))
    if block:
        write_block(editor, sheet, tiled(block, goal), goal, paste)
    return {}


def read_block(editor: Editor, sheet: Sheet, box: Box, request: dict[str, Any]) -> Block:
    """The cells to copy; what this server cannot copy truly it refuses."""
    lines = [list(line) for line in sheet.lines(box)]
    if editor.settings.copySkipsFilteredRows:
        hidden = hidden_rows(sheet, editor.book.locale)
        lines = [line for row, line in enumerate(lines, box.top) if row not in hidden]
    carries_values = request.get("pasteType") not in {"PASTE_FORMAT", "PASTE_DATA_VALIDATION"}
    if carries_values and any(isinstance(cell.value, Formula) for line in lines for cell in line):
        raise refusals.unsupported("copying a formula")
    only_values = request.get("pasteType") == "PASTE_VALUES"  # a merge is none
    if not only_values and any(clip(sheet, area(merge)).meets(box) for merge in sheet.merges):
        raise refusals.unsupported("copying merged cells")
    return lines


def tiled(block: Block, goal: Box) -> Block:
    """The block as often as it fits into the goal evenly, once otherwise."""
    down, across = (goal.bottom - goal.top), (goal.right - goal.left)
    times_down = down // len(block) if down % len(block) == 0 else 1
    width = len(block[0])
    times_across = across // width if width and across % width == 0 else 1
    return [line * max(1, times_across) for line in block] * max(1, times_down)


def write_block(editor: Editor, sheet: Sheet, block: Block, goal: Box, paste: Callable[[Cell, Cell], Cell]) -> None:
    box = Box(goal.top, goal.left, goal.top + len(block), goal.left + len(block[0]))
    if box.bottom > len(sheet.rows) or box.right > len(sheet.columns):
        raise refusals.beyond_grid(write_range(sheet, box), len(sheet.rows), len(sheet.columns))
    editor.guard(sheet, box)
    for row, line in enumerate(block, box.top):
        for column, cell in enumerate(line, box.left):
            sheet.put(row, column, paste(sheet.cell(row, column), cell))


def cut_paste(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    paste = paste_of(request)
    source, box = editor.sheet_box(request.get("source", {}))
    block = read_block(editor, source, box, request)
    corner = request.get("destination", {})
    sheet = find_sheet(editor.book, corner.get("sheetId", 0))
    top, left = corner.get("rowIndex", 0), corner.get("columnIndex", 0)
    for row, line in enumerate(block, box.top):
        for column, cell in enumerate(line, box.left):
            source.put(row, column, paste(cell, EMPTY))
    if block:
        write_block(editor, sheet, block, Box(top, left, top + 1, left + 1), paste)
    return {}


def sort_range(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """Sort rows by columns, the first of the sort specs being the most important one; blanks come last."""
    sheet, box = editor.sheet_box(request.get("range", {}))
    specs = request.get("sortSpecs", [])
    if not specs:
        raise refusals.must("At least one sort spec must be given.")
    check_sortable(sheet, box)
    lines = [list(line) for line in sheet.lines(box)]
    order = list(range(len(lines)))
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0)
        if not box.left <= column < box.right:
            raise refusals.must("Sort column {} is outside of the range.", column)
        order = sorted_by(order, [line[column - box.left] for line in lines], spec.get("sortOrder") == "DESCENDING")
    rearrange(editor.book, sheet, box, lines, order)
    return {}


def check_sortable(sheet: Sheet, box: Box) -> None:
    if any(clip(sheet, area(merge)).meets(box) for merge in sheet.merges):
        raise refusals.must("You can't sort a range with merged cells.")
    if any(isinstance(cell.value, Formula) for line in sheet.lines(box) for cell in line):
        raise refusals.unsupported("sorting formulas")


def sorted_by(order: list[int], cells: list[Cell], descending: bool) -> list[int]:
    """The rows in the order of their cells; equal ones stay as they were, blanks go to the end."""
    filled = [row for row in order if cells[row].value is not None]
    blank = [row for row in order if cells[row].value is None]
    return sorted(filled, key=lambda row: sort_key(cells[row]), reverse=descending) + blank


def sort_key(cell: Cell) -> tuple[int, float, str]:
    """Numbers before text before truth values, text without regard to case."""
    value = cell.value
    if isinstance(value, bool):
        return 2, value, ""
    if isinstance(value, int | float):
        return 0, value, ""
    return 1, 0, str(value).casefold()


def rearrange(book: Book, sheet: Sheet, box: Box, lines: Block, order: list[int]) -> None:
    """Put each row where the order wants it; the developer metadata of rows travels with their values."""
    row_ids = sheet.rows.ids[box.top : box.bottom]
    lands = {row_ids[old]: row_ids[new] for new, old in enumerate(order)}
    for new, old in enumerate(order):
        if new != old:
            for column, cell in enumerate(lines[old], box.left):
                sheet.put(box.top + new, column, cell)
    for key, item in book.metadata.items():
        place = item.place
        if place.kind == "ROW" and place.sheet_id == sheet.id and place.line in lands:
            book.metadata[key] = item._replace(place=Place("ROW", sheet.id, lands[place.line]))
