"""What is to change in a book: values that can be printed, sorted, checked, and turned into one batch."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sheets_schema.kind import Value
from sheets_schema.record import Record


@dataclass(frozen=True, slots=True)
class RowChange:
    """New values for some cells of one row, at its place as it was read."""

    index: int
    key: str
    values: dict[str, Value]


@dataclass(frozen=True)
class RawCells:
    """Values put back into a row by their places, whatever columns they are; ``heals`` names the copies that told."""

    index: int
    values: dict[int, str | float | bool | None]
    heals: tuple[str, ...] = ()


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


NOTHING_NEWER = Renewal()


class Drawing(StrEnum):
    """What is done to a chart: ADD one that is not there, RENEW it as declared, let its range FOLLOW its rows."""

    ADD = "add"
    RENEW = "renew"
    FOLLOW = "follow"


@dataclass(frozen=True)
class ChartChange:
    """A chart by its key; ``first`` to ``end`` are the rows of the sheet that it shows, as they will stand."""

    chart: str
    drawing: Drawing
    first: int
    end: int


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
    renewal: Renewal = NOTHING_NEWER
    charts: tuple[ChartChange, ...] = ()

    def __bool__(self) -> bool:
        cells = self.columns or self.rows or self.new or self.dropped or self.raw or self.back
        return bool(self.make or cells or self.renewal or self.charts)


@dataclass(frozen=True)
class BookChange:
    """All that changes in one book: written by one atomic batch."""

    book: str
    tables: tuple[TableChange, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.tables or self.settings)
