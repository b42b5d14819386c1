"""A base as an .xlsx file: text is text, dates are dates, the heading stays in view, A4 across when it is printed."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from sheets_schema.kind import Value, canonical
from sync.rules.official import OfficialList

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767  # characters that Excel takes in a cell
CUT = " …"
NO_CHARACTERS = re.compile("[\ufffe\uffff\ud800-\udfff]")  # of which no XML may hold any
READ_AS_ONE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as «A»: ECMA-376, part 1, 22.9.2.19
LONGEST_HEADING = 120  # characters: Excel takes 255, codes and doubled ampersands among them
PIXELS = 7  # of a character's width
WRAP = Alignment(wrap_text=True, vertical="top")
A4, DAY = 9, "dd.mm.yyyy"


def base_xlsx(base: OfficialList, heading: str) -> bytes:
    """The whole file; ``heading`` stands above every printed page."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = base.table.title
    for place, column in enumerate(base.columns, start=1):
        put(sheet.cell(1, place), column.title)
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = column.width / PIXELS
    for line, row in enumerate(base.rows, start=2):
        for place, value in enumerate(row, start=1):
            put(sheet.cell(line, place), value)
    set_up_page(sheet, heading)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def put(cell: Cell, value: Value) -> None:
    """openpyxl takes «=…» for a formula and «#N/A» for an error; the prefix keeps Excel from it when somebody edits."""
    cell.alignment = WRAP
    if not isinstance(value, str | bool):
        cell.value = value
        cell.number_format = DAY if cell.is_date else cell.number_format
        return
    if text := as_xml(canonical(value)):
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@"


def as_xml(text: str) -> str:
    """What of a text an .xlsx file can hold: line ends are \\n there, control characters are not."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    known = READ_AS_ONE.sub("_x005F_", NO_CHARACTERS.sub("", ILLEGAL_CHARACTERS_RE.sub("", lines)))
    return known if len(known) <= LONGEST else known[: LONGEST - len(CUT)] + CUT


def set_up_page(sheet: Worksheet, heading: str) -> None:
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0  # as many pages down as it takes
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = heading[:LONGEST_HEADING].replace("&", "&&")
    sheet.oddFooter.center.text = "&P / &N"
