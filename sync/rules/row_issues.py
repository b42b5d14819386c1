"""What is said of single rows: the questions that a merge leaves to people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sheets_schema.as_read import RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.column import Column
from sheets_schema.kind import Value, canonical
from sheets_schema.owner import Owner
from sheets_schema.questions import about_cell, about_row
from sheets_schema.record import Record
from sheets_schema.table import Table
from sync.rules.plan import Issue

KEEP, TAKE = "оставить", "взять из анкеты"
BRING_BACK, DELETE = "вернуть", "удалить окончательно"
OWN_NOTE = 1  # a cell: a row of the staff's own with no more than that is a note of theirs, not somebody's row


def row_question(table: Table, key: str) -> str:
    """The key of what is asked about a row that is not there."""
    return f"{about_row(table.key, key)}row"


def cell_question(table: Table, key: str, column: Column, now: str, new: Value) -> str:
    """The key of what is asked about a correction, ``now`` its fingerprint: of each one, and of each answer, anew, for
    nobody has decided on what was not yet shown."""
    return f"{about_cell(table.key, key, column.key)}{now}-{fingerprint(new)}"


def deleted_row(table: Table, key: str) -> Issue:
    return Issue(
        key=row_question(table, key),
        what="Строка удалена из таблицы",
        who=key,
        where=table.title,
        advice=f"Впишите «{BRING_BACK}» или «{DELETE}»",
    )


def unmasked_row_gone(table: Table, key: str) -> Issue:
    """A consent ended and nothing could be hidden: the row is not where it was."""
    return Issue(
        key=row_question(table, key),
        what="Согласия нет, а строка не найдена",
        who=key,
        where=table.title,
        advice=f"Проверьте, не осталось ли данных человека без кода, и впишите «{DELETE}»",
    )


def doubled_row(table: Table, key: str) -> Issue:
    return Issue(
        key=f"{about_row(table.key, key)}doubled",
        what="Две строки с одним кодом",
        who=key,
        where=table.title,
        advice="Оставьте одну из строк: до тех пор программа не обновляет обе",
    )


def conflict(table: Table, record: Record, column: Column, now: Value, new: Value) -> Issue:
    return Issue(
        key=cell_question(table, record.key, column, fingerprint(now), new),
        what="Правка сотрудника расходится с новым ответом",
        who=record.text("full_name") or record.key,
        where=f"{table.title}: {column.title}",
        now=canonical(now),
        new=canonical(new),
        advice=f"Впишите «{KEEP}» или «{TAKE}»",
    )


def restored(table: Table, key: str, column: Column, now: Value, new: Value) -> Issue:
    """An edit of a machine's cell: undone, and said aloud."""
    return Issue(
        key=f"{table.key}-{key}-{column.key}",
        what="Возвращено значение, которое считает программа",
        who=key,
        where=f"{table.title}: {column.title}",
        now=canonical(now),
        new=canonical(new),
    )


def stray_rows(
    table: Table, sheet: SheetAsRead | None, is_known: Callable[[str], bool], code: str = "код участника"
) -> Iterator[Issue]:
    """Rows that look like somebody's and bear no key that is known: nobody can mask or update them.

    ``code`` says what belongs into their key column.
    """
    for row in sheet.rows if sheet else ():
        if is_known(row.key):
            continue
        said = [column for column in table.columns[1:] if column.owner is not Owner.STAFF and column.key in row.values]
        if len(said) > OWN_NOTE:
            yield stray_row(table, row, canonical(row.values[said[0].key]), code)


def stray_row(table: Table, row: RowAsRead, name: str, code: str) -> Issue:
    """Known by what it says: its place means nothing."""
    mark = fingerprint("\n".join(f"{key}={canonical(value)}" for key, value in sorted(row.values.items())))
    return Issue(
        key=f"{table.key}-{mark}-stray",
        what="Строка без кода",
        who=row.to_record().text("full_name") or name,
        where=table.title,
        now=row.key,
        advice=f"Впишите в столбец «{table.key_column.title}» {code} или удалите строку: "
        "программа её не ведёт и не скроет, если согласие отзовут",
    )
