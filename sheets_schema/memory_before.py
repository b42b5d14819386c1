"""What the memory said of rows before a batch that missed them, so that the next decision sees the truth."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sheets_schema.arrivals import at
from sheets_schema.as_read import BookAsRead, Copy, SheetAsRead
from sheets_schema.change import RowChange, TableChange
from sheets_schema.header_then import text_of
from sheets_schema.kind import canonical
from sheets_schema.record import Record
from sheets_schema.table import Book


def memory_as_before(
    book: Book, now: BookAsRead, forgotten: Mapping[str, str | None], outdated: Collection[str] = ()
) -> TableChange | None:
    """The baselines of the rows that were missed, as they were before: the next decision then sees the truth.

    What had been masked comes back; what was masked in that moment stays, for it was read from the right row, but for
    the lines that are ``outdated``.
    """
    sheet = now.sheets.get(sheet_key(book))
    if sheet is None or not forgotten:
        return None
    kept = {**dict.fromkeys(outdated), **forgotten, **masked_before(sheet, now.copies, forgotten)}
    found = [row for row in sheet.rows if row.key in kept]
    changed = {row.key: text for row in found if (text := kept[row.key]) and text != row.to_record().text("content")}
    rows = [RowChange(row.index, row.key, {"content": changed[row.key]}) for row in found if row.key in changed]
    dropped = [row.index for row in found if not kept[row.key]]
    gone = sorted(key for key, text in kept.items() if text and key not in {row.key for row in found})
    new = [Record(key, {"key": key, "content": kept[key]}) for key in gone]
    change = TableChange(sheet_key(book), rows=tuple(rows), new=tuple(new), dropped=tuple(dropped))
    return change or None


def masked_before(sheet: SheetAsRead, copies: Iterable[Copy], forgotten: Mapping[str, str | None]) -> dict[str, str]:
    """The copied lines of what was masked, by their keys."""
    if not {"key", "content"} <= set(sheet.columns):
        return {}
    key, content = sheet.columns["key"], sheet.columns["content"]
    ours = [copy.cells for copy in copies if copy.line.get("masked") in forgotten]
    return {text_of(at(cells, key)): canonical(at(cells, content)) for cells in ours if at(cells, key)}


def sheet_key(book: Book) -> str:
    return f"{book.key}.memory"
