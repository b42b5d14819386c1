"""The methods of Sheets v4 under ``values``: plain lists in, plain lists out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.call import Call, Reply
from localgoogle.errors import invalid
from localgoogle.sheets.access import readable, writable
from localgoogle.sheets.appending import append_rows
from localgoogle.sheets.messages import DATES, DIMENSIONS, INPUT, RENDER
from localgoogle.sheets.parameters import answer, body, choice, flag
from localgoogle.sheets.ranges import write_range
from localgoogle.sheets.store import save_book
from localgoogle.sheets.values import Rendering, Written, clear_values, read_values, to_value_range, write_values

if TYPE_CHECKING:
    from localgoogle.sheets.book import Book
    from localgoogle.state import State

Groups = dict[str, str]


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
    return answer(call, update_reply(call, editor.book, written), "UpdateValuesResponse")


def update_reply(call: Call, book: Book, written: Written) -> dict[str, Any]:
    """UpdateValuesResponse, with the values as they are now if the call asks for them."""
    content = written.to_reply(book)
    if flag(call, "includeValuesInResponse"):
        look = response_rendering(
            choice(call, "responseValueRenderOption", RENDER),
            choice(call, "responseDateTimeRenderOption", DATES),
        )
        content["updatedData"] = to_value_range(book, written.sheet, written.box, look)
    return content


def append_values(state: State, call: Call, groups: Groups) -> Reply:
    """Write below the table that the range meets; the sheet grows for it."""
    given = body(call, "ValueRange")
    option = required_input(choice(call, "valueInputOption", INPUT))
    insert = choice(call, "insertDataOption", "OVERWRITE|INSERT_ROWS", "OVERWRITE") == "INSERT_ROWS"
    editor = writable(state, call, groups["id"])
    table, written = append_rows(editor, groups["range"], given, option, insert=insert)
    save_book(state, editor.book)
    found = {"tableRange": write_range(written.sheet, table)} if table else {}
    content = {"spreadsheetId": editor.book.id, **found, "updates": update_reply(call, editor.book, written)}
    return answer(call, content, "AppendValuesResponse")


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
    content = {"spreadsheetId": editor.book.id, **totals(written), **({"responses": responses} if responses else {})}
    return answer(call, content, "BatchUpdateValuesResponse")


def totals(written: list[Written]) -> dict[str, int]:
    """How much several writes have changed together."""
    cells = {(each.sheet.id, row, column) for each in written for row, column in each.cells}
    counts = {
        "totalUpdatedRows": len({(sheet, row) for sheet, row, _ in cells}),
        "totalUpdatedColumns": len({(sheet, column) for sheet, _, column in cells}),
        "totalUpdatedCells": len(cells),
        "totalUpdatedSheets": len({sheet for sheet, _, _ in cells}),
    }
    return {name: count for name, count in counts.items() if count}


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
