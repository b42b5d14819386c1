"""The methods of Sheets v4 that find their cells by data filters, wherever people have moved them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.call import Call, Reply
from localgoogle.sheets.access import readable, writable
from localgoogle.sheets.data_filters import boxes_of, matched
from localgoogle.sheets.parameters import answer, body, mask_of
from localgoogle.sheets.resource import View, to_spreadsheet
from localgoogle.sheets.routes_values import required_input, response_rendering, totals
from localgoogle.sheets.store import save_book
from localgoogle.sheets.values import Rendering, clear_box, to_value_range, write_box
from localgoogle.state import RIGHTS

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor
    from localgoogle.sheets.values import Written
    from localgoogle.state import State

Groups = dict[str, str]


def get_by_filter(state: State, call: Call, groups: Groups) -> Reply:
    """The parts of a spreadsheet that the filters select; without filters the whole of it."""
    mask = mask_of(call, "Spreadsheet")
    asked = body(call, "GetSpreadsheetByDataFilterRequest")
    file, book = readable(state, call, groups["id"])
    owner = state.right(file.id, call.user) >= RIGHTS["owner"]
    filters = asked.get("dataFilters", [])
    places = [where for where, _ in matched(book, filters)] if filters else None
    grid = bool(mask) or asked.get("includeGridData", False)
    return Reply(to_spreadsheet(View(file, book, call.user or "", owner, call.base_url, places, mask, grid)))


def get_values_by_filter(state: State, call: Call, groups: Groups) -> Reply:
    asked = body(call, "BatchGetValuesByDataFilterRequest")
    _, book = readable(state, call, groups["id"])
    look = Rendering(
        asked.get("valueRenderOption", "FORMATTED_VALUE"),
        asked.get("dateTimeRenderOption", "SERIAL_NUMBER"),
        "COLUMNS" if asked.get("majorDimension") == "COLUMNS" else "ROWS",
    )
    found = [
        {"valueRange": to_value_range(book, sheet, box, look), "dataFilters": by}
        for (sheet, box), by in matched(book, asked.get("dataFilters", []))
    ]
    content = {"spreadsheetId": book.id, **({"valueRanges": found} if found else {})}
    return answer(call, content, "BatchGetValuesByDataFilterResponse")


def update_values_by_filter(state: State, call: Call, groups: Groups) -> Reply:
    asked = body(call, "BatchUpdateValuesByDataFilterRequest")
    option = required_input(asked.get("valueInputOption", ""))
    editor = writable(state, call, groups["id"])
    written = [each for given in asked.get("data", []) for each in write_filtered(editor, given, option)]
    save_book(state, editor.book)
    responses = [to_reply(editor, each, by, asked) for each, by in written]
    content: dict[str, Any] = {"spreadsheetId": editor.book.id, **totals([each for each, _ in written])}
    content |= {"responses": responses} if responses else {}
    return answer(call, content, "BatchUpdateValuesByDataFilterResponse")


def write_filtered(editor: Editor, given: dict[str, Any], option: str) -> list[tuple[Written, dict[str, Any]]]:
    data_filter = given.get("dataFilter", {})
    places = boxes_of(editor.book, data_filter)
    return [(write_box(editor, sheet, box, given, option), data_filter) for sheet, box in places]


def to_reply(editor: Editor, written: Written, by: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    reply = {**written.to_reply(editor.book), "dataFilter": by}
    del reply["spreadsheetId"]
    if asked.get("includeValuesInResponse"):
        look = response_rendering(
            asked.get("responseValueRenderOption", ""), asked.get("responseDateTimeRenderOption", "")
        )
        reply["updatedData"] = to_value_range(editor.book, written.sheet, written.box, look)
    return reply


def clear_values_by_filter(state: State, call: Call, groups: Groups) -> Reply:
    asked = body(call, "BatchClearValuesByDataFilterRequest")
    editor = writable(state, call, groups["id"])
    places = [where for where, _ in matched(editor.book, asked.get("dataFilters", []))]
    cleared = [clear_box(editor, sheet, box) for sheet, box in places]
    save_book(state, editor.book)
    content = {"spreadsheetId": editor.book.id, **({"clearedRanges": cleared} if cleared else {})}
    return answer(call, content, "BatchClearValuesByDataFilterResponse")
