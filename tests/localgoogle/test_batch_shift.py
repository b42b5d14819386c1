"""insertRange and deleteRange shift cells over, with what is tied to them."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import Spreadsheet, grid

TABLE = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


@pytest.fixture
def small(school):
    book = Spreadsheet(school, sheets=[{"sheetId": 0, "gridProperties": {"rowCount": 3, "columnCount": 3}}])
    book.write("A1", TABLE)
    return book


def shift(kind, area, dimension):
    return {f"{kind}Range": {"range": grid(*area), "shiftDimension": dimension}}


@pytest.mark.parametrize(
    ("request_", "rows"),
    [
        (shift("insert", (0, 0, 1, 2), "ROWS"), [["", "", 3], [1, 2, 6], [4, 5, 9], [7, 8]]),
        (shift("insert", (1, 0, 2, 1), "COLUMNS"), [[1, 2, 3], ["", 4, 5, 6], [7, 8, 9]]),
        (shift("delete", (0, 0, 1, 2), "ROWS"), [[4, 5, 3], [7, 8, 6], ["", "", 9]]),
        (shift("delete", (1, 0, 2, 2), "COLUMNS"), [[1, 2, 3], [6], [7, 8, 9]]),
    ],
)
def test_cells_make_room_or_close_the_gap(small, request_, rows):
    small.batch(request_)
    assert small.values("Sheet1") == rows


def test_names_and_merges_of_the_shifted_cells_follow_and_others_stay(book):
    book.batch(
        {"addNamedRange": {"namedRange": {"name": "Левая", "range": grid(2, 0, 4, 1)}}},
        {"addNamedRange": {"namedRange": {"name": "Обе", "range": grid(2, 0, 4, 2)}}},
        {"mergeCells": {"range": grid(6, 0, 8, 1)}},
        shift("insert", (0, 0, 3, 1), "ROWS"),
    )
    starts = {each["name"]: each["range"]["startRowIndex"] for each in book.get()["namedRanges"]}
    assert starts == {"Левая": 5, "Обе": 2}
    assert book.sheet()["merges"][0]["startRowIndex"] == 9


def test_putting_in_and_taking_out_again_changes_nothing(book):
    book.write("A1", TABLE)
    before = book.get(includeGridData="true")["sheets"]
    book.batch(shift("insert", (1, 0, 2, 2), "ROWS"), shift("delete", (1, 0, 2, 2), "ROWS"))
    assert book.get(includeGridData="true")["sheets"] == before


def test_a_merge_is_not_torn(book):
    book.batch({"mergeCells": {"range": grid(4, 0, 5, 3)}})
    assert "partly merged" in book.refusal(shift("insert", (0, 0, 1, 2), "ROWS"))
    assert "No shiftDimension" in book.refusal({"insertRange": {"range": grid(0, 0, 1, 1)}})
