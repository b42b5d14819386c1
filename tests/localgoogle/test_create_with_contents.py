"""spreadsheets.create takes a whole spreadsheet: several sheets with their data, names, rules, charts."""

from __future__ import annotations

from tests.localgoogle.spreadsheet import Spreadsheet, grid, lines

BOLD = {"textFormat": {"bold": True}}
CHART = {
    "spec": {"pieChart": {"domain": {"sourceRange": {"sources": [grid(0, 0, 3, 1, 7)]}}}},
    "position": {"overlayPosition": {"anchorCell": {"sheetId": 7, "rowIndex": 4}}},
}
MENTEES = {
    "properties": {"sheetId": 7, "title": "База", "gridProperties": {"frozenRowCount": 1}},
    "data": [
        {
            "rowData": [
                {"values": [{"userEnteredValue": {"stringValue": "Имя"}, "userEnteredFormat": BOLD}]},
                {"values": [{"userEnteredValue": {"stringValue": "Аня"}, "note": "староста"}]},
            ],
            "columnMetadata": [{"pixelSize": 220}],
        },
        {
            "startRow": 1,
            "startColumn": 2,
            "rowData": [{"values": [{"userEnteredValue": {"numberValue": 9}}]}],
        },
    ],
    "merges": [grid(5, 0, 6, 2, 7)],
    "conditionalFormats": [
        {
            "ranges": [grid(0, 0, 5, 1, 7)],
            "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {"backgroundColor": {"red": 1}}},
        }
    ],
    "protectedRanges": [{"range": grid(0, 0, 1, 3, 7), "description": "шапка"}],
    "basicFilter": {"range": grid(0, 0, 3, 3, 7)},
    "bandedRanges": [{"range": grid(0, 0, 3, 3, 7), "rowProperties": {"firstBandColor": {"green": 1}}}],
    "filterViews": [{"title": "Мои", "range": grid(0, 0, 3, 3, 7)}],
    "charts": [CHART],
    "tables": [{"name": "Люди", "range": grid(0, 0, 3, 3, 7)}],
    "rowGroups": [{"range": lines("ROWS", 1, 3, 7), "depth": 1, "collapsed": True}],
    "developerMetadata": [{"metadataKey": "tab", "visibility": "DOCUMENT", "location": {"sheetId": 7}}],
}


def test_a_whole_book_is_made_in_one_call(school):
    body = {
        "properties": {"title": "Базы", "locale": "ru_RU", "timeZone": "Europe/Moscow"},
        "sheets": [MENTEES, {"properties": {"title": "Итоги"}}],
        "namedRanges": [{"name": "Имена", "range": grid(1, 0, 3, 1, 7)}],
        "developerMetadata": [{"metadataKey": "book", "visibility": "DOCUMENT", "location": {"spreadsheet": True}}],
    }
    made = school.ok("POST", "/v4/spreadsheets", body)
    book = Spreadsheet(school, id=made["spreadsheetId"])
    assert made == book.get()
    assert made["properties"]["locale"] == "ru_RU"
    assert [sheet["properties"]["title"] for sheet in made["sheets"]] == ["База", "Итоги"]
    sheet = made["sheets"][0]
    assert sheet.keys() - {"properties"} == MENTEES.keys() - {"properties", "data"}
    assert sheet["merges"] == MENTEES["merges"]
    assert sheet["tables"][0]["columnProperties"][0]["columnName"] == "Имя"
    assert sheet["rowGroups"] == [{"range": lines("ROWS", 1, 3, 7), "depth": 1, "collapsed": True}]
    assert book.values("База!A1:C3") == [["Имя"], ["Аня", "", 9]]
    assert book.values("Имена") == [["Аня"]]
    assert book.cells("База!A1:A2", "note,userEnteredFormat") == [[{"userEnteredFormat": BOLD}], [{"note": "староста"}]]
    assert book.sheet(0, "data.columnMetadata.pixelSize")["data"][0]["columnMetadata"][0] == {"pixelSize": 220}


def test_a_sheet_is_as_big_as_its_data_needs(school):
    data = {"startRow": 1200, "rowData": [{"values": [{"userEnteredValue": {"numberValue": 1}}] * 30}]}
    made = school.ok("POST", "/v4/spreadsheets", {"sheets": [{"properties": {"sheetId": 0}, "data": [data]}]})
    assert made["sheets"][0]["properties"]["gridProperties"] == {"rowCount": 1201, "columnCount": 30}


def test_a_book_that_cannot_be_is_not_half_made(school):
    body = {"properties": {"title": "Нет"}, "sheets": [{"properties": {"sheetId": 1}, "merges": [grid(0, 0, 2, 2, 9)]}]}
    refused = school.api("POST", "/v4/spreadsheets", body)
    assert (refused.status, refused.message) == (400, "No grid with id: 9")
    assert school.ok("GET", "/drive/v3/files")["files"] == []
