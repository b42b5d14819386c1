"""Tables that come as text (csv, tsv) and become spreadsheets, as Drive converts them."""

from __future__ import annotations

import csv
import secrets
from io import StringIO
from typing import TYPE_CHECKING

from localgoogle.drive.refusals import insufficient, invalid_value
from localgoogle.errors import DriveError, GoogleError
from localgoogle.sheets import model as sheets
from localgoogle.sheets.access import writable
from localgoogle.sheets.book import Book, new_sheet
from localgoogle.sheets.refusals import MOST_CELLS, MOST_COLUMNS
from localgoogle.sheets.store import save_book
from localgoogle.sheets.values import write_values

if TYPE_CHECKING:
    from localgoogle.call import Call
    from localgoogle.state import File, State

TABLES = {"text/csv": "", "text/tab-separated-values": "\t"}
"""What can become a spreadsheet, and what its columns are parted by ("": to be found out)."""

LONGEST_TITLE = 100
SMALLEST = (1000, 26)


def read_table(content: bytes, media_type: str) -> list[list[str]]:
    """The rows of a table; raises DriveError 400 when it is none, or is too big for a spreadsheet."""
    text = decoded(content)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=TABLES[media_type] or delimiter(text)))
    except csv.Error as problem:
        message = f"The uploaded table cannot be read: {problem}."
        raise invalid_value(message) from None
    height, width = size_of(rows)
    if width > MOST_COLUMNS or width * height > MOST_CELLS:
        raise invalid_value("The uploaded table is larger than a spreadsheet can be.")
    return rows


def size_of(rows: list[list[str]]) -> tuple[int, int]:
    """Rows and columns of the sheet that holds a table; none is smaller than Google's own new sheet."""
    return max(SMALLEST[0], len(rows)), max(SMALLEST[1], max(map(len, rows), default=0))


def decoded(content: bytes) -> str:
    """UTF-8, or UTF-16 that says so, or what Excel writes on a Russian computer."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")


def delimiter(text: str) -> str:
    """What the first line has most of: comma, semicolon (Excel's in Russia) or tab."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def fill(state: State, call: Call, file: File, rows: list[list[str]]) -> None:
    """Put a table in place of all that the spreadsheet holds: one sheet, called like the file.

    Raises DriveError 403 when a part of the spreadsheet is protected from the user, 400 for what no cell holds.
    """
    refuse_protected(state, call, file)
    sheets.forget(state, file.id)
    sheet = new_sheet(secrets.randbelow(2**31), file.name[:LONGEST_TITLE] or "Sheet1", *size_of(rows))
    sheets.create(state, Book(file.id, sheets.new_properties(), [sheet]))
    editor = writable(state, call, file.id)
    try:
        write_values(editor, "A1", {"values": rows}, "USER_ENTERED")
    except GoogleError as problem:
        raise DriveError(problem.code, problem.message) from None
    save_book(state, editor.book)


def refuse_protected(state: State, call: Call, file: File) -> None:
    editor = writable(state, call, file.id)
    try:
        for sheet in editor.book.sheets:
            editor.guard(sheet, sheet.whole)
    except GoogleError:
        raise insufficient() from None
