"""The merge of what the machine wants with what staff did: the table of ownership, cell by cell.

========== ============================ ==================== ===========================================
owner      the machine writes           a staff edit means   both changed since the last agreement
========== ============================ ==================== ===========================================
RESPONDENT first, and on a newer answer a correction, kept   conflict: staff's value stays, both are shown
STAFF      never                        the value            cannot happen
MACHINE    always                       restored and listed  machine wins
========== ============================ ==================== ===========================================

The baseline is a fingerprint of the value last agreed on; "" stands for an empty cell, None for no agreement yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sheets_schema.as_read import RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint, same
from sheets_schema.change import RowChange, TableChange
from sheets_schema.column import Column
from sheets_schema.kind import Value, canonical
from sheets_schema.owner import Owner
from sheets_schema.record import Record
from sheets_schema.table import Table
from sync.rules.mask import unmask_row
from sync.rules.memory import RowMemory
from sync.rules.plan import Issue

KEEP, TAKE = "оставить", "взять из анкеты"
BRING_BACK, DELETE = "вернуть", "удалить окончательно"


@dataclass(frozen=True)
class Merged:
    """One cell: its value from now on, whether to write it, the new baseline, and what to tell."""

    value: Value
    write: bool = False
    baseline: str | None = None
    conflict: bool = False
    restored: bool = False


def merge_cell(owner: Owner, baseline: str | None, sheet: Value, wanted: Value, choice: str = "") -> Merged:
    """One cell by the table above. ``choice`` is what staff decided of an earlier conflict."""
    if owner is Owner.STAFF:
        return Merged(sheet, baseline=baseline)
    agreed = fingerprint(wanted)
    if same(sheet, wanted):
        return Merged(sheet, baseline=agreed)
    touched = baseline is not None and fingerprint(sheet) != baseline
    if owner is Owner.MACHINE:
        return Merged(wanted, write=True, baseline=agreed, restored=touched)
    if baseline == agreed or choice == KEEP:
        return Merged(sheet, baseline=agreed)
    untouched = fingerprint(sheet) == ("" if baseline is None else baseline)
    if untouched or choice == TAKE:
        return Merged(wanted, write=True, baseline=agreed)
    return Merged(sheet, baseline=baseline, conflict=True)


@dataclass(frozen=True)
class MergedTable:
    """A tab after the merge: its change, its rows as they will stand, their baselines, what people must see."""

    change: TableChange
    records: Mapping[str, Record] = field(default_factory=dict)
    memory: Mapping[str, RowMemory] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    restored: tuple[Issue, ...] = ()


@dataclass
class Tally:
    """What has been merged so far of one tab."""

    rows: list[RowChange] = field(default_factory=list)
    new: list[Record] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    memory: dict[str, RowMemory] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    restored: list[Issue] = field(default_factory=list)


def merge_table(
    table: Table,
    sheet: SheetAsRead | None,
    wanted: Mapping[str, Mapping[str, Value]],
    memory: Mapping[str, RowMemory],
    choices: Mapping[str, str],
) -> MergedTable:
    """Merge the values ``wanted`` by row key into the tab. Rows that nothing is wanted of stay as they are."""
    tally = Tally(memory=dict(memory))
    for key, values in wanted.items():
        known = memory.get(key, RowMemory())
        if sheet and key in sheet.doubled:
            tally.issues.append(doubled_row(table, key))
        elif sheet and (row := sheet.by_key.get(key)):
            merge_row(table, row, values, in_columns(sheet, known), choices, tally)
        elif sheet and known.cells and not wants_back(table, key, choices):
            missing_row(table, key, known, choices, tally)
        else:
            add_row(table, key, values, known, tally)
    leave_others(sheet, wanted, tally)
    columns = missing_columns(table, sheet)
    change = TableChange(table.key, sheet is None, columns, tuple(tally.rows), tuple(tally.new))
    return MergedTable(change, tally.records, tally.memory, tuple(tally.issues), tuple(tally.restored))


def missing_columns(table: Table, sheet: SheetAsRead | None) -> tuple[str, ...]:
    return tuple(column.key for column in table.columns if sheet and column.key not in sheet.columns)


def in_columns(sheet: SheetAsRead, known: RowMemory) -> RowMemory:
    """Without what was agreed on columns that are gone: a column made again is filled again."""
    return replace(known, cells={key: mark for key, mark in known.cells.items() if key in sheet.columns})


def merge_row(
    table: Table,
    row: RowAsRead,
    wanted: Mapping[str, Value],
    known: RowMemory,
    choices: Mapping[str, str],
    tally: Tally,
) -> None:
    standing = row
    written: dict[str, Value] = {}
    if known.masked:
        standing, known, written = unmask_row(table, row, known)
    values = dict(standing.values)
    cells = dict(known.cells)
    for column in table.columns:
        if column.key not in wanted:
            continue
        issue_key = f"{table.key}-{row.key}-{column.key}"
        sheet_value = standing.values.get(column.key)
        choice = choices.get(issue_key, "")
        merged = merge_cell(column.owner, known.cells.get(column.key), sheet_value, wanted[column.key], choice)
        values[column.key] = merged.value
        if merged.write:
            written[column.key] = merged.value
        if merged.baseline is not None:
            cells[column.key] = merged.baseline
        if merged.restored:
            tally.restored.append(restored(table, row, column, sheet_value, wanted[column.key]))
        if merged.conflict:
            tally.issues.append(conflict(table, row, column, sheet_value, wanted[column.key], issue_key))
    if written:
        tally.rows.append(RowChange(row.index, row.key, written))
    tally.records[row.key] = Record(row.key, values)
    tally.memory[row.key] = replace(known, cells=cells, dropped=False)


def add_row(table: Table, key: str, wanted: Mapping[str, Value], known: RowMemory, tally: Tally) -> None:
    values = {name: value for name, value in wanted.items() if table.by_key[name].owner is not Owner.STAFF}
    record = Record(key, {table.key_column.key: key, **values})
    tally.new.append(record)
    tally.records[key] = record
    cells = {name: fingerprint(value) for name, value in values.items()}
    tally.memory[key] = replace(known, cells=cells, dropped=False)


def wants_back(table: Table, key: str, choices: Mapping[str, str]) -> bool:
    return choices.get(f"{table.key}-{key}-row") == BRING_BACK


def missing_row(table: Table, key: str, known: RowMemory, choices: Mapping[str, str], tally: Tally) -> None:
    """A row that staff deleted is not brought back: they are asked once, and their word is remembered."""
    issue_key = f"{table.key}-{key}-row"
    if known.dropped or choices.get(issue_key) == DELETE:
        tally.memory[key] = replace(known, dropped=True)
        return
    tally.issues.append(
        Issue(
            key=issue_key,
            what="Строка удалена из таблицы",
            who=key,
            where=table.title,
            advice=f"Впишите «{BRING_BACK}» или «{DELETE}»",
        )
    )


def leave_others(sheet: SheetAsRead | None, wanted: Mapping[str, object], tally: Tally) -> None:
    for key, row in (sheet.by_key if sheet else {}).items():
        if key not in wanted:
            tally.records[key] = row.to_record()


def doubled_row(table: Table, key: str) -> Issue:
    return Issue(
        key=f"{table.key}-{key}-doubled",
        what="Две строки с одним кодом",
        who=key,
        where=table.title,
        advice="Оставьте одну из строк: до тех пор программа не трогает обе",
    )


def conflict(table: Table, row: RowAsRead, column: Column, sheet: Value, wanted: Value, key: str) -> Issue:
    name = row.to_record().text("full_name") or row.key
    return Issue(
        key=key,
        what="Правка сотрудника расходится с новым ответом",
        who=name,
        where=f"{table.title}: {column.title}",
        now=canonical(sheet),
        new=canonical(wanted),
        advice=f"Впишите «{KEEP}» или «{TAKE}»",
    )


def restored(table: Table, row: RowAsRead, column: Column, sheet: Value, wanted: Value) -> Issue:
    """An edit of a machine's cell: undone, and said aloud."""
    return Issue(
        key=f"{table.key}-{row.key}-{column.key}",
        what="Возвращено значение, которое считает программа",
        who=row.key,
        where=f"{table.title}: {column.title}",
        now=canonical(sheet),
        new=canonical(wanted),
    )


def derive_table(table: Table, sheet: SheetAsRead | None, records: list[Record]) -> TableChange:
    """A tab that is made anew: row by row, only what differs, and what is left over is removed."""
    if sheet is None:
        return TableChange(table.key, make=True, new=tuple(records))
    standing = {row.index: row for row in sheet.rows}
    first = sheet.header_row + 1
    last = max([sheet.header_row, *standing])
    places = range(first, last + 1)
    rows = []
    for index, record in zip(places, records, strict=False):
        row = standing.get(index, RowAsRead(index, "", {}))
        written = {
            column.key: record.get(column.key)
            for column in table.columns
            if not same(row.values.get(column.key), record.get(column.key))
        }
        if written:
            rows.append(RowChange(index, record.key, written))
    dropped = tuple(places[len(records) :])
    new = tuple(records[len(places) :])
    columns = missing_columns(table, sheet)
    return TableChange(table.key, columns=columns, rows=tuple(rows), new=new, dropped=dropped)
