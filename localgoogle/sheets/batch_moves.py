"""Kinds of batchUpdate that carry cells from one place to another: copy and cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from localgoogle.formulas.value import Formula, FormulaError
from localgoogle.sheets import refusals
from localgoogle.sheets.book import EMPTY, Box, Cell, Sheet
from localgoogle.sheets.calculation import seen_lines
from localgoogle.sheets.filter import hidden_rows
from localgoogle.sheets.ranges import area_of as area
from localgoogle.sheets.ranges import clip, find_sheet, locate_grid, write_range
from localgoogle.sheets.rewriting import Carried, carried_cell, copied_cell, follow_carried

if TYPE_CHECKING:
    from collections.abc import Callable

    from localgoogle.sheets.access import Editor


class Taken(NamedTuple):
    """A cell with the row and the column that it was taken from."""

    cell: Cell
    row: int
    column: int


Block = list[list[Taken]]


def without_borders(cell: Cell) -> Cell:
    form = {name: value for name, value in (cell.format or {}).items() if name != "borders"}
    return cell._replace(format=form or None)


PASTES: dict[str, Callable[[Cell, Cell], Cell]] = {
    "PASTE_NORMAL": lambda _old, new: new,
    "PASTE_VALUES": lambda old, new: old.with_value(new.value),
    "PASTE_FORMULA": lambda old, new: old.with_value(new.value),
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
    only_values = request.get("pasteType") == "PASTE_VALUES"  # a merge is none
    if not only_values and any(clip(sheet, area(merge)).meets(box) for merge in sheet.merges):
        raise refusals.unsupported("copying merged cells")
    lines = map(plain_values, seen_lines(editor.book, sheet, box)) if only_values else sheet.lines(box)
    hidden = hidden_rows(editor.book, sheet) if editor.settings.copySkipsFilteredRows else set()
    return [
        [Taken(cell, row, column) for column, cell in enumerate(line, box.left)]
        for row, line in enumerate(lines, box.top)
        if row not in hidden
    ]


def plain_values(line: list[Cell]) -> list[Cell]:
    """What formulas have come to, as values that can be kept; an error is kept as a formula that has it."""
    return [
        cell.with_value(Formula(f"={cell.value.code}")) if isinstance(cell.value, FormulaError) else cell
        for cell in line
    ]


def tiled(block: Block, goal: Box) -> Block:
    """The block as often as it fits into the goal evenly, once otherwise."""
    down, across = (goal.bottom - goal.top), (goal.right - goal.left)
    times_down = down // len(block) if down % len(block) == 0 else 1
    width = len(block[0])
    times_across = across // width if width and across % width == 0 else 1
    return [line * max(1, times_across) for line in block] * max(1, times_down)


def write_block(editor: Editor, sheet: Sheet, block: Block, goal: Box, paste: Callable[[Cell, Cell], Cell]) -> None:
    """Write a block from the corner of the goal on; the references of its formulas move along."""
    box = Box(goal.top, goal.left, goal.top + len(block), goal.left + len(block[0]))
    if box.bottom > len(sheet.rows) or box.right > len(sheet.columns):
        raise refusals.beyond_grid(write_range(sheet, box), len(sheet.rows), len(sheet.columns))
    editor.guard(sheet, box)
    for row, line in enumerate(block, box.top):
        for column, taken in enumerate(line, box.left):
            cell = copied_cell(editor.book, taken.cell, row - taken.row, column - taken.column)
            sheet.put(row, column, paste(sheet.cell(row, column), cell))


def cut_paste(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """Carry cells to another place; formulas go on speaking of the same cells, wherever those are now."""
    paste = paste_of(request)
    source, box = editor.sheet_box(request.get("source", {}))
    corner = request.get("destination", {})
    sheet = find_sheet(editor.book, corner.get("sheetId", 0))
    top, left = corner.get("rowIndex", 0), corner.get("columnIndex", 0)
    carried = Carried(source, box, sheet, top, left)
    if request.get("pasteType", "PASTE_NORMAL") in {"PASTE_NORMAL", "PASTE_NO_BORDERS"}:
        follow_carried(editor.book, carried)
    block = read_block(editor, source, box, request)
    for line in block:
        for taken in line:
            source.put(taken.row, taken.column, paste(taken.cell, EMPTY))
    if block:
        landed = [landed_line(editor, line, carried, row) for row, line in enumerate(block, top)]
        write_block(editor, sheet, landed, Box(top, left, top + 1, left + 1), paste)
    return {}


def landed_line(editor: Editor, line: list[Taken], carried: Carried, row: int) -> list[Taken]:
    """Cut cells as they are where they land: taken from there already, so that nothing in them moves along."""
    return [
        Taken(carried_cell(editor.book, taken.cell, carried), row, column)
        for column, taken in enumerate(line, carried.left)
    ]
