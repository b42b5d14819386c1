"""Kinds of batchUpdate that make room for cells or close a gap: the cells beside it are shifted over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.sheets import refusals
from localgoogle.sheets.access import contains
from localgoogle.sheets.batch_dimensions import add_lines
from localgoogle.sheets.book import COLUMNS, EMPTY, ROWS, Box, Cell, Sheet
from localgoogle.sheets.following import Change, Shift, after_delete, after_insert, follow
from localgoogle.sheets.ranges import area_of, clip, locate_grid

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor

Item = dict[str, Any]


def insert_range(editor: Editor, request: Item) -> Item:
    """Blank cells in a range; what was there and behind it moves down or right, and the sheet grows for it."""
    sheet, box, dimension = asked(editor, request)
    start, end = sides(box, dimension)
    overflow = filled_end(sheet, box, dimension) + (end - start) - len(sheet.axis(dimension))
    if overflow > 0:
        add_lines(editor, sheet, dimension, len(sheet.axis(dimension)), overflow)
    shift(editor, sheet, box, dimension, lambda span: after_insert(span, start, end - start))
    strip = strip_behind(sheet, box, dimension)
    cells = read(sheet, strip)
    write(sheet, strip, inserted(cells, end - start, dimension))
    return {}


def delete_range(editor: Editor, request: Item) -> Item:
    """Take cells out; what stands below or at the right of them moves into their place."""
    sheet, box, dimension = asked(editor, request)
    start, end = sides(box, dimension)
    shift(editor, sheet, box, dimension, lambda span: after_delete(span, start, end))
    strip = strip_behind(sheet, box, dimension)
    cells = read(sheet, strip)
    write(sheet, strip, deleted(cells, end - start, dimension))
    return {}


def asked(editor: Editor, request: Item) -> tuple[Sheet, Box, str]:
    """The sheet, the range and the dimension of a shift; raises GoogleError 400 when it would tear a merge."""
    dimension = request.get("shiftDimension")
    if dimension not in {ROWS, COLUMNS}:
        raise refusals.must("No shiftDimension was specified.")
    sheet, box = locate_grid(editor.book, request.get("range", {}))
    strip = strip_behind(sheet, box, dimension)
    editor.guard(sheet, strip)
    for merge in sheet.merges:
        merged = clip(sheet, area_of(merge))
        if merged.meets(strip) and not contains(strip, merged):
            raise refusals.must("You can't shift cells that are partly merged with others.")
    return sheet, box, dimension


def sides(box: Box, dimension: str) -> tuple[int, int]:
    return (box.top, box.bottom) if dimension == ROWS else (box.left, box.right)


def strip_behind(sheet: Sheet, box: Box, dimension: str) -> Box:
    """The box and everything behind it, down or right to the end of the sheet."""
    if dimension == ROWS:
        return box._replace(bottom=len(sheet.rows))
    return box._replace(right=len(sheet.columns))


def filled_end(sheet: Sheet, box: Box, dimension: str) -> int:
    """The index after the last line of the strip that holds a value."""
    strip = strip_behind(sheet, box, dimension)
    start, _ = sides(box, dimension)
    cells = read(sheet, strip)
    lines = cells if dimension == ROWS else [list(line) for line in zip(*cells, strict=True)]
    filled = [index for index, line in enumerate(lines, start) if any(cell.value is not None for cell in line)]
    return filled[-1] + 1 if filled else start


def shift(editor: Editor, sheet: Sheet, box: Box, dimension: str, change: Change) -> None:
    """What is tied to ranges inside of the strip follows its cells."""
    across = (box.left, box.right) if dimension == ROWS else (box.top, box.bottom)
    follow(editor.book, sheet, Shift(sheet.id, dimension, change, across))


def read(sheet: Sheet, box: Box) -> list[list[Cell]]:
    return [list(line) for line in sheet.lines(box)]


def write(sheet: Sheet, box: Box, cells: list[list[Cell]]) -> None:
    for row, line in enumerate(cells, box.top):
        for column, cell in enumerate(line, box.left):
            if cell != sheet.cell(row, column):
                sheet.put(row, column, cell)


def inserted(cells: list[list[Cell]], count: int, dimension: str) -> list[list[Cell]]:
    """The cells with blank ones before them, cut to the size they had."""
    if dimension == COLUMNS:
        return [[*[EMPTY] * count, *line][: len(line)] for line in cells]
    blank = [[EMPTY] * len(line) for line in cells[:count]]
    return [*blank, *cells][: len(cells)]


def deleted(cells: list[list[Cell]], count: int, dimension: str) -> list[list[Cell]]:
    """The cells without the first ones, with blank ones behind."""
    if dimension == COLUMNS:
        return [[*line[count:], *[EMPTY] * len(line[:count])] for line in cells]
    return [*cells[count:], *([EMPTY] * len(line) for line in cells[:count])]
