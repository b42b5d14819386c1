"""A book as it was read: the declared tabs found in it, by our own keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sheets_schema.kind import Value
from sheets_schema.record import Record

Raw = str | float | bool | None


@dataclass(frozen=True, slots=True)
class RowAsRead:
    """One row: ``index`` counts from 0 in the sheet, ``key`` is "" for a row of the staff's own.

    ``raw`` is every cell of it as it stands, declared columns or not.
    """

    index: int
    key: str
    values: Mapping[str, Value]
    raw: tuple[Raw, ...] = ()

    def to_record(self) -> Record:
        return Record(self.key, self.values)


@dataclass(frozen=True)
class SheetAsRead:
    """A declared tab: where its columns stand now (``columns``: key to index), and its rows below the header.

    ``protected`` are our own warnings on whole columns: the id of the protected range to the column's index.
    ``top`` are the rows down to the header itself, by whatever stands in the key's column; ``beside`` are those below
    that show something in the staff's own columns only.
    """

    sheet_id: int
    title: str
    header_row: int
    row_count: int
    column_count: int
    columns: Mapping[str, int]
    anchored: frozenset[str]
    rows: tuple[RowAsRead, ...]
    last_used_row: int = 0
    filtered: bool = False
    header: tuple[Raw, ...] = ()
    protected: Mapping[int, int] = field(default_factory=dict)
    top: tuple[RowAsRead, ...] = ()
    beside: tuple[RowAsRead, ...] = ()

    @property
    def all_rows(self) -> tuple[RowAsRead, ...]:
        return (*self.top, *self.rows, *self.beside)

    @cached_property
    def by_key(self) -> dict[str, RowAsRead]:
        """Rows by key; a key that stands in two rows is in ``doubled`` and not here."""
        return {row.key: row for row in self.rows if row.key and row.key not in self.doubled}

    @cached_property
    def doubled(self) -> frozenset[str]:
        seen: set[str] = set()
        twice: set[str] = set()
        for row in self.rows:
            (twice if row.key in seen else seen).add(row.key)
        return frozenset(twice - {""})

    @property
    def end_of_rows(self) -> int:
        """The index just below the last row that has a key (or the header): where new rows go."""
        return max([self.header_row, *(row.index for row in self.rows if row.key)]) + 1


@dataclass(frozen=True)
class Copy:
    """A row as it stood when the last batch wrote over it; ``line`` says which row was meant."""

    line: Mapping[str, Any]
    cells: tuple[Raw, ...]

    @property
    def is_unknown(self) -> bool:
        """Empty although something was expected: emptied by someone, or hidden by a filter and not copied."""
        expected = self.line.get("key") or any(before for before, _ in self.line.get("wrote", {}).values())
        return bool(expected) and not any(value not in (None, "") for value in self.cells)


@dataclass(frozen=True)
class ChartAsRead:
    """A chart as it stands, wherever staff have moved it. ``rows`` are those it takes its numbers from, by sheet id.

    ``spec`` is Google's own, with all that staff have changed of its looks.
    """

    rows: frozenset[tuple[int, int, int]]
    spec: Mapping[str, Any]


@dataclass(frozen=True)
class BookAsRead:
    """A spreadsheet. ``generation`` is the fence between machines, 0 before the first write."""

    key: str
    id: str
    locale: str = ""
    time_zone: str = ""
    generation: int = 0
    sheets: Mapping[str, SheetAsRead] = field(default_factory=dict)
    all_titles: Mapping[int, str] = field(default_factory=dict)
    copies: tuple[Copy, ...] = ()
    charts: Mapping[int, ChartAsRead] = field(default_factory=dict)
