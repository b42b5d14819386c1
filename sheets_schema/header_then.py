"""Where a tab's columns stood when the last batch wrote over its rows: by its header, else by what the rows show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice, product

from sheets_schema.arrivals import arrived, at, named, newcomers
from sheets_schema.as_read import Copy, Raw, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.kind import canonical

ENOUGH = 20  # rows tell where a column stood as surely as hundreds
STEPS = ("own text", "elsewhere", "any")  # by which a column that no text tells is looked for


@dataclass(frozen=True)
class Header:
    """A tab's header: ``then``, at the time of the writing, and ``meant``, as it had been read for that.

    ``columns`` are the places of the declared columns as they had been read; ``stood``: it was still in its row. Where
    its texts tell nothing, both hold the keys of the declared columns instead. ``shown`` leads from the places then of
    columns that no text tells from others to where their values stand now. ``unlike`` are the places where no row that
    was meant showed what had been read.
    """

    then: tuple[Raw, ...] = ()
    meant: tuple[Raw, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    stood: bool = True
    shown: Mapping[int, int] = field(default_factory=dict)
    unlike: Collection[int] = ()

    def leads(self, sheet: SheetAsRead) -> dict[int, int]:
        """Where each column of then stands now."""
        return leads(self.then, sheet, self.known(sheet), self.gone(sheet))

    def known(self, sheet: SheetAsRead) -> dict[int, int]:
        """Where those stand of which it is known: the declared ones are told by the marks that they bear, for a header
        that somebody has deleted or spoilt since tells nothing; the others by a text that no other bears."""
        marked = {place: sheet.columns[key] for place, key in self.ours().items() if key in sheet.columns}
        told = {**self.shown, **named(self.then, sheet.header)}
        return {**{place: now for place, now in told.items() if now not in marked.values()}, **marked}

    def gone(self, sheet: SheetAsRead) -> set[int]:
        """The places of declared columns that stand no more. Where no column bears a mark, and the header moved in that
        moment, one of which only the title was written over is not to be told from them."""
        is_told = sheet.anchored or self.stood
        return {place for place, key in self.ours().items() if is_told and key not in sheet.columns}

    def ours(self) -> dict[int, str]:
        """The declared columns by their places then."""
        places = self.places()
        return {places[place]: key for key, place in self.columns.items() if place in places}

    def places(self) -> dict[int, int]:
        """Where the columns that were meant stood then, as far as their texts tell them from others; one whose title
        alone was changed stood where it was read."""
        titled = {place for place in self.columns.values() if text_of(at(self.then, place)) or not self.moved(place)}
        return named(self.meant, self.then) | ({place: place for place in titled} if self.is_renamed else {})

    def moved(self, place: int) -> bool:
        """Whether another column than the one that was meant stood in this place when it was written to."""
        return bool(self.meant) and text_of(at(self.then, place)) != text_of(at(self.meant, place))

    @cached_property
    def is_renamed(self) -> bool:
        """Whether nothing but titles changed in their places: none of those that were meant stands elsewhere, and below
        each stands what had been read."""
        changed = [place for place in range(max(len(self.then), len(self.meant))) if self.moved(place)]
        then, meant = ({text_of(title) for title in titles} for titles in (self.then, self.meant))
        new, old = ({text_of(at(titles, place)) for place in changed} for titles in (self.then, self.meant))
        return not (new & meant or old & then or set(changed).intersection(self.unlike))


def header_of(copy: Copy, sheet: SheetAsRead, rows: Sequence[Copy], later: Iterable[Copy] = ()) -> Header:
    """The header at the time of the writing.

    If the row copied in its place was another, somebody had moved it in that moment, perhaps to where a row was
    written; if its texts told no column from another, a note stood in its place all along. Then the columns stood as
    they were read, then or for a repair (``later`` are the headers of such), or as they stand now, or nearly so, or as
    values show: whichever the rows agree with most.
    """
    titles, columns = tuple(copy.line.get("titles", ())), copy.line.get("columns", {})
    shown = {canonical(value) for value in copy.cells}.intersection(titles) - {""}
    if not titles or (shown and tells(titles, columns)):
        told_by = unnamed(copy.cells, sheet, rows)
        return Header(copy.cells, titles, columns, shown=told_by, unlike=places_unlike(rows))
    if below := next((row for row in rows if is_header(row, titles)), None):
        return Header(below.cells, titles, columns, stood=False, shown=unnamed(below.cells, sheet, rows))
    meant, now = keyed(titles, columns), keyed(sheet.header, sheet.columns)
    shown_by = list(islice(rows_copied(rows, sheet), ENOUGH))
    told = as_shown(stands(rows, sheet), now)
    read = (keyed(other.line.get("titles", ()), other.line.get("columns", {})) for other in later)
    layouts = dict.fromkeys((meant, *read, now, *nearly(meant), *nearly(now), told))  # the likeliest first
    either = [Header(then, meant, columns, stood=False) for then in layouts]
    return max(either, key=lambda header: likeness(rows, shown_by, sheet, header))


def places_unlike(rows: Iterable[Copy]) -> set[int]:
    """The places that were to be written over where no row that was meant showed what had been read."""
    meant = [copy for copy in rows if copy.line.get("key") and copy.line["key"] in map(text_of, copy.cells)]
    read = [(copy, int(place), marks[0]) for copy in meant for place, marks in copy.line.get("wrote", {}).items()]
    found = {place for copy, place, before in read if before and fingerprint(at(copy.cells, place)) == before}
    return {place for _, place, before in read if before} - found


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


Shown = tuple[Copy, Sequence[Sequence[Raw]]]  # a copied row, and the rows one of which it is now


def as_shown(stood: Mapping[int, int], now: Sequence[Raw]) -> tuple[Raw, ...]:
    """The header, told by nothing but where the values of the rows stand by ``now``."""
    return tuple(at(now, stood.get(then)) or "" for then in range(1 + max(stood, default=-1)))


def unnamed(then: Sequence[Raw], sheet: SheetAsRead, rows: Sequence[Copy]) -> dict[int, int]:
    """Of the columns that were written to those that no text tells from others, and where their values stand now: they
    may have come to stand for a title, if it was the header that was written to."""
    texts, titles = [text_of(title) for title in then], [text_of(title) for title in sheet.header]
    written = {int(place) for row in rows for place in row.line.get("wrote", {})}
    written |= {place for row in rows if "new" in row.line for place in row.line["columns"].values()}
    untold = {place for place in written if not text_of(at(then, place)) or texts.count(texts[place]) > 1}
    found = stands(rows, sheet) if untold else {}
    marks = {after for row in rows for _, after in row.line.get("wrote", {}).values()}
    titled = {place for place, title in enumerate(titles) if title and titles.count(title) == 1}
    titled = {place for place in titled if fingerprint(at(sheet.header, place)) not in marks}
    return {place: found[place] for place in untold & found.keys() if found[place] not in titled}


def stands(rows: Sequence[Copy], sheet: SheetAsRead) -> dict[int, int]:
    """Where the values of the copied and the new rows stand by now: for each place then the place where most do."""
    votes: Counter[tuple[int, int]] = Counter()
    copied = islice(rows_copied(rows, sheet), ENOUGH)
    known = ((raw, dict(enumerate(marks_then(copy)))) for copy, (raw, *others) in copied if not others)
    new = (found for copy in rows if "new" in copy.line for found in newcomers(sheet, copy))
    for raw, marks in chain(known, islice(new, ENOUGH)):
        alike = product(marks.items(), enumerate(map(fingerprint, raw)))
        votes.update((then, place) for (then, mark), (place, shown) in alike if mark and shown.startswith(mark))
    stood: dict[int, int] = {}
    for then, place in sorted(votes, key=lambda each: (-votes[each], each)):
        if then not in stood and place not in stood.values():
            stood[then] = place
    return stood


def likeness(rows: Sequence[Copy], shown_by: Sequence[Shown], sheet: SheetAsRead, header: Header) -> int:
    """How many cells of the copied rows, or what was written over them, and of the new rows stand where ``header``
    leads; how many of those written over showed what had been read; and how many of what was written into rows that
    came back empty."""
    places, stood = header.leads(sheet), header.places()
    came = sum(arrived(sheet, copy, places) for copy in rows if "new" in copy.line)
    empty = islice((copy for copy in rows if copy.is_unknown), ENOUGH)
    came += sum(shown_without_key(sheet, copy, places) for copy in empty)
    came += sum(max(shown_now(copy, raw, places) for raw in found) for copy, found in shown_by)
    return came + sum(shown_as_read(copy, stood) for copy, _ in shown_by)


def marks_then(copy: Copy) -> list[str]:
    """What a copied row showed once it was written to."""
    written = {int(place): after for place, (_, after) in copy.line["wrote"].items()}
    width = max([len(copy.cells), *(1 + place for place in written)])
    return [written.get(place, fingerprint(at(copy.cells, place))) for place in range(width)]


def shown_now(copy: Copy, raw: Sequence[Raw], places: Mapping[int, int]) -> int:
    """How many cells of a copied row, or what was written over them, the row shows where ``places`` leads."""
    marks = enumerate(marks_then(copy))
    return sum(mark == fingerprint(at(raw, places.get(then))) != "" for then, mark in marks)


def shown_as_read(copy: Copy, stood: Mapping[int, int]) -> int:
    """How many of the cells that were meant to be written over showed what had been read."""
    read = {stood.get(int(place)): before for place, (before, _) in copy.line["wrote"].items() if before}
    return sum(fingerprint(at(copy.cells, place)) == before for place, before in read.items())


def shown_without_key(sheet: SheetAsRead, copy: Copy, places: Mapping[int, int]) -> int:
    """How much of what was written for another row the row without a key shows that got most of it."""
    wrote = {int(place): after for place, (_, after) in copy.line.get("wrote", {}).items()}
    keyless = (row.raw for row in sheet.all_rows if not row.key)
    shown = (sum(fingerprint(at(raw, places.get(place))) == mark for place, mark in wrote.items()) for raw in keyless)
    return max(shown, default=0)


def rows_copied(rows: Sequence[Copy], sheet: SheetAsRead) -> Iterator[Shown]:
    """Where the copied rows stand now: wherever its key's column stood, the key is unmistakable, and so is what was
    written over it; one that has none by now is one of those without."""
    by_key = {row.key: row for row in sheet.all_rows if row.key}  # of doubles any: each shows what was copied
    by_mark = {fingerprint(key): row for key, row in by_key.items()}
    keyless = [row.raw for row in sheet.all_rows if not row.key]
    for copy in rows:
        marks = {after for _, after in copy.line.get("wrote", {}).values()}
        found = [by_key.get(text_of(value)) for value in copy.cells] + [by_mark.get(mark) for mark in marks]
        rows_now = {row.index: row.raw for row in found if row}
        if marks and (rows_now or (keyless and not copy.is_unknown)):
            yield copy, list(rows_now.values()) or keyless


def text_of(raw: Raw) -> str:
    return canonical(raw).strip()


def leads(then: Sequence[Raw], sheet: SheetAsRead, known: Mapping[int, int], gone: Collection[int]) -> dict[int, int]:
    """Where each column of then stands now, by its header's text; a column that is gone leads nowhere. ``known`` are
    those of which it is known.

    One whose text is blank, doubled or new went with the column beside it, else it stays put, unless another column has
    come to stand there. First come those that find their own text so, then one that finds it elsewhere; the last one
    left is wherever nothing else is.
    """
    named_now = named(then, sheet.header)
    found = {**{place: now for place, now in named_now.items() if now not in known.values()}, **known}
    before = dict(enumerate(map(text_of, then)))
    now = {place: text_of(at(sheet.header, place)) for place in range(sheet.column_count)}
    free = now.keys() - set(found.values())
    for step, place in product(STEPS, range(max(len(then), sheet.column_count))):
        if place in found or place in gone:
            continue
        beside = [place + found[near] - near for near in (place - 1, place + 1) if near in found]
        goals = [goal for goal in (*beside, place) if goal in free]
        left = before.keys() - found.keys() - set(gone)
        goals = goals or (list(free) if step == "elsewhere" or len(left) == len(free) == 1 else [])
        alike = [goal for goal in goals if now[goal] == before.get(place, "")]
        only = alike if len(set(alike)) == 1 else []
        for goal in {"own text": alike, "elsewhere": only, "any": goals}[step][:1]:
            found[place] = goal
            free.remove(goal)
    return found
