"""The basic filter: which rows it hides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.sheets.access import box_on
from localgoogle.sheets.calculation import seen_cell
from localgoogle.sheets.conditions import holds
from localgoogle.sheets.display import shown

if TYPE_CHECKING:
    from localgoogle.sheets.book import Book, Cell, Sheet


def hidden_rows(book: Book, sheet: Sheet) -> set[int]:
    """The indexes of the rows that the sheet's filter hides; its first row is the header and always shows."""
    if sheet.filter is None or not sheet.filter.get("filterSpecs"):
        return set()
    box = box_on(sheet, sheet.filter["range"], sheet.whole)
    hidden: set[int] = set()
    for spec in sheet.filter["filterSpecs"]:
        column = spec.get("columnIndex", 0)
        for row in range(box.top + 1, box.bottom):
            if hides(spec["filterCriteria"], seen_cell(book, sheet, row, column), book.locale):
                hidden.add(row)
    return hidden


def hides(criteria: dict[str, Any], cell: Cell, locale: str) -> bool:
    text, condition = shown(cell, locale), criteria.get("condition")
    if text in criteria.get("hiddenValues", []):
        return True
    return condition is not None and not holds(condition, cell.value, text, locale)


def to_filter(kept: dict[str, Any]) -> dict[str, Any]:
    """A filter or a filter view as Google answers it: its criteria both as a list and as a map by column."""
    specs = kept.get("filterSpecs", [])
    criteria = {str(spec.get("columnIndex", 0)): spec["filterCriteria"] for spec in specs}
    return {**kept, **({"criteria": criteria} if criteria else {})}
