"""A spreadsheet as Google's resource: what spreadsheets.get answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from localgoogle.fields import Mask, below, select
from localgoogle.sheets.access import may_edit
from localgoogle.sheets.batch_groups import groups_of
from localgoogle.sheets.book import EMPTY, Book, Box, Cell, Metadatum, Place, Sheet
from localgoogle.sheets.calculation import seen_lines
from localgoogle.sheets.cells import CellWriter
from localgoogle.sheets.filter import hidden_rows, to_filter

if TYPE_CHECKING:
    from collections.abc import Collection

    from localgoogle.state import File

ROW_PIXELS, COLUMN_PIXELS = 21, 100
"""Sizes that a new sheet's rows and columns have at Google."""

Noted = dict[tuple[str, int], dict[int, list[Metadatum]]]
"""A book's developer metadata by what it is tied to (a ``Place``): its kind and sheet, then its line."""


@dataclass(frozen=True)
class View:
    """What of a book is asked for, and by whom. ``mask`` is ``{}`` for everything, ``places`` None for all cells."""

    file: File
    book: Book
    user: str
    owner: bool
    base_url: str
    places: list[tuple[Sheet, Box]] | None
    mask: Mask
    grid: bool

    def boxes(self) -> list[tuple[Sheet, list[Box]]]:
        """The sheets to show, each with the rectangles whose cells are wanted."""
        if self.places is None:
            return [(sheet, [sheet.whole]) for sheet in self.book.sheets]
        shown = [(sheet, [box for other, box in self.places if other is sheet]) for sheet in self.book.sheets]
        return [(sheet, boxes) for sheet, boxes in shown if boxes]

    @cached_property
    def noted(self) -> Noted:
        found: Noted = {}
        for item in self.book.metadata.values():
            kind, sheet_id, line = item.place
            found.setdefault((kind, sheet_id), {}).setdefault(line, []).append(item)
        return found


def to_spreadsheet(view: View) -> dict[str, Any]:
    """The Spreadsheet resource, reduced to the view's mask."""
    boxes = view.boxes()
    book, mask = view.book, view.mask
    whole: dict[str, Any] = {
        "spreadsheetId": book.id,
        "properties": {"title": view.file.name, **book.properties},
    }
    reduced: dict[str, Any] = select(mask, whole)
    sheet_mask = below(mask, "sheets")
    if sheet_mask is not None:
        reduced["sheets"] = [to_sheet(view, sheet, wanted, sheet_mask) for sheet, wanted in boxes]
    about = metadata_at(view, Place("SPREADSHEET"))
    rest = {
        **({"namedRanges": book.named_ranges} if book.named_ranges else {}),
        "spreadsheetUrl": f"{view.base_url}/spreadsheets/d/{book.id}/edit",
        **({"developerMetadata": about} if about else {}),
    }
    return {**reduced, **select(mask, rest)}


def to_sheet(view: View, sheet: Sheet, boxes: list[Box], mask: Mask) -> dict[str, Any]:
    kept = {
        "properties": to_properties(view.book, sheet),
        "merges": sheet.merges,
        "conditionalFormats": sheet.conditional,
        "protectedRanges": [to_protected(view, item) for item in sheet.protected],
        "bandedRanges": sheet.banded,
        "filterViews": [to_filter(kept) for kept in sheet.views],
        "charts": sheet.charts,
        "tables": sheet.tables,
        "rowGroups": groups_of(sheet, "ROWS"),
        "columnGroups": groups_of(sheet, "COLUMNS"),
        "developerMetadata": metadata_at(view, Place("SHEET", sheet.id)),
    }
    written: dict[str, Any] = select(mask, {name: value for name, value in kept.items() if value})
    if sheet.filter is not None:
        written |= select(mask, {"basicFilter": to_filter(sheet.filter)})
    data_mask = below(mask, "data")
    if view.grid and data_mask is not None:
        written["data"] = [Grid(view, sheet, data_mask).to_grid_data(box) for box in boxes]
    return written


def to_properties(book: Book, sheet: Sheet) -> dict[str, Any]:
    """SheetProperties: sheetId and index are told even when they are 0."""
    counts = {"rowCount": len(sheet.rows), "columnCount": len(sheet.columns)}
    kept = sheet.properties
    grid = {**counts, **kept.get("gridProperties", {})}
    first = {
        "sheetId": sheet.id,
        "title": sheet.title,
        "index": book.sheets.index(sheet),
        "sheetType": "GRID",
    }
    rest = {name: value for name, value in kept.items() if name not in first and name != "gridProperties"}
    return {**first, "gridProperties": grid, **rest}


def to_protected(view: View, protected: dict[str, Any]) -> dict[str, Any]:
    allowed = view.owner or may_edit(protected, view.user)
    return {**protected, **({"requestingUserCanEdit": True} if allowed else {})}


def metadata_at(view: View, place: Place) -> list[dict[str, Any]]:
    noted = view.noted.get((place.kind, place.sheet_id), {})
    return [to_metadata(view.book, item) for item in noted.get(place.line, [])]


def to_metadata(book: Book, item: Metadatum) -> dict[str, Any]:
    """DeveloperMetadata with the place where it is now."""
    return written_metadata(item, to_location(book, item.place))


def written_metadata(item: Metadatum, location: dict[str, Any]) -> dict[str, Any]:
    value = {"metadataValue": item.value} if item.value else {}
    return {
        "metadataId": item.id,
        "metadataKey": item.key,
        **value,
        "location": location,
        "visibility": item.visibility,
    }


def to_location(book: Book, place: Place) -> dict[str, Any]:
    if place.kind == "SPREADSHEET":
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if place.kind == "SHEET":
        return {"locationType": "SHEET", "sheetId": place.sheet_id}
    sheet = book.sheet(place.sheet_id)
    dimension = f"{place.kind}S"
    at = sheet.axis(dimension).ids.index(place.line) if sheet else 0
    return line_location(place.sheet_id, dimension, at)


def line_location(sheet_id: int, dimension: str, at: int) -> dict[str, Any]:
    """The location of one row or column; the sheet id 0 is left out, as Google does."""
    identity = {"sheetId": sheet_id} if sheet_id else {}
    lines = {**identity, "dimension": dimension, "startIndex": at, "endIndex": at + 1}
    return {"locationType": dimension.removesuffix("S"), "dimensionRange": lines}


class Grid:
    """Writes rectangles of one sheet as GridData, just the parts that the mask wants."""

    def __init__(self, view: View, sheet: Sheet, mask: Mask) -> None:
        book = view.book
        self.book, self.sheet, self.mask, self.noted = book, sheet, mask, view.noted
        cell_mask = below(mask, "rowData", "values")
        self.writer = CellWriter(cell_mask or {}, book.locale, book.properties.get("defaultFormat", {}))
        self.wants_cells = cell_mask is not None

    def to_grid_data(self, box: Box) -> dict[str, Any]:
        start = {"startRow": box.top, "startColumn": box.left}
        written: dict[str, Any] = select(self.mask, {name: value for name, value in start.items() if value})
        if below(self.mask, "rowData") is not None and (rows := self.row_data(box)):
            written["rowData"] = rows
        if (mask := below(self.mask, "rowMetadata")) is not None:
            hidden = hidden_rows(self.book, self.sheet)
            written["rowMetadata"] = self.lines("ROWS", box.top, box.bottom, mask, hidden)
        if (mask := below(self.mask, "columnMetadata")) is not None:
            written["columnMetadata"] = self.lines("COLUMNS", box.left, box.right, mask)
        return written

    def row_data(self, box: Box) -> list[dict[str, Any]]:
        """Rows up to the last one that holds anything, cells up to the last one that does."""
        rows: list[dict[str, Any]] = []
        filled = 0
        for cells, seen in zip(self.sheet.lines(box), seen_lines(self.book, self.sheet, box), strict=True):
            values = self.row_values(cells, seen)
            rows.append({"values": values} if values else {})
            filled = len(rows) if values is not None else filled
        return rows[:filled]

    def row_values(self, cells: list[Cell], seen: list[Cell]) -> list[dict[str, Any]] | None:
        """The row's cells, None for a row with nothing in it."""
        end = len(cells)
        while end and cells[end - 1] == EMPTY:
            end -= 1
        if not end:
            return None
        return list(map(self.writer.write, cells[:end], seen)) if self.wants_cells else []

    def lines(
        self, dimension: str, start: int, end: int, mask: Mask, hidden: Collection[int] = ()
    ) -> list[dict[str, Any]]:
        """The rows' or columns' DimensionProperties."""
        axis = self.sheet.axis(dimension)
        pixels = {"pixelSize": ROW_PIXELS if dimension == "ROWS" else COLUMN_PIXELS}
        noted = self.noted.get((dimension.removesuffix("S"), self.sheet.id), {})
        located = below(mask, "developerMetadata", "location") is not None
        written = []
        for index, line in enumerate(axis.ids[start:end], start):
            known = {**pixels, **axis.properties.get(line, {})}
            if index in hidden:
                known["hiddenByFilter"] = True
            if line in noted:
                location = line_location(self.sheet.id, dimension, index) if located else {}
                known["developerMetadata"] = [written_metadata(item, location) for item in noted[line]]
            written.append(select(mask, known))
        return written
