"""Cells are found by data filters: by range, or by developer metadata wherever people have moved it."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import lines

BY_KEY = {"developerMetadataLookup": {"metadataKey": "класс"}}


@pytest.fixture
def marked(book):
    """A base whose second column is marked as «класс», after somebody has put a column before it."""
    book.write("A1", [["Имя", "Класс"], ["Аня", "9А"], ["Боря", "9Б"]])
    location = {"dimensionRange": lines("COLUMNS", 1, 2)}
    metadata = {"metadataId": 7, "metadataKey": "класс", "visibility": "DOCUMENT", "location": location}
    book.batch(
        {"createDeveloperMetadata": {"developerMetadata": metadata}},
        {"insertDimension": {"range": lines("COLUMNS", 0, 1)}},
    )
    return book


def send(book, method, body):
    return book.school.ok("POST", f"{book.path}{method}", body)


def test_a_marked_column_is_read_where_it_is_now(marked):
    reply = send(marked, "/values:batchGetByDataFilter", {"dataFilters": [BY_KEY], "majorDimension": "COLUMNS"})
    assert reply["valueRanges"] == [
        {
            "valueRange": {
                "range": "Sheet1!C1:C1000",
                "majorDimension": "COLUMNS",
                "values": [["Класс", "9А", "9Б"]],
            },
            "dataFilters": [BY_KEY],
        }
    ]


def test_a_range_that_two_filters_select_comes_once_with_both(marked):
    cells = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 3}
    filters = [{"a1Range": "B1:C1"}, {"gridRange": cells}]
    found = send(marked, "/values:batchGetByDataFilter", {"dataFilters": filters})["valueRanges"]
    assert [each["dataFilters"] for each in found] == [filters]
    assert found[0]["valueRange"]["values"] == [["Имя", "Класс"]]


def test_a_marked_column_is_written(marked):
    data = [{"dataFilter": BY_KEY, "majorDimension": "COLUMNS", "values": [["Класс", "10А"]]}]
    body = {"valueInputOption": "RAW", "data": data, "includeValuesInResponse": True}
    reply = send(marked, "/values:batchUpdateByDataFilter", body)
    assert (reply["totalUpdatedCells"], reply["totalUpdatedSheets"]) == (2, 1)
    assert reply["responses"][0]["dataFilter"] == BY_KEY
    assert reply["responses"][0]["updatedRange"] == "Sheet1!C1:C2"
    assert reply["responses"][0]["updatedData"]["values"] == [["Класс"], ["10А"]]
    assert marked.values("B2:C3") == [["Аня", "10А"], ["Боря", "9Б"]]


def test_a_marked_column_is_cleared(marked):
    reply = send(marked, "/values:batchClearByDataFilter", {"dataFilters": [BY_KEY]})
    assert reply["clearedRanges"] == ["Sheet1!C1:C1000"]
    assert marked.values("Sheet1") == [["", "Имя"], ["", "Аня"], ["", "Боря"]]


def test_a_spreadsheet_comes_with_the_parts_that_are_asked_for(marked):
    marked.batch({"addSheet": {"properties": {"sheetId": 5, "title": "Б"}}})
    body = {"dataFilters": [BY_KEY], "includeGridData": True}
    sheets = send(marked, ":getByDataFilter", body)["sheets"]
    assert [sheet["properties"]["title"] for sheet in sheets] == ["Sheet1"]
    assert sheets[0]["data"][0]["startColumn"] == 2
    assert sheets[0]["data"][0]["rowData"][0]["values"][0]["formattedValue"] == "Класс"
    assert "data" not in send(marked, ":getByDataFilter", {"dataFilters": [BY_KEY]})["sheets"][0]
    assert len(send(marked, ":getByDataFilter", {})["sheets"]) == 2


def test_what_nothing_matches_gives_nothing(marked):
    nothing = {"developerMetadataLookup": {"metadataKey": "нет"}}
    assert send(marked, ":getByDataFilter", {"dataFilters": [nothing]}).get("sheets", []) == []
    assert "valueRanges" not in send(marked, "/values:batchGetByDataFilter", {"dataFilters": [nothing]})


def test_filters_without_a_meaning_are_refused(marked):
    for filters in ([], [{}], [{"a1Range": "Нет!A1"}]):
        path = f"{marked.path}/values:batchGetByDataFilter"
        assert marked.school.api("POST", path, {"dataFilters": filters}).status == 400
