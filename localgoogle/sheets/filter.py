"""The basic filter: which rows it hides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.sheets.access import box_on
from localgoogle.sheets.display import shown

if TYPE_CHECKING:
    from localgoogle.sheets.book import Sheet


def hidden_rows(sheet: Sheet, locale: str) -> set[int]:
    """The indexes of the rows that the sheet's filter hides; its first row is the header and always shows."""
    if sheet.filter is None or not sheet.filter.get("filterSpecs"):
        return set()
    box = box_on(sheet, sheet.filter["range"], sheet.whole)
    hidden: set[int] = set()
    for spec in sheet.filter["filterSpecs"]:
        column, values = spec.get("columnIndex", 0), set(spec["filterCriteria"].get("hiddenValues", []))
        for row in range(box.top + 1, box.bottom):
            if shown(sheet.cell(row, column), locale) in values:
                hidden.add(row)
    return hidden


def to_basic_filter(basic_filter: dict[str, Any]) -> dict[str, Any]:
    """The filter as Google answers it: its criteria both as a list and as a map by column."""
    specs = basic_filter.get("filterSpecs", [])
    criteria = {str(spec.get("columnIndex", 0)): spec["filterCriteria"] for spec in specs}
    return {**basic_filter, **({"criteria": criteria} if criteria else {})}
