"""A spreadsheet as a resource: made, read in parts, shared."""

from __future__ import annotations

import pytest

from localgoogle.state import SPREADSHEET
from tests.localgoogle.school import READER, STRANGER, WRITER
from tests.localgoogle.spreadsheet import Spreadsheet, grid

FIRST_SHEET = {
    "sheetId": 0,
    "title": "Sheet1",
    "index": 0,
    "sheetType": "GRID",
    "gridProperties": {"rowCount": 1000, "columnCount": 26},
}


def test_a_new_spreadsheet_is_as_google_makes_it(school):
    made = school.ok("POST", "/v4/spreadsheets", {"properties": {"title": "Базы"}})
    properties = made["properties"]
    assert {name: properties[name] for name in ("title", "locale", "autoRecalc", "timeZone")} == {
        "title": "Базы",
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
    }
    assert len(properties["spreadsheetTheme"]["themeColors"]) == 9
    assert made["sheets"] == [{"properties": FIRST_SHEET}]
    assert len(made["spreadsheetId"]) == 44
    assert made["spreadsheetUrl"].endswith(f"/spreadsheets/d/{made['spreadsheetId']}/edit")


def test_sheets_given_at_creation_replace_the_first_one(school):
    book = Spreadsheet(school, sheets=[{"title": "А", "sheetId": 11}, {"title": "Б", "sheetId": 12, "hidden": True}])
    found = [each["properties"] for each in book.get("sheets.properties(sheetId,title,index,hidden)")["sheets"]]
    assert found == [
        {"sheetId": 11, "title": "А", "index": 0},
        {"sheetId": 12, "title": "Б", "index": 1, "hidden": True},
    ]


def test_a_spreadsheet_made_in_drive_is_a_whole_one(school):
    book = Spreadsheet(school, id=school.drive("Базы", SPREADSHEET))
    assert book.get("properties.title,sheets.properties") == {
        "properties": {"title": "Базы"},
        "sheets": [{"properties": FIRST_SHEET}],
    }


def test_its_title_is_its_file_s_name(book):
    change = {"properties": {"title": "Личное"}, "fields": "title"}
    book.batch({"updateSpreadsheetProperties": change})
    assert book.school.ok("GET", f"/drive/v3/files/{book.id}", fields="name") == {"name": "Личное"}
    book.school.ok("PATCH", f"/drive/v3/files/{book.id}", {"name": "Базы 2026"})
    assert book.get("properties.title") == {"properties": {"title": "Базы 2026"}}


def test_a_deleted_file_takes_its_cells_with_it(book):
    book.write("A1", [["а"]])
    assert book.school.api("DELETE", f"/drive/v3/files/{book.id}").status == 204
    assert book.school.api("GET", book.path).status == 404
    assert book.school.state.db.execute("SELECT COUNT(*) FROM grid_rows").fetchone() == (0,)


def test_without_a_mask_cells_come_only_when_asked_for(book):
    book.write("A1", [["а"]])
    assert "data" not in book.get()["sheets"][0]
    data = book.get(includeGridData="true", ranges="A1:B2")["sheets"][0]["data"][0]
    cell = data["rowData"][0]["values"][0]
    assert cell["userEnteredValue"] == cell["effectiveValue"] == {"stringValue": "а"}
    assert cell["formattedValue"] == "а"
    assert cell["effectiveFormat"]["textFormat"]["fontSize"] == 10
    assert data["rowMetadata"] == [{"pixelSize": 21}] * 2
    assert data["columnMetadata"] == [{"pixelSize": 100}] * 2


def test_a_mask_that_names_cells_brings_them(book):
    book.write("B2", [["а"]])
    assert book.get("sheets.data.rowData.values.formattedValue", ranges="A1:C3") == {
        "sheets": [{"data": [{"rowData": [{}, {"values": [{}, {"formattedValue": "а"}]}]}]}]
    }


@pytest.mark.parametrize(
    ("mask", "reduced"),
    [
        ("sheets.data.startRow", {"sheets": [{"data": [{}]}]}),
        ("sheets/properties/hidden", {"sheets": [{"properties": {}}]}),
        ("namedRanges", {}),
        ("sheets(properties(sheetId,index))", {"sheets": [{"properties": {"sheetId": 0, "index": 0}}]}),
    ],
)
def test_what_a_mask_leaves_empty_stays_as_an_empty_object(book, mask, reduced):
    assert book.get(mask, ranges="A1") == reduced


@pytest.mark.parametrize("mask", ["sheets.sheetProperties", "nope", "sheets.data.rowData.values.value", "sheets("])
def test_a_mask_that_leads_nowhere_is_refused(book, mask):
    answer = book.school.api("GET", book.path, fields=mask)
    assert (answer.status, answer.message) == (400, "Request contains an invalid argument.")
    assert answer.json()["error"]["details"][0]["fieldViolations"][0]["field"] == mask


def test_ranges_choose_sheets_and_rectangles(book):
    book.batch({"addSheet": {"properties": {"sheetId": 7, "title": "Вторая"}}}, {"addSheet": {}})
    ranges = ["Вторая!B2:C3", "Вторая!A1", "Sheet1!D4"]
    found = book.get("sheets(properties.title,data(startRow,startColumn))", ranges=ranges)
    assert found["sheets"] == [
        {"properties": {"title": "Sheet1"}, "data": [{"startRow": 3, "startColumn": 3}]},
        {"properties": {"title": "Вторая"}, "data": [{"startRow": 1, "startColumn": 1}, {}]},
    ]


def test_whole_numbers_have_no_point(book):
    book.write("A1", [[5.0, 0.1, -0.0, 1e300]])
    answer = book.school.api("GET", book.path, fields="sheets.data.rowData.values.effectiveValue", ranges="A1:B1")
    assert '"numberValue": 5\n' in answer.text
    assert book.cells("A1:C1", "effectiveValue")[0][1:] == [
        {"effectiveValue": {"numberValue": 0.1}},
        {"effectiveValue": {"numberValue": 0}},
    ]


def test_properties_of_the_book_are_updated_by_mask(book):
    change = {"properties": {"locale": "ru_RU", "timeZone": "Europe/Moscow"}, "fields": "locale,timeZone"}
    book.batch({"updateSpreadsheetProperties": change})
    assert book.get("properties(title,locale,timeZone)")["properties"] == {
        "title": "Базы",
        "locale": "ru_RU",
        "timeZone": "Europe/Moscow",
    }
    assert "time zone" in book.refusal(
        {
            "updateSpreadsheetProperties": {
                "properties": {"timeZone": "Mars/Base"},
                "fields": "timeZone",
            }
        }
    )


def test_rights_decide_who_reads_and_who_writes(book):
    for user, role in ((READER, "reader"), (WRITER, "writer")):
        book.school.share(book.id, type="user", role=role, emailAddress=user)
    change = {"updateSheetProperties": {"properties": {"title": "Новое"}, "fields": "title"}}
    assert book.as_user(READER).send(change).status == 403
    assert book.as_user(STRANGER).send(change).message == "The caller does not have permission"
    assert book.as_user(WRITER).send(change).status == 200
    assert book.as_user(READER).get("sheets.properties.title")["sheets"] == [{"properties": {"title": "Новое"}}]


def test_everything_survives_being_read_from_the_file_again(book):
    tell_a_long_story(book)
    before = book.get(includeGridData="true")
    book.school.state.caches.clear()
    assert book.get(includeGridData="true") == before


def tell_a_long_story(book):
    """A little of everything that is kept."""
    cell = {"userEnteredValue": {"boolValue": True}, "note": "да", "userEnteredFormat": {"textFormat": {"bold": True}}}
    place = {"dimensionRange": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    metadata = {"metadataId": 5, "metadataKey": "k", "visibility": "DOCUMENT", "location": place}
    book.write("A1", [["а", 1, 0.5], ["=1", "2026-01-02", ""]], "USER_ENTERED")
    book.batch(
        {"repeatCell": {"range": grid(5, 5, 7, 7), "cell": cell, "fields": "*"}},
        {"setDataValidation": {"range": grid(1, 3, None, 4), "rule": {"condition": {"type": "BOOLEAN"}}}},
        {"createDeveloperMetadata": {"developerMetadata": metadata}},
        {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 3}}},
        {"moveDimension": {"source": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}, "destinationIndex": 3}},
        {"addProtectedRange": {"protectedRange": {"range": grid(0, 0, 1, 2)}}},
        {"addNamedRange": {"namedRange": {"name": "Имена", "range": grid(0, 0, 5, 1)}}},
        {"setBasicFilter": {"filter": {"range": grid(0, 0, 10, 5)}}},
        {"mergeCells": {"range": grid(20, 0, 22, 2)}},
        {
            "updateDimensionProperties": {
                "range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1},
                "properties": {"pixelSize": 240, "hiddenByUser": True},
                "fields": "pixelSize,hiddenByUser",
            }
        },
    )
