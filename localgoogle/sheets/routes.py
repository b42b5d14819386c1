"""The addresses of Sheets v4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.call import Call, Reply, Route, route
from localgoogle.errors import forbidden, not_found
from localgoogle.fields import Mask, apply_mask, below
from localgoogle.sheets import routes_by_filter as by_filter
from localgoogle.sheets import routes_values as values
from localgoogle.sheets.access import Editor, readable, writable
from localgoogle.sheets.batch import apply_requests
from localgoogle.sheets.batch_metadata import matching, selected
from localgoogle.sheets.batch_sheets import check_size, copy_title, free_sheet_id, place_sheet
from localgoogle.sheets.book import Book
from localgoogle.sheets.cells import with_twins
from localgoogle.sheets.copying import copied_sheet
from localgoogle.sheets.creating import fill_book
from localgoogle.sheets.model import create, new_properties
from localgoogle.sheets.parameters import answer, body, flag, mask_of
from localgoogle.sheets.ranges import find_sheet, locate
from localgoogle.sheets.resource import View, to_metadata, to_properties, to_spreadsheet
from localgoogle.sheets.store import save_book
from localgoogle.state import RIGHTS, SPREADSHEET, owns_no_storage

if TYPE_CHECKING:
    from localgoogle.sheets.book import Box, Sheet
    from localgoogle.state import State

Groups = dict[str, str]


# spreadsheets


def create_spreadsheet(state: State, call: Call, _groups: Groups) -> Reply:
    given = body(call, "Spreadsheet")
    mask, user = mask_of(call, "Spreadsheet"), call.user or ""
    if owns_no_storage(user):
        raise forbidden()
    title = given.get("properties", {}).pop("title", "Untitled spreadsheet")
    file = state.new_file(SPREADSHEET, title, user, [], {})
    book = Book(file.id, new_properties() | with_twins(given.get("properties", {})), [])
    fill_book(Editor(book, file, user, owner=True, settings=state.settings, now=state.now()), given)
    create(state, book)
    view = View(file, book, user, owner=True, base_url=call.base_url, places=None, mask=mask, grid=bool(mask))
    return Reply(to_spreadsheet(view))


def get_spreadsheet(state: State, call: Call, groups: Groups) -> Reply:
    mask = mask_of(call, "Spreadsheet")
    file, book = readable(state, call, groups["id"])
    owner = state.right(file.id, call.user) >= RIGHTS["owner"]
    grid = bool(mask) or flag(call, "includeGridData")
    places = places_of(book, list(call.query.get("ranges", [])))
    return Reply(to_spreadsheet(View(file, book, call.user or "", owner, call.base_url, places, mask, grid)))


def places_of(book: Book, ranges: list[str]) -> list[tuple[Sheet, Box]] | None:
    """The rectangles that are asked for, None when all cells are."""
    return [locate(book, text) for text in ranges] if ranges else None


def batch_update(state: State, call: Call, groups: Groups) -> Reply:
    mask = mask_of(call, "BatchUpdateSpreadsheetResponse")
    asked = body(call, "BatchUpdateSpreadsheetRequest")
    editor = writable(state, call, groups["id"])
    content = {"spreadsheetId": editor.book.id, "replies": apply_requests(editor, asked.get("requests", []))}
    state.save_file(editor.file)
    save_book(state, editor.book)
    reduced = apply_mask(content, call.first("fields"))
    deeper = below(mask, "updatedSpreadsheet")
    if asked.get("includeSpreadsheetInResponse") and deeper is not None:
        reduced["updatedSpreadsheet"] = to_spreadsheet(view_after(editor, call, asked, deeper))
    return Reply(reduced)


def view_after(editor: Editor, call: Call, asked: dict[str, Any], mask: Mask) -> View:
    grid = bool(mask) or asked.get("responseIncludeGridData", False)
    places = places_of(editor.book, asked.get("responseRanges", []))
    return View(editor.file, editor.book, editor.user, editor.owner, call.base_url, places, mask, grid)


def copy_sheet(state: State, call: Call, groups: Groups) -> Reply:
    """Put a copy of a sheet behind the sheets of another book."""
    asked = body(call, "CopySheetToAnotherSpreadsheetRequest")
    _, book = readable(state, call, groups["id"])
    source = find_sheet(book, int(groups["sheet"]))
    goal = writable(state, call, asked.get("destinationSpreadsheetId", ""))
    sheet = copied_sheet(source, free_sheet_id(goal.book, None), copy_title(goal.book, source.title))
    place_sheet(goal.book, sheet, None)
    check_size(goal.book)
    save_book(state, goal.book)
    return answer(call, to_properties(goal.book, sheet), "SheetProperties")


# developer metadata


def get_metadata(state: State, call: Call, groups: Groups) -> Reply:
    _, book = readable(state, call, groups["id"])
    item = book.metadata.get(int(groups["metadata"]))
    if item is None:
        raise not_found()
    return answer(call, to_metadata(book, item), "DeveloperMetadata")


def search_metadata(state: State, call: Call, groups: Groups) -> Reply:
    asked = body(call, "SearchDeveloperMetadataRequest")
    book = writable(state, call, groups["id"]).book
    filters = asked.get("dataFilters", [])
    by_filter = [{item.id for item in selected(book, each)} for each in filters]
    found = []
    for item in matching(book, asked):
        by = [each for each, ids in zip(filters, by_filter, strict=True) if item.id in ids]
        found.append({"developerMetadata": to_metadata(book, item), "dataFilters": by})
    content = {"matchedDeveloperMetadata": found} if found else {}
    return answer(call, content, "SearchDeveloperMetadataResponse")


BOOK = "/v4/spreadsheets/(?P<id>[^/:]+)"
VALUES = f"{BOOK}/values/(?P<range>[^/]+?)"

READ = "majorDimension valueRenderOption dateTimeRenderOption"
WRITTEN = "valueInputOption includeValuesInResponse responseValueRenderOption responseDateTimeRenderOption"

ROUTES: list[Route] = [
    route("POST", "/v4/spreadsheets", "sheets.write", create_spreadsheet, ""),
    route("GET", BOOK, "sheets.read", get_spreadsheet, "ranges includeGridData excludeTablesInBandedRanges"),
    route("POST", f"{BOOK}:getByDataFilter", "sheets.read", by_filter.get_by_filter, ""),
    route("POST", f"{BOOK}:batchUpdate", "sheets.write", batch_update, ""),
    route("POST", f"{BOOK}/sheets/(?P<sheet>\\d{{1,10}}):copyTo", "sheets.write", copy_sheet, ""),
    route("GET", f"{BOOK}/developerMetadata/(?P<metadata>\\d{{1,10}})", "sheets.read", get_metadata, ""),
    route("POST", f"{BOOK}/developerMetadata:search", "sheets.read", search_metadata, ""),
    route("GET", f"{BOOK}/values:batchGet", "sheets.read", values.batch_get_values, f"ranges {READ}"),
    route("POST", f"{BOOK}/values:batchUpdate", "sheets.write", values.batch_update_values, ""),
    route("POST", f"{BOOK}/values:batchClear", "sheets.write", values.batch_clear, ""),
    route("POST", f"{BOOK}/values:batchGetByDataFilter", "sheets.read", by_filter.get_values_by_filter, ""),
    route("POST", f"{BOOK}/values:batchUpdateByDataFilter", "sheets.write", by_filter.update_values_by_filter, ""),
    route("POST", f"{BOOK}/values:batchClearByDataFilter", "sheets.write", by_filter.clear_values_by_filter, ""),
    route("POST", f"{VALUES}:append", "sheets.write", values.append_values, f"insertDataOption {WRITTEN}"),
    route("POST", f"{VALUES}:clear", "sheets.write", values.clear, ""),
    route("GET", VALUES, "sheets.read", values.get_values, READ),
    route("PUT", VALUES, "sheets.write", values.update_values, WRITTEN),
]
