"""What of all that is kept is about one person: their answers, and the lines of the tabs and of the hidden memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms.answer import Answer
from forms.normalise import class_key, name_key
from sheets_schema.as_read import RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.column import Column
from sheets_schema.kind import canonical
from sheets_schema.table import Book, Shape, Table
from sheets_schema.tables import BOOKS
from sheets_schema.tables.memory import masked_cell
from sync.rules.admission import Gated
from sync.rules.codes import read_code
from sync.rules.identity import Person
from sync.rules.memory import BIND
from sync.rules.same_person import who_answered
from sync.rules.whose import mark_of
from sync.rules.world import World

WHOSE_COLUMNS = ("code", "pair")


def pattern_of(codes: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the codes as a word of its own: alone, in a pair, in a key of the memory."""
    return re.compile(rf"(?<![0-9A-Za-z])(?:{'|'.join(sorted(codes))})(?![0-9A-Za-z])")


def their_answers(world: World, gated: Gated, person: Person) -> list[Answer]:
    """Applications, consents and withdrawals as they were joined, every survey that says it is theirs, or of which
    staff said so."""
    marks = set(person.responses)
    joined = {answer.response_id for answer in gated.matched.by_code.get(person.code, ())}
    codes = pattern_of({person.code, *person.codes})
    bound = {key for key, entry in world.memory["personal"].items() if codes.search(str(entry.get("code", "")))}
    return [
        answer
        for answer in world.answers
        if answer.response_id in joined
        or fingerprint(answer.response_id) in marks
        or f"{BIND}:{mark_of(answer)}" in bound
        or is_theirs(answer, person, codes)
    ]


def is_theirs(answer: Answer, person: Person, codes: re.Pattern[str]) -> bool:
    """By code, or by name with the day of birth or the class; a report about a pair is about both."""
    if codes.search(answer.text("pair")):
        return True
    names = name_key(answer.text("full_name")), name_key(person.name)
    if codes.fullmatch(read_code(answer.text("code"))):
        return not all(names) or bool(set(names[0].split()) & set(names[1].split()))
    if not person.name or names[0] != names[1]:
        return False
    same_class = class_key(answer.text("school_class")) == class_key(person.school_class)
    return who_answered(answer) in person.whos or (not answer.text("birth_date") and same_class)


def their_rows(table: Table, sheet: SheetAsRead, codes: re.Pattern[str], keys: frozenset[str]) -> Iterator[RowAsRead]:
    """The lines of a tab that are about them: by the key, by the columns that say whose a line is, or by ``keys``.

    The log of consents has codes alone, and is kept; what is made anew is made without them.
    """
    if table.shape is not Shape.KEYED or table.hidden:
        return
    for row in sheet.rows:
        said = (row.key, *(canonical(row.values.get(column)) for column in WHOSE_COLUMNS))
        if row.key in keys or any(map(codes.search, said)):
            yield row


def their_lines(sheet: SheetAsRead | None, codes: re.Pattern[str]) -> Iterator[RowAsRead]:
    """The lines of a hidden memory about them: agreements on rows, what was masked, choices of staff."""
    for row in sheet.rows if sheet else ():
        if codes.search(row.key) or codes.search(row.to_record().text("content")):
            yield row


def keys_in_memory(lines: Iterable[RowAsRead]) -> frozenset[str]:
    """The keys of the rows that the memory tells to be theirs, where neither key nor columns say it."""
    parts = [line.key.split(":", 2) for line in lines]
    return frozenset(part[2] for part in parts if len(part) == 3 and part[0] == "row")


def sheets_of(world: World) -> Iterator[tuple[Book, Table, SheetAsRead]]:
    """Every declared tab that is there, the hidden ones among them."""
    for book in BOOKS:
        for table in book.tables:
            sheet = world.books[book.key].sheets.get(table.key)
            if sheet:
                yield book, table, sheet


@dataclass(frozen=True)
class Held:
    """All that is held on one person; ``masked`` is what is hidden for want of consent."""

    code: str
    answers: tuple[Answer, ...]
    rows: tuple[tuple[Book, Table, RowAsRead], ...]
    log: tuple[RowAsRead, ...]
    masked: tuple[tuple[Table, Column, str], ...]


def held_on(world: World, gated: Gated, person: Person) -> Held:
    codes = pattern_of({person.code, *person.codes})
    rows, log, masked = [], [], []
    for book, table, sheet in sheets_of(world):
        lines = list(their_lines(world.books[book.key].sheets.get(f"{book.key}.memory"), codes))
        rows += [(book, table, row) for row in their_rows(table, sheet, codes, keys_in_memory(lines))]
        if table.shape is Shape.LOG:
            log += [row for row in sheet.rows if codes.fullmatch(canonical(row.values.get("code")))]
        if table.hidden:
            masked += list(masked_texts(book, lines))
    return Held(person.code, tuple(their_answers(world, gated, person)), tuple(rows), tuple(log), tuple(masked))


def masked_texts(book: Book, lines: Iterable[RowAsRead]) -> Iterator[tuple[Table, Column, str]]:
    """What was taken out of view in this book and waits for the consent, or the erasure."""
    for line in lines:
        cell = masked_cell(line.key)
        table = book.by_key.get(cell[0]) if cell else None
        if cell and table and cell[2] in table.by_key:
            yield table, table.by_key[cell[2]], line.to_record().text("content")
