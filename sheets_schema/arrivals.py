"""The fence for new rows: a column that people move in that moment must not leave a newcomer's cells in other columns.

A new row writes over nothing, so there is nothing to copy. Beside the copy of the tab's header stands where each column
was meant to be and a short mark of each cell of a new row: with them a row whose cells stand in other columns is known,
and put right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sheets_schema.as_read import Copy, Raw, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.change import RawCells, TableChange
from sheets_schema.kind import Value, as_raw, canonical
from sheets_schema.record import Record

MARK = 4  # hexadecimal digits of a cell: a whole row of them is unmistakable
BLANK = "-" * MARK
LONGEST_LINE = 40_000  # characters: a cell holds 50,000


def arrival_lines(sheet: SheetAsRead, change: TableChange) -> Iterator[dict[str, Any]]:
    """What the hidden tab says of the rows that a batch adds."""
    columns = columns_after(sheet, change)
    marks = iter([(record.key, marks_of(columns, record)) for record in change.new])
    while some := dict(islice(marks, LONGEST_LINE // (MARK * len(columns) + 20))):
        yield {"table": change.table, "new": some, "columns": columns}


def columns_after(sheet: SheetAsRead, change: TableChange) -> dict[str, int]:
    """Where the columns stand once those that the batch adds are there too."""
    return {**sheet.columns, **{key: sheet.column_count + offset for offset, key in enumerate(change.columns)}}


def marks_of(columns: Mapping[str, int], record: Record) -> str:
    return "".join(mark(as_raw(record.get(key))) for key in sorted(columns, key=columns.__getitem__))


def mark(value: Value) -> str:
    return fingerprint(value)[:MARK] or BLANK


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


def misplaced(sheet: SheetAsRead, copy: Copy, leads: Mapping[int, int]) -> Iterator[tuple[str, RawCells]]:
    """New rows whose cells stand where their columns were meant to be: by their keys, what puts every value into its
    column. A value whose column was deleted since, with what was meant for another in it, is lost.

    ``leads`` are the places that the columns have now, by their places when the batch was applied.
    """
    stand = {key: leads.get(place) for key, place in copy.line["columns"].items()}
    in_order = [stand[key] for key in sorted(stand, key=copy.line["columns"].__getitem__)]
    for row in sheet.rows:
        texts = [canonical(at(row.raw, place)) for place in in_order]
        key = next((text for text in texts if text in copy.line["new"]), "")
        if key and agrees(copy.line["new"][key], row.raw, in_order):
            values: dict[int, Raw] = {place: None for place in in_order if place is not None}
            values |= {sheet.columns[key]: at(row.raw, place) for key, place in stand.items() if key in sheet.columns}
            yield key, RawCells(row.index, values)


def agrees(marks: str, raw: Sequence[Raw], places: Sequence[int | None]) -> bool:
    """Whether the cells in these places, of those that still stand, are what the marks say."""
    expected = [marks[start : start + MARK] for start in range(0, len(marks), MARK)]
    return len(expected) == len(places) and all(
        place is None or mark(at(raw, place)) == one for one, place in zip(expected, places, strict=True)
    )


def at(raw: Sequence[Raw], place: int | None) -> Raw:
    return raw[place] if place is not None and place < len(raw) else None
