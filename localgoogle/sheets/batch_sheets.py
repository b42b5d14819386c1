"""Kinds of batchUpdate that make, change and remove sheets, and change the spreadsheet itself."""

from __future__ import annotations

import re
import secrets
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from localgoogle.fields import Mask, below, merge
from localgoogle.sheets import refusals
from localgoogle.sheets.batch_dimensions import resize
from localgoogle.sheets.book import COLUMNS, ROWS, Book, Sheet, new_sheet
from localgoogle.sheets.cells import update_mask, with_twin_paths, with_twins
from localgoogle.sheets.charts import without_sheet
from localgoogle.sheets.copying import copied_sheet
from localgoogle.sheets.ranges import find_sheet
from localgoogle.sheets.resource import to_properties
from localgoogle.sheets.rewriting import forget_in_formulas, rename_in_formulas, translate_formulas

if TYPE_CHECKING:
    from collections.abc import Iterable

    from localgoogle.sheets.access import Editor

LONGEST_TITLE = 100

LOOKS: tuple[str, ...] = ("hidden", "rightToLeft", "tabColor", "tabColorStyle")
"""Properties of a sheet that are kept as they come."""


def update_spreadsheet_properties(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    mask = with_twin_paths(update_mask(request.get("fields", ""), "SpreadsheetProperties"))
    given = with_twins(request.get("properties", {}))
    if "title" in mask:
        if not given.get("title"):
            raise refusals.must("The title of a spreadsheet cannot be empty.")
        editor.file.name = given["title"]
    rest = {name: deeper for name, deeper in mask.items() if name != "title"}
    changed = merge(editor.book.properties, given, rest) if rest else editor.book.properties
    check_locale(changed)
    translate_formulas(editor.book, changed["locale"])
    editor.book.properties = changed
    return {}


def check_locale(properties: dict[str, Any]) -> None:
    locale, zone = properties.get("locale", ""), properties.get("timeZone", "")
    if not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", locale):
        raise refusals.must("Unsupported locale: {}", locale)
    if zone not in time_zones():
        raise refusals.must("Invalid time zone: {}", zone)


@cache
def time_zones() -> set[str]:
    """Asked for once: Python walks through a folder of hundreds of files each time."""
    return available_timezones()


def add_sheet(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    sheet = build_sheet(editor.book, request.get("properties", {}))
    place_sheet(editor.book, sheet, request.get("properties", {}).get("index"))
    check_size(editor.book)
    return {"properties": to_properties(editor.book, sheet)}


def build_sheet(book: Book, given: dict[str, Any]) -> Sheet:
    """A sheet with the wanted properties; raises GoogleError 400 for an id or a title in use."""
    given = with_twins(given)
    if given.get("sheetType", "GRID") != "GRID":
        raise refusals.unsupported("sheets of type {}", given["sheetType"])
    sheet_id = free_sheet_id(book, given.get("sheetId"))
    title = free_title(book, given["title"]) if "title" in given else next_title(book)
    grid = dict(given.get("gridProperties", {}))
    rows, columns = grid.pop("rowCount", 1000), grid.pop("columnCount", 26)
    if rows < 1 or columns < 1:
        raise refusals.must("A sheet needs at least one row and one column.")
    if columns > refusals.MOST_COLUMNS:
        raise refusals.too_many_columns()
    if rows * columns > refusals.MOST_CELLS:
        raise refusals.too_many_cells()
    sheet = new_sheet(sheet_id, title, rows, columns)
    kept = {name: given[name] for name in LOOKS if name in given}
    sheet.properties |= kept
    set_grid(sheet, grid)
    return sheet


def free_sheet_id(book: Book, wanted: int | None) -> int:
    if wanted is None:
        return next(candidate for candidate in random_ids() if book.sheet(candidate) is None)
    if wanted < 0:
        raise refusals.bad_sheet_id(wanted)
    if book.sheet(wanted):
        raise refusals.sheet_id_taken(wanted)
    return wanted


def random_ids() -> Iterable[int]:
    while True:
        yield secrets.randbelow(2**31)


def free_title(book: Book, title: str, but: Sheet | None = None) -> str:
    """The title, when no other sheet has it (letter case does not tell titles apart)."""
    if not title:
        raise refusals.empty_title()
    if len(title) > LONGEST_TITLE:
        raise refusals.title_too_long()
    if any(sheet.title.lower() == title.lower() for sheet in book.sheets if sheet is not but):
        raise refusals.title_taken(title)
    return title


def next_title(book: Book) -> str:
    taken = {sheet.title for sheet in book.sheets}
    return next(title for number in range(1, len(taken) + 2) if (title := f"Sheet{number}") not in taken)


def place_sheet(book: Book, sheet: Sheet, index: int | None) -> None:
    """Put a new sheet among the others; without an index it is the last one."""
    at = len(book.sheets) if index is None else index
    if not 0 <= at <= len(book.sheets):
        raise refusals.must("The sheet index {} is outside of 0..{}.", at, len(book.sheets))
    book.sheets.insert(at, sheet)


def check_size(book: Book) -> None:
    if sum(len(sheet.rows) * len(sheet.columns) for sheet in book.sheets) > refusals.MOST_CELLS:
        raise refusals.too_many_cells()


def delete_sheet(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    book, sheet_id = editor.book, request.get("sheetId", 0)
    sheet = book.sheet(sheet_id)
    if sheet is None:
        raise refusals.no_sheet(sheet_id)
    editor.guard(sheet, sheet.whole)
    if all(other is sheet or other.properties.get("hidden") for other in book.sheets):
        raise refusals.last_sheet()
    book.sheets.remove(sheet)
    book.deleted_sheets.add(sheet_id)
    forget_in_formulas(book, sheet)
    book.forget_metadata(lambda place: place.kind != "SPREADSHEET" and place.sheet_id == sheet_id)
    book.named_ranges = [named for named in book.named_ranges if named["range"].get("sheetId", 0) != sheet_id]
    for other in book.sheets:
        other.charts = [without_sheet(chart, sheet_id) for chart in other.charts]
    return {}


def duplicate_sheet(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    book = editor.book
    source = find_sheet(book, request.get("sourceSheetId", 0))
    sheet_id = free_sheet_id(book, request.get("newSheetId"))
    title = free_title(book, request.get("newSheetName") or copy_title(book, source.title))
    copy = copied_sheet(source, sheet_id, title)
    place_sheet(book, copy, request.get("insertSheetIndex", 0))
    check_size(book)
    return {"properties": to_properties(book, copy)}


def copy_title(book: Book, title: str) -> str:
    taken = {sheet.title.lower() for sheet in book.sheets}
    candidates = (f"Copy of {title}{suffix}" for suffix in ("", *(f" {number}" for number in range(2, 10_000))))
    return next(candidate for candidate in candidates if candidate.lower() not in taken)


def update_sheet_properties(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    given = with_twins(request.get("properties", {}))
    mask = with_twin_paths(update_mask(request.get("fields", ""), "SheetProperties"))
    sheet_id = given.get("sheetId", 0)
    sheet = editor.book.sheet(sheet_id)
    if sheet is None:
        raise refusals.no_sheet(sheet_id)
    if "title" in mask:
        title = free_title(editor.book, given.get("title", ""), but=sheet)
        rename_in_formulas(editor.book, sheet, title)
        sheet.properties["title"] = title
    if "index" in mask:
        move_sheet(editor.book, sheet, given.get("index", 0))
    if (grid_mask := below(mask, "gridProperties")) is not None:
        update_grid(editor, sheet, given.get("gridProperties", {}), grid_mask)
    plain = {name: mask[name] for name in LOOKS if name in mask}
    sheet.properties = merge(sheet.properties, given, plain) if plain else sheet.properties
    check_visible(editor.book)
    return {}


def check_visible(book: Book) -> None:
    if all(sheet.properties.get("hidden") for sheet in book.sheets):
        raise refusals.last_visible_sheet()


def move_sheet(book: Book, sheet: Sheet, index: int) -> None:
    """``index`` counts as the sheets stood before the move."""
    now = book.sheets.index(sheet)
    if not 0 <= index <= len(book.sheets):
        raise refusals.must("The sheet index {} is outside of 0..{}.", index, len(book.sheets))
    book.sheets.remove(sheet)
    book.sheets.insert(index - 1 if index > now else index, sheet)


def update_grid(editor: Editor, sheet: Sheet, given: dict[str, Any], mask: Mask) -> None:
    names: Mask = mask or {name: {} for name in given}
    for name, dimension in (("rowCount", ROWS), ("columnCount", COLUMNS)):
        if name in names and name in given:
            resize(editor, sheet, dimension, given[name])
    rest: Mask = {name: {} for name in names if name not in {"rowCount", "columnCount"}}
    if rest:
        set_grid(sheet, merge(sheet.properties.get("gridProperties", {}), given, rest))


def set_grid(sheet: Sheet, grid: dict[str, Any]) -> None:
    """Frozen counts and gridlines; raises GoogleError 400 when everything would be frozen."""
    for name, dimension in (("frozenRowCount", ROWS), ("frozenColumnCount", COLUMNS)):
        if not 0 <= grid.get(name, 0) < len(sheet.axis(dimension)):
            raise refusals.too_many_frozen(dimension)
    sheet.properties.pop("gridProperties", None)
    if grid:
        sheet.properties["gridProperties"] = grid
