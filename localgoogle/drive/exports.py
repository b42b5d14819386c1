"""Spreadsheets as files to download: csv and tsv of the first sheet, xlsx of the whole book.

Formulas leave as what they come to, never as formulas.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from localgoogle.drive.refusals import no_conversion, not_exportable
from localgoogle.sheets.snapshot import snapshot
from localgoogle.sheets.store import open_book
from localgoogle.sheets.values import Rendering, to_value_range
from localgoogle.state import FOLDER, SPREADSHEET, File

if TYPE_CHECKING:
    from collections.abc import Callable

    from localgoogle.sheets.book import Book
    from localgoogle.state import State

CSV = "text/csv"
TSV = "text/tab-separated-values"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

KNOWN_TO_GOOGLE = {
    "application/pdf",
    "application/x-vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/zip",
    "text/html",
}
"""https://developers.google.com/workspace/drive/api/guides/ref-export-formats"""


def export(state: State, file: File, mime: str) -> Callable[[], bytes]:
    """What makes the file in another format, from the book as it is now; it takes long and touches no State.

    Raises DriveError 400 for a format that there is not, 403 for a folder.
    """
    if file.mime == FOLDER:
        raise not_exportable()
    if file.mime != SPREADSHEET or mime not in FORMATS:
        raise no_conversion(f" This server cannot make '{mime}'." if mime in KNOWN_TO_GOOGLE else "")
    book = snapshot(open_book(state, file.id))
    return lambda: FORMATS[mime](book)


def to_csv(book: Book) -> bytes:
    return "\r\n".join(",".join(map(quoted, row)) for row in first_sheet(book)).encode()


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(r'[",\r\n]', text) else text


def to_tsv(book: Book) -> bytes:
    """Tabs and line ends have no place in this format: they become spaces."""
    return "\r\n".join("\t".join(re.sub(r"\s", " ", text) for text in row) for row in first_sheet(book)).encode()


def to_xlsx(book: Book) -> bytes:
    # A third of a second at the start of every server, for what few ever ask.
    from localgoogle.drive.workbook import to_workbook

    return to_workbook(book)


def first_sheet(book: Book) -> list[list[str]]:
    """What the first sheet shows, in rows of one length."""
    sheet = book.sheets[0]
    rows = to_value_range(book, sheet, sheet.whole, Rendering()).get("values", [])
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


FORMATS: dict[str, Callable[[Book], bytes]] = {CSV: to_csv, TSV: to_tsv, XLSX: to_xlsx}
