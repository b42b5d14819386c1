"""The erasure of a person: what goes, so that the rules then decide as if nobody of that code had ever been there.

Rows are deleted, never emptied (docs/decisions/0016-backups-and-erasure.md), and so are the lines of the hidden memory.
What is left are the coded lines of the log and a tombstone; a row that comes back from somewhere goes again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from forms.answer import Answer
from forms.normalise import name_key, tidy
from sheets_schema.as_read import RowAsRead, SheetAsRead
from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.column import Column
from sheets_schema.kind import canonical
from sheets_schema.owner import Owner
from sheets_schema.table import Shape, Table
from sheets_schema.tables import book, table
from sync.errors import NotConfirmed
from sync.rules.admission import Gated, gated_of
from sync.rules.consent import Gate
from sync.rules.plan import Erased
from sync.rules.theirs import (
    WHOSE_COLUMNS,
    keys_in_memory,
    pattern_of,
    sheets_of,
    their_answers,
    their_lines,
    their_rows,
)
from sync.rules.tombstones import Tombstones, mark_of, readable, tombstones_of
from sync.rules.typed_word import typed_word
from sync.rules.world import Erasing, World

CONFIRMED = "да"


@dataclass(frozen=True)
class Erasure:
    """What goes besides what the rules decide: rows by tab (places as read), and cells in other people's rows."""

    stones: Tombstones
    dropped: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    blanked: Mapping[str, tuple[RowChange, ...]] = field(default_factory=dict)
    told: Erased | None = None

    def joined(self, change: BookChange) -> BookChange:
        """A book's change with what goes from it."""
        by_table = {item.table: item for item in change.tables}
        ours = [item.key for item in book(change.book).tables if item.key in {*self.dropped, *self.blanked}]
        for key in ours:
            item = by_table.get(key, TableChange(key))
            gone = tuple(sorted({*item.dropped, *self.dropped.get(key, ())}))
            by_table[key] = replace(item, rows=(*self.blanked.get(key, ()), *item.rows), dropped=gone)
        return replace(change, tables=tuple(by_table.values()))


def without_erased(world: World) -> tuple[World, Erasure]:
    """The world as the rules may see it, and what is to go.

    Raises UnknownCode, NotConfirmed when an erasure is asked for that cannot be.
    """
    stones = tombstones_of(world)
    wish, listed = world.erasing, world.answers
    if not wish and not stones.codes:
        return world, Erasure(stones)
    if wish and wish.code not in stones.codes:
        return erased_now(without_answers(world, stones), stones, wish)
    told = told_again(listed, stones, wish.code) if wish else None
    world = replace(without_answers(world, stones), erasing=None)
    return cleaned(world, Erasure(stones, told=told)) if stones.codes else (world, Erasure(stones))


def look(world: World) -> tuple[World, Gated]:
    """For those who only look: the world as the rules see it, and how everybody's consents stand in it."""
    seen, _ = without_erased(replace(world, erasing=None))
    return seen, gated_of(seen)


def erased_before(world: World, code: str) -> Erased | None:
    """What is known of an erasure in the past; None when there was none."""
    stones = tombstones_of(world)
    return told_again(world.answers, stones, code) if code in stones.codes else None


def erased_now(world: World, stones: Tombstones, wish: Erasing) -> tuple[World, Erasure]:
    gated = gated_of(replace(world, erasing=None))
    gate = gated.find(wish.code)
    code = gate.person.code
    answers = their_answers(world, gated, gate.person)
    salt = stones.salt or wish.salt
    told = told_of(world, gate, answers)
    marks = sorted(mark_of(salt, answer.response_id) for answer in answers)
    entry = {"marks": marks, "codes": sorted(gate.person.codes)}
    stones = replace(stones, salt=salt, entries={**stones.entries, code: entry})
    world = replace(without_answers(world, stones), erasing=replace(wish, code=code))
    world, erasure = cleaned(world, Erasure(stones, told=told))
    whole = {**entry, **entry_of(erasure.told or told)}
    return world, replace(erasure, stones=replace(stones, entries={**stones.entries, code: whole}))


def told_again(listed: Iterable[Answer], stones: Tombstones, code: str) -> Erased:
    """Of an erasure that was begun before and is now finished: all that the tombstone knows."""
    code = stones.owner_of(code)
    entry = stones.entries.get(code, {})
    left = [answer for answer in listed if stones.lies_on(answer, code)]
    return Erased(
        code,
        confirmed_by=entry.get("by", ""),
        demanded=to_moment(entry.get("demanded", "")),
        former=tuple(entry.get("codes", ())),
        rows=tuple((title, int(count)) for title, count in entry.get("lines", {}).items() if count.isdecimal()),
        headings=tuple(entry.get("headings", ())),
        responses=tuple((answer.questionnaire, answer.response_id) for answer in left),
    )


def to_moment(text: str) -> datetime | None:
    """What someone typed over in the hidden tab counts as forgotten."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def entry_of(told: Erased) -> dict[str, Any]:
    """What the act needs and the tombstone keeps, should the machine die before the act is written."""
    return {
        "by": told.confirmed_by,
        "demanded": told.demanded.isoformat() if told.demanded else "",
        "lines": {title: str(count) for title, count in told.rows},
        "headings": list(told.headings),
    }


def told_of(world: World, gate: Gate, answers: Iterable[Answer]) -> Erased:
    """Raises NotConfirmed while staff have not said in «Согласия» that it is to be, and who says so."""
    sheet = world.find_sheet("consents")
    row = sheet.by_key.get(gate.person.code) if sheet else None
    record = row.to_record() if row else None
    by = tidy(record.text("erase_by")) if record else ""
    if record is None or typed_word(record.text("erase")) != CONFIRMED or not by:
        raise NotConfirmed(gate.person.code)
    names = {tidy(answer.text("full_name")) for answer in answers} | {gate.person.name, record.text("full_name")}
    return Erased(
        code=gate.person.code,
        confirmed_by=by,
        demanded=gate.demanded,
        former=gate.person.codes,
        responses=tuple((answer.questionnaire, answer.response_id) for answer in answers),
        words=tuple(sorted(names - {""})),
    )


def without_answers(world: World, stones: Tombstones) -> World:
    """The world without the answers of the erased, which are still counted: they have not vanished from their forms.

    Nor do the answers of others name them any more, as somebody whom they chose.
    """
    kept = unnamed(readable(world.answers, stones), stones)
    gone = Counter(answer.questionnaire for answer in world.answers)
    gone.subtract(answer.questionnaire for answer in kept)
    return replace(world, answers=kept, passed_over=gone + Counter(world.passed_over))


def unnamed(answers: tuple[Answer, ...], stones: Tombstones) -> tuple[Answer, ...]:
    if not stones.codes:
        return answers
    codes = pattern_of(stones.codes)
    return tuple(without_options(answer, codes) for answer in answers)


def without_options(answer: Answer, codes: re.Pattern[str]) -> Answer:
    """An answer as if those of these codes had not been chosen; what it says of itself stays."""
    values = {
        key: texts if key in WHOSE_COLUMNS else tuple(text for text in texts if not codes.search(text))
        for key, texts in answer.values.items()
    }
    return answer if values == answer.values else replace(answer, values=values)


def cleaned(world: World, erasure: Erasure) -> tuple[World, Erasure]:
    """The books without every line of the erased, and the places of those lines."""
    codes = pattern_of(erasure.stones.codes)
    found = dict(gone_from(world, codes, anew=erasure.told is not None))
    blanked = {table.key: rows for table, rows in blanked_cells(world, codes, found) if rows}
    if erasure.told and not erasure.told.rows:
        erasure = replace(erasure, told=with_counts(world, erasure.told, found))
    dropped = {key: tuple(row.index for row in rows) for key, rows in found.items() if rows}
    books = dict(world.books)
    for book_of, declared, sheet in sheets_of(world):
        standing = emptied(sheet, dropped.get(declared.key, ()), blanked.get(declared.key, ()))
        as_read = books[book_of.key]
        books[book_of.key] = replace(as_read, sheets={**as_read.sheets, declared.key: standing})
    return replace(world, books=books), replace(erasure, dropped=dropped, blanked=blanked)


def gone_from(world: World, codes: re.Pattern[str], *, anew: bool) -> Iterator[tuple[str, list[RowAsRead]]]:
    """Every line that goes, by tab. ``anew``: what is made of the rest is made from nothing, for its lines may
    have shown the name of a person before they showed another's. Not under charts, which stand on their rows: there
    are only counts in them."""
    for declared_in, declared, sheet in sheets_of(world):
        memory = world.books[declared_in.key].sheets.get(f"{declared_in.key}.memory")
        lines = [row for row in their_lines(memory, codes) if not row.key.startswith("erased:")]
        if declared.hidden:
            yield declared.key, lines
        elif declared.shape is Shape.DERIVED:
            yield declared.key, list(sheet.rows) if anew and not declared.charts else []
        else:
            yield declared.key, list(their_rows(declared, sheet, codes, keys_in_memory(lines)))


def blanked_cells(
    world: World, codes: re.Pattern[str], gone: Mapping[str, list[RowAsRead]]
) -> Iterator[tuple[Table, tuple[RowChange, ...]]]:
    """Answers of others that name the erased by code: the line stays theirs, the cell is emptied."""
    for _, declared, sheet in sheets_of(world):
        if declared.shape is not Shape.KEYED or declared.hidden:
            continue
        places = {row.index for row in gone.get(declared.key, ())}
        columns = [c for c in declared.columns if c.owner is Owner.RESPONDENT and c.key not in WHOSE_COLUMNS]
        rows = [row for row in sheet.rows if row.index not in places]
        changes = ((row, naming(row, columns, codes)) for row in rows)
        yield declared, tuple(RowChange(row.index, row.key, cells) for row, cells in changes if cells)


def naming(row: RowAsRead, columns: Iterable[Column], codes: re.Pattern[str]) -> dict[str, Any]:
    return {c.key: None for c in columns if c.key in row.values and codes.search(canonical(row.values[c.key]))}


def emptied(sheet: SheetAsRead, dropped: Iterable[int], blanked: Iterable[RowChange]) -> SheetAsRead:
    """A tab as it will stand; the rows keep the places at which they were read."""
    gone, cells = set(dropped), {change.index: change.values for change in blanked}
    rows = (row for row in sheet.rows if row.index not in gone)
    return replace(sheet, rows=tuple(without_cells(row, cells.get(row.index, {})) for row in rows))


def without_cells(row: RowAsRead, cells: Mapping[str, Any]) -> RowAsRead:
    return replace(row, values={key: value for key, value in row.values.items() if key not in cells})


# What is told of it


def with_counts(world: World, told: Erased, gone: Mapping[str, list[RowAsRead]]) -> Erased:
    shown = {key: rows for key, rows in gone.items() if rows and is_shown(key)}
    headings = {
        column.title: None
        for key, rows in shown.items()
        for column in table(key).columns
        if any(column.key in row.values for row in rows)
    }
    counts = tuple(sorted((table(key).title, len(rows)) for key, rows in shown.items()))
    return replace(told, rows=counts, headings=tuple(headings), mentions=tuple(mentions(world, told, gone)))


def is_shown(key: str) -> bool:
    return not key.endswith(".memory") and table(key).shape is Shape.KEYED


def stem(name: str) -> str:
    """A surname in whatever case: Королёва, Королёвой, Королёву."""
    surname = name_key(name).split(" ")[0]
    return surname[: max(4, len(surname) - 2)]


def mentions(world: World, told: Erased, gone: Mapping[str, list[RowAsRead]]) -> Iterator[str]:
    """Where staff's own words, in lines of others, have the surname of the erased: only they know what it means."""
    surnames = {stem(name) for name in told.words}
    for _, declared, sheet in sheets_of(world):
        if declared.hidden or declared.shape is not Shape.KEYED:
            continue
        places = {row.index for row in gone.get(declared.key, ())}
        machine = {place for key, place in sheet.columns.items() if declared.by_key[key].owner is not Owner.STAFF}
        for row in sheet.rows:
            own = [canonical(raw) for place, raw in enumerate(row.raw) if place not in machine]
            if row.index not in places and any(surname in name_key(text) for surname in surnames for text in own):
                yield f"{declared.title}, строка {row.index + 1}"
