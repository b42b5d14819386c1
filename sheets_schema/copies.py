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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sheets_schema.arrivals import at, columns_moved, misplaced, named
from sheets_schema.as_read import BookAsRead, Copy, Raw, RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint, same
from sheets_schema.change import RawCells, RowChange, TableChange
from sheets_schema.kind import canonical
from sheets_schema.record import Record
from sheets_schema.table import Book, Table
from sheets_schema.tables.memory import row_key

TITLE = "_копия"


def copy_sheet_id(book: str) -> int:
    return (zlib.crc32(f"nastavnik:{book}.copy".encode()) & 0x3FFFFFFF) + 1


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
    if any(is_unknown(copy) for copy in copies) or any(True for _ in races(book, as_read, copies)):
        return True
    seen = [found for found in with_headers(as_read, copies) if "new" in found[0].line]
    return any(columns_moved(sheet, copy, then) for copy, sheet, then in seen)


def is_unknown(copy: Copy) -> bool:
    """Empty although a key was expected: emptied by someone, or hidden by a filter and not copied."""
    return bool(copy.line.get("key")) and not any(value not in (None, "") for value in copy.cells)


def races(book: Book, as_read: BookAsRead, copies: Sequence[Copy]) -> Iterator[Race]:
    """Every row that the last batch wrote over while someone else had changed it. ``as_read``: the sheet now."""
    for copy, sheet, then in with_headers(as_read, copies):
        if race := race_of(book.by_key[copy.line["table"]], copy, sheet, then):
            yield race


def race_of(table: Table, copy: Copy, sheet: SheetAsRead, then: Sequence[Raw]) -> Race | None:
    """What a copy tells, where it shows another row than was meant, or cells that are not what was read."""
    if copy.line.get("header") or copy.line.get("masked") or "new" in copy.line or is_unknown(copy):
        return None
    places = leads(then, sheet)
    key_place = sheet.columns.get(table.key_column.key)
    showed = next((before for before, now in places.items() if now == key_place), key_place)
    truth_key = text_of(at(copy.cells, showed)) if showed is not None else ""
    wrote = copy.line.get("wrote", {})
    changed = any(fingerprint(at(copy.cells, int(place))) != before for place, (before, _) in wrote.items())
    if truth_key == copy.line.get("key") and not changed:
        return None
    return Race(copy, copy.cells, truth_key, tuple(sorted(map(int, wrote))), places)


def with_headers(as_read: BookAsRead, copies: Sequence[Copy]) -> Iterator[tuple[Copy, SheetAsRead, tuple[Raw, ...]]]:
    """Every copy of a tab that is there, with the tab as it stands now and its header as it stood then."""
    headers: dict[str, tuple[Raw, ...]] = {}
    for copy in copies:
        table = copy.line["table"]
        if copy.line.get("header"):
            headers[table] = copy.cells
        if sheet := as_read.sheets.get(table):
            yield copy, sheet, headers.get(table, ())


def text_of(raw: Raw) -> str:
    return canonical(raw).strip()


def leads(then: Sequence[Raw], sheet: SheetAsRead) -> dict[int, int]:
    """Where each column of then stands now, by its header's text; a column that is gone leads nowhere.

    One whose text is blank, doubled or new stays put, unless another column has come to stand there.
    """
    found = named(then, sheet.header)
    free = set(range(sheet.column_count)) - set(found.values())
    return {**{place: place for place in free if place not in found}, **found}


# Putting back


def repair(book: Book, now: BookAsRead, before: BookAsRead | None = None) -> tuple[TableChange, ...]:
    """What puts back what the last batch should not have written over; empty when nothing was.

    What was written last is undone first: a repair may itself have been overtaken. ``before`` is the book as it was
    read for that batch, where this run did it: with it even a row whose copy came back empty can be put back.
    """
    undone, forgotten = dict(now.sheets), dict[str, str | None]()
    lost: dict[str, list[tuple[Raw, ...]]] = defaultdict(list)
    for copy, sheet, then in reversed(list(with_headers(now, now.copies))):
        table = copy.line["table"]
        race = race_of(book.by_key[table], copy, sheet, then)
        places = leads(then, sheet)
        old = before.sheets.get(table) if before else None
        back = leads(then, old) if old else {place: place for place in places}
        missed = is_unknown(copy) and is_missed(undone[table], copy, places, back)
        if race and copy.line.get("dropped"):
            lost[table] += [] if is_back(sheet, race) else [race.truth]
        elif race:
            undone[table] = patched(undone[table], cells_to_restore(undone[table], race))
        elif missed:
            undone[table] = patched(undone[table], victim_of(undone[table], old, copy, places, back))
        elif "new" in copy.line and columns_moved(sheet, copy, then):
            undone[table] = patched(undone[table], misplaced(undone[table], copy, places))
        if (race or missed) and not copy.line.get("repair"):
            forgotten[row_key(table, copy.line["key"])] = copy.line.get("kept")
    found = {table: tuple(rows_that_differ(now.sheets[table], undone[table])) for table in undone}
    tables = sorted(table for table in found if found[table] or lost[table])
    changes = [TableChange(table, raw=found[table], back=tuple(lost[table])) for table in tables]
    memory = memory_as_before(book, now, forgotten)
    return (*changes, *([memory] if memory else []))


def patched(sheet: SheetAsRead, changes: Iterable[RawCells]) -> SheetAsRead:
    """The tab as it will stand once these cells are written."""
    values = {cells.index: cells.values for cells in changes}
    if not values:
        return sheet
    top, rows = (tuple(patched_row(row, values.get(row.index, {})) for row in part) for part in (sheet.top, sheet.rows))
    return replace(sheet, top=top, rows=rows)


def patched_row(row: RowAsRead, values: Mapping[int, Raw]) -> RowAsRead:
    if not values:
        return row
    width = max(len(row.raw), 1 + max(values))
    return replace(row, raw=tuple(values.get(place, at(row.raw, place)) for place in range(width)))


def rows_that_differ(now: SheetAsRead, wanted: SheetAsRead) -> Iterator[RawCells]:
    for row, other in zip((*now.top, *now.rows), (*wanted.top, *wanted.rows), strict=True):
        places = range(len(other.raw)) if other is not row else range(0)
        values = {place: other.raw[place] for place in places if not same(at(row.raw, place), other.raw[place])}
        if values:
            yield RawCells(row.index, values)


def is_back(sheet: SheetAsRead, race: Race) -> bool:
    """Whether a row that should not have been removed stands there again: an earlier repair put it back."""
    truth = [at(race.truth, place) for place in race.places]
    return any([at(row.raw, now) for now in race.places.values()] == truth for row in sheet.rows)


def cells_to_restore(sheet: SheetAsRead, race: Race) -> Iterator[RawCells]:
    """The places of the row that still show what the machine wrote; what somebody changed since is left alone.

    Of rows that staff doubled it is the one that shows most of it, of rows without a key one that shows all of it.
    """
    least = 1 if race.truth_key else max(1, len(race.restore))
    shown = [(row, still_shown(row.raw, race)) for row in (*sheet.top, *sheet.rows) if row.key == race.truth_key]
    row, truth = max(shown, key=lambda found: len(found[1]), default=(None, {}))
    if row is not None and len(truth) >= least:
        yield RawCells(row.index, truth)


def still_shown(raw: Sequence[Raw], race: Race) -> dict[int, Raw]:
    """The places of a row that show what was written there, and what stood in them before."""
    wrote = race.copy.line["wrote"]
    return {
        now: at(race.truth, place)
        for place in race.restore
        if (now := race.places.get(place)) is not None and fingerprint(at(raw, now)) == wrote[str(place)][1]
    }


def is_missed(sheet: SheetAsRead, copy: Copy, places: Mapping[int, int], back: Mapping[int, int]) -> bool:
    """Whether the row that was meant shows nothing of what was written for it, or shows it in other columns.

    ``back`` leads from a place at the time of the writing to the place that its column had when it was read.
    """
    wrote = written(copy, places)
    if not wrote or copy.line.get("repair"):
        return False
    meant = [row for row in sheet.rows if row.key == copy.line["key"]]
    shown = any(fingerprint(at(row.raw, places[place])) == mark for row in meant for place, mark in wrote.items())
    return not shown or any(back.get(place) != place for place in wrote)


def written(copy: Copy, places: Mapping[int, int]) -> dict[int, str]:
    """The marks of what was written, by place, where that changed anything in a column that still stands."""
    wrote = {int(place): marks for place, marks in copy.line.get("wrote", {}).items()}
    return {place: after for place, (before, after) in wrote.items() if before != after and place in places}


def victim_of(
    sheet: SheetAsRead, old: SheetAsRead | None, copy: Copy, places: Mapping[int, int], back: Mapping[int, int]
) -> Iterator[RawCells]:
    """The row that got what was meant for another, where no copy tells: found by what stands in it now.

    Without ``old``, the tab as it was read, it can only be an empty row, which now shows that and nothing else.
    """
    wrote = written(copy, places)
    earlier = {row.key: row.raw for row in old.rows if row.key} if old else {}
    for row in (*sheet.top, *sheet.rows):
        was = earlier.get(row.key, ())
        own = {place for place, value in enumerate(row.raw) if value not in (None, "")} - {places[p] for p in wrote}
        hit = all(fingerprint(at(row.raw, places[place])) == mark for place, mark in wrote.items())
        other = bool(was) and any(fingerprint(at(was, back.get(place))) != mark for place, mark in wrote.items())
        if hit and (other or not (row.key or own)):
            yield RawCells(row.index, {places[place]: at(was, back.get(place)) for place in wrote})
            return


def memory_as_before(book: Book, now: BookAsRead, forgotten: Mapping[str, str | None]) -> TableChange | None:
    """The baselines of the rows that were missed, as they were before: the next decision then sees the truth.

    What had been masked comes back; what was masked in that moment stays, for it was read from the right row.
    """
    sheet = now.sheets.get(sheet_key(book))
    if sheet is None or not forgotten:
        return None
    kept = {**forgotten, **masked_before(sheet, now.copies, forgotten)}
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
