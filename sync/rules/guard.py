"""Guards: an emptied book must not be taken for a school without people."""

from __future__ import annotations

from collections.abc import Container

from sheets_schema.as_read import BookAsRead
from sheets_schema.errors import BaseVanished
from sheets_schema.table import Book, Shape
from sheets_schema.tables.memory import row_key
from sync.rules.memory import read_memory

MOST_VANISHED = 0.3  # of the rows: more than that is rather an accident than a decision
TOO_FEW = 10  # rows of which a share says anything


def refuse_vanished(book: Book, as_read: BookAsRead, questions: Container[str] = ()) -> None:
    """Raises BaseVanished when a tab that cannot be made again is gone, or all its rows are, or too many at once.

    ``questions`` are the keys of what staff are already asked about: a row that they know is gone counts no more.
    """
    if not as_read.generation:
        return
    memory = read_memory(as_read)
    for table in book.tables:
        if not table.irreplaceable:
            continue
        sheet = as_read.sheets.get(table.key)
        if sheet is None:
            raise BaseVanished(book.title, table.title, "tab")
        prefix = row_key(table.key, "")
        entries = {key.removeprefix(prefix): entry for key, entry in memory.items() if key.startswith(prefix)}
        known = {key for key, entry in entries.items() if entry.get("cells") and not entry.get("dropped")}
        standing = {row.key for row in sheet.rows}
        asked = {key for key in known if f"{table.key}-{key}-row" in questions}
        vanished = known - standing - asked
        if table.shape is Shape.KEYED and len(known) > 1 and not standing - {""}:
            raise BaseVanished(book.title, table.title, "rows")
        if len(known) >= TOO_FEW and len(vanished) > MOST_VANISHED * len(known):
            raise BaseVanished(book.title, table.title, "many", len(vanished))
