"""What is to change in a book: values that can be printed, sorted, checked, and turned into one batch."""

from __future__ import annotations

from dataclasses import dataclass, field

from sheets_schema.kind import Value
from sheets_schema.record import Record


@dataclass(frozen=True)
class RowChange:
    """New values for some cells of one row, at its place as it was read."""

    index: int
    key: str
    values: dict[str, Value]


@dataclass(frozen=True)
class RawCells:
    """Values put back into a row by their places, whatever columns they are."""

    index: int
    values: dict[int, str | float | bool | None]


@dataclass(frozen=True)
class Renewal:
    """What a newer declaration changes of a standing tab beside its cells.

    ``title`` is the tab's new one, ``headings`` and ``lists`` are columns whose header or drop-down follows the
    declaration, ``released`` are protected ranges on columns that the machine no longer writes.
    """

    title: str = ""
    headings: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    released: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.title or self.headings or self.lists or self.released)


@dataclass(frozen=True)
class TableChange:
    """All that changes in one tab. ``make`` is a tab that is not there yet; ``columns`` are missing ones.

    ``raw`` and ``back`` are a repair's: cells put back by place, and whole rows that should not have been removed.
    """

    table: str
    make: bool = False
    columns: tuple[str, ...] = ()
    rows: tuple[RowChange, ...] = ()
    new: tuple[Record, ...] = ()
    dropped: tuple[int, ...] = ()
    raw: tuple[RawCells, ...] = ()
    back: tuple[tuple[str | float | bool | None, ...], ...] = ()
    renewal: Renewal = field(default_factory=Renewal)

    def __bool__(self) -> bool:
        cells = self.columns or self.rows or self.new or self.dropped or self.raw or self.back
        return bool(self.make or cells or self.renewal)


@dataclass(frozen=True)
class BookChange:
    """All that changes in one book: written by one atomic batch."""

    book: str
    tables: tuple[TableChange, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.tables or self.settings)
