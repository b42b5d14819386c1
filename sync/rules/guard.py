"""Guards: an emptied book or form must not be taken for a school without people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from typing import Any

from sheets_schema.as_read import BookAsRead, RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.errors import BaseVanished
from sheets_schema.owner import Owner
from sheets_schema.table import Book, Shape, Table
from sync.errors import AnswersVanished
from sync.rules.memory import FORM, RowMemory, read_memory, rows_of
from sync.rules.row_issues import BRING_BACK, row_question
from sync.rules.world import World

MOST_AT_ONCE = 0.3  # of the rows, vanished or changed: more than that is rather an accident than a decision
TOO_FEW = 10  # rows of which a share says anything


def refuse_vanished(book: Book, as_read: BookAsRead, questions: Container[str] = ()) -> None:
    """Raises BaseVanished when a tab that cannot be made again is gone, or all its rows are, or too many at once.

    Too many are rows that vanished together with those whose answers are no longer what was last seen there.
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
        changed = changed_rows(table, sheet, rows_of(memory, table.key))
        if is_too_much(len(vanished) + len(changed), len(known)):
            lost = "changed" if len(changed) > len(vanished) else "many"
            raise BaseVanished(book.title, table.title, lost, len(vanished) + len(changed))


def is_too_much(gone: int, known: int) -> bool:
    return known >= TOO_FEW and gone > MOST_AT_ONCE * known


def changed_rows(table: Table, sheet: SheetAsRead, memory: Mapping[str, RowMemory]) -> set[str]:
    """The keys of rows where what people answered reads otherwise than when it was last seen."""
    ours = [column.key for column in table.columns if column.owner is Owner.RESPONDENT and column.key in sheet.columns]
    return {
        row.key
        for row in sheet.rows
        if (known := memory.get(row.key)) and not known.masked and any(is_changed(row, known, key) for key in ours)
    }


def is_changed(row: RowAsRead, known: RowMemory, key: str) -> bool:
    return key in known.cells and fingerprint(row.values.get(key)) not in (
        known.cells[key],
        known.corrected.get(key),
    )


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
        if emptied or is_too_much(lost, known):
            raise AnswersVanished(questionnaire.title, lost)
