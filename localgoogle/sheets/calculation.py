"""Formulas in a book: the cells as people see them, with what formulas come to in their places.

A book keeps its calculation until something changes that a formula in it has looked at: an edit in another column
costs nothing. Whatever is asked for afterwards is worked out then, and nothing else.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from localgoogle.a1 import Area
from localgoogle.formulas.arguments import Surroundings
from localgoogle.formulas.calculation import Calculation, Patch, Spot
from localgoogle.formulas.parse import Name
from localgoogle.formulas.reference import Reference
from localgoogle.formulas.tongue import ENGLISH, RUSSIAN, Tongue
from localgoogle.formulas.value import Formula, stop
from localgoogle.sheets.book import EMPTY, Book, Box, Cell, Sheet, Value
from localgoogle.sheets.display import EPOCH, language
from localgoogle.sheets.entry import typed
from localgoogle.sheets.ranges import area_of

NO_CELLS: dict[int, Cell] = {}


def seen_cell(book: Book, sheet: Sheet, row: int, column: int) -> Cell:
    """A cell as people see it: what its formula comes to stands in the formula's place."""
    cell = sheet.cell(row, column)
    if not isinstance(cell.value, Formula):
        return cell
    return worked_out(calculation_of(book), Spot(sheet.id, row, column), cell)


def seen_lines(book: Book, sheet: Sheet, box: Box) -> Iterator[list[Cell]]:
    """The cells of the box as people see them, row by row. The lists are not to be changed."""
    with_formulas = sheet.rows_with_formulas
    row_ids = sheet.rows.ids[box.top : box.bottom] if with_formulas else []
    if with_formulas.isdisjoint(row_ids):
        yield from sheet.lines(box)
        return
    for row, line in enumerate(sheet.lines(box), box.top):
        yield seen_line(book, sheet, row, box.left, line) if sheet.rows.ids[row] in with_formulas else line


def seen_line(book: Book, sheet: Sheet, row: int, left: int, line: list[Cell]) -> list[Cell]:
    """A row's cells from the column ``left`` on, as people see them."""
    calculation = calculation_of(book)
    return [
        worked_out(calculation, Spot(sheet.id, row, column), cell) if isinstance(cell.value, Formula) else cell
        for column, cell in enumerate(line, left)
    ]


def worked_out(calculation: Calculation, spot: Spot, cell: Cell) -> Cell:
    """The cell with its formula's result; a number without a format of its own looks like what it comes from."""
    value, look = calculation.result(spot)
    form = cell.format or {}
    if look and "numberFormat" not in form and isinstance(value, int | float) and not isinstance(value, bool):
        form = {**form, "numberFormat": look}
    return cell._replace(value=value, format=form or None)


def tongue_of(book: Book) -> Tongue:
    return RUSSIAN if language(book.locale) == "ru" else ENGLISH


def calculation_of(book: Book) -> Calculation:
    """The book's calculation, a new one when the old one is out of date."""
    kept = book.calculation
    state = state_of(book)
    if isinstance(kept, Kept) and kept.state == state and not kept.is_touched(book):
        return kept.calculation
    for sheet in book.sheets:
        sheet.edited.clear()
    view = BookView(book)
    kept = Kept(state, view, Calculation(view, surroundings(book)))
    book.calculation = kept
    return kept.calculation


def surroundings(book: Book) -> Surroundings:
    def read_number(text: str) -> float | None:
        value = typed(text, book.locale, book.opened).value
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    return Surroundings(tongue_of(book), today(book), read_number)


def today(book: Book) -> int:
    """The day of the call that is being answered where the book is at home, as a serial number."""
    try:
        zone = ZoneInfo(str(book.properties.get("timeZone", "Etc/GMT")))
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("Etc/GMT")
    return (book.opened.astimezone(zone).date() - EPOCH.date()).days


def state_of(book: Book) -> Hashable:
    """All that results rest upon besides the cells."""
    sheets = tuple((sheet.id, sheet.title, sheet.rows.version, sheet.columns.version) for sheet in book.sheets)
    names = tuple((named["name"], *sorted(named["range"].items())) for named in book.named_ranges)
    return sheets, names, book.locale, today(book)


@dataclass
class Kept:
    """A calculation, with what shows whether it is still true."""

    state: Hashable
    view: BookView
    calculation: Calculation

    def is_touched(self, book: Book) -> bool:
        """Whether a column that formulas have looked at was edited since this was asked last."""
        touched = False
        for sheet in book.sheets:
            if sheet.edited:
                self.view.depths.pop(sheet.id, None)
            touched = touched or not sheet.edited.isdisjoint(self.view.looked_at.get(sheet.id, ()))
            sheet.edited.clear()
        return touched


@dataclass
class BookView:
    """A book as formulas see it (``Workbook``). ``looked_at`` are the ids of the columns they have read, by sheet."""

    book: Book
    looked_at: dict[int, set[int]] = field(default_factory=dict)
    depths: dict[int, int] = field(default_factory=dict)

    def patch(self, place: Reference | Name, home: int) -> Patch:
        if isinstance(place, Name):
            return self.named(place.text)
        sheet = self.book.sheet(home) if place.title is None else self.titled(place.title)
        if sheet is None:
            raise stop("#REF!", "Unresolved sheet name '{}'.", place.title)
        return on_sheet(sheet, place.area, whole=place.single)

    def titled(self, title: str) -> Sheet | None:
        return next((sheet for sheet in self.book.sheets if sheet.title.lower() == title.lower()), None)

    def named(self, name: str) -> Patch:
        for named in self.book.named_ranges:
            if named["name"].lower() == name.lower():
                sheet = self.book.sheet(named["range"].get("sheetId", 0))
                if sheet:
                    return on_sheet(sheet, area_of(named["range"]), whole=False)
        raise stop("#NAME?", "Unknown range name: '{}'.", name)

    def column(self, sheet_id: int, column: int) -> list[Value]:
        sheet = self.sheet(sheet_id)
        column_id = self.look_at(sheet, column)
        blank = sheet.defaults.get(column_id, EMPTY)
        cells = sheet.cells
        return [
            cells.get(row_id, NO_CELLS).get(column_id, blank).value for row_id in sheet.rows.ids[: self.depth(sheet)]
        ]

    def entered(self, spot: Spot) -> Value:
        sheet = self.sheet(spot.sheet_id)
        self.look_at(sheet, spot.column)
        return sheet.cell(spot.row, spot.column).value

    def number_format(self, spot: Spot) -> dict[str, Any] | None:
        cell = self.sheet(spot.sheet_id).cell(spot.row, spot.column)
        return (cell.format or {}).get("numberFormat")

    def sheet(self, sheet_id: int) -> Sheet:
        return next(sheet for sheet in self.book.sheets if sheet.id == sheet_id)

    def look_at(self, sheet: Sheet, column: int) -> int:
        """The column's id, which is remembered."""
        column_id = sheet.columns.ids[column]
        self.looked_at.setdefault(sheet.id, set()).add(column_id)
        return column_id

    def depth(self, sheet: Sheet) -> int:
        """How many rows there are up to the last filled one."""
        if sheet.id not in self.depths:
            if any(cell.value is not None for cell in sheet.defaults.values()):
                return len(sheet.rows)
            row_ids = sheet.rows.ids
            filled = (index for index in range(len(row_ids), 0, -1) if sheet.cells.get(row_ids[index - 1]))
            self.depths[sheet.id] = next(filled, 0)
        return self.depths[sheet.id]


def on_sheet(sheet: Sheet, area: Area, *, whole: bool) -> Patch:
    """The part of an area that lies on the sheet; raises Stop when none does, or when all of it must."""
    rows, columns = len(sheet.rows), len(sheet.columns)
    top, left = area.top or 0, area.left or 0
    bottom = rows if area.bottom is None else min(area.bottom, rows)
    right = columns if area.right is None else min(area.right, columns)
    if top >= bottom or left >= right or (whole and (area.bottom, area.right) != (bottom, right)):
        raise stop("#REF!", "Reference does not exist.")
    return Patch(sheet.id, top, left, bottom, right)
