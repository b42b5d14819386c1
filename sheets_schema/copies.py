"""The fence against the race with people: what stood in a row at the moment the machine wrote over it.

Sheets has no precondition on cells: between our reading and our writing someone may sort, move or type. So each batch
first copies the rows it is about to overwrite, key included, into a hidden tab, where the copying is done by Google at
the moment of the writing, and then it writes. If a copy is not what was read, the true content is known, and
``repair`` puts it back. The next run looks at the last copies too, so a machine that dies in between loses nothing.

One ``copyPaste`` per row: whether Google copies a row that a filter hides is documented nowhere, so a copy that comes
back empty counts as unknown, and what stands in the sheet now decides.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets_schema.as_read import BookAsRead, Copy, Raw, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.change import RawCells, RowChange, TableChange
from sheets_schema.kind import canonical
from sheets_schema.record import Record
from sheets_schema.table import Book
from sheets_schema.tables.memory import row_key

TITLE = "_копия"


def copy_sheet_id(book: str) -> int:
    return (zlib.crc32(f"nastavnik:{book}.copy".encode()) & 0x3FFFFFFF) + 1


def at(raw: Sequence[Raw], place: int) -> Raw:
    return raw[place] if place < len(raw) else None


# Looking at the copies


@dataclass(frozen=True)
class Race:
    """A row that was not what was read: ``truth`` is what stood there, ``restore`` the places to put back.

    ``places`` leads from a place at the time of the writing to the place of that column now.
    """

    copy: Copy
    truth: tuple[Raw, ...]
    truth_key: str
    restore: tuple[int, ...]
    places: Mapping[int, int]


def may_have_raced(book: Book, as_read: BookAsRead, copies: Sequence[Copy]) -> bool:
    """Whether anything must be looked at again, judged by the copies alone."""
    return any(True for _ in races(book, as_read, copies)) or any(is_unknown(copy) for copy in copies)


def is_unknown(copy: Copy) -> bool:
    """Empty although a key was expected: emptied by someone, or hidden by a filter and not copied."""
    return bool(copy.line.get("key")) and not any(value not in (None, "") for value in copy.cells)


def races(book: Book, as_read: BookAsRead, copies: Sequence[Copy]) -> Iterator[Race]:
    """Every row that the last batch wrote over while someone else had changed it. ``as_read``: the sheet now."""
    headers = {copy.line["table"]: copy.cells for copy in copies if copy.line.get("header")}
    for copy in copies:
        sheet = as_read.sheets.get(copy.line.get("table", ""))
        if sheet is None or copy.line.get("header") or copy.line.get("masked") or is_unknown(copy):
            continue
        places = leads(headers.get(copy.line["table"], ()), sheet.header)
        key_place = sheet.columns.get(book.by_key[copy.line["table"]].key_column.key)
        then = next((before for before, now in places.items() if now == key_place), key_place)
        truth_key = text_of(at(copy.cells, then)) if then is not None else ""
        same_row = truth_key == copy.line.get("key")
        wrote = copy.line.get("wrote", {})
        changed = {int(p) for p, (before, _) in wrote.items() if fingerprint(at(copy.cells, int(p))) != before}
        restore = sorted(changed if same_row else map(int, wrote))
        if restore or (copy.line.get("dropped") and not same_row):
            yield Race(copy, copy.cells, truth_key, tuple(restore), places)


def text_of(raw: Raw) -> str:
    return canonical(raw).strip()


def leads(then: Sequence[Raw], now: Sequence[Raw]) -> dict[int, int]:
    """Where each column of then stands now, by its header's text; a column whose text says nothing stays put."""
    width = max(len(then), len(now))
    if list(then) == list(now):
        return {place: place for place in range(width)}
    texts = [text_of(value) for value in now]
    found = {}
    for place in range(width):
        text = text_of(at(then, place))
        found[place] = texts.index(text) if text and texts.count(text) == 1 else place
    return found


# Putting back


def repair(book: Book, now: BookAsRead, before: BookAsRead | None = None) -> tuple[TableChange, ...]:
    """What puts back what the last batch should not have written over; empty when nothing was.

    ``before`` is the book as it was read for that batch, where this run did it: with it even a row whose copy came
    back empty can be put back.
    """
    raw: dict[str, list[RawCells]] = {}
    lost: dict[str, list[tuple[Raw, ...]]] = {}
    forgotten: dict[str, str | None] = {}
    for race in races(book, now, now.copies):
        table = race.copy.line["table"]
        if race.copy.line.get("dropped"):
            lost.setdefault(table, []).append(race.truth)
        elif cells := cells_to_restore(now.sheets[table], race):
            raw.setdefault(table, []).append(cells)
        forgotten[row_key(table, race.copy.line["key"])] = race.copy.line.get("kept")
    for copy in now.copies:
        if before and is_unknown(copy) and (cells := victim_of(now, before, copy)):
            raw.setdefault(copy.line["table"], []).append(cells)
            forgotten[row_key(copy.line["table"], copy.line["key"])] = copy.line.get("kept")
    tables = sorted({*raw, *lost})
    changes = [TableChange(table, raw=tuple(raw.get(table, ())), back=tuple(lost.get(table, ()))) for table in tables]
    memory = memory_as_before(book, now, forgotten)
    return (*changes, *([memory] if memory else []))


def cells_to_restore(sheet: SheetAsRead, race: Race) -> RawCells | None:
    """The places of the row that still show what the machine wrote; what somebody changed since is left alone.

    Of rows that staff doubled it is the one that shows most of it, of rows without a key one that shows all of it.
    """
    least = 1 if race.truth_key else max(1, len(race.restore))
    found = [RawCells(row.index, still_shown(row.raw, race)) for row in sheet.rows if row.key == race.truth_key]
    hit = max(found, key=lambda cells: len(cells.values), default=None)
    return hit if hit and len(hit.values) >= least else None


def still_shown(raw: Sequence[Raw], race: Race) -> dict[int, Raw]:
    """The places of a row that show what was written there, and what must stand in them instead."""
    wrote = race.copy.line["wrote"]
    return {
        now: at(race.truth, place)
        for place in race.restore
        if fingerprint(at(raw, now := race.places.get(place, place))) == wrote[str(place)][1]
    }


def victim_of(now: BookAsRead, before: BookAsRead, copy: Copy) -> RawCells | None:
    """The row that got what was meant for another, where no copy tells: found by what stands in it now."""
    sheet, old = now.sheets.get(copy.line["table"]), before.sheets.get(copy.line["table"])
    wrote = {int(place): marks for place, marks in copy.line.get("wrote", {}).items()}
    if sheet is None or old is None or not wrote:
        return None
    earlier = {row.key: row.raw for row in old.rows}
    for row in sheet.rows:
        shows = all(fingerprint(at(row.raw, place)) == marks[1] for place, marks in wrote.items())
        was = earlier.get(row.key, ())
        showed = all(fingerprint(at(was, place)) == marks[1] for place, marks in wrote.items())
        if row.key == copy.line["key"] and shows:
            return None
        if shows and not showed:
            return RawCells(row.index, {place: at(was, place) for place in wrote})
    return None


def memory_as_before(book: Book, now: BookAsRead, forgotten: Mapping[str, str | None]) -> TableChange | None:
    """The baselines of the rows that were missed, as they were before: the next decision then sees the truth.

    What had been masked comes back; what was masked in that moment stays, for it was read from the right row.
    """
    sheet = now.sheets.get(sheet_key(book))
    if sheet is None or not forgotten:
        return None
    kept = {**forgotten, **masked_before(sheet, now.copies, forgotten)}
    found = [row for row in sheet.rows if row.key in kept]
    rows = [RowChange(row.index, row.key, {"content": text}) for row in found if (text := kept[row.key])]
    dropped = [row.index for row in found if not kept[row.key]]
    gone = sorted(key for key, text in kept.items() if text and key not in {row.key for row in found})
    new = [Record(key, {"key": key, "content": kept[key]}) for key in gone]
    return TableChange(sheet_key(book), rows=tuple(rows), new=tuple(new), dropped=tuple(dropped))


def masked_before(sheet: SheetAsRead, copies: Iterable[Copy], forgotten: Mapping[str, str | None]) -> dict[str, str]:
    """The copied lines of what was masked, by their keys."""
    if not {"key", "content"} <= set(sheet.columns):
        return {}
    key, content = sheet.columns["key"], sheet.columns["content"]
    ours = [copy.cells for copy in copies if copy.line.get("masked") in forgotten]
    return {text_of(at(cells, key)): canonical(at(cells, content)) for cells in ours if at(cells, key)}


def sheet_key(book: Book) -> str:
    return f"{book.key}.memory"
