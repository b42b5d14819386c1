"""Kinds of batchUpdate that write cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.formulas.value import Formula
from localgoogle.sheets import refusals
from localgoogle.sheets.batch_dimensions import add_lines
from localgoogle.sheets.book import EMPTY, ROWS, Box, Cell, Sheet
from localgoogle.sheets.cells import Change, cell_change, with_twins
from localgoogle.sheets.filter import hidden_rows
from localgoogle.sheets.ranges import find_sheet
from localgoogle.sheets.rewriting import copied_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from localgoogle.sheets.access import Editor

Rows = list[dict[str, Any]]


def update_cells(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """With ``range`` the cells that no row speaks of are reset; with ``start`` they are left alone."""
    change = cell_change(request.get("fields", ""))
    rows: Rows = request.get("rows", [])
    if ("range" in request) == ("start" in request):
        raise refusals.must("Either a start or a range must be set, and not both.")
    sheet, box = target(editor, request, rows)
    check_fits(box, rows)
    if "range" in request:
        reset(sheet, box, rows, change)
    write_rows(sheet, box, rows, change)
    return {}


def target(editor: Editor, request: dict[str, Any], rows: Rows) -> tuple[Sheet, Box]:
    """Where the rows go: the range, or from the start as far as they reach."""
    if "range" in request:
        return editor.sheet_box(request["range"])
    start = request["start"]
    row, column = start.get("rowIndex", 0), start.get("columnIndex", 0)
    corner = {"startRowIndex": row, "startColumnIndex": column, "sheetId": start.get("sheetId", 0)}
    height, width = len(rows), max((len(line.get("values", [])) for line in rows), default=0)
    sheet, box = editor.sheet_box({**corner, "endRowIndex": row + height, "endColumnIndex": column + width})
    return sheet, box


def check_fits(box: Box, rows: Rows) -> None:
    if box.top + len(rows) > box.bottom:
        raise refusals.must(
            "Attempting to write row: {}, beyond the last requested row of: {}", box.bottom, box.bottom - 1
        )
    if any(box.left + len(line.get("values", [])) > box.right for line in rows):
        raise refusals.must(
            "Attempting to write column: {}, beyond the last requested column of: {}",
            box.right,
            box.right - 1,
        )


def reset(sheet: Sheet, box: Box, rows: Rows, change: Change) -> None:
    """Reset the masked parts of the cells of the box that the rows leave out."""
    blank: dict[str, Any] = {}
    for row, line in enumerate(rows, box.top):
        rest = Box(row, box.left + len(line.get("values", [])), row + 1, box.right)
        fill_line(sheet, rest, lambda cell: change(cell, blank))
    below_rows = Box(box.top + len(rows), box.left, box.bottom, box.right)
    if not below_rows.empty:
        sheet.fill(below_rows, lambda cell: change(cell, blank))


def fill_line(sheet: Sheet, box: Box, change: Callable[[Cell], Cell]) -> None:
    for column in range(box.left, box.right):
        sheet.put(box.top, column, change(sheet.cell(box.top, column)))


def write_rows(sheet: Sheet, box: Box, rows: Rows, change: Change) -> None:
    column_ids = sheet.columns.ids[box.left : box.right]
    for row_id, line in zip(sheet.rows.ids[box.top : box.bottom], rows, strict=False):
        own = sheet.cells.get(row_id, {})
        for column_id, given in zip(column_ids, line.get("values", []), strict=False):
            old = own.get(column_id) or sheet.defaults.get(column_id, EMPTY)
            sheet.put_by_id(row_id, column_id, change(old, given))


def repeat_cell(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    change = cell_change(request.get("fields", ""))
    sheet, box = editor.sheet_box(request.get("range", {}))
    given = request.get("cell", {})
    if isinstance(change(EMPTY, given).value, Formula):
        repeat_formula(editor, sheet, box, lambda cell: change(cell, given))
    else:
        sheet.fill(box, lambda cell: change(cell, given))
    return {}


def repeat_formula(editor: Editor, sheet: Sheet, box: Box, change: Callable[[Cell], Cell]) -> None:
    """The first cell has the formula as it is given; in the others its references move along."""
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            cell = change(sheet.cell(row, column))
            sheet.put(row, column, copied_cell(editor.book, cell, row - box.top, column - box.left))


def append_cells(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """Write rows below the last row that holds a value or a note; the sheet grows as needed."""
    change = cell_change(request.get("fields", ""))
    sheet, rows = find_sheet(editor.book, request.get("sheetId", 0)), request.get("rows", [])
    top = after_data(sheet)
    missing = top + len(rows) - len(sheet.rows)
    if missing > 0:
        add_lines(editor, sheet, ROWS, len(sheet.rows), missing)
    box = Box(top, 0, top + len(rows), len(sheet.columns))
    check_fits(box, rows)
    editor.guard(sheet, box)
    write_rows(sheet, box, rows, change)
    return {}


def after_data(sheet: Sheet) -> int:
    """The index of the row after the last one with data."""
    if any(default.value is not None or default.note for default in sheet.defaults.values()):
        return len(sheet.rows)
    for index in range(len(sheet.rows), 0, -1):
        own = sheet.cells.get(sheet.rows.ids[index - 1])
        if own and any(cell.value is not None or cell.note for cell in own.values()):
            return index
    return 0


def set_data_validation(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    sheet, box = editor.sheet_box(request.get("range", {}))
    rule = checked_rule(request.get("rule"))
    hidden = set() if request.get("filteredRowsIncluded") else hidden_rows(editor.book, sheet)
    if not hidden:
        sheet.fill(box, lambda cell: cell._replace(rule=rule))
        return {}
    for row in set(range(box.top, box.bottom)) - hidden:
        fill_line(sheet, Box(row, box.left, row + 1, box.right), lambda cell: cell._replace(rule=rule))
    return {}


VALUES_OF_RULES = {
    "ONE_OF_LIST": (1, 500),
    "BOOLEAN": (0, 2),
    "ONE_OF_RANGE": (1, 1),
    "CUSTOM_FORMULA": (1, 1),
    "NUMBER_BETWEEN": (2, 2),
    "NUMBER_NOT_BETWEEN": (2, 2),
    "DATE_BETWEEN": (2, 2),
    "DATE_NOT_BETWEEN": (2, 2),
    "TEXT_IS_EMAIL": (0, 0),
    "TEXT_IS_URL": (0, 0),
    "DATE_IS_VALID": (0, 0),
}
"""How few and how many values a rule of each type takes; one for the types that are not named."""


def checked_rule(rule: dict[str, Any] | None) -> dict[str, Any] | None:
    """The rule, when it has a condition with as many values as its type wants; raises GoogleError 400."""
    if rule is None:
        return None
    condition = rule.get("condition", {})
    kind, count = condition.get("type"), len(condition.get("values", []))
    if kind is None:
        raise refusals.must("A data validation rule needs a condition with a type.")
    least, most = VALUES_OF_RULES.get(kind, (1, 1))
    if not least <= count <= most:
        raise refusals.must("ConditionType {} takes {} to {} values, but {} were given.", kind, least, most, count)
    return rule


def update_borders(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    sheet, box = editor.sheet_box(request.get("range", {}))
    lines = {name: with_twins(request[name]) for name in BORDERS if name in request}
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            sides = sides_of(lines, box, row, column)
            if sides:
                sheet.put(row, column, bordered(sheet.cell(row, column), sides))
    return {}


BORDERS = ("top", "bottom", "left", "right", "innerHorizontal", "innerVertical")


def sides_of(lines: dict[str, Any], box: Box, row: int, column: int) -> dict[str, Any]:
    """The borders that a cell of the box gets on its own four sides."""
    wanted = {
        "top": "top" if row == box.top else "innerHorizontal",
        "bottom": "bottom" if row == box.bottom - 1 else "innerHorizontal",
        "left": "left" if column == box.left else "innerVertical",
        "right": "right" if column == box.right - 1 else "innerVertical",
    }
    return {side: lines[name] for side, name in wanted.items() if name in lines}


def bordered(cell: Cell, sides: dict[str, Any]) -> Cell:
    form = cell.format or {}
    merged = {**form.get("borders", {}), **sides}
    borders = {side: line for side, line in merged.items() if line.get("style", "NONE") != "NONE"}
    rest = {name: value for name, value in form.items() if name != "borders"}
    return cell._replace(format={**rest, **({"borders": borders} if borders else {})} or None)
