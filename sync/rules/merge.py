"""The merge of what the machine wants with what staff did: the table of ownership, cell by cell.

========== ============================ ==================== ===========================================
owner      the machine writes           a staff edit means   both changed since the last agreement
========== ============================ ==================== ===========================================
RESPONDENT first, and on a newer answer a correction, kept   conflict: staff's value stays, both are shown
STAFF      never (a column ``born``     the value            cannot happen
           filled: with the new row)
MACHINE    always                       restored and listed  machine wins
========== ============================ ==================== ===========================================

The baseline is a fingerprint of the value last agreed on; "" stands for an empty cell, None for no agreement yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sheets_schema.as_read import RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint, same
from sheets_schema.change import RowChange, TableChange
from sheets_schema.column import Column
from sheets_schema.kind import Value
from sheets_schema.owner import Owner
from sheets_schema.record import Record
from sheets_schema.table import Table
from sync.rules.mask import unmask_row
from sync.rules.memory import FORGOTTEN, RowMemory
from sync.rules.plan import Issue
from sync.rules.row_issues import (
    BRING_BACK,
    DELETE,
    KEEP,
    TAKE,
    cell_question,
    conflict,
    deleted_row,
    doubled_row,
    restored,
    row_question,
)

DISPUTED = "?"
"""The baseline of an answer in which two rows with one key differed: whichever stays is asked about, empty or not."""


class Merged(NamedTuple):
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
    """A tab after the merge: its change, its rows as they will stand, their baselines, what people must see.

    ``changed`` are the keys of rows where an answer reads otherwise than it did at the last look.
    """

    change: TableChange
    records: Mapping[str, Record] = field(default_factory=dict)
    memory: Mapping[str, RowMemory] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    restored: tuple[Issue, ...] = ()
    changed: frozenset[str] = frozenset()


@dataclass
class Tally:
    """What has been merged so far of one tab."""

    rows: list[RowChange] = field(default_factory=list)
    new: list[Record] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    memory: dict[str, RowMemory] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    restored: list[Issue] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)


def merge_table(
    table: Table,
    sheet: SheetAsRead | None,
    wanted: Mapping[str, Mapping[str, Value]],
    memory: Mapping[str, RowMemory],
    choices: Mapping[str, str],
) -> MergedTable:
    """Merge the values ``wanted`` by row key into the tab. Rows that nothing is wanted of stay as they are."""
    memory = {key: in_columns(sheet, known) for key, known in memory.items()} if sheet else memory
    tally = Tally(memory=dict(memory))
    leave_others(table, sheet, wanted, tally)
    for key, values in wanted.items():
        known = memory.get(key, FORGOTTEN)
        if sheet and key in sheet.doubled:
            tally.memory[key] = with_disputed(table, sheet, key, known)
            continue
        if sheet and (row := sheet.by_key.get(key)):
            merge_row(table, row, values, known, choices, tally)
        elif known.cells and (sheet or stays_away(table, known)) and not wants_back(table, key, choices):
            missing_row(table, key, known, choices, tally)
        else:
            add_row(table, key, values, known, tally)
    columns = missing_columns(table, sheet)
    change = TableChange(table.key, sheet is None, columns, tuple(tally.rows), tuple(tally.new))
    issues, restored_cells = tuple(tally.issues), tuple(tally.restored)
    return MergedTable(change, tally.records, tally.memory, issues, restored_cells, frozenset(tally.changed))


def with_disputed(table: Table, sheet: SheetAsRead, key: str, known: RowMemory) -> RowMemory:
    """Nothing is agreed on a cell in which two rows with one key differ."""
    rows = [row for row in sheet.rows if row.key == key]
    differ = {name for name in known.cells if len({fingerprint(row.values.get(name)) for row in rows}) > 1}
    kept = {name: mark for name, mark in known.cells.items() if name not in differ}
    answers = {name: DISPUTED for name in differ if table.by_key[name].owner is Owner.RESPONDENT}
    return replace(known, cells=kept | answers)


def leave_others(
    table: Table, sheet: SheetAsRead | None, wanted: Mapping[str, Mapping[str, Value]], tally: Tally
) -> None:
    """Rows that nothing is wanted of, and those with one code, which are read (the first of them) and not written."""
    if sheet is None:
        return
    for row in reversed(sheet.rows):
        if row.key and (row.key not in wanted or row.key in sheet.doubled):
            tally.records[row.key] = row.to_record()
    tally.issues += [doubled_row(table, key) for key in sorted(sheet.doubled)]


def missing_columns(table: Table, sheet: SheetAsRead | None) -> tuple[str, ...]:
    if sheet is None or table.by_key.keys() <= sheet.columns.keys():
        return ()
    return tuple(column.key for column in table.columns if column.key not in sheet.columns)


def in_columns(sheet: SheetAsRead, known: RowMemory) -> RowMemory:
    """Without what was agreed on columns that are gone: a column made again is filled again, now or whenever there is
    anything to fill it with."""
    if known.cells.keys() <= sheet.columns.keys():
        return known
    return replace(known, cells={key: mark for key, mark in known.cells.items() if key in sheet.columns})


def merge_row(
    table: Table,
    row: RowAsRead,
    wanted: Mapping[str, Value],
    known: RowMemory,
    choices: Mapping[str, str],
    tally: Tally,
) -> None:
    standing, known, written = unmask_row(table, row, known) if known.masked else (row, known, {})
    cells = merge_cells(table, standing, wanted, known, choices)
    tally.records[row.key] = record = record_of(standing, cells)
    for key, cell in cells.items():
        if cell.restored:
            tally.restored.append(restored(table, row.key, table.by_key[key], standing.values.get(key), wanted[key]))
        if cell.conflict:
            tally.issues.append(conflict(table, record, table.by_key[key], standing.values.get(key), wanted[key]))
    written = {**written, **{key: cell.value for key, cell in cells.items() if cell.write}}
    if written:
        tally.rows.append(RowChange(row.index, row.key, written))
    tally.memory[row.key] = agreed = agreed_on(table, known, cells)
    if any(is_settled(known, key) and mark != known.corrected.get(key) for key, mark in agreed.corrected.items()):
        tally.changed.add(row.key)


def is_settled(known: RowMemory, column: str) -> bool:
    return known.cells.get(column, DISPUTED) != DISPUTED


def record_of(row: RowAsRead, cells: Mapping[str, Merged]) -> Record:
    """The row as it will stand; of one at rest no second copy of its values is held."""
    if not cells:
        return row.to_record()
    return Record(row.key, {**row.values, **{key: cell.value for key, cell in cells.items()}})


def agreed_on(table: Table, known: RowMemory, cells: Mapping[str, Merged]) -> RowMemory:
    """What is remembered of a row that stands: the agreement on each cell, and the corrections that staff made."""
    if not cells and not known.dropped:
        return known
    agreed = {key: cell.baseline for key, cell in cells.items() if cell.baseline is not None}
    corrected = {key: mark for key, mark in known.corrected.items() if key not in cells}
    for key, cell in cells.items():
        if table.by_key[key].owner is Owner.RESPONDENT and (mark := fingerprint(cell.value)) != cell.baseline:
            corrected[key] = mark
    now = RowMemory({**known.cells, **agreed}, corrected, known.facts, known.masked)
    return known if known == now else now  # of a row at rest one memory is held, not two


def merge_cells(
    table: Table, row: RowAsRead, wanted: Mapping[str, Value], known: RowMemory, choices: Mapping[str, str]
) -> dict[str, Merged]:
    """Every cell of which something is wanted and which is not at rest, in the order of the columns."""
    cells = {}
    for column in table.columns:
        key = column.key
        if key in wanted and not is_at_rest(key, row, wanted[key], known):
            choice = choice_on(table, row, column, wanted[key], known, choices) if choices else ""
            cells[key] = merge_cell(column.owner, known.cells.get(key), row.values.get(key), wanted[key], choice)
    return cells


def choice_on(
    table: Table, row: RowAsRead, column: Column, new: Value, known: RowMemory, choices: Mapping[str, str]
) -> str:
    """What staff decided of this correction; that they keep an earlier one holds of what they made of it since, too."""
    marks = (fingerprint(row.values.get(column.key)), known.corrected.get(column.key, ""))
    said, before = (choices.get(cell_question(table, row.key, column, mark, new), "") for mark in marks)
    return said or (before if before == KEEP else "")


def is_at_rest(key: str, row: RowAsRead, wanted: Value, known: RowMemory) -> bool:
    """It says what is wanted, that was agreed on, and nothing else is remembered of it: so are nearly all cells."""
    now = row.values.get(key)
    if now != wanted or type(now) is not type(wanted) or key in known.corrected:
        return False
    return known.cells.get(key) == fingerprint(wanted)


def add_row(table: Table, key: str, wanted: Mapping[str, Value], known: RowMemory, tally: Tally) -> None:
    values = {name: value for name, value in wanted.items() if name not in table.left_to_staff}
    record = Record(key, {table.key_column.key: key, **values})
    tally.new.append(record)
    tally.records[key] = record
    cells = {name: fingerprint(value) for name, value in values.items() if name not in table.of_staff}
    tally.memory[key] = RowMemory(cells, facts=known.facts)


def wants_back(table: Table, key: str, choices: Mapping[str, str]) -> bool:
    return choices.get(row_question(table, key)) == BRING_BACK


def stays_away(table: Table, known: RowMemory) -> bool:
    """Whether a row does not come by itself when its tab is made again: it is gone for good, or staff say of each."""
    return known.dropped or table.irreplaceable


def missing_row(table: Table, key: str, known: RowMemory, choices: Mapping[str, str], tally: Tally) -> None:
    """A row that staff deleted is not brought back: they are asked once, and their word is remembered."""
    if known.dropped or choices.get(row_question(table, key)) == DELETE:
        tally.memory[key] = replace(known, dropped=True)
        return
    tally.issues.append(deleted_row(table, key))


def differing(table: Table, now: Mapping[str, Value], wanted: Mapping[str, Value]) -> dict[str, Value]:
    """The cells that do not say what is wanted; most of them are empty and are to be."""
    said = now.keys() | wanted.keys()
    if not said:
        return {}
    columns = [column.key for column in table.columns if column.key in said]
    return {key: wanted.get(key) for key in columns if not same(now.get(key), wanted.get(key))}


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
        row = standing.get(index)
        written = differing(table, row.values if row else {}, record.values)
        if written:
            rows.append(RowChange(index, record.key, written))
    dropped = tuple(places[len(records) :])
    new = tuple(records[len(places) :])
    columns = missing_columns(table, sheet)
    return TableChange(table.key, columns=columns, rows=tuple(rows), new=new, dropped=dropped)
