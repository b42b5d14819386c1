"""sheets.copyTo puts a copy of a sheet into another book."""

from __future__ import annotations

import pytest

from tests.localgoogle.school import READER, WRITER
from tests.localgoogle.spreadsheet import Spreadsheet, grid


@pytest.fixture
def other(school):
    return Spreadsheet(school)


def copy(book, other, sheet=0, user=None):
    return book.school.api(
        "POST", f"{book.path}/sheets/{sheet}:copyTo", {"destinationSpreadsheetId": other.id}, user or book.user
    )


def test_a_tab_goes_into_next_year_s_book(book, other):
    book.write("A1", [["Имя", "Класс"], ["Аня", 9]])
    book.batch(
        {"mergeCells": {"range": grid(4, 0, 5, 2)}},
        {"setBasicFilter": {"filter": {"range": grid(0, 0, 2, 2)}}},
        {"addDimensionGroup": {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}},
    )
    properties = copy(book, other).json()
    assert (properties["title"], properties["index"]) == ("Copy of Sheet1", 1)
    assert other.values("'Copy of Sheet1'!A1:B2") == [["Имя", "Класс"], ["Аня", 9]]
    sheet = other.sheet(1)
    assert sheet["merges"] == [grid(4, 0, 5, 2, properties["sheetId"])]
    assert sheet["basicFilter"]["range"] == grid(0, 0, 2, 2, properties["sheetId"])
    assert sheet["rowGroups"][0]["range"]["sheetId"] == properties["sheetId"]
    book.write("A2", [["Боря"]])
    assert other.values("'Copy of Sheet1'!A2") == [["Аня"]]
    assert copy(book, other).json()["title"] == "Copy of Sheet1 2"


def test_who_may_copy_reads_the_one_and_writes_the_other(book, other):
    book.school.share(book.id, type="user", role="reader", emailAddress=WRITER)
    assert copy(book, other, user=WRITER).status == 403
    book.school.share(other.id, type="user", role="writer", emailAddress=WRITER)
    assert copy(book, other, user=WRITER).status == 200
    assert copy(book, other, user=READER).status == 403


def test_what_is_not_there_cannot_be_copied(book, other):
    assert copy(book, other, sheet=99).message == "No grid with id: 99"
    other.id = "nope"
    assert copy(book, other).status == 404
