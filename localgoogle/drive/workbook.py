"""A spreadsheet as an xlsx file: values, and the formats that matter to people who read it."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from localgoogle.sheets.book import Box
from localgoogle.sheets.values import Rendering, to_value_range

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as XlsxCell
    from openpyxl.worksheet.worksheet import Worksheet

    from localgoogle.sheets.book import Book, Sheet

JSON = dict[str, Any]

LONGEST_TITLE = 31
NO_CHARACTERS = re.compile("[\ufffe\uffff\ud800-\udfff]")  # of which no XML may hold any
READ_AS_ONE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as «A»: ECMA-376, part 1, 22.9.2.19
PATTERNS = {
    "NUMBER": "#,##0.00",
    "PERCENT": "0.00%",
    "CURRENCY": "#,##0.00",
    "SCIENTIFIC": "0.00E+00",
    "DATE": "yyyy-mm-dd",
    "TIME": "h:mm:ss",
    "DATE_TIME": "yyyy-mm-dd h:mm:ss",
    "TEXT": "@",
}


def to_workbook(book: Book, sheets: list[Sheet] | None = None) -> bytes:
    """The bytes of the xlsx, of all sheets or of these.

    Text stays text, whatever it begins with: nothing in the file is a formula.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    titles: set[str] = set()
    for sheet in book.sheets if sheets is None else sheets:
        worksheet = workbook.create_sheet(title_of(sheet.title, titles))
        write_values(worksheet, book, sheet)
        write_formats(worksheet, sheet)
        write_layout(worksheet, sheet)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def title_of(title: str, used: set[str]) -> str:
    """A title that Excel takes: 31 characters, none of ``[]:*?/\\``, no two alike in any case."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", title).strip("'")[:LONGEST_TITLE] or "_"
    found, number = plain, 2
    while found.lower() in used:
        tail = f" ({number})"
        found, number = plain[: LONGEST_TITLE - len(tail)] + tail, number + 1
    used.add(found.lower())
    return found


def write_values(worksheet: Worksheet, book: Book, sheet: Sheet) -> None:
    rows = to_value_range(book, sheet, sheet.whole, Rendering("UNFORMATTED_VALUE")).get("values", [])
    for row, line in enumerate(rows, 1):
        for column, value in enumerate(line, 1):
            if value not in ("", None):
                put(worksheet.cell(row, column), value)


def put(cell: XlsxCell, value: Any) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = as_xml(value)
    # openpyxl takes "=…" for a formula and "#N/A" for an error; the prefix keeps Excel from it when somebody edits.
    cell.data_type = "s"
    cell.quotePrefix = value[:1] in "=+-@"


def as_xml(text: str) -> str:
    """What of a text such a file can hold."""
    known = NO_CHARACTERS.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))
    return READ_AS_ONE.sub("_x005F_", known)


def write_formats(worksheet: Worksheet, sheet: Sheet) -> None:
    known: dict[str, JSON] = {}
    for row, line in enumerate(sheet.lines(used(sheet)), 1):
        for column, cell in enumerate(line, 1):
            if not cell.format:
                continue
            text = json.dumps(cell.format, sort_keys=True)
            if text not in known:
                known[text] = style_of(cell.format)
            for name, value in known[text].items():
                setattr(worksheet.cell(row, column), name, value)


def used(sheet: Sheet) -> Box:
    """From the first cell to the last one that holds anything."""
    rows = [index for index, row_id in enumerate(sheet.rows.ids) if sheet.cells.get(row_id)]
    columns = set(sheet.defaults).union(*(sheet.cells[sheet.rows.ids[row]] for row in rows))
    right = max((index + 1 for index, column_id in enumerate(sheet.columns.ids) if column_id in columns), default=0)
    return Box(0, 0, rows[-1] + 1 if rows else 0, right)


def style_of(given: JSON) -> JSON:
    """openpyxl's styles of a CellFormat, by the names of a cell's attributes."""
    text, style = given.get("textFormat", {}), {}
    if text:
        style["font"] = Font(
            bold=text.get("bold"),
            italic=text.get("italic"),
            strike=text.get("strikethrough"),
            underline="single" if text.get("underline") else None,
            size=text.get("fontSize", 10),
            color=color(text.get("foregroundColor")),
        )
    if background := color(given.get("backgroundColor")):
        style["fill"] = PatternFill("solid", fgColor=background)
    if number := given.get("numberFormat"):
        style["number_format"] = number.get("pattern") or PATTERNS.get(number.get("type", ""), "General")
    if "horizontalAlignment" in given or given.get("wrapStrategy") == "WRAP":
        side = given.get("horizontalAlignment", "").lower()
        wrapped = given.get("wrapStrategy") == "WRAP"
        style["alignment"] = Alignment(
            horizontal=side if side in ("left", "center", "right") else None, wrap_text=wrapped
        )
    return style


def color(given: JSON | None) -> str | None:
    """A Color as six hexadecimal digits; an absent channel is 0."""
    if given is None:
        return None
    return "".join(f"{min(255, max(0, round(given.get(name, 0) * 255))):02X}" for name in ("red", "green", "blue"))


def write_layout(worksheet: Worksheet, sheet: Sheet) -> None:
    """Widths, hidden lines, merges, frozen rows and columns, the sheet's own visibility."""
    write_lines(worksheet, sheet)
    for merge in sheet.merges:
        merge_cells(worksheet, sheet, merge)
    frozen = sheet.properties.get("gridProperties", {})
    rows, columns = frozen.get("frozenRowCount", 0), frozen.get("frozenColumnCount", 0)
    if rows or columns:
        worksheet.freeze_panes = f"{get_column_letter(columns + 1)}{rows + 1}"
    if sheet.properties.get("hidden"):
        worksheet.sheet_state = "hidden"


def write_lines(worksheet: Worksheet, sheet: Sheet) -> None:
    """Excel counts widths in digits of 7 pixels beside 5 pixels of padding, heights in points of 4/3 pixels."""
    for index, line in enumerate(sheet.columns.ids, 1):
        given = sheet.columns.properties.get(line, {})
        if "pixelSize" in given:
            worksheet.column_dimensions[get_column_letter(index)].width = max(0, given["pixelSize"] - 5) / 7
        if given.get("hiddenByUser"):
            worksheet.column_dimensions[get_column_letter(index)].hidden = True
    for index, line in enumerate(sheet.rows.ids, 1):
        given = sheet.rows.properties.get(line, {})
        if "pixelSize" in given:
            worksheet.row_dimensions[index].height = given["pixelSize"] * 0.75
        if given.get("hiddenByUser"):
            worksheet.row_dimensions[index].hidden = True


def merge_cells(worksheet: Worksheet, sheet: Sheet, merge: JSON) -> None:
    worksheet.merge_cells(
        start_row=merge.get("startRowIndex", 0) + 1,
        start_column=merge.get("startColumnIndex", 0) + 1,
        end_row=merge.get("endRowIndex", len(sheet.rows)),
        end_column=merge.get("endColumnIndex", len(sheet.columns)),
    )
