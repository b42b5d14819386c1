"""Notes of programs: tied to a place, followed by it, found again, never made twice under one id."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import grid, lines

SPREADSHEET = {"spreadsheet": True}
SHEET = {"sheetId": 0}


def line(dimension, at):
    return {"dimensionRange": lines(dimension, at, at + 1)}


def create(location=None, **given):
    whole = {"metadataKey": "ключ", "visibility": "DOCUMENT", "location": location or SPREADSHEET, **given}
    return {"createDeveloperMetadata": {"developerMetadata": whole}}


def lookup(**given):
    return {"developerMetadataLookup": given}


def delete(**given):
    return {"deleteDeveloperMetadata": {"dataFilter": lookup(**given)}}


@pytest.fixture
def noted(book):
    """One note in each kind of place."""
    places = {1: SPREADSHEET, 2: SHEET, 3: line("ROWS", 4), 4: line("COLUMNS", 2)}
    book.batch(*[create(place, metadataId=each, metadataValue=str(each)) for each, place in places.items()])
    return book


def ids(book, *filters):
    body = {"dataFilters": list(filters)}
    found = book.school.ok("POST", f"{book.path}/developerMetadata:search", body)
    return [each["developerMetadata"]["metadataId"] for each in found.get("matchedDeveloperMetadata", [])]


def test_each_note_is_told_where_it_belongs(noted):
    found = noted.get(includeGridData="true", ranges="A1:E6")
    sheet = found["sheets"][0]
    data = sheet["data"][0]
    assert [each["metadataId"] for each in found["developerMetadata"]] == [1]
    assert [each["metadataId"] for each in sheet["developerMetadata"]] == [2]
    assert data["rowMetadata"][4]["developerMetadata"] == [
        {
            "metadataId": 3,
            "metadataKey": "ключ",
            "metadataValue": "3",
            "visibility": "DOCUMENT",
            "location": {
                "locationType": "ROW",
                "dimensionRange": {"dimension": "ROWS", "startIndex": 4, "endIndex": 5},
            },
        }
    ]
    assert data["columnMetadata"][2]["developerMetadata"][0]["metadataId"] == 4
    assert sum("developerMetadata" in each for each in data["rowMetadata"] + data["columnMetadata"]) == 2
    assert found["developerMetadata"][0]["location"] == {"locationType": "SPREADSHEET", "spreadsheet": True}
    assert sheet["developerMetadata"][0]["location"] == {"locationType": "SHEET", "sheetId": 0}


def test_the_mark_of_a_generation_can_be_replaced_only_once(book):
    book.batch(create(metadataId=1, metadataValue="n"))
    step = [delete(metadataId=1), create(metadataId=2, metadataValue="n+1")]
    replies = book.batch(*step)
    assert replies[0]["deleteDeveloperMetadata"]["deletedDeveloperMetadata"][0]["metadataId"] == 1
    assert replies[1]["createDeveloperMetadata"]["developerMetadata"]["metadataId"] == 2
    refused = book.refusal(*step)
    assert refused == "Invalid requests[1].createDeveloperMetadata: Developer metadata with id 2 already exists."
    assert ids(book, lookup()) == [2]


def test_deleting_what_is_not_there_is_quiet(book):
    assert book.batch(delete(metadataId=77)) == [{"deleteDeveloperMetadata": {}}]


def test_a_note_without_an_id_gets_one(book):
    reply = book.batch(create(), create())
    first, second = (each["createDeveloperMetadata"]["developerMetadata"]["metadataId"] for each in reply)
    assert first != second


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, [1, 2, 3, 4]),
        ({"metadataId": 3}, [3]),
        ({"metadataKey": "ключ", "metadataValue": "4"}, [4]),
        ({"metadataKey": "другой"}, []),
        ({"locationType": "ROW"}, [3]),
        ({"visibility": "PROJECT"}, []),
        ({"metadataLocation": SPREADSHEET}, [1]),
        ({"metadataLocation": SHEET, "locationMatchingStrategy": "EXACT_LOCATION"}, [2]),
        ({"metadataLocation": SHEET, "locationMatchingStrategy": "INTERSECTING_LOCATION"}, [2, 3, 4]),
        ({"metadataLocation": line("ROWS", 4), "locationMatchingStrategy": "EXACT_LOCATION"}, [3]),
        ({"metadataLocation": line("ROWS", 9)}, [4]),
    ],
)
def test_notes_are_found_by_what_they_are_and_where(noted, given, found):
    assert ids(noted, lookup(**given)) == found


def test_a_search_says_which_filter_found_what(noted):
    filters = [lookup(metadataId=1), lookup(metadataId=3)]
    body = {"dataFilters": filters}
    found = noted.school.ok("POST", f"{noted.path}/developerMetadata:search", body)["matchedDeveloperMetadata"]
    assert [each["dataFilters"] for each in found] == [[filters[0]], [filters[1]]]


def test_one_note_can_be_read_by_its_id(noted):
    assert noted.school.ok("GET", f"{noted.path}/developerMetadata/2")["metadataValue"] == "2"
    assert noted.school.api("GET", f"{noted.path}/developerMetadata/99").status == 404


def test_a_note_changes_by_mask_and_moves(noted):
    request = {
        "updateDeveloperMetadata": {
            "dataFilters": [lookup(metadataId=3)],
            "fields": "metadataValue,location",
            "developerMetadata": {"metadataValue": "новое", "location": line("ROWS", 7)},
        }
    }
    changed = noted.batch(request)[0]["updateDeveloperMetadata"]["developerMetadata"][0]
    assert (changed["metadataKey"], changed["metadataValue"]) == ("ключ", "новое")
    assert changed["location"]["dimensionRange"]["startIndex"] == 7
    nothing = {"dataFilters": [lookup(metadataId=99)], "fields": "metadataValue", "developerMetadata": {}}
    assert noted.batch({"updateDeveloperMetadata": nothing}) == [{"updateDeveloperMetadata": {}}]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (create(line("ROWS", 0) | SHEET), "must have a location"),
        (create({"locationType": "SHEET"}), "must have a location"),
        (create({"dimensionRange": lines("ROWS", 0, 2)}), "DimensionRange must represent a single row or column."),
        (create({"dimensionRange": lines("ROWS", 1000, 1001)}), "must represent a single row or column."),
        (create({"sheetId": 9}), "No grid with id: 9"),
        (create(metadataKey=""), "must have a metadataKey"),
        (create(visibility=None), "must have a visibility"),
        (create(metadataValue="x" * 30_000), "exceeds the limit of 30000 characters"),
        ({"deleteDeveloperMetadata": {"dataFilter": {}}}, "A data filter must be set."),
        ({"deleteDeveloperMetadata": {"dataFilter": {"gridRange": grid(0, 0)}}}, "localgoogle does not support"),
        (
            delete(metadataLocation=SPREADSHEET, locationMatchingStrategy="INTERSECTING_LOCATION"),
            "cannot be matched by intersection",
        ),
    ],
)
def test_what_google_refuses_is_refused(book, request_, words):
    assert words in book.refusal(request_)
