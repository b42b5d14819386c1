"""A spreadsheet in memory: sheets of rows and columns that keep their identity wherever they are moved.

Cells are held by row id and column id, so that inserting, moving or deleting a column costs nothing per cell,
and a cell that nobody has filled costs nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from localgoogle.formulas.value import Formula, FormulaError
from localgoogle.sheets.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROWS, COLUMNS = "ROWS", "COLUMNS"

ROWS_TO_LOOK_ABOVE = 16
"""A rule or a format that begins among so many first rows and reaches the last one is the whole column's."""

Value = None | bool | int | float | str | Formula | FormulaError
"""What a cell holds; an error only where it is seen with its formula worked out."""

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Cell(NamedTuple):
    """One cell. Its format (CellFormat), rule (DataValidationRule) and runs are never changed in place.

    ``runs`` are the TextFormatRuns of its text: parts of it that look otherwise than the rest.
    """

    value: Value = None
    format: dict[str, Any] | None = None
    rule: dict[str, Any] | None = None
    note: str = ""
    runs: list[dict[str, Any]] | None = None

    def with_value(self, value: Value) -> Cell:
        """The cell with another value; the runs belonged to the old text."""
        return self._replace(value=value, runs=None)


EMPTY = Cell()


class Box(NamedTuple):
    """A rectangle of a sheet: indexes from 0, ends exclusive."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def empty(self) -> bool:
        return self.top >= self.bottom or self.left >= self.right

    def meets(self, other: Box) -> bool:
        return max(self.top, other.top) < min(self.bottom, other.bottom) and max(self.left, other.left) < min(
            self.right, other.right
        )


@dataclass
class Axis:
    """The rows or the columns of a sheet, in order, by ids that are never used twice.

    ``properties`` holds pixelSize and hiddenByUser of the lines that have them; ``groups`` tells, for each line
    in groups, from the outermost one in, whether that group is collapsed. ``version`` counts the changes of order.
    """

    ids: list[int]
    next_id: int
    properties: dict[int, dict[str, Any]] = field(default_factory=dict)
    groups: dict[int, list[bool]] = field(default_factory=dict)
    version: int = field(default=0, compare=False)
    known_runs: Runs | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, count: int) -> Axis:
        return cls(list(range(1, count + 1)), count + 1)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def runs(self) -> Runs:
        """The ids as runs: counted anew only when the order has changed."""
        if self.known_runs is None or self.known_runs.version != self.version:
            self.known_runs = Runs.of(self.ids, self.version)
        return self.known_runs

    def insert(self, at: int, count: int) -> list[int]:
        """Make room for new lines at ``at``; gives their ids."""
        new = list(range(self.next_id, self.next_id + count))
        self.next_id += count
        within = self.shared_groups(at)
        self.version += 1
        self.ids[at:at] = new
        self.groups |= {line: list(within) for line in new if within}
        return new

    def shared_groups(self, at: int) -> list[bool]:
        """The groups that the lines on both sides of a gap are in."""
        if not self.groups or not 0 < at < len(self.ids):
            return []
        before, after = (self.groups.get(line, []) for line in self.ids[at - 1 : at + 1])
        return min(before, after, key=len)

    def delete(self, start: int, end: int) -> list[int]:
        gone = self.ids[start:end]
        self.version += 1
        del self.ids[start:end]
        for line in gone:
            self.properties.pop(line, None)
            self.groups.pop(line, None)
        return gone

    def move(self, start: int, end: int, destination: int) -> None:
        """Move lines to before the line that stands at ``destination`` now."""
        moved = self.ids[start:end]
        self.version += 1
        del self.ids[start:end]
        at = landing(start, end, destination)
        self.ids[at:at] = moved


def landing(start: int, end: int, destination: int) -> int:
    """Where moved lines begin afterwards, when ``destination`` counts as things stood before."""
    return destination - (end - start) if destination > start else destination


@dataclass
class Sheet:
    """One sheet (tab). ``properties`` are Google's, less what is told by the sheet itself (index, counts).

    ``defaults`` gives, by column id, the cell that a row without one of its own shows there.
    ``changed`` are the ids of rows to be saved, ``edited`` those of columns that formulas must look at again;
    formulas stand in no other rows than ``rows_with_formulas``.
    """

    id: int
    properties: dict[str, Any]
    rows: Axis
    columns: Axis
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    defaults: dict[int, Cell] = field(default_factory=dict)
    merges: list[dict[str, Any]] = field(default_factory=list)
    protected: list[dict[str, Any]] = field(default_factory=list)
    conditional: list[dict[str, Any]] = field(default_factory=list)
    banded: list[dict[str, Any]] = field(default_factory=list)
    filter: dict[str, Any] | None = None
    views: list[dict[str, Any]] = field(default_factory=list)
    charts: list[dict[str, Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)
    edited: set[int] = field(default_factory=set, compare=False)
    rows_with_formulas: set[int] = field(default_factory=set, compare=False)

    def __post_init__(self) -> None:
        self.rows_with_formulas |= {
            row for row, own in self.cells.items() if any(isinstance(cell.value, Formula) for cell in own.values())
        }

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def whole(self) -> Box:
        return Box(0, 0, len(self.rows), len(self.columns))

    def axis(self, dimension: str) -> Axis:
        return self.rows if dimension == ROWS else self.columns

    def cell(self, row: int, column: int) -> Cell:
        column_id = self.columns.ids[column]
        own = self.cells.get(self.rows.ids[row])
        cell = own.get(column_id) if own else None
        return cell if cell is not None else self.defaults.get(column_id, EMPTY)

    def put(self, row: int, column: int, cell: Cell) -> None:
        self.put_by_id(self.rows.ids[row], self.columns.ids[column], cell)

    def put_by_id(self, row_id: int, column_id: int, cell: Cell) -> None:
        self.changed.add(row_id)
        self.edited.add(column_id)
        if isinstance(cell.value, Formula):
            self.rows_with_formulas.add(row_id)
        if cell != self.defaults.get(column_id, EMPTY):
            self.cells.setdefault(row_id, {})[column_id] = cell
        elif row_id in self.cells:
            self.cells[row_id].pop(column_id, None)

    def lines(self, box: Box) -> Iterator[list[Cell]]:
        """The cells of the box, row by row. The lists are not to be changed."""
        column_ids = self.columns.ids[box.left : box.right]
        blanks = [self.defaults.get(column_id, EMPTY) for column_id in column_ids]
        pairs = list(zip(column_ids, blanks, strict=True))
        for row_id in self.rows.ids[box.top : box.bottom]:
            own = self.cells.get(row_id)
            yield [own.get(column_id, blank) for column_id, blank in pairs] if own else blanks

    def fill(self, box: Box, change: Callable[[Cell], Cell]) -> None:
        """Change every cell of the box. What covers a column to its end is kept once, not once per row."""
        if box.bottom == len(self.rows) and box.top <= ROWS_TO_LOOK_ABOVE and change(EMPTY).value is None:
            for column_id in self.columns.ids[box.left : box.right]:
                self.fill_column(column_id, box.top, change)
            return
        for row, line in zip(range(box.top, box.bottom), self.lines(box), strict=True):
            for column, cell in enumerate(line, box.left):
                self.put(row, column, change(cell))

    def fill_column(self, column_id: int, top: int, change: Callable[[Cell], Cell]) -> None:
        """Change a column's cells from the row ``top`` to the end, and its default."""
        old = self.defaults.get(column_id, EMPTY)
        above = self.rows.ids[:top]
        for row_id in above:
            self.cells.setdefault(row_id, {}).setdefault(column_id, old)
            self.changed.add(row_id)
        self.set_default(column_id, change(old))
        for row_id in self.cells.keys() - set(above):
            own = self.cells[row_id]
            if column_id in own:
                self.put_by_id(row_id, column_id, change(own[column_id]))

    def set_default(self, column_id: int, cell: Cell) -> None:
        self.edited.add(column_id)
        if cell == EMPTY:
            self.defaults.pop(column_id, None)
        else:
            self.defaults[column_id] = cell

    def forget_rows(self, row_ids: list[int]) -> None:
        for row_id in row_ids:
            self.cells.pop(row_id, None)
            self.changed.add(row_id)

    def forget_columns(self, column_ids: list[int]) -> None:
        for column_id in column_ids:
            self.defaults.pop(column_id, None)
        gone = set(column_ids)
        for row_id, own in self.cells.items():
            for column_id in gone & own.keys():
                del own[column_id]
                self.changed.add(row_id)


class Place(NamedTuple):
    """What developer metadata is tied to: SPREADSHEET, SHEET, ROW or COLUMN; line is a row or column id."""

    kind: str
    sheet_id: int = 0
    line: int = 0


class Metadatum(NamedTuple):
    """One piece of developer metadata."""

    id: int
    key: str
    value: str
    visibility: str
    place: Place


@dataclass
class Book:
    """A spreadsheet. Its title is the name of its file and is kept there.

    ``opened`` is the moment of the call that is being answered; ``calculation`` is what formulas have come to.
    """

    id: str
    properties: dict[str, Any]
    sheets: list[Sheet]
    named_ranges: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[int, Metadatum] = field(default_factory=dict)
    deleted_sheets: set[int] = field(default_factory=set)
    opened: datetime = field(default=LONG_AGO, compare=False)
    calculation: object = field(default=None, compare=False, repr=False)

    @property
    def locale(self) -> str:
        return str(self.properties.get("locale", "en_US"))

    def sheet(self, sheet_id: int) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def sheet_titled(self, title: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.title == title), None)

    def forget_metadata(self, gone: Callable[[Place], bool]) -> None:
        self.metadata = {key: item for key, item in self.metadata.items() if not gone(item.place)}


def new_sheet(sheet_id: int, title: str, rows: int = 1000, columns: int = 26) -> Sheet:
    """An empty sheet; Google's own size is 1000 × 26."""
    return Sheet(sheet_id, {"title": title, "sheetType": "GRID"}, Axis.of(rows), Axis.of(columns))
