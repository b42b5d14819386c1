"""A book as a file to take away, at Google's own address: ``export?format=xlsx``, or ``format=csv&gid=`` for one tab.

Hidden tabs stay here: people do not see them on the pages, and a file is soon in other hands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from localgoogle.call import Reply, Slow
from localgoogle.drive.exports import CSV, XLSX, quoted
from localgoogle.html import notice
from localgoogle.pages.grid_access import may_open, visible_tabs
from localgoogle.pages.grid_view import extent
from localgoogle.pages.limits import spend
from localgoogle.pages.staff import Groups, no_access
from localgoogle.sheets.book import Box
from localgoogle.sheets.calculation import seen_lines
from localgoogle.sheets.display import shown
from localgoogle.sheets.snapshot import snapshot
from localgoogle.sheets.store import open_book

if TYPE_CHECKING:
    from localgoogle.call import Call
    from localgoogle.sheets.book import Book, Cell, Sheet
    from localgoogle.state import State

PER_MINUTE = 5
"""Making a file of a big book takes a second, in which others wait longer than usual."""

DANGEROUS = re.compile(r"[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\x00]")
"""What a spreadsheet program may take for the beginning of a formula: https://owasp.org/www-community/attacks/CSV_Injection"""


def show(state: State, call: Call, groups: Groups, user: str) -> Reply | Slow:
    """GET export: the file, for those the book is shared with."""
    file = may_open(state, user, groups["file"])
    if file is None:
        return no_access()
    if not spend(state, f"export {user}", PER_MINUTE):
        return notice(429, "Слишком быстро", "Слишком много файлов за минуту. Подождите немного, пожалуйста.")
    book, form, name = snapshot(open_book(state, file.id)), call.first("format", "xlsx"), file.name
    tabs = visible_tabs(book)
    if form == "xlsx":
        return Slow(lambda: to_xlsx(book, tabs), lambda content: attachment(content, XLSX, f"{name}.xlsx"))
    gid = call.first("gid", str(tabs[0].id))
    sheet = next((each for each in tabs if str(each.id) == gid), None)
    if form != "csv" or sheet is None:
        text = "Скачать можно всю таблицу (format=xlsx) или один лист (format=csv&gid=…)."
        return notice(400, "Такого файла нет", text, (f"/spreadsheets/d/{file.id}/edit", "Вернуться к таблице"))
    return attachment(to_csv(book, sheet), f"{CSV}; charset=utf-8", f"{file.name} - {sheet.title}.csv")


def to_xlsx(book: Book, tabs: list[Sheet]) -> bytes:
    # A third of a second at the start of every server, for what few ever ask.
    from localgoogle.drive.workbook import to_workbook

    return to_workbook(book, tabs)


def to_csv(book: Book, sheet: Sheet) -> bytes:
    """What the tab shows; a text that could be taken for a formula begins with an apostrophe."""
    lines = seen_lines(book, sheet, Box(0, 0, *extent(sheet)))
    return "\r\n".join(",".join(quoted(harmless(cell, book.locale)) for cell in line) for line in lines).encode()


def harmless(cell: Cell, locale: str) -> str:
    text = shown(cell, locale)
    return f"'{text}" if isinstance(cell.value, str) and DANGEROUS.match(text) else text


def attachment(content: bytes, media_type: str, name: str) -> Reply:
    """A file that the browser keeps under its own name, whatever stands in that (RFC 6266 §4.3)."""
    plain = re.sub(r'[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]', "_", name)
    extension = name.rpartition(".")[2]
    told = f"attachment; filename=\"table.{extension}\"; filename*=UTF-8''{quote(plain, safe='')}"
    return Reply(content, 200, media_type, {"Content-Disposition": told})
