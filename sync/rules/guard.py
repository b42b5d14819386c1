"""Guards: an emptied book must not be taken for a school without people."""

from __future__ import annotations

from sheets_schema.as_read import BookAsRead
from sheets_schema.errors import BaseVanished
from sheets_schema.table import Book, Shape
from sheets_schema.tables.memory import row_key
from sync.rules.memory import read_memory


def refuse_vanished(book: Book, as_read: BookAsRead) -> None:
    """Raises BaseVanished when a tab that cannot be made again is gone, or all its rows are."""
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
        known = [entry for key, entry in memory.items() if key.startswith(prefix) and not entry.get("dropped")]
        if table.shape is Shape.KEYED and len(known) > 1 and not any(row.key for row in sheet.rows):
            raise BaseVanished(book.title, table.title, "rows")
