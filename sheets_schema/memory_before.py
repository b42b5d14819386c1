"""What the memory said of rows before a batch that missed them, so that the next decision sees the truth."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sheets_schema.arrivals import at
from sheets_schema.as_read import BookAsRead, Copy, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.change import RowChange, TableChange
from sheets_schema.copies import Race, rightly_emptied
from sheets_schema.header_then import Header, text_of
from sheets_schema.kind import canonical
from sheets_schema.record import Record
from sheets_schema.table import Book
from sheets_schema.tables.memory import mask_key


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


def changed_then(race: Race, sheet: SheetAsRead, header: Header) -> Iterator[str]:
    """The lines of what was masked of the cells of this row that staff changed in that moment: they show the truth."""
    table, key = race.copy.line["table"], str(race.copy.line.get("key", ""))
    column_at = {place: column for column, place in sheet.columns.items()}
    for place, (before, _) in race.copy.line.get("wrote", {}).items() if race.truth_key == key else ():
        column = column_at.get(race.places.get(int(place), -1))
        if column and not header.moved(int(place)) and fingerprint(at(race.truth, int(place))) != before:
            yield mask_key(table, key, column)


def hit_another(race: Race, sheet: SheetAsRead, header: Header) -> bool:
    """Whether the batch hit another row than the one meant: one whose code still stands, or that showed hardly anything
    of what was to go. Else staff had written over the code in that moment."""
    line = race.copy.line
    if line.get("repair") or race.truth_key == line.get("key"):
        return False
    goes = [before for before, after in line.get("wrote", {}).values() if before and not after]
    found = rightly_emptied(race.copy, header.places())
    return any(row.key == race.truth_key != "" for row in sheet.rows) or 2 * len(found) <= len(goes)


def cleared_since(sheet: SheetAsRead, copy: Copy, header: Header) -> Iterator[str]:
    """The lines of what was masked of a row that the batch missed, where it shows nothing by now: staff emptied it. A
    row that shows nothing at all of what was to go was masked, by the batch or before it."""
    table, key = copy.line["table"], str(copy.line.get("key", ""))
    rows = [row.raw for row in sheet.rows if row.key == key]
    read_at = {str(place): column for column, place in header.columns.items()}
    masked = [read_at.get(place, "") for place, (before, after) in copy.line["wrote"].items() if before and not after]
    places = {column: sheet.columns[column] for column in masked if column in sheet.columns and len(rows) == 1}
    empty = {column for column, place in places.items() if not fingerprint(at(rows[0], place))}
    yield from (mask_key(table, key, column) for column in empty if empty < places.keys())
