"""Guards: an emptied book or form must not be taken for a school without people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from typing import Any

from sheets_schema.as_read import BookAsRead
from sheets_schema.errors import BaseVanished
from sheets_schema.table import Book, Shape
from sync.errors import AnswersVanished
from sync.rules.memory import FORM, read_memory, rows_of
from sync.rules.row_issues import BRING_BACK, row_question
from sync.rules.world import World

MOST_VANISHED = 0.3  # of the rows: more than that is rather an accident than a decision
TOO_FEW = 10  # rows of which a share says anything


def refuse_vanished(book: Book, as_read: BookAsRead, questions: Container[str] = ()) -> None:
    """Raises BaseVanished when a tab that cannot be made again is gone, or all its rows are, or too many at once.

    ``questions`` are the keys of what staff are already asked about: a row that they know is gone counts no more.
    """
    if not as_read.generation:
        return
    memory = read_memory(as_read)
    for table in book.tables:
        if not table.irreplaceable:
            continue
        sheet = as_read.sheets.get(table.key)
        if sheet is None:
            raise BaseVanished(book.title, table.title, "tab")
        known = known_rows(memory, table.key)
        standing = {row.key for row in sheet.rows}
        asked = {key for key in known if row_question(table, key) in questions}
        vanished = known - standing - asked
        if table.shape is Shape.KEYED and len(known) > 1 and not standing - {""}:
            raise BaseVanished(book.title, table.title, "rows")
        if len(known) >= TOO_FEW and len(vanished) > MOST_VANISHED * len(known):
            raise BaseVanished(book.title, table.title, "many", len(vanished))


def known_rows(memory: Mapping[str, dict[str, Any]], table: str) -> set[str]:
    """The keys of the rows that must be there: not those that staff want gone, nor those that show nobody any more."""
    rows = rows_of(memory, table)
    return {key for key, known in rows.items() if known.cells and not (known.dropped or known.masked)}


def forced_choices(book: Book, as_read: BookAsRead) -> dict[str, str]:
    """What ``--force`` decides where all rows of a tab are gone: each is brought back."""
    memory = read_memory(as_read)
    choices: dict[str, str] = {}
    for table in book.tables:
        sheet = as_read.sheets.get(table.key)
        known = known_rows(memory, table.key)
        if not known & {row.key for row in (sheet.rows if sheet else ())}:
            choices |= {row_question(table, key): BRING_BACK for key in known}
    return choices


def refuse_vanished_answers(world: World) -> None:
    """Raises AnswersVanished when a form lists none of the answers that it had, or lost too many of them at once.

    Somebody put another form in its place, or emptied it: that is no withdrawal of so many people.
    """
    memory = read_memory(world.books["programme"])
    listed = Counter(answer.questionnaire for answer in world.answers)
    for key, questionnaire in world.by_key.items():
        known = memory.get(f"{FORM}:{key}", {}).get("answers", 0)
        lost = known - listed[key]
        emptied = known > 1 and not listed[key]
        if emptied or (known >= TOO_FEW and lost > MOST_VANISHED * known):
            raise AnswersVanished(questionnaire.title, lost)
