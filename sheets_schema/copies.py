"""The fence against the race with people: what stood in a row at the moment the machine wrote over it.

Sheets has no precondition on cells: between our reading and our writing someone may sort, move or type. So each batch
first copies the rows it is about to overwrite, key included, into a hidden tab, where the copying is done by Google at
the moment of the writing, and then it writes. If a copy is not what was read, the true content is known, and
``repair`` puts it back. The next run looks at the last copies too, so a machine that dies in between loses nothing.

One ``copyPaste`` per row: whether Google copies a row that a filter hides is documented nowhere, so a tab is copied
from a twin without one. A copy that comes back empty all the same counts as unknown, and what stands in the sheet now
decides.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice, takewhile

from sheets_schema.arrivals import arrived, at, columns_moved, named
from sheets_schema.as_read import BookAsRead, Copy, Raw, RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.kind import canonical
from sheets_schema.table import Book, Table

TITLE = "_копия"
ENOUGH = 20  # rows tell where a column stood as surely as hundreds


def copy_sheet_id(book: str) -> int:
    return (zlib.crc32(f"nastavnik:{book}.copy".encode()) & 0x3FFFFFFF) + 1


# Looking at the copies


@dataclass(frozen=True)
class Header:
    """A tab's header: ``then``, at the time of the writing, and ``meant``, as it had been read for that.

    ``columns`` are the places of the declared columns as they had been read; ``stood``: it was still in its row. Where
    its texts tell nothing, both hold the keys of the declared columns instead.
    """

    then: tuple[Raw, ...] = ()
    meant: tuple[Raw, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    stood: bool = True

    def leads(self, sheet: SheetAsRead) -> dict[int, int]:
        """Where each column of then stands now."""
        return leads(self.then, sheet, self.known(sheet))

    def known(self, sheet: SheetAsRead) -> dict[int, int]:
        """Where those stand of which it is known: the declared ones are told by the marks that they bear, for a header
        that somebody has deleted or spoilt since tells nothing; the others by a text that no other bears."""
        places = self.places()
        ours = {places[place]: key for key, place in self.columns.items() if place in places}
        marked = {place: sheet.columns[key] for place, key in ours.items() if key in sheet.columns}
        texts = named(self.then, sheet.header)
        return {**{place: now for place, now in texts.items() if now not in marked.values()}, **marked}

    def places(self) -> dict[int, int]:
        """Where the columns that were meant stood then, as far as their texts tell them from others."""
        if any(map(self.moved, range(max(len(self.then), len(self.meant))))):
            return named(self.meant, self.then)
        return {place: place for place in self.columns.values()}

    def moved(self, place: int) -> bool:
        """Whether another column than the one that was meant stood in this place when it was written to."""
        return bool(self.meant) and text_of(at(self.then, place)) != text_of(at(self.meant, place))

    @cached_property
    def is_renamed(self) -> bool:
        """Whether nothing but titles changed in their places: none of those that were meant stands elsewhere."""
        changed = [place for place in range(max(len(self.then), len(self.meant))) if self.moved(place)]
        then, meant = ({text_of(title) for title in titles} for titles in (self.then, self.meant))
        new, old = ({text_of(at(titles, place)) for place in changed} for titles in (self.then, self.meant))
        return not (new & meant or old & then)


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
    return any(not header.stood or columns_moved(sheet, copy, header.known(sheet)) for copy, sheet, header in seen)


def is_unknown(copy: Copy) -> bool:
    """Empty although something was expected: emptied by someone, or hidden by a filter and not copied."""
    expected = copy.line.get("key") or any(before for before, _ in copy.line.get("wrote", {}).values())
    return bool(expected) and not any(value not in (None, "") for value in copy.cells)


def races(book: Book, as_read: BookAsRead, copies: Sequence[Copy]) -> Iterator[Race]:
    """Every row that the last batch wrote over while someone else had changed it. ``as_read``: the sheet now."""
    for copy, sheet, header in with_headers(as_read, copies):
        if race := race_of(book.by_key[copy.line["table"]], copy, sheet, header):
            yield race


def race_of(table: Table, copy: Copy, sheet: SheetAsRead, header: Header) -> Race | None:
    """What a copy tells, where it shows another row than was meant, other columns, or cells unlike what was read."""
    if copy.line.get("header") or copy.line.get("masked") or "new" in copy.line or is_unknown(copy):
        return None
    places = header.leads(sheet)
    key_place = sheet.columns.get(table.key_column.key)
    showed = next((before for before, now in places.items() if now == key_place), key_place)
    truth_key = text_of(at(copy.cells, showed)) if showed is not None else ""
    wrote = copy.line.get("wrote", {})
    changed = any(fingerprint(at(copy.cells, int(place))) != before for place, (before, _) in wrote.items())
    moved = any(header.moved(place) and not shows_as_read(copy, place, header) for place in map(int, wrote))
    if truth_key == copy.line.get("key") and not changed and not moved:
        return None
    return Race(copy, copy.cells, truth_key, tuple(sorted(map(int, wrote))), places)


def shows_as_read(copy: Copy, place: int, header: Header) -> bool:
    """Whether only the title of the column changed that was meant: the cell showed what had been read."""
    before, _ = copy.line["wrote"][str(place)]
    return header.is_renamed and bool(before) and fingerprint(at(copy.cells, place)) == before


def with_headers(as_read: BookAsRead, copies: Sequence[Copy]) -> Iterator[tuple[Copy, SheetAsRead, Header]]:
    """Every copy of a tab that is there, with the tab as it stands now and its header as it stood then."""
    headers: dict[str, Header] = {}
    for number, copy in enumerate(copies):
        table = copy.line["table"]
        sheet = as_read.sheets.get(table)
        if sheet and copy.line.get("header"):
            headers[table] = header_of(copy, sheet, list(rows_under(copies[number + 1 :], table)))
        if sheet:
            yield copy, sheet, headers.get(table, Header())


def rows_under(copies: Sequence[Copy], table: str) -> Iterator[Copy]:
    """What is said of a tab's rows, old and new, down to its next header, which a repair has added."""
    ours = (copy for copy in copies if copy.line["table"] == table)
    under = takewhile(lambda copy: not copy.line.get("header"), ours)
    return (copy for copy in under if "wrote" in copy.line or "new" in copy.line)


def header_of(copy: Copy, sheet: SheetAsRead, rows: Sequence[Copy]) -> Header:
    """The header at the time of the writing.

    If the row copied in its place was another, somebody had moved it in that moment, perhaps to where a row was
    written; if its texts told no column from another, a note stood in its place all along. Then the columns stood as
    they were read or as they stand now, or nearly so: whichever the rows agree with most.
    """
    titles, columns = tuple(copy.line.get("titles", ())), copy.line.get("columns", {})
    shown = {canonical(value) for value in copy.cells}.intersection(titles) - {""}
    if not titles or (shown and tells(titles, columns)):
        return Header(copy.cells, titles, columns)
    if below := next((row for row in rows if is_header(row, titles)), None):
        return Header(below.cells, titles, columns, stood=False)
    meant, now = keyed(titles, columns), keyed(sheet.header, sheet.columns)
    layouts = dict.fromkeys((meant, now, *nearly(meant), *nearly(now)))  # of equals the likeliest
    either = [Header(then, meant, columns, stood=False) for then in layouts]
    return max(either, key=lambda header: likeness(rows, sheet, header))


def is_header(copy: Copy, titles: Sequence[Raw]) -> bool:
    """Whether a copied row is the header, come to stand there."""
    texts = {canonical(title) for title in titles} - {""}
    return 2 * len(texts.intersection(map(canonical, copy.cells))) > len(texts)


def nearly(header: tuple[Raw, ...]) -> Iterator[tuple[Raw, ...]]:
    """A header with one column less, or one more."""
    for place in range(len(header)):
        yield (*header[:place], *header[place + 1 :])
        yield (*header[:place], "", *header[place:])


def tells(titles: Sequence[Raw], columns: Mapping[str, int]) -> bool:
    """Whether a header's texts tell at least half of the declared columns from all others."""
    return 2 * len(set(named(titles, titles)) & set(columns.values())) >= len(columns)


def keyed(header: Sequence[Raw], columns: Mapping[str, int]) -> tuple[Raw, ...]:
    """A header with the keys of the declared columns in the place of their texts."""
    keys = {place: key for key, place in columns.items()}
    return tuple(
        keys.get(place, at(header, place)) for place in range(max([len(header), *(1 + each for each in keys)]))
    )


def likeness(rows: Sequence[Copy], sheet: SheetAsRead, header: Header) -> int:
    """How many cells of the copied rows, or what was written over them, and of the new rows stand where ``header``
    leads; how many of those written over showed what had been read; and how many of what was written into rows that
    came back empty."""
    places, stood = header.leads(sheet), header.places()
    by_key = {row.key: row for row in sheet.rows if row.key}  # of doubles any: each shows what was copied
    by_mark = {fingerprint(key): row for key, row in by_key.items()}
    copied = ((copy, row.raw) for copy in rows if "wrote" in copy.line and (row := row_copied(copy, by_key, by_mark)))
    found = list(islice(copied, ENOUGH))
    came = sum(arrived(sheet, copy, places) for copy in rows if "new" in copy.line)
    empty = islice((copy for copy in rows if is_unknown(copy)), ENOUGH)
    came += sum(shown_without_key(sheet, copy, places) for copy in empty)
    return came + sum(shown_as_read(copy, stood) + shown_now(copy, raw, places) for copy, raw in found)


def shown_now(copy: Copy, raw: Sequence[Raw], places: Mapping[int, int]) -> int:
    """How many cells of a copied row, or what was written over them, the row shows where ``places`` leads."""
    written = {int(place): after for place, (_, after) in copy.line["wrote"].items()}
    shown = ((written.get(then, fingerprint(at(copy.cells, then))), at(raw, now)) for then, now in places.items())
    return sum(mark == fingerprint(value) != "" for mark, value in shown)


def shown_as_read(copy: Copy, stood: Mapping[int, int]) -> int:
    """How many of the cells that were meant to be written over showed what had been read."""
    read = {stood.get(int(place)): before for place, (before, _) in copy.line["wrote"].items() if before}
    return sum(fingerprint(at(copy.cells, place)) == before for place, before in read.items())


def shown_without_key(sheet: SheetAsRead, copy: Copy, places: Mapping[int, int]) -> int:
    """How much of what was written for another row the row without a key shows that got most of it."""
    wrote = {int(place): after for place, (_, after) in copy.line.get("wrote", {}).items()}
    keyless = (row.raw for row in (*sheet.top, *sheet.rows) if not row.key)
    shown = (sum(fingerprint(at(raw, places.get(place))) == mark for place, mark in wrote.items()) for raw in keyless)
    return max(shown, default=0)


def row_copied(copy: Copy, by_key: Mapping[str, RowAsRead], by_mark: Mapping[str, RowAsRead]) -> RowAsRead | None:
    """Where the copied row stands now: wherever its key's column stood, the key is unmistakable, and so is what was
    written over it."""
    kept = (row for value in copy.cells if (row := by_key.get(text_of(value))))
    lost = (row for _, after in copy.line["wrote"].values() if (row := by_mark.get(after)))
    return next(chain(kept, lost), None)


def text_of(raw: Raw) -> str:
    return canonical(raw).strip()


def leads(then: Sequence[Raw], sheet: SheetAsRead, known: Mapping[int, int]) -> dict[int, int]:
    """Where each column of then stands now, by its header's text; a column that is gone leads nowhere. ``known`` are
    those of which it is known.

    One whose text is blank, doubled or new went with the column beside it, else it stays put, unless another column has
    come to stand there.
    """
    named_now = named(then, sheet.header)
    found = {**{place: now for place, now in named_now.items() if now not in known.values()}, **known}
    free = set(range(sheet.column_count)) - set(found.values())
    for place in range(max(len(then), sheet.column_count)):
        beside = [place + found[near] - near for near in (place - 1, place + 1) if near in found]
        goals = [goal for goal in (*beside, place) if goal in free] if place not in found else []
        alike = [goal for goal in goals if text_of(at(sheet.header, goal)) == text_of(at(then, place))]
        if goals:
            found[place] = (alike or goals)[0]
            free.remove(found[place])
    return found
