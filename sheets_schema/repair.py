"""Putting back what the machine wrote over while somebody changed it, as the copies tell: see ``sheets_schema.copies``.

A repair may itself be overtaken by people, so it copies what it writes over too, and the copies before it stay. Looking
at the same copies again puts nothing back a second time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheets_schema.arrivals import above_the_header, at, columns_moved, misplaced
from sheets_schema.as_read import BookAsRead, Copy, Raw, RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint, is_like, same
from sheets_schema.change import RawCells, TableChange
from sheets_schema.copies import Header, Race, is_unknown, race_of, text_of, with_headers
from sheets_schema.copies_to_google import contents
from sheets_schema.memory_before import memory_as_before
from sheets_schema.missed_rows import Served, is_missed, leftover, served, victim_of, written
from sheets_schema.questions import reopened
from sheets_schema.table import Book
from sheets_schema.tables.memory import mask_key, row_key, without_columns


def repair(book: Book, now: BookAsRead, before: BookAsRead | None = None) -> tuple[TableChange, ...]:
    """What puts back what the last batch should not have written over; empty when nothing was.

    ``before`` is the book as it was read for that batch, where this run did it: with it even a row whose copy came
    back empty can be put back.
    """
    undoing = Undoing(now, dict(now.sheets), remembered=contents(now))
    undoing.undo_known(book)
    undoing.undo_unknown(before)
    undoing.reopen(book)
    sheets, lost = undoing.sheets, undoing.lost
    found = {table: tuple(rows_that_differ(now.sheets[table], sheets[table])) for table in sheets}
    tables = sorted(table for table in found if found[table] or lost[table] or undoing.dropped[table])
    changes = [
        TableChange(table, raw=found[table], back=tuple(lost[table]), dropped=tuple(undoing.dropped[table]))
        for table in tables
    ]
    memory = memory_as_before(book, now, undoing.forgotten, undoing.outdated)
    return (*changes, *([memory] if memory else []))


@dataclass
class Undoing:
    """The tabs as they will stand, the rows that should not have been removed, and the agreements that were none.

    ``hits`` counts by tab and key how often the batch hit a row with that key, ``settled`` how often an earlier repair
    put one right: it knew all the copies before its own. Of rows that share a key, each is to be put right.
    ``dropped`` are the places of new rows that came to stand where no row is read: they are to come again.
    ``outdated`` are the lines of the memory with what was masked of cells that staff changed in that moment;
    ``remembered`` is what the memory says now.
    """

    now: BookAsRead
    sheets: dict[str, SheetAsRead]
    lost: dict[str, list[tuple[Raw, ...]]] = field(default_factory=lambda: defaultdict(list))
    forgotten: dict[str, str | None] = field(default_factory=dict)
    hits: Counter[tuple[str, str]] = field(default_factory=Counter)
    settled: Counter[tuple[str, str]] = field(default_factory=Counter)
    outdated: set[str] = field(default_factory=set)
    dropped: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    remembered: Mapping[str, str] = field(default_factory=dict)

    def undo_known(self, book: Book) -> None:
        """What was written last is undone first: a repair may itself have been overtaken."""
        seen = list(with_headers(self.now, self.now.copies))
        raced = [race_of(book.by_key[copy.line["table"]], copy, sheet, header) for copy, sheet, header in seen]
        first = (race for race in raced if race and not race.copy.line.get("repair"))
        self.hits.update((race.copy.line["table"], race.truth_key) for race in first)
        for (copy, sheet, header), race in zip(reversed(seen), reversed(raced), strict=True):
            table = copy.line["table"]
            if race:
                self.undo(race)
                self.outdated |= set(changed_then(race, sheet, header))
            elif "new" in copy.line and columns_moved(sheet, copy, header.known(sheet)):
                self.put_arrivals(copy, header.leads(sheet))
            elif "new" in copy.line and (above := dict(above_the_header(sheet, copy))):
                self.dropped[table] += above
                self.forgotten.update({row_key(table, key): None for key in above.values()})
            elif copy.line.get("repair") and is_there(sheet, copy.line["key"]) and not is_unknown(copy):
                self.settled[table, copy.line["key"]] += 1

    def is_settled(self, table: str, key: str) -> bool:
        return self.settled[table, key] >= max(1, self.hits[table, key])

    def undo(self, race: Race) -> None:
        table = race.copy.line["table"]
        if race.copy.line.get("dropped") or is_wiped(race):
            self.bring_back(race.copy, race.places)
        else:
            if not self.is_settled(table, race.truth_key):
                self.put(table, cells_to_restore(self.sheets[table], race))
            if not self.was_doubled_before(race.copy):
                self.put(table, twins_to_restore(self.sheets[table], race))
        if not race.copy.line.get("repair"):
            self.forget(race.copy)

    def was_doubled_before(self, copy: Copy) -> bool:
        """Each of two rows with one key has a copy of its own then."""
        whose = (copy.line["table"], copy.line.get("key"))
        lines = [other.line for other in self.now.copies if not other.line.get("repair")]
        return sum((line["table"], line.get("key")) == whose for line in lines) > 1

    def put_arrivals(self, copy: Copy, places: Mapping[int, int]) -> None:
        """Nothing is agreed on what a new row lost with a column: that is filled again."""
        table = copy.line["table"]
        found = [each for each in misplaced(self.sheets[table], copy, places) if not self.is_settled(table, each.key)]
        self.put(table, [each.cells for each in found])
        for each in found:
            if each.lost:
                entry = row_key(table, each.key)
                self.forgotten[entry] = without_columns(self.remembered.get(entry), each.lost)

    def undo_unknown(self, before: BookAsRead | None) -> None:
        """What is left then is told by the rows that show what was meant for others."""
        unknown = [found for found in with_headers(self.now, self.now.copies) if is_unknown(found[0])]
        right = {copy.line["table"]: served(self.now, copy.line["table"]) for copy, _, _ in unknown}
        for copy, sheet, header in unknown:
            table = copy.line["table"]
            places, old = header.leads(sheet), before.sheets.get(table) if before else None
            back = leads_back(header, old) if old else {place: place for place in places}
            if copy.line.get("repair"):  # what should have been put back is told by the copies before it
                if copy.line["key"]:  # else the row that shows it is the note that was put back
                    self.put_victim(None, copy, places, back, {})
            elif is_missed(self.sheets[table], copy, places, back):
                stayed = all(back.get(place) == place for place in written(copy, places))
                others = right[table] if stayed else {}
                self.put_victim(old, copy, places, back, others)
                self.forget(copy)
            else:  # of two rows with one key, one may have gone from above an empty row
                found = victim_of(self.sheets[table], None, copy, places, back, {})
                self.put(table, (cells for cells in found if cells.index == copy.line["index"]))

    def put_victim(
        self,
        old: SheetAsRead | None,
        copy: Copy,
        places: Mapping[int, int],
        back: Mapping[int, int],
        others: Served,
    ) -> None:
        sheet = self.sheets[copy.line["table"]]
        found = list(victim_of(sheet, old, copy, places, back, others))
        self.put(copy.line["table"], found or leftover(sheet, old, copy, places, back))

    def reopen(self, book: Book) -> None:
        for copy, places in reopened(book, self.now, self.sheets, self.forgotten):
            self.bring_back(copy, places)

    def bring_back(self, copy: Copy, places: Mapping[int, int]) -> None:
        table = copy.line["table"]
        if not is_back(self.now.sheets[table], copy, places):
            self.lost[table].append(in_places(copy.cells, places))

    def put(self, table: str, changes: Iterable[RawCells]) -> None:
        self.sheets[table] = patched(self.sheets[table], changes)

    def forget(self, copy: Copy) -> None:
        self.forgotten[row_key(copy.line["table"], copy.line["key"])] = copy.line.get("kept")


def leads_back(header: Header, old: SheetAsRead) -> dict[int, int]:
    """From the places at the time of the writing to those in ``old``, the tab as it was read; the columns that the
    batch itself added stood nowhere else."""
    added = {place: place for place in header.places().values() if place >= old.column_count}
    return added | header.leads(old)


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


def changed_then(race: Race, sheet: SheetAsRead, header: Header) -> Iterator[str]:
    """The lines of what was masked of the cells of this row that staff changed in that moment: they show the truth."""
    table, key = race.copy.line["table"], str(race.copy.line.get("key", ""))
    column_at = {place: column for column, place in sheet.columns.items()}
    for place, (before, _) in race.copy.line.get("wrote", {}).items() if race.truth_key == key else ():
        column = column_at.get(race.places.get(int(place), -1))
        if column and not header.moved(int(place)) and fingerprint(at(race.truth, int(place))) != before:
            yield mask_key(table, key, column)


def is_wiped(race: Race) -> bool:
    """Whether it was a note of which nothing was left: an empty row is not to be told from another."""
    kept = {place for place, value in enumerate(race.truth) if value not in (None, "")}
    wiped = {int(place) for place, (_, after) in race.copy.line["wrote"].items() if not after}
    return bool(kept) and kept <= wiped and not race.truth_key and set(race.restore) <= wiped


def is_there(sheet: SheetAsRead, key: str) -> bool:
    return key in sheet.by_key or key in sheet.doubled


def is_back(sheet: SheetAsRead, copy: Copy, places: Mapping[int, int]) -> bool:
    """Whether a row that should not have been removed stands there again: an earlier repair put it back."""
    truth = [at(copy.cells, place) for place in places]
    return any([at(row.raw, now) for now in places.values()] == truth for row in sheet.rows)


def in_places(cells: Sequence[Raw], places: Mapping[int, int]) -> tuple[Raw, ...]:
    """A copied row as its columns stand now."""
    values = {now: at(cells, then) for then, now in places.items()}
    return tuple(values.get(place) for place in range(1 + max(values, default=-1)))


def cells_to_restore(sheet: SheetAsRead, race: Race) -> Iterator[RawCells]:
    """The places of the row that still show what the machine wrote; what somebody changed since is left alone.

    Of rows that staff doubled it is the one that shows most of it, of two that show as much the one that still stands
    where it was written; of rows without a key one that shows all of it, if that was not nothing. If the key itself was
    written over, it is the row that is like the copy in everything else.
    """
    is_told = race.truth_key or any(after for _, after in race.copy.line["wrote"].values())
    least = 1 if race.truth_key else max(1, len(race.restore))
    rows = (*sheet.top, *sheet.rows)
    written_to = race.copy.line["index"]
    own = [row for row in rows if is_told and row.key == race.truth_key]
    if race.truth_key and any(row.index == written_to and is_right(row.raw, race) for row in own):
        return
    bearing = [(row, still_shown(row.raw, race)) for row in own]
    bearing = [found for found in bearing if len(found[1]) >= least]
    keyless = any(text_of(at(race.truth, place)) == race.truth_key for place in race.restore)
    hit = [(row, still_shown(row.raw, race)) for row in rows if is_hit(row.raw, race)] if keyless or not bearing else []
    shown = hit or bearing
    if shown:
        row, truth = max(shown, key=lambda found: (len(found[1]), found[0].index == written_to))
        yield RawCells(row.index, truth)


def twins_to_restore(sheet: SheetAsRead, race: Race) -> Iterator[RawCells]:
    """Beside a row that is right, its doubles that still show all of what was written: they were made after that."""
    own = [row for row in (*sheet.top, *sheet.rows) if race.truth_key and row.key == race.truth_key]
    wrong = [row for row in own if not is_right(row.raw, race)]
    for row in wrong if len(wrong) < len(own) else ():
        shown = still_shown(row.raw, race)
        if len(shown) == len(race.restore) and is_like(besides(row.raw, race)):
            yield RawCells(row.index, shown)


def besides(raw: Sequence[Raw], race: Race) -> Iterator[tuple[Raw, Raw]]:
    """What a row showed before and what it shows now, where nothing was written."""
    wrote = {int(place) for place in race.copy.line["wrote"]}
    places = (place for place in race.places if place not in wrote)
    return ((at(race.truth, place), at(raw, race.places[place])) for place in places)


def is_right(raw: Sequence[Raw], race: Race) -> bool:
    """Whether a row shows what stood there before: an earlier look at the same copy has put it back."""
    kept = [(at(race.truth, place), now) for place in race.restore if (now := race.places.get(place)) is not None]
    return all(same(truth, at(raw, now)) for truth, now in kept)


def is_hit(raw: Sequence[Raw], race: Race) -> bool:
    """Whether a row is the copy with what was written into it. One that had a key may have been changed some more."""
    wrote = {int(place): after for place, (_, after) in race.copy.line["wrote"].items()}
    others = {place: value for place, value in enumerate(race.truth) if place not in wrote}
    marks = wrote if race.truth_key else {**wrote, **{place: fingerprint(value) for place, value in others.items()}}
    if any(fingerprint(at(raw, race.places.get(place))) != mark for place, mark in marks.items()):
        return False
    return not race.truth_key or is_like(besides(raw, race))


def still_shown(raw: Sequence[Raw], race: Race) -> dict[int, Raw]:
    """The places of a row that show what was written there, and what stood in them before."""
    wrote = race.copy.line["wrote"]
    return {
        now: at(race.truth, place)
        for place in race.restore
        if (now := race.places.get(place)) is not None and fingerprint(at(raw, now)) == wrote[str(place)][1]
    }
