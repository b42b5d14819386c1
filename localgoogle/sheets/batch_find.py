"""The kind of batchUpdate that looks for a text and puts another in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from localgoogle.formulas.value import Formula
from localgoogle.sheets import refusals
from localgoogle.sheets.ranges import find_sheet

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor
    from localgoogle.sheets.book import Box, Cell, Sheet


def find_replace(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """Replace a text in the cells that hold text, and in formulas if asked; the reply counts what was changed."""
    if request.get("searchByRegex"):
        raise refusals.unsupported("searchByRegex")
    if not request.get("find"):
        raise refusals.must("Find must be set.")
    found = [replaced(sheet, box, request) for sheet, box in places(editor, request)]
    counts = {
        "valuesChanged": sum(cells for cells, _, _ in found),
        "rowsChanged": sum(rows for _, rows, _ in found),
        "sheetsChanged": sum(1 for cells, _, _ in found if cells),
        "occurrencesChanged": sum(times for _, _, times in found),
    }
    return {name: count for name, count in counts.items() if count}


def places(editor: Editor, request: dict[str, Any]) -> list[tuple[Sheet, Box]]:
    """Where to look: one range, one sheet, or all of them. Raises GoogleError 400 unless just one is named."""
    if ("range" in request) + ("sheetId" in request) + bool(request.get("allSheets")) != 1:
        raise refusals.must("Exactly one of range, sheetId and allSheets must be set.")
    if "range" in request:
        return [editor.sheet_box(request["range"])]
    sheets = [find_sheet(editor.book, request["sheetId"])] if "sheetId" in request else editor.book.sheets
    for sheet in sheets:
        editor.guard(sheet, sheet.whole)
    return [(sheet, sheet.whole) for sheet in sheets]


def replaced(sheet: Sheet, box: Box, request: dict[str, Any]) -> tuple[int, int, int]:
    """Change the cells of a rectangle; gives how many cells, rows and occurrences that were."""
    pattern = wanted(request)
    cells, rows, times = 0, set(), 0
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            cell = sheet.cell(row, column)
            found = searched(cell, request)
            text, count = pattern.subn(lambda _: request.get("replacement", ""), found)
            if count:
                is_formula = isinstance(cell.value, Formula) and text.startswith("=")
                sheet.put(row, column, cell.with_value(Formula(text) if is_formula else text or None))
                cells, times = cells + 1, times + count
                rows.add(row)
    return cells, len(rows), times


def searched(cell: Cell, request: dict[str, Any]) -> str:
    """The text of a cell that is searched; empty for one that is passed over."""
    if isinstance(cell.value, Formula) and request.get("includeFormulas"):
        return cell.value.text
    return cell.value if isinstance(cell.value, str) else ""


def wanted(request: dict[str, Any]) -> re.Pattern[str]:
    text = re.escape(request["find"])
    whole = rf"\A{text}\Z" if request.get("matchEntireCell") else text
    return re.compile(whole, 0 if request.get("matchCase") else re.IGNORECASE)
