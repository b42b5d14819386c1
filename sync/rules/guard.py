"""Guards: an emptied book or form must not be taken for a school without people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sheets_schema.errors import BaseVanished
from sheets_schema.table import Book, Shape, Table
from sheets_schema.tables import BOOKS, book_of
from sync.errors import AnswersVanished, TooMuchChange
from sync.rules.memory import FORM
from sync.rules.merge import MergedTable
from sync.rules.migration import known_tabs
from sync.rules.row_issues import BRING_BACK, row_question
from sync.rules.world import World

MOST_AT_ONCE = 0.3  # of the rows, vanished or changed: more than that is rather an accident than a decision
TOO_FEW = 10  # rows of which a share says anything


def refuse_vanished(world: World) -> None:
    """Raises BaseVanished when a tab that cannot be made again is gone, or all its rows are, or too many at once."""
    for book in BOOKS:
        as_read = world.books[book.key]
        given = known_tabs(as_read)
        for table in book.tables:
            if as_read.generation and table.irreplaceable and (given is None or table.key in given):
                refuse_vanished_rows(world, book, table)


def refuse_vanished_rows(world: World, book: Book, table: Table) -> None:
    sheet = world.find_sheet(table.key)
    if sheet is None:
        raise BaseVanished(book.title, table.title, "tab")
    known = known_rows(world, table)
    vanished = vanished_rows(world, table, known)
    is_emptied = len(known) > 1 and standing_rows(world, table.key) <= {""}
    if table.shape is Shape.KEYED and is_emptied and vanished:
        raise BaseVanished(book.title, table.title, "rows")
    if is_too_much(len(vanished), len(known)):
        raise BaseVanished(book.title, table.title, "many", len(vanished))


def refuse_changed(world: World, merged: Iterable[MergedTable]) -> None:
    """Raises TooMuchChange when in too many rows what people answered reads otherwise than when it was last seen.

    Rows that vanished count with them, but for those that staff are already asked about.
    """
    for item in (item for item in merged if item.changed):
        book = book_of(item.change.table)
        table = book.by_key[item.change.table]
        known = known_rows(world, table)
        gone = len(item.changed) + len(vanished_rows(world, table, known))
        if is_too_much(gone, len(known)):
            raise TooMuchChange(book.title, table.title, gone)


def is_too_much(gone: int, known: int) -> bool:
    return known >= TOO_FEW and gone > MOST_AT_ONCE * known


def vanished_rows(world: World, table: Table, known: set[str]) -> set[str]:
    """Those of the known rows that are not there, but for those that staff are already asked about."""
    asked = standing_rows(world, "attention")
    return {key for key in known - standing_rows(world, table.key) if row_question(table, key) not in asked}


def standing_rows(world: World, table_key: str) -> set[str]:
    """The codes that stand on a tab; "" for rows without one."""
    sheet = world.find_sheet(table_key)
    return {row.key for row in sheet.rows} if sheet else set()


def known_rows(world: World, table: Table) -> set[str]:
    """The keys of the rows that must be there: not those that staff want gone, nor those that show nobody any more."""
    rows = world.remembered_rows(table.key)
    return {key for key, known in rows.items() if known.cells and not (known.dropped or known.masked)}


def forced_choices(world: World) -> dict[str, str]:
    """What ``--force`` decides where all rows of a tab are gone: each is brought back but those asked about already.

    Those of people who had withdrawn too: they come with the consent, which may be there again by now.
    """
    choices: dict[str, str] = {}
    for book in BOOKS:
        for table in book.tables:
            known = known_rows(world, table)
            is_lost = world.find_sheet(table.key) is None or vanished_rows(world, table, known)
            if is_lost and not known & standing_rows(world, table.key):
                held = {key for key, row in world.remembered_rows(table.key).items() if row.cells and not row.dropped}
                choices |= {row_question(table, key): BRING_BACK for key in vanished_rows(world, table, held)}
    return choices


def refuse_vanished_answers(world: World) -> None:
    """Raises AnswersVanished when a form lists none of the answers that it had, or lost too many of them at once.

    Somebody put another form in its place, or emptied it: that is no withdrawal of so many people.
    """
    memory = world.memory["programme"]
    listed = Counter(answer.questionnaire for answer in world.answers)
    for key, questionnaire in world.by_key.items():
        known = memory.get(f"{FORM}:{key}", {}).get("answers", 0)
        there = listed[key] + world.passed_over.get(key, 0)
        lost, emptied = known - there, known > 1 and not there
        if emptied or is_too_much(lost, known):
            raise AnswersVanished(questionnaire.title, lost)
