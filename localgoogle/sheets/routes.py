"""The addresses of Sheets v4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.call import Call, Reply, Route, route
from localgoogle.errors import invalid, not_found
from localgoogle.fields import Mask, apply_mask, below, check_mask, parse_mask
from localgoogle.sheets.access import Editor, readable, writable
from localgoogle.sheets.batch import apply_requests
from localgoogle.sheets.batch_metadata import matching, selected
from localgoogle.sheets.batch_sheets import build_sheet, check_locale, check_size, check_visible, place_sheet
from localgoogle.sheets.book import Book
from localgoogle.sheets.messages import DATES, DIMENSIONS, INPUT, RENDER
from localgoogle.sheets.model import create, new_properties
from localgoogle.sheets.resource import View, to_metadata, to_spreadsheet
from localgoogle.sheets.schema import read_message, shape
from localgoogle.sheets.store import save_book
from localgoogle.sheets.values import Rendering, clear_values, read_values, to_value_range, write_values
from localgoogle.state import RIGHTS, SPREADSHEET

if TYPE_CHECKING:
    from localgoogle.state import State

Groups = dict[str, str]


def mask_of(call: Call, message: str) -> Mask:
    """The mask of the call's ``fields``, checked against the message it is about; ``{}`` without one."""
    fields = call.first("fields")
    if not fields:
        return {}
    mask = parse_mask(fields)
    check_mask(mask, shape(message))
    return mask


def answer(call: Call, content: dict[str, Any], message: str) -> Reply:
    return Reply(apply_mask(content, call.first("fields"), shape(message)))


def flag(call: Call, name: str) -> bool:
    return call.first(name).lower() == "true"


def choice(call: Call, name: str, choices: str, default: str = "") -> str:
    """One of the values of an enum in the query; raises GoogleError 400 for another one."""
    value = call.first(name) or default
    if value and value not in choices.split("|"):
        raise invalid("Invalid value at '{}' (TYPE_ENUM), \"{}\"", name, value)
    return value


def body(call: Call, message: str) -> dict[str, Any]:
    return read_message(message, call.json())


# spreadsheets


def create_spreadsheet(state: State, call: Call, _groups: Groups) -> Reply:
    given = body(call, "Spreadsheet")
    refused = given.keys() - {"properties", "sheets"}
    if refused:
        raise invalid("localgoogle does not support {} in spreadsheets.create.", ", ".join(sorted(refused)))
    title = given.get("properties", {}).pop("title", "Untitled spreadsheet")
    file = state.new_file(SPREADSHEET, title, call.user or "", [], {})
    book = Book(file.id, new_properties() | given.get("properties", {}), [])
    for sheet in given.get("sheets", []) or [{"properties": {"sheetId": 0}}]:
        if sheet.keys() - {"properties"}:
            raise invalid("localgoogle does not support sheets with contents in spreadsheets.create.")
        place_sheet(book, build_sheet(book, sheet.get("properties", {})), None)
    check_new(book)
    create(state, book)
    mask = mask_of(call, "Spreadsheet")
    view = View(file, book, call.user or "", owner=True, base_url=call.base_url, ranges=[], mask=mask, grid=False)
    return Reply(to_spreadsheet(view))


def check_new(book: Book) -> None:
    """Raises GoogleError 400 for a book that no batch could have made of another one."""
    check_locale(book.properties)
    check_size(book)
    check_visible(book)


def get_spreadsheet(state: State, call: Call, groups: Groups) -> Reply:
    mask = mask_of(call, "Spreadsheet")
    file, book = readable(state, call, groups["id"])
    owner = state.right(file.id, call.user) >= RIGHTS["owner"]
    grid = bool(mask) or flag(call, "includeGridData")
    ranges = list(call.query.get("ranges", []))
    return Reply(to_spreadsheet(View(file, book, call.user or "", owner, call.base_url, ranges, mask, grid)))


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
    ranges = asked.get("responseRanges", [])
    return View(editor.file, editor.book, editor.user, editor.owner, call.base_url, ranges, mask, grid)


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


# values


def rendering(call: Call) -> Rendering:
    dimension = choice(call, "majorDimension", DIMENSIONS)
    return Rendering(
        choice(call, "valueRenderOption", RENDER, "FORMATTED_VALUE"),
        choice(call, "dateTimeRenderOption", DATES, "SERIAL_NUMBER"),
        "COLUMNS" if dimension == "COLUMNS" else "ROWS",
    )


def get_values(state: State, call: Call, groups: Groups) -> Reply:
    _, book = readable(state, call, groups["id"])
    return answer(call, read_values(book, groups["range"], rendering(call)), "ValueRange")


def batch_get_values(state: State, call: Call, groups: Groups) -> Reply:
    _, book = readable(state, call, groups["id"])
    found = [read_values(book, text, rendering(call)) for text in call.query.get("ranges", [])]
    content = {"spreadsheetId": book.id, **({"valueRanges": found} if found else {})}
    return answer(call, content, "BatchGetValuesResponse")


def required_input(option: str) -> str:
    if option not in {"RAW", "USER_ENTERED"}:
        raise invalid("'valueInputOption' is required but not specified")
    return option


def update_values(state: State, call: Call, groups: Groups) -> Reply:
    given = body(call, "ValueRange")
    option = required_input(choice(call, "valueInputOption", INPUT))
    editor = writable(state, call, groups["id"])
    written = write_values(editor, groups["range"], given, option)
    save_book(state, editor.book)
    content = written.to_reply(editor.book)
    if flag(call, "includeValuesInResponse"):
        look = response_rendering(
            choice(call, "responseValueRenderOption", RENDER),
            choice(call, "responseDateTimeRenderOption", DATES),
        )
        content["updatedData"] = to_value_range(editor.book, written.sheet, written.box, look)
    return answer(call, content, "UpdateValuesResponse")


def response_rendering(value: str, date: str) -> Rendering:
    return Rendering(value or "FORMATTED_VALUE", date or "SERIAL_NUMBER")


def batch_update_values(state: State, call: Call, groups: Groups) -> Reply:
    asked = body(call, "BatchUpdateValuesRequest")
    option = required_input(asked.get("valueInputOption", ""))
    editor = writable(state, call, groups["id"])
    written = []
    for index, given in enumerate(asked.get("data", [])):
        written.append(write_values(editor, given.get("range", ""), given, option, f"data[{index}]"))
    save_book(state, editor.book)
    responses = [each.to_reply(editor.book) for each in written]
    look = response_rendering(asked.get("responseValueRenderOption", ""), asked.get("responseDateTimeRenderOption", ""))
    if asked.get("includeValuesInResponse"):
        for each, response in zip(written, responses, strict=True):
            response["updatedData"] = to_value_range(editor.book, each.sheet, each.box, look)
    cells = {(each.sheet.id, row, column) for each in written for row, column in each.cells}
    totals = {
        "totalUpdatedRows": len({(sheet, row) for sheet, row, _ in cells}),
        "totalUpdatedColumns": len({(sheet, column) for sheet, _, column in cells}),
        "totalUpdatedCells": len(cells),
        "totalUpdatedSheets": len({sheet for sheet, _, _ in cells}),
    }
    known = {name: count for name, count in totals.items() if count}
    content = {"spreadsheetId": editor.book.id, **known, **({"responses": responses} if responses else {})}
    return answer(call, content, "BatchUpdateValuesResponse")


def clear(state: State, call: Call, groups: Groups) -> Reply:
    body(call, "ClearValuesRequest")
    editor = writable(state, call, groups["id"])
    cleared = clear_values(editor, groups["range"])
    save_book(state, editor.book)
    content = {"spreadsheetId": editor.book.id, "clearedRange": cleared}
    return answer(call, content, "ClearValuesResponse")


def batch_clear(state: State, call: Call, groups: Groups) -> Reply:
    asked = body(call, "BatchClearValuesRequest")
    editor = writable(state, call, groups["id"])
    cleared = [clear_values(editor, text) for text in asked.get("ranges", [])]
    save_book(state, editor.book)
    content = {"spreadsheetId": editor.book.id, **({"clearedRanges": cleared} if cleared else {})}
    return answer(call, content, "BatchClearValuesResponse")


def not_supported(method: str, pattern: str, name: str) -> Route:
    """A method that Google has and this server has not: it says so."""

    def refuse(_state: State, _call: Call, _groups: Groups) -> Reply:
        raise invalid("localgoogle does not support {}.", name)

    return route(method, pattern, "sheets.write" if method == "POST" else "sheets.read", refuse)


BOOK = "/v4/spreadsheets/(?P<id>[^/:]+)"
VALUES = f"{BOOK}/values/(?P<range>[^/]+?)"

READ = "majorDimension valueRenderOption dateTimeRenderOption"
WRITTEN = "valueInputOption includeValuesInResponse responseValueRenderOption responseDateTimeRenderOption"

ROUTES: list[Route] = [
    route("POST", "/v4/spreadsheets", "sheets.write", create_spreadsheet, ""),
    route("GET", BOOK, "sheets.read", get_spreadsheet, "ranges includeGridData excludeTablesInBandedRanges"),
    route("POST", f"{BOOK}:batchUpdate", "sheets.write", batch_update, ""),
    route("GET", f"{BOOK}/developerMetadata/(?P<metadata>\\d{{1,10}})", "sheets.read", get_metadata, ""),
    route("POST", f"{BOOK}/developerMetadata:search", "sheets.read", search_metadata, ""),
    route("GET", f"{BOOK}/values:batchGet", "sheets.read", batch_get_values, f"ranges {READ}"),
    route("POST", f"{BOOK}/values:batchUpdate", "sheets.write", batch_update_values, ""),
    route("POST", f"{BOOK}/values:batchClear", "sheets.write", batch_clear, ""),
    route("POST", f"{VALUES}:clear", "sheets.write", clear, ""),
    route("GET", VALUES, "sheets.read", get_values, READ),
    route("PUT", VALUES, "sheets.write", update_values, WRITTEN),
    not_supported("POST", f"{VALUES}:append", "spreadsheets.values.append"),
    not_supported("POST", f"{BOOK}/values:batchGetByDataFilter", "spreadsheets.values.batchGetByDataFilter"),
    not_supported("POST", f"{BOOK}/values:batchUpdateByDataFilter", "spreadsheets.values.batchUpdateByDataFilter"),
    not_supported("POST", f"{BOOK}/values:batchClearByDataFilter", "spreadsheets.values.batchClearByDataFilter"),
    not_supported("POST", f"{BOOK}:getByDataFilter", "spreadsheets.getByDataFilter"),
    not_supported("POST", f"{BOOK}/sheets/(?P<sheet>\\d+):copyTo", "spreadsheets.sheets.copyTo"),
]
