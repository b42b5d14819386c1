"""The formulas of a book, kept in step with the rows, columns and sheets that they speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from localgoogle.formulas.reference import Reference
from localgoogle.formulas.rewrite import Span, copied, rewritten, with_columns, with_rows
from localgoogle.formulas.tokens import translated
from localgoogle.formulas.value import Formula
from localgoogle.sheets.book import ROWS, Book, Box, Cell, Sheet
from localgoogle.sheets.calculation import tongue_of

Rewrite = Callable[[Sheet, Formula], Formula]
"""What becomes of a formula that stands on a sheet."""


def formulas(sheet: Sheet) -> Iterator[tuple[int, int, Cell, Formula]]:
    """Every cell of the sheet that has a formula: the ids of its row and column, the cell, the formula."""
    for row_id in list(sheet.rows_with_formulas):
        for column_id, cell in list(sheet.cells.get(row_id, {}).items()):
            if isinstance(cell.value, Formula):
                yield row_id, column_id, cell, cell.value


def rewrite_all(book: Book, rewrite: Rewrite) -> None:
    for sheet in book.sheets:
        for row_id, column_id, cell, formula in formulas(sheet):
            new = rewrite(sheet, formula)
            if new is not formula:
                sheet.put_by_id(row_id, column_id, cell.with_value(new))


def change_references(book: Book, change: Callable[[Sheet, Reference], Reference | None]) -> None:
    """Change every reference of every formula; ``change`` is told on which sheet the formula stands."""
    tongue = tongue_of(book)
    rewrite_all(book, lambda home, formula: rewritten(formula, tongue, lambda reference: change(home, reference)))


def speaks_of(reference: Reference, sheet: Sheet, home: Sheet) -> bool:
    """Whether the reference of a formula on the sheet ``home`` lies on ``sheet``."""
    return home is sheet if reference.title is None else reference.title.lower() == sheet.title.lower()


def follow_formulas(
    book: Book, sheet: Sheet, dimension: str, shift: Callable[[Span], Span | None], across: Span | None
) -> None:
    """References to the sheet go where the rows, columns or cells went that they speak of."""
    moved = with_rows if dimension == ROWS else with_columns

    def change(home: Sheet, reference: Reference) -> Reference | None:
        if not speaks_of(reference, sheet, home) or not stands_across(reference, dimension, across):
            return reference
        return moved(reference, shift)

    change_references(book, change)


def stands_across(reference: Reference, dimension: str, across: Span | None) -> bool:
    """Whether a shift of cells takes all of the reference with it; a shift of whole lines always does."""
    if across is None:
        return True
    area = reference.area
    start, end = (area.left, area.right) if dimension == ROWS else (area.top, area.bottom)
    first, last = across
    return start is not None and end is not None and first <= start and (last is None or end <= last)


def rename_in_formulas(book: Book, sheet: Sheet, title: str) -> None:
    """References by title are told the sheet's new one. To be called while it still has the old one."""

    def change(home: Sheet, reference: Reference) -> Reference:
        named = reference.title is not None and speaks_of(reference, sheet, home)
        return reference._replace(title=title) if named else reference

    change_references(book, change)


def forget_in_formulas(book: Book, sheet: Sheet) -> None:
    """References to a sheet that is gone are to nothing."""
    change_references(book, lambda home, reference: None if speaks_of(reference, sheet, home) else reference)


def translate_formulas(book: Book, locale: str) -> None:
    """Formulas are written as the new locale wants. To be called while the book still has the old one."""
    old, new = tongue_of(book), tongue_of(Book(book.id, {"locale": locale}, []))
    if old != new:
        rewrite_all(book, lambda _home, formula: retold(formula, translated(formula.text, old, new)))


def retold(formula: Formula, text: str) -> Formula:
    return formula if text == formula.text else Formula(text)


def copied_cell(book: Book, cell: Cell, rows: int, columns: int) -> Cell:
    """A cell as it is copied so far down and to the right: the references of its formula move along."""
    if not isinstance(cell.value, Formula):
        return cell
    return cell._replace(value=copied(cell.value, tongue_of(book), rows, columns))


class Carried(NamedTuple):
    """Cells that are cut from a box of one sheet and pasted from a corner of another (or the same) on."""

    source: Sheet
    box: Box
    goal: Sheet
    top: int
    left: int

    def covers(self, reference: Reference, home: Sheet) -> bool:
        """Whether all cells that the reference speaks of are carried."""
        top, left, bottom, right = reference.area
        if top is None or left is None or bottom is None or right is None:
            return False
        box = self.box
        whole = top >= box.top and left >= box.left and bottom <= box.bottom and right <= box.right
        return whole and speaks_of(reference, self.source, home)

    def followed(self, reference: Reference) -> Reference:
        """A reference to carried cells, on the sheet where they are now."""
        down, across = self.top - self.box.top, self.left - self.box.left
        top, left, bottom, right = (side or 0 for side in reference.area)
        area = reference.area._replace(top=top + down, left=left + across, bottom=bottom + down, right=right + across)
        return reference._replace(title=self.goal.title, area=area)


def follow_carried(book: Book, carried: Carried) -> None:
    """References to cells that are cut go with them. To be called before the cells are carried."""

    def change(home: Sheet, reference: Reference) -> Reference:
        if not carried.covers(reference, home):
            return reference
        new = carried.followed(reference)
        comes_home = reference.title is None or carried.source is not carried.goal
        return new._replace(title=None) if comes_home and home is carried.goal else new

    change_references(book, change)


def carried_cell(book: Book, cell: Cell, carried: Carried) -> Cell:
    """A cut cell where it lands: its formula speaks of the same cells as before."""
    if not isinstance(cell.value, Formula) or carried.source is carried.goal:
        return cell

    def change(reference: Reference) -> Reference:
        if reference.title is None:
            return reference._replace(title=carried.source.title)
        return reference._replace(title=None) if speaks_of(reference, carried.goal, carried.goal) else reference

    return cell._replace(value=rewritten(cell.value, tongue_of(book), change))
