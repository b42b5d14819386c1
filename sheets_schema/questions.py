"""The keys of what staff are asked about a row, and the questions that must stand again after a race with people.

The line of a question goes in the very batch that carries out what staff decided. If that batch missed the row, the
row and its agreement are put back, and the decision is still to be carried out: its line must stand again, answered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sheets_schema.arrivals import at
from sheets_schema.as_read import BookAsRead, Copy, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.copies import race_of, with_headers
from sheets_schema.table import Book
from sheets_schema.tables.memory import row_of


def about_row(table: str, key: str) -> str:
    """What the keys of all questions about a row begin with."""
    return f"{table}-{key}-"


def about_cell(table: str, key: str, column: str) -> str:
    return f"{about_row(table, key)}{column}-"


def reopened(
    book: Book, now: BookAsRead, sheets: Mapping[str, SheetAsRead], undone: Collection[str]
) -> Iterator[tuple[Copy, Mapping[int, int]]]:
    """The removed lines that ask about a row of these, and where their columns stand now.

    ``undone`` are keys of the memory, ``sheets`` the tabs as they stand once everything else is put right: nobody has
    decided on what staff typed into the row since it was read.
    """
    ours = {row for row in map(row_of, undone) if row}
    rows = tuple(about_row(*row) for row in ours)
    cells = tuple(about_cell(*cell) for cell in typed_since(now, sheets, ours))
    for copy, sheet, header in with_headers(now, now.copies):
        key = copy.line.get("key", "")
        asked = copy.line.get("dropped") and key.startswith(rows) and not key.startswith(cells)
        raced = copy.is_unknown or race_of(book.by_key[copy.line["table"]], copy, sheet, header)
        if asked and not raced and not any(row.key == key for row in sheet.rows):
            yield copy, header.leads(sheet)


def typed_since(
    now: BookAsRead, sheets: Mapping[str, SheetAsRead], rows: Collection[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """The cells of these rows, by tab, key and column, that show something else than was read when they were meant."""
    for copy, sheet, header in with_headers(now, now.copies):
        table, key = copy.line["table"], copy.line.get("key", "")
        meant = {place: column for column, place in header.columns.items()}
        wrote = copy.line.get("wrote", {}) if (table, key) in rows and not copy.line.get("repair") else {}
        for place, (before, _) in wrote.items():
            column = meant.get(int(place), "")
            shown = [at(row.raw, sheet.columns.get(column)) for row in sheets[table].rows if row.key == key]
            if any(fingerprint(value) != before for value in shown):
                yield table, key, column
