"""Values read and written as plain lists (ValueRange), the way most clients do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localgoogle import a1
from localgoogle.errors import GoogleError, invalid, invalid_field
from localgoogle.formulas.value import Formula, FormulaError
from localgoogle.sheets import refusals
from localgoogle.sheets.book import EMPTY, Book, Box, Cell, Sheet
from localgoogle.sheets.calculation import seen_lines
from localgoogle.sheets.cells import checked_text
from localgoogle.sheets.display import is_date, shown
from localgoogle.sheets.entry import Entry, typed
from localgoogle.sheets.ranges import locate, write_range
from localgoogle.sheets.schema import Unreadable, read_num

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from localgoogle.sheets.access import Editor

LIST_VALUE = "type.googleapis.com/google.protobuf.ListValue"


@dataclass(frozen=True)
class Rendering:
    """How values are to be given back."""

    value: str = "FORMATTED_VALUE"
    date: str = "SERIAL_NUMBER"
    dimension: str = "ROWS"


def read_values(book: Book, text: str, rendering: Rendering) -> dict[str, Any]:
    """The values of a range as a ValueRange, without the empty rows and cells at its end."""
    sheet, box = locate(book, text)
    return to_value_range(book, sheet, box, rendering)


def to_value_range(book: Book, sheet: Sheet, box: Box, rendering: Rendering) -> dict[str, Any]:
    render = renderer(book.locale, rendering)
    lines = sheet.lines(box) if rendering.value == "FORMULA" else seen_lines(book, sheet, box)
    rows = [[render(cell) for cell in line] for line in filled_lines(sheet, box, lines)]
    if rendering.dimension == "COLUMNS":
        rows = transposed(rows)
    values = trimmed(rows)
    found = {"values": values} if values else {}
    return {"range": write_range(sheet, box), "majorDimension": rendering.dimension, **found}


def filled_lines(sheet: Sheet, box: Box, lines: Iterator[list[Cell]]) -> list[list[Cell]]:
    """The box's rows; a row in which nobody has written anything is empty: blank sheets cost little."""
    blank: list[Cell] = []
    defaults = any(cell.value is not None for cell in sheet.defaults.values())
    filled = sheet.cells
    row_ids = sheet.rows.ids[box.top : box.bottom]
    if defaults:
        return list(lines)
    return [line if filled.get(row_id) else blank for row_id, line in zip(row_ids, lines, strict=True)]


def renderer(locale: str, rendering: Rendering) -> Callable[[Cell], Any]:
    if rendering.value == "FORMATTED_VALUE":
        return lambda cell: shown(cell, locale)
    with_formulas = rendering.value == "FORMULA"
    dates_as_text = rendering.date == "FORMATTED_STRING" and not with_formulas

    def render(cell: Cell) -> Any:
        value = cell.value
        if value is None:
            return ""
        if isinstance(value, Formula):
            return value.text
        if isinstance(value, FormulaError):
            return value.code
        return shown(cell, locale) if dates_as_text and is_date(cell) else value

    return render


def transposed(rows: list[list[Any]]) -> list[list[Any]]:
    width = max(map(len, rows), default=0)
    return [[row[column] if column < len(row) else "" for row in rows] for column in range(width)]


def trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """Without what is empty at the end of each row and at the end of the rows."""
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


@dataclass(frozen=True)
class Written:
    """What a write has done, for the reply and for the totals of several."""

    sheet: Sheet
    box: Box
    cells: set[tuple[int, int]]

    def to_reply(self, book: Book) -> dict[str, Any]:
        rows, columns = {row for row, _ in self.cells}, {column for _, column in self.cells}
        counts = {"updatedRows": len(rows), "updatedColumns": len(columns), "updatedCells": len(self.cells)}
        known = {name: count for name, count in counts.items() if count}
        return {"spreadsheetId": book.id, "updatedRange": write_range(self.sheet, self.box), **known}


def write_values(editor: Editor, text: str, body: dict[str, Any], option: str, place: str = "data") -> Written:
    """Write a ValueRange's values from the start of the range on; raises GoogleError 400.

    ``null`` leaves a cell alone, ``""`` clears its value.
    """
    checked_values(body.get("values", []), place)
    sheet, box = locate(editor.book, text)
    check_body_range(editor.book, text, body.get("range", text))
    return write_box(editor, sheet, box, body, option, place)


def rows_of(body: dict[str, Any], place: str) -> list[list[Any]]:
    """The values of a body, row by row; raises GoogleError 400."""
    rows = checked_values(body.get("values", []), place)
    return columns_to_rows(rows) if body.get("majorDimension") == "COLUMNS" else rows


def write_box(
    editor: Editor, sheet: Sheet, box: Box, body: dict[str, Any], option: str, place: str = "data"
) -> Written:
    """Write a body's values from the box's first cell on, and not beyond it unless it is a single cell."""
    rows = rows_of(body, place)
    block = written_block(sheet, box, rows)
    editor.guard(sheet, block)
    cells = {
        (row, column): value
        for row, line in enumerate(rows, block.top)
        for column, value in enumerate(line, block.left)
        if value is not None
    }
    for (row, column), value in cells.items():
        sheet.put(row, column, entered(editor, sheet.cell(row, column), value, option))
    return Written(sheet, block, set(cells))


def columns_to_rows(columns: list[list[Any]]) -> list[list[Any]]:
    height = max(map(len, columns), default=0)
    return [[column[row] if row < len(column) else None for column in columns] for row in range(height)]


def checked_values(values: Any, place: str) -> list[list[Any]]:
    """The rows of a body; raises GoogleError 400 unless they are lists of plain values."""
    if not isinstance(values, list):
        raise wrong_list(values, f"{place}.values")
    for row_index, row in enumerate(values):
        if not isinstance(row, list):
            raise wrong_list(row, f"{place}.values[{row_index}]")
        for index, value in enumerate(row):
            if isinstance(value, list | dict):
                raise nested_value(value, f"values[{row_index}][{index}]")
    return values


def wrong_list(value: Any, place: str) -> GoogleError:
    written = f'"{value}"' if isinstance(value, str) else str(value)
    return invalid_field(place, f"Invalid value at '{place}' ({LIST_VALUE}), {written}")


def nested_value(value: list[Any] | dict[str, Any], place: str) -> GoogleError:
    kind = "list_value" if isinstance(value, list) else "struct_value"
    return invalid(f"Invalid {place}: {kind} cannot be written into a cell")


def check_body_range(book: Book, text: str, body_range: str) -> None:
    if body_range != text and locate(book, body_range) != locate(book, text):
        raise invalid("Request range[{}] does not match value's range[{}]", text, body_range)


def written_block(sheet: Sheet, box: Box, rows: list[list[Any]]) -> Box:
    """The rectangle that the rows cover. A single cell is where they begin, a wider range their limit."""
    height, width = len(rows), max(map(len, rows), default=0)
    if not height or not width:
        return box
    block = Box(box.top, box.left, box.top + height, box.left + width)
    anchor = (box.bottom - box.top, box.right - box.left) == (1, 1)
    if not anchor and block.right > box.right:
        raise outside(sheet, box, f"column [{a1.column_name(box.right)}]")
    if not anchor and block.bottom > box.bottom:
        raise outside(sheet, box, f"row [{box.bottom + 1}]")
    if block.bottom > len(sheet.rows) or block.right > len(sheet.columns):
        raise refusals.beyond_grid(write_range(sheet, block), len(sheet.rows), len(sheet.columns))
    return block


def outside(sheet: Sheet, box: Box, where: str) -> GoogleError:
    return invalid(f"Requested writing within range [{write_range(sheet, box)}], but tried writing to {where}")


def entered(editor: Editor, cell: Cell, value: Any, option: str) -> Cell:
    """The cell with a value put into it, as it is (RAW) or as if somebody typed it (USER_ENTERED)."""
    if not isinstance(value, str):
        return cell.with_value(value if isinstance(value, bool) else number(value))
    number_format = (cell.format or {}).get("numberFormat") or {}
    is_text = number_format.get("type") == "TEXT"
    as_it_is = option == "RAW" or (is_text and not value.startswith("="))
    entry = Entry(value or None) if as_it_is else typed(value, editor.book.locale, editor.now)
    if isinstance(entry.value, str):
        checked_text(entry.value)
    if entry.number_format and not number_format:
        form = {**(cell.format or {}), "numberFormat": entry.number_format}
        return cell.with_value(entry.value)._replace(format=form)
    return cell.with_value(entry.value)


def number(value: Any) -> int | float:
    """A number as a cell keeps it; raises GoogleError 400 for one that is too great."""
    try:
        return read_num(value)
    except Unreadable as problem:
        raise invalid_field("values", f"Invalid value at 'values' ({problem.type_name}), {value}") from problem


def clear_values(editor: Editor, text: str) -> str:
    """Take the values out of a range; formats, notes and rules stay. Gives the range that was cleared."""
    return clear_box(editor, *locate(editor.book, text))


def clear_box(editor: Editor, sheet: Sheet, box: Box) -> str:
    editor.guard(sheet, box)
    for row, line in zip(range(box.top, box.bottom), sheet.lines(box), strict=True):
        for column, cell in enumerate(line, box.left):
            if cell is not EMPTY and cell.value is not None:
                sheet.put(row, column, cell.with_value(None))
    return write_range(sheet, box)
