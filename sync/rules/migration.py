"""A book made by an earlier version follows the declaration of this one, in place: see docs/decisions/0011.

Each book remembers, in its hidden tab, which tabs and drop-downs it was given, and a number: a book with a greater
number than ours was written by a version that knows more than this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sheets_schema.as_read import BookAsRead, SheetAsRead
from sheets_schema.change import Renewal, TableChange
from sheets_schema.owner import Owner
from sheets_schema.record import Record
from sheets_schema.table import Book, Shape, Table
from sync.errors import NewerProgramme
from sync.rules.memory import read_content, to_text
from sync.rules.merge import missing_columns

SCHEMA = "schema"
NUMBER = 2  # one more whenever the version before would misread, or damage, what this one writes

Lists = Mapping[str, str]


def schema_entry(book: Book) -> dict[str, Any]:
    """What a book remembers of the declaration that it follows: its tabs, and a mark of each drop-down in them."""
    return {"number": NUMBER, "tabs": {table.key: table.lists for table in book.tables}}


def known_tabs(as_read: BookAsRead) -> Mapping[str, Lists] | None:
    """The tabs that the book was given, each with the marks of its drop-downs; None when nobody remembers."""
    found: Mapping[str, Lists] | None = schema_of(as_read).get("tabs")
    return found


def schema_of(as_read: BookAsRead) -> Mapping[str, Any]:
    sheet = as_read.sheets.get(f"{as_read.key}.memory")
    row = sheet.by_key.get(SCHEMA) if sheet else None
    return read_schema(row.to_record().text("content")) if row else {}


@lru_cache(maxsize=16)  # every book's is asked for several times
def read_schema(text: str) -> Mapping[str, Any]:
    return read_content(SCHEMA, text) or {}


def refuse_newer(book: Book, as_read: BookAsRead) -> None:
    """Raises NewerProgramme when a later version has written the book: this one might spoil what it does not know."""
    if schema_of(as_read).get("number", 0) > NUMBER:
        raise NewerProgramme(book.title)


def first_record(book: Book) -> Record:
    """The line with which set-up begins a book's memory."""
    return Record(SCHEMA, {"key": SCHEMA, "content": to_text(SCHEMA, schema_entry(book))})


def migrated(book: Book, as_read: BookAsRead, changes: Iterable[TableChange]) -> list[TableChange]:
    """The changes of a book, with what its tabs lack of the declaration."""
    by_table = {change.table: change for change in changes}
    tabs = known_tabs(as_read) or {}
    return [up_to_date(table, as_read, by_table.get(table.key), tabs.get(table.key, {})) for table in book.tables]


def up_to_date(table: Table, as_read: BookAsRead, change: TableChange | None, lists: Lists) -> TableChange:
    change = change or TableChange(table.key)
    sheet = as_read.sheets.get(table.key)
    if sheet is None:
        return replace(change, make=True)
    columns, renewal = missing_columns(table, sheet), renewal_of(table, sheet, lists)
    return replace(change, columns=columns, renewal=renewal) if columns or renewal else change


def renewal_of(table: Table, sheet: SheetAsRead, lists: Lists) -> Renewal:
    """What still looks as an earlier version declared it. A title that staff chose themselves is theirs."""
    return Renewal(
        title=table.title if sheet.title in table.former_titles else "",
        headings=tuple(headings_of(table, sheet)),
        lists=tuple(lists_to_set(table, sheet, lists)),
        released=tuple(sorted(ours_no_more(table, sheet))),
    )


def headings_of(table: Table, sheet: SheetAsRead) -> Iterator[str]:
    for column in table.once_called_otherwise:
        place = sheet.columns.get(column.key, len(sheet.header))
        if place < len(sheet.header) and sheet.header[place] in column.former_titles:
            yield column.key


def lists_to_set(table: Table, sheet: SheetAsRead, lists: Lists) -> Iterator[str]:
    """Columns whose choices are no longer those that the book was given."""
    wanted = table.lists
    if wanted == lists:
        return
    changed = {key for key in {*wanted, *lists} if wanted.get(key) != lists.get(key)}
    yield from (column.key for column in table.columns if column.key in changed & sheet.columns.keys())


def ours_no_more(table: Table, sheet: SheetAsRead) -> set[int]:
    """Our warnings on columns that the machine does not write any more."""
    if table.shape is not Shape.KEYED or not sheet.protected:
        return set()
    written = {place for key, place in sheet.columns.items() if table.by_key[key].owner is Owner.MACHINE}
    return {identity for identity, place in sheet.protected.items() if place not in written}
