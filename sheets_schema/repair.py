"""Putting back what the machine wrote over while somebody changed it, as the copies tell: see ``sheets_schema.copies``.

A repair may itself be overtaken by people, so it copies what it writes over too, and the copies before it stay. Looking
at the same copies again puts nothing back a second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheets_schema.arrivals import above_the_header, at, columns_moved, misplaced
from sheets_schema.as_read import BookAsRead, Copy, Raw, RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint, same
from sheets_schema.change import RawCells, TableChange
from sheets_schema.copies import OF_NEWCOMER, Race, race_of, with_headers
from sheets_schema.copies_to_google import contents
from sheets_schema.header_then import Header, text_of
from sheets_schema.memory_before import changed_then, cleared_since, hit_another, memory_as_before
from sheets_schema.missed_rows import Served, is_missed, leftover, served, shows, victim_of, written
from sheets_schema.questions import reopened
from sheets_schema.raced_rows import cells_to_restore, is_key_written, is_wiped, suspects, twins_to_restore
from sheets_schema.table import Book
from sheets_schema.tables.memory import row_key, without_columns


def repair(book: Book, now: BookAsRead, before: BookAsRead | None = None) -> tuple[TableChange, ...]:
    """What puts back what the last batch should not have written over; empty when nothing was.

    ``before`` is the book as it was read for that batch, where this run did it: with it even a row whose copy came
    back empty can be put back.
    """
    undoing = Undoing(book, now, dict(now.sheets), remembered=contents(now))
    undoing.undo_known()
    undoing.undo_more_doubles()
    undoing.undo_unknown(before)
    undoing.forget_cleared()
    undoing.reopen()
    sheets, lost = undoing.sheets, undoing.lost
    found = {table: tuple(undoing.found(table)) for table in sheets}
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

    ``names`` are what the copies are called by the repairs that dealt with them; ``told`` says by tab and place which
    of them told what is put back there. ``settled`` are those that an earlier repair has dealt with, unless it was
    ``overtaken`` there itself.
    ``dropped`` are the places of new rows that came to stand where no row is read: they are to come again.
    ``outdated`` are the lines of the memory with what was masked of cells that staff changed in that moment;
    ``remembered`` is what the memory says now; ``late`` are the races whose doubles are looked at last; ``missed`` are
    the copies of rows that were not the ones meant, with the headers of then.
    """

    book: Book
    now: BookAsRead
    sheets: dict[str, SheetAsRead]
    lost: dict[str, list[tuple[Raw, ...]]] = field(default_factory=lambda: defaultdict(list))
    forgotten: dict[str, str | None] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    told: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    settled: set[str] = field(default_factory=set)
    overtaken: set[str] = field(default_factory=set)
    outdated: set[str] = field(default_factory=set)
    dropped: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    remembered: Mapping[str, str] = field(default_factory=dict)
    late: list[Race] = field(default_factory=list)
    missed: list[tuple[Copy, Header]] = field(default_factory=list)
    patched: bool = False

    def __post_init__(self) -> None:
        self.names = {id(copy): str(number) for number, copy in enumerate(self.now.copies)}

    def undo_known(self) -> None:
        """What was written last is undone first: a repair may itself have been overtaken. What was written before that
        is judged by the tabs as they stand without it."""
        seen = self.seen()
        for number in reversed(range(len(seen))):
            copy, sheet, header, race = seen[number]
            if copy.line.get("repair"):
                self.learn(copy, sheet, header.leads(sheet), overtaken=bool(race) or copy.is_unknown)
            if race:
                self.undo(race)
                self.outdated |= set(changed_then(race, sheet, header))
                self.missed += [(copy, header)] if hit_another(race, sheet, header) else []
            elif "new" in copy.line:
                self.undo_new(copy, sheet, header)
            if copy.line.get("header") and self.patched:
                seen, self.patched = self.seen(), False

    def seen(self) -> list[tuple[Copy, SheetAsRead, Header, Race | None]]:
        found = with_headers(replace(self.now, sheets=self.sheets), self.now.copies)
        return [(*each, race_of(self.book.by_key[each[0].line["table"]], *each)) for each in found]

    def undo_new(self, copy: Copy, sheet: SheetAsRead, header: Header) -> None:
        if columns_moved(sheet, copy, header.known(sheet)):
            self.put_arrivals(copy, header.leads(sheet))
        elif above := dict(above_the_header(sheet, copy)):
            table = copy.line["table"]
            self.dropped[table] += above
            self.forgotten.update({row_key(table, key): None for key in above.values()})

    def learn(self, copy: Copy, sheet: SheetAsRead, places: Mapping[int, int], overtaken: bool) -> None:
        """What an earlier repair dealt with: it knew all the copies before its own."""
        if self.is_settled(self.names[id(copy)]):
            return
        if overtaken:
            self.overtaken |= set(copy.line.get("heals", ()))
        elif not copy.line["key"] or is_put_right(sheet, copy, places):
            self.settled |= set(copy.line.get("heals", ()))

    def is_settled(self, name: str) -> bool:
        return name in self.settled and name not in self.overtaken

    def undo(self, race: Race) -> None:
        line = race.copy.line
        if line.get("dropped") or is_wiped(race):
            self.bring_back(race.copy, race.places)
        else:
            self.put_back(race)
        if not line.get("repair"):
            self.forget(race.copy)

    def put_back(self, race: Race) -> None:
        """Of what is settled its doubles are still looked at, but for a repair's own. Where a code was written over, or
        the row stood twice, they are looked at once each of the others has been put right."""
        settled = self.is_settled(self.names[id(race.copy)])
        if not settled:
            self.put_where(cells_to_restore, race)
        if settled and race.copy.line.get("repair"):
            return
        if self.was_doubled_before(race.copy) or (race.truth_key and is_key_written(race)):
            self.late.append(race)
        else:
            self.put_where(twins_to_restore, race)

    def put_where(self, found: Callable[[list[RowAsRead], Race], Iterable[RawCells]], race: Race) -> None:
        table = race.copy.line["table"]
        rows = suspects(self.sheets[table], race, self.remembered)
        self.put(table, found(rows, race), self.names[id(race.copy)])

    def undo_more_doubles(self) -> None:
        for race in self.late:
            self.put_where(twins_to_restore, race)

    def was_doubled_before(self, copy: Copy) -> bool:
        """Each of two rows with one key has a copy of its own then."""
        whose = (copy.line["table"], copy.line.get("key"))
        lines = [other.line for other in self.now.copies if not other.line.get("repair")]
        return sum((line["table"], line.get("key")) == whose for line in lines) > 1

    def put_arrivals(self, copy: Copy, places: Mapping[int, int]) -> None:
        """Nothing is agreed on what a new row lost with a column: that is filled again."""
        table = copy.line["table"]
        named = {
            f"{self.names[id(copy)]}{OF_NEWCOMER}{each.key}": each
            for each in misplaced(self.sheets[table], copy, places)
        }
        found = {name: each for name, each in named.items() if not self.is_settled(name)}
        for name, each in found.items():
            self.put(table, [each.cells], name)
            if each.lost:
                entry = row_key(table, each.key)
                self.forgotten[entry] = without_columns(self.remembered.get(entry), each.lost)

    def undo_unknown(self, before: BookAsRead | None) -> None:
        """What is left then is told by the rows that show what was meant for others."""
        now = replace(self.now, sheets=self.sheets)
        unknown = [found for found in with_headers(now, now.copies) if found[0].is_unknown]
        right = {copy.line["table"]: served(self.now, copy.line["table"]) for copy, _, _ in unknown}
        for copy, sheet, header in unknown:
            table = copy.line["table"]
            places, old = header.leads(sheet), before.sheets.get(table) if before else None
            back = leads_back(header, old) if old else {place: place for place in places}
            if copy.line.get("repair"):  # what should have been put back is told by the copies before it
                if copy.line["key"] and not self.is_settled(self.names[id(copy)]):  # else it is a note, put back
                    self.put_victim(None, copy, places, back, {})
            elif is_missed(self.sheets[table], copy, places, back):
                stayed = all(back.get(place) == place for place in written(copy, places))
                others = right[table] if stayed else {}
                self.put_victim(old, copy, places, back, others)
                self.forget(copy)
                self.missed.append((copy, header))
            else:  # of two rows with one key, one may have gone from above an empty row
                found = victim_of(self.sheets[table], None, copy, places, back, {})
                self.put(table, (each for each in found if each.index == copy.line["index"]), self.names[id(copy)])

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
        self.put(copy.line["table"], found or leftover(sheet, old, copy, places, back), self.names[id(copy)])

    def forget_cleared(self) -> None:
        for copy, header in self.missed:
            if not self.was_doubled_before(copy):  # the other of the two may have been masked
                self.outdated |= set(cleared_since(self.sheets[copy.line["table"]], copy, header))

    def reopen(self) -> None:
        for copy, places in reopened(self.book, self.now, self.sheets, self.forgotten):
            self.bring_back(copy, places)

    def bring_back(self, copy: Copy, places: Mapping[int, int]) -> None:
        table, cells = copy.line["table"], not_meant_to_go(copy)
        if any(value not in (None, "") for value in cells) and not is_back(self.now.sheets[table], cells, places):
            self.lost[table].append(in_places(cells, places))

    def put(self, table: str, changes: Iterable[RawCells], name: str) -> None:
        found, sheet = list(changes), self.sheets[table]
        self.sheets[table] = patched(sheet, found, sheet.columns.get(self.book.by_key[table].key_column.key))
        self.patched |= bool(found)
        for cells in found:
            self.told[table, cells.index].add(name)

    def found(self, table: str) -> Iterator[RawCells]:
        """What is to be put back on a tab, and which copies told it: also those that had nothing left to tell, because
        others took it back."""
        changes = list(rows_that_differ(self.now.sheets[table], self.sheets[table]))
        written = {cells.index for cells in changes}
        told = ((row, names) for (tab, row), names in self.told.items() if tab == table)
        moot = {name for row, names in told if row not in written for name in names}
        for cells in changes:
            yield replace(cells, heals=tuple(sorted(self.told[table, cells.index] | moot)))

    def forget(self, copy: Copy) -> None:
        self.forgotten[row_key(copy.line["table"], copy.line["key"])] = copy.line.get("kept")


def leads_back(header: Header, old: SheetAsRead) -> dict[int, int]:
    """From the places at the time of the writing to those in ``old``, the tab as it was read; the columns that the
    batch itself added stood nowhere else."""
    added = {place: place for place in header.places().values() if place >= old.column_count}
    return added | header.leads(old)


def patched(sheet: SheetAsRead, changes: Iterable[RawCells], key_place: int | None) -> SheetAsRead:
    """The tab as it will stand once these cells are written."""
    values = {cells.index: cells.values for cells in changes}
    if not values:
        return sheet
    top, rows, beside = (
        tuple(patched_row(row, values.get(row.index, {}), key_place) for row in part)
        for part in (sheet.top, sheet.rows, sheet.beside)
    )
    header = next((row.raw for row in top if row.index == sheet.header_row), sheet.header)
    return replace(sheet, top=top, rows=rows, beside=beside, header=header)


def patched_row(row: RowAsRead, values: Mapping[int, Raw], key_place: int | None) -> RowAsRead:
    if not values:
        return row
    width = max(len(row.raw), 1 + max(values))
    key = text_of(values[key_place]) if key_place is not None and key_place in values else row.key
    return replace(row, key=key, raw=tuple(values.get(place, at(row.raw, place)) for place in range(width)))


def rows_that_differ(now: SheetAsRead, wanted: SheetAsRead) -> Iterator[RawCells]:
    for row, other in zip(now.all_rows, wanted.all_rows, strict=True):
        places = range(len(other.raw)) if other is not row else range(0)
        values = {place: other.raw[place] for place in places if not same(at(row.raw, place), other.raw[place])}
        if values:
            yield RawCells(row.index, values)


def is_put_right(sheet: SheetAsRead, copy: Copy, places: Mapping[int, int]) -> bool:
    """Whether a row that a repair wrote to still stands: not only a double of it, made before."""
    wrong = {places[int(place)]: before for place, (before, _) in copy.line["wrote"].items() if int(place) in places}
    rows = [row.raw for row in sheet.all_rows if row.key == copy.line["key"]]
    return any(not shows(raw, wrong) or not any(wrong.values()) for raw in rows)


def is_back(sheet: SheetAsRead, cells: Sequence[Raw], places: Mapping[int, int]) -> bool:
    """Whether a row that should not have been removed stands there again: an earlier repair put it back."""
    truth = [at(cells, place) for place in places]
    return any([at(row.raw, now) for now in places.values()] == truth for row in sheet.all_rows)


def not_meant_to_go(copy: Copy) -> tuple[Raw, ...]:
    """A copied row without what was to be removed there, in whatever column it stood by then."""
    meant = {before for before, _ in copy.line.get("wrote", {}).values()}
    return tuple(None if fingerprint(value) in meant else value for value in copy.cells)


def in_places(cells: Sequence[Raw], places: Mapping[int, int]) -> tuple[Raw, ...]:
    """A copied row as its columns stand now."""
    values = {now: at(cells, then) for then, now in places.items()}
    return tuple(values.get(place) for place in range(1 + max(values, default=-1)))
