"""A row whose consent ended: taken out of view at once, kept until staff confirm its erasure.

What stood in the cells goes to the book's hidden tab, so that a mistaken withdrawal destroys nobody's work,
and comes back when the consent does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sheets_schema.as_read import RowAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.change import RowChange
from sheets_schema.kind import Kind, Value, canonical, read, to_whole
from sheets_schema.owner import Owner
from sheets_schema.record import Record
from sheets_schema.table import Table
from sync.rules.memory import RowMemory

OF_THE_ROW = frozenset({"number", "consent", "code", "pair"})  # they tell whose row it is, and nothing of the person
NO_CONSENT = "нет действующего согласия"


def mask_rows(table: Table, rows: Sequence[RowAsRead], known: RowMemory) -> tuple[list[RowChange], RowMemory, Record]:
    """Every row with one code: of two, what stood in the first is what comes back one day."""
    changes = []
    for row in reversed(rows):
        change, known, record = mask_row(table, row, known)
        changes += [change] if change else []
    return changes, known, record


def mask_row(table: Table, row: RowAsRead, known: RowMemory) -> tuple[RowChange | None, RowMemory, Record]:
    """Empty everything that came from answers; keep the codes, the number and the columns of staff."""
    hidden = [
        column.key
        for column in table.columns
        if column.owner is not Owner.STAFF and column.key not in OF_THE_ROW | {table.key_column.key}
    ]
    standing = {key: canonical(row.values[key]) for key in hidden if row.values.get(key) is not None}
    written: dict[str, Value] = dict.fromkeys(standing)
    if "consent" in table.by_key and row.values.get("consent") != NO_CONSENT:
        written["consent"] = NO_CONSENT
    kept = {column.key: row.values.get(column.key) for column in table.columns if column.key not in hidden}
    masked = {**known.masked, **standing}
    change = RowChange(row.index, row.key, written) if written else None
    return change, replace(known, masked=masked), Record(row.key, {**kept, "consent": NO_CONSENT})


def unmask_row(table: Table, row: RowAsRead, known: RowMemory) -> tuple[RowAsRead, RowMemory, dict[str, Value]]:
    """The row as it stood before it was masked, and the values to write back; the merge goes on from there."""
    back = {
        key: from_canonical(table.by_key[key].kind, text)
        for key, text in known.masked.items()
        if key in table.by_key and row.values.get(key) is None
    }
    # Of a column that was deleted meanwhile nothing is agreed any more; what nobody corrected is still an answer.
    answers = {key: fingerprint(value) for key, value in back.items() if key not in known.corrected}
    agreed = replace(known, masked={}, cells={**answers, **known.cells})
    return RowAsRead(row.index, row.key, {**row.values, **back}), agreed, back


def from_canonical(kind: Kind, text: str) -> Value:
    number = to_whole(text) if kind is Kind.WHOLE else None
    return read(kind, text) if number is None else number
