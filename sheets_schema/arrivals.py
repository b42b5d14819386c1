"""The fence for new rows: a column that people move in that moment must not leave a newcomer's cells in other columns.

A new row writes over nothing, so there is nothing to copy. Beside the copy of the tab's header stands where each column
was meant to be and a short mark of each cell of a new row: with them a row whose cells stand in other columns is known,
and put right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sheets_schema.as_read import Copy, Raw, RowAsRead, SheetAsRead
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


def columns_moved(sheet: SheetAsRead, copy: Copy, known: Mapping[int, int]) -> bool:
    """Whether a column stood elsewhere than was meant when the new rows were written; ``known`` leads from the places
    at that time to the places now."""
    meant: Mapping[str, int] = copy.line["columns"]
    return any(known[place] != sheet.columns.get(key) for key, place in meant.items() if place in known)


def arrived(sheet: SheetAsRead, copy: Copy, leads: Mapping[int, int]) -> int:
    """How many cells of the new rows stand where ``leads`` takes the place that each of them was written to."""
    found = newcomers(sheet, copy)
    return sum(mark(at(raw, leads.get(place))) == written for raw, marks in found for place, written in marks.items())


def newcomers(sheet: SheetAsRead, copy: Copy) -> Iterator[tuple[Sequence[Raw], dict[int, str]]]:
    """The new rows as they stand, each with the marks of what was written into it by its places at that time."""
    in_order = sorted(copy.line["columns"].values())
    for row in sheet.rows:
        if key := next((text for value in row.raw if (text := canonical(value)) in copy.line["new"]), ""):
            marks = zip(in_order, cut(copy.line["new"][key]), strict=False)
            yield row.raw, {place: written for place, written in marks if written != BLANK}


def above_the_header(sheet: SheetAsRead, copy: Copy) -> Iterator[tuple[int, str]]:
    """Place and key of the new rows that came to stand above the header: somebody inserted a row there in that moment,
    and there was no other row to go below."""
    for row in sheet.top:
        if row.index < sheet.header_row and row.key in copy.line["new"]:
            yield row.index, row.key


@dataclass(frozen=True)
class Misplaced:
    """A new row whose cells stand in other columns: what puts it right, and the columns whose values are lost all the
    same."""

    key: str
    cells: RawCells
    lost: frozenset[str]


def misplaced(sheet: SheetAsRead, copy: Copy, leads: Mapping[int, int]) -> Iterator[Misplaced]:
    """New rows of whose cells more stand where their columns were meant to be than where their columns are.

    ``leads`` are the places that the columns have now, by their places when the batch was applied.
    """
    stand = {key: leads.get(place) for key, place in copy.line["columns"].items()}
    in_order = sorted(stand, key=copy.line["columns"].__getitem__)
    for row in sheet.rows:
        texts = [canonical(at(row.raw, stand[name])) for name in in_order]
        key = next((text for text in texts if text in copy.line["new"]), "")
        marks = dict(zip(in_order, cut(copy.line["new"].get(key, "")), strict=False))
        kept = {name for name in marks if mark(at(row.raw, stand[name])) == marks[name]}
        moved = [name for name in marks if marks[name] != BLANK and stand[name] not in (None, sheet.columns.get(name))]
        right = {name for name in moved if mark(at(row.raw, sheet.columns.get(name))) == marks[name]}
        if len(marks) == len(stand) and len(kept.intersection(moved)) > len(right):
            lost = frozenset(name for name in stand if name not in kept or stand[name] is None)
            yield Misplaced(key, put_right(sheet, row, stand, kept), lost)


def put_right(sheet: SheetAsRead, row: RowAsRead, stand: Mapping[str, int | None], kept: Collection[str]) -> RawCells:
    """Every value in its column. One whose column was deleted since, with what was meant for another in it, is lost;
    so is one that somebody has typed over, and what they typed stays where it is."""
    typed = {stand[name] for name in stand if name not in kept and at(row.raw, stand[name]) is not None}
    left = {place: None for name in kept if (place := stand[name]) is not None}
    right = {sheet.columns[name]: at(row.raw, stand[name]) for name in kept if name in sheet.columns}
    return RawCells(row.index, {place: value for place, value in {**left, **right}.items() if place not in typed})


def cut(marks: str) -> list[str]:
    return [marks[start : start + MARK] for start in range(0, len(marks), MARK)]


def at(raw: Sequence[Raw], place: int | None) -> Raw:
    return raw[place] if place is not None and place < len(raw) else None
