"""batchUpdate as a whole: its shape, its replies, all or nothing."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import grid

TITLE = {"updateSheetProperties": {"properties": {"title": "Новое"}, "fields": "title"}}

V4 = "type.googleapis.com/google.apps.sheets.v4"
NO_FIELDS = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
UNKNOWN = "Invalid JSON payload received. Unknown name"


def test_there_is_one_reply_per_request_and_silent_ones_are_empty(book):
    replies = book.batch(TITLE, {"addSheet": {"properties": {"sheetId": 5, "title": "Б"}}}, TITLE)
    assert replies[0] == replies[2] == {}
    assert replies[1]["addSheet"]["properties"]["sheetId"] == 5


def test_a_batch_with_one_fault_changes_nothing(book):
    book.write("A1", [["а"]])
    write = {
        "updateCells": {
            "start": {},
            "fields": "userEnteredValue",
            "rows": [{"values": [{"userEnteredValue": {"stringValue": "б"}}]}],
        }
    }
    metadata = {"metadataId": 1, "metadataKey": "k", "visibility": "DOCUMENT", "location": {"spreadsheet": True}}
    structure = {"insertDimension": {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}}
    refused = book.refusal(
        TITLE,
        write,
        structure,
        {"createDeveloperMetadata": {"developerMetadata": metadata}},
        {"updateSpreadsheetProperties": {"properties": {"title": "Другое"}, "fields": "title"}},
        {"deleteSheet": {"sheetId": 99}},
    )
    assert refused == "Invalid requests[5].deleteSheet: No sheet with id: 99"
    assert book.values("A1:B1") == [["а"]]
    assert book.get("properties.title,sheets.properties.title,developerMetadata") == {
        "properties": {"title": "Базы"},
        "sheets": [{"properties": {"title": "Sheet1"}}],
    }


def test_a_range_of_the_reply_that_is_not_there_undoes_the_batch_too(book):
    answer = book.send(TITLE, includeSpreadsheetInResponse=True, responseRanges=["Нет!A1"])
    assert (answer.status, answer.message) == (400, "Unable to parse range: Нет!A1")
    assert book.sheet(fields="properties.title") == {"properties": {"title": "Sheet1"}}


def test_the_state_after_the_batch_comes_back_in_its_reply(book):
    write = {
        "updateCells": {
            "start": {"rowIndex": 2},
            "fields": "userEnteredValue",
            "rows": [{"values": [{"userEnteredValue": {"numberValue": 7}}]}],
        }
    }
    reply = book.reply(write, includeSpreadsheetInResponse=True, responseRanges=["A3"], responseIncludeGridData=True)
    sheets = reply["updatedSpreadsheet"]["sheets"]
    assert sheets[0]["data"][0]["rowData"][0]["values"][0]["effectiveValue"] == {"numberValue": 7}
    assert "data" not in book.reply(write, includeSpreadsheetInResponse=True)["updatedSpreadsheet"]["sheets"][0]
    assert "updatedSpreadsheet" not in book.reply(write)


def test_a_mask_makes_the_reply_as_small_as_can_be(book):
    mask = "updatedSpreadsheet(developerMetadata,sheets(data(rowData(values(effectiveValue)))))"
    book.write("A1", [["а"]])
    reply = book.reply(TITLE, fields=mask, includeSpreadsheetInResponse=True, responseRanges=["Новое!A1:B1"])
    assert reply == {
        "updatedSpreadsheet": {
            "sheets": [{"data": [{"rowData": [{"values": [{"effectiveValue": {"stringValue": "а"}}]}]}]}]
        }
    }
    assert book.reply(TITLE, fields="replies") == {"replies": [{}]}
    reply = book.reply({"addSheet": {"properties": {"sheetId": 5}}}, fields="replies.addSheet.properties.sheetId")
    assert reply == {"replies": [{"addSheet": {"properties": {"sheetId": 5}}}]}
    assert book.send(TITLE, fields="spreadsheetId.deeper").status == 400


def test_a_list_inside_the_list_of_requests_is_taken_as_its_items(book):
    assert book.batch([TITLE, [TITLE]], TITLE) == [{}, {}, {}]


@pytest.mark.parametrize(
    ("requests", "words"),
    [
        ([], "Must specify at least one request."),
        ([{}], "Invalid requests[0]: No request set."),
        (
            [{"frobnicate": {}}],
            "Invalid JSON payload received. Unknown name \"frobnicate\" at 'requests[0]': Cannot find field.",
        ),
        (
            ["repeatCell"],
            f"Invalid value at 'requests[0]' ({V4}.BatchUpdateSpreadsheetRequest.Request), \"repeatCell\"",
        ),
        (
            [{"repeatCell": {"range": {}, "cell": {}}}],
            f"Invalid requests[0].repeatCell: {NO_FIELDS}",
        ),
        (
            [{"repeatCell": {"range": {"sheetID": 0}}}],
            f"{UNKNOWN} \"sheetID\" at 'requests[0].repeat_cell.range': Cannot find field.",
        ),
        (
            [TITLE, {"deleteSheet": {"sheetId": "x"}}],
            "Invalid value at 'requests[1].delete_sheet.sheet_id' (TYPE_INT32), \"x\"",
        ),
        (
            [{"mergeCells": {"mergeType": "MERGE_SOME"}}],
            "Invalid value at 'requests[0].merge_cells.merge_type' (TYPE_ENUM), \"MERGE_SOME\"",
        ),
        (
            [{"repeatCell": {"cell": {"note": 5}}}],
            "Invalid value at 'requests[0].repeat_cell.cell.note' (TYPE_STRING), 5",
        ),
        ([{"addSlicer": {}}], "Invalid requests[0].addSlicer: localgoogle does not support addSlicer."),
        ([{"insertComment": {}}], "Invalid requests[0].insertComment: localgoogle does not support insertComment."),
        (
            [{"repeatCell": {"cell": {"pivotTable": {}}}}],
            "localgoogle does not support 'requests[0].repeat_cell.cell.pivot_table'.",
        ),
        (
            [TITLE | {"deleteSheet": {}}],
            "Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set. Cannot set 'deleteSheet'",
        ),
    ],
)
def test_a_request_of_the_wrong_shape_is_refused_as_google_does(book, requests, words):
    assert book.refusal(*requests) == words


@pytest.mark.parametrize("value", ["1e999", "NaN"])
def test_numbers_that_are_none_are_refused(book, value):
    text = '{"requests": [{"repeatCell": {"range": {"startRowIndex": VALUE}}}]}'.replace("VALUE", value)
    headers = {"authorization": "Bearer kurator-key"}
    answer = book.school.call("POST", f"{book.path}:batchUpdate", text.encode(), headers)
    assert answer.status == 400


def test_an_unknown_field_in_an_update_mask_is_named(book):
    request = {"repeatCell": {"range": grid(0, 0), "cell": {}, "fields": "userEnteredValue,colour"}}
    answer = book.send(request)
    assert answer.status == 400
    assert "colour" in answer.json()["error"]["details"][0]["fieldViolations"][0]["description"]


def test_nulls_and_defaults_are_as_if_they_were_not_there(book):
    request = {
        "updateSheetProperties": {
            "properties": {"sheetId": None, "hidden": False, "gridProperties": {"frozenRowCount": 0}},
            "fields": "hidden,gridProperties.frozenRowCount",
        }
    }
    book.batch(request | {"addSheet": None})
    assert book.sheet()["properties"]["gridProperties"] == {"rowCount": 1000, "columnCount": 26}
    assert "hidden" not in book.sheet()["properties"]
