"""The fence for new rows: a column that people move in that moment must not leave a newcomer's cells in other columns.

A new row writes over nothing, so there is nothing to copy. Beside the copy of the tab's header stands where each column
was meant to be and a mark of each new row: with them a row whose cells stand in other columns is known, and put right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sheets_schema.as_read import Copy, Raw, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.change import RawCells, TableChange
from sheets_schema.kind import Value, as_raw, canonical
from sheets_schema.record import Record

MARKS_IN_A_LINE = 400  # of about forty characters each: a cell holds 50,000


def arrival_lines(sheet: SheetAsRead, change: TableChange) -> Iterator[dict[str, Any]]:
    """What the hidden tab says of the rows that a batch adds."""
    columns = columns_after(sheet, change)
    marks = iter([(record.key, mark_of_record(columns, record)) for record in change.new])
    while some := dict(islice(marks, MARKS_IN_A_LINE)):
        yield {"table": change.table, "new": some, "columns": columns}


def columns_after(sheet: SheetAsRead, change: TableChange) -> dict[str, int]:
    """Where the columns stand once those that the batch adds are there too."""
    return {**sheet.columns, **{key: sheet.column_count + offset for offset, key in enumerate(change.columns)}}


def mark_of_record(columns: Mapping[str, int], record: Record) -> str:
    return mark(record.get(key) for key in sorted(columns, key=columns.__getitem__))


def mark(values: Iterable[Value]) -> str:
    return fingerprint("\n".join(canonical(as_raw(value)) for value in values))


def named(then: Sequence[Raw], now: Sequence[Raw]) -> dict[int, int]:
    """Where the columns of then stand now, of those that their header's text tells from all others."""
    before, after = [canonical(value).strip() for value in then], [canonical(value).strip() for value in now]
    return {
        place: after.index(text)
        for place, text in enumerate(before)
        if text and before.count(text) == 1 and after.count(text) == 1
    }


def columns_moved(sheet: SheetAsRead, copy: Copy, then: Sequence[Raw]) -> bool:
    """Whether a column stood elsewhere than was meant when the new rows were written; ``then`` is the header's copy."""
    known = named(then, sheet.header)
    meant: Mapping[str, int] = copy.line["columns"]
    return any(known[place] != sheet.columns.get(key) for key, place in meant.items() if place in known)


def misplaced(sheet: SheetAsRead, copy: Copy, leads: Mapping[int, int]) -> Iterator[RawCells]:
    """New rows whose cells stand where their columns were meant to be: what puts every value into its column.

    ``leads`` are the places that the columns have now, by their places when the batch was applied.
    """
    stand = {key: leads.get(place) for key, place in copy.line["columns"].items()}
    in_order = sorted(stand, key=copy.line["columns"].__getitem__)
    marks = set(copy.line["new"].values())
    for row in sheet.rows:
        if mark(at(row.raw, stand[key]) for key in in_order) in marks:
            values: dict[int, Raw] = {place: None for place in stand.values() if place is not None}
            values |= {sheet.columns[key]: at(row.raw, place) for key, place in stand.items() if key in sheet.columns}
            yield RawCells(row.index, values)


def at(raw: Sequence[Raw], place: int | None) -> Raw:
    return raw[place] if place is not None and place < len(raw) else None
