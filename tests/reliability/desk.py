"""The desk of a school's staff: they look at a tab, do something to it, and it is written down as it was seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheets_schema.tables import book_of, table
from sync.errors import Refused
from sync.remote.sheets_api import SheetsApi
from tests.reliability.history import History
from tests.reliability.seen import TABS, Seen, grid_of, on_screen, seen
from tests.reliability.town import Town

Request = dict[str, Any]
Cells = Sequence[Sequence[dict[str, Any]]]
FIELDS = "userEnteredValue,userEnteredFormat.numberFormat"


@dataclass
class Desk:
    """Where the school's staff sit. ``last`` takes back what was done last, ``accidents`` what should not have been."""

    town: Town
    history: History
    last: Callable[[], None] | None = None
    accidents: list[Callable[[], None]] = field(default_factory=list)
    sheets: dict[str, SheetsApi] = field(default_factory=dict)
    glances: dict[str, tuple[int, dict[str, Any] | None]] = field(default_factory=dict)

    def of(self, name: str) -> SheetsApi:
        if name not in self.sheets:
            self.sheets[name] = self.town.staff(name)
        return self.sheets[name]

    def put_right(self) -> None:
        """The coordinator was told that something is missing, and whoever removed it puts it back."""
        while self.accidents:
            self.accidents.pop()()
        self.last = None

    def undo(self) -> None:
        if self.last:
            take_back, self.last = self.last, None
            self.accidents = [accident for accident in self.accidents if accident is not take_back]
            take_back()

    def look(self, tab: str) -> Seen | None:
        sheet = self.glance(tab)
        return None if sheet is None else seen(table(tab), sheet, self.history.titles.get(tab, set()))

    def look_around(self) -> dict[str, Seen]:
        """Every tab that staff work in and that is there."""
        return {tab: found for tab in TABS if (found := self.look(tab))}

    def glance(self, tab: str) -> dict[str, Any] | None:
        """A tab as it stands, read anew once anything was written: looking is most of what a story costs."""
        version = self.town.state.db.total_changes
        if self.glances.get(tab, (-1,))[0] != version:
            book_id = self.town.book_id(book_of(tab).key)
            self.glances[tab] = (version, on_screen(self.town.state, book_id, table(tab).sheet_id))
        return self.glances[tab][1]

    def changed_copies(self) -> list[str]:
        """The copies of tabs that staff made for themselves and that do not stand as they were made."""
        return [
            f"COPY OF A TAB CHANGED: {sheet_id} in {book}"
            for (book, sheet_id), grid in self.history.tab_copies.items()
            if self.texts_of(book, sheet_id) != grid
        ]

    def texts_of(self, book: str, sheet_id: int) -> tuple[tuple[str, ...], ...]:
        """The grid of any tab, () where there is none such."""
        sheet = on_screen(self.town.state, self.town.book_id(book), sheet_id)
        return grid_of(sheet) if sheet else ()

    def do(self, tab: str, told: str, *requests: Request, name: str = "petrova") -> bool:
        """Send it, and write down what it did. False when the sheet did not let it happen."""
        before = self.look(tab)
        try:
            self.of(name).write_book(self.town.book_id(book_of(tab).key), {"requests": list(requests)})
        except Refused as refused:
            self.history.story.append(f"    ({told} on {tab}: not possible: {refused.message[:70]})")
            return False
        self.history.story.append(f"    {told} on {tab}")
        self.history.note(tab, before, self.look(tab))
        return True


def put(seen: Seen, row: int, column: int, cells: Cells) -> Request:
    start = {"sheetId": seen.sheet_id, "rowIndex": row, "columnIndex": column}
    rows = [{"values": list(line)} for line in cells]
    return {"updateCells": {"start": start, "rows": rows, "fields": FIELDS}}


def text(value: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": value}} if value else {}


def lines(seen: Seen, dimension: str, first: int, count: int = 1) -> dict[str, Any]:
    return {"sheetId": seen.sheet_id, "dimension": dimension, "startIndex": first, "endIndex": first + count}


def box(seen: Seen, row: int, column: int, height: int = 1, width: int = 1) -> dict[str, Any]:
    return {
        "sheetId": seen.sheet_id,
        "startRowIndex": row,
        "endRowIndex": row + height,
        "startColumnIndex": column,
        "endColumnIndex": column + width,
    }


def rows_with_keys(seen: Seen) -> list[int]:
    return [row for row, key in seen.keys.items() if key]


def some_row(seen: Seen, a: int) -> int | None:
    found = rows_with_keys(seen)
    return found[a % len(found)] if found else None


def some_column(seen: Seen, b: int) -> int:
    """Any column but that of the codes."""
    places = [place for place in range(len(seen.columns)) if place != seen.key_place]
    return places[b % len(places)]


def what(seen: Seen, row: int, column: int) -> str:
    return f"{seen.keys.get(row) or f'row {row + 1}'}/{seen.columns[column]} {seen.at(row, column)!r}"
