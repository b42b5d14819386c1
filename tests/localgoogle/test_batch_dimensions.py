"""Rows and columns come, go and move, and everything on them goes along."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localgoogle.sheets.book import Axis
from localgoogle.sheets.following import after_delete, after_insert, after_move
from tests.localgoogle.spreadsheet import Spreadsheet, grid, lines


def insert(dimension, start, end, **more):
    return {"insertDimension": {"range": lines(dimension, start, end), **more}}


def delete(dimension, start, end):
    return {"deleteDimension": {"range": lines(dimension, start, end)}}


def move(dimension, start, end, destination):
    return {"moveDimension": {"source": lines(dimension, start, end), "destinationIndex": destination}}


def anchor(dimension, at, key):
    place = {"dimensionRange": lines(dimension, at, at + 1)}
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": key,
                "visibility": "DOCUMENT",
                "location": place,
            }
        }
    }


def anchors(book, kind):
    """Where the anchors are: the keys by position."""
    data = book.get(f"sheets.data.{kind}Metadata.developerMetadata.metadataKey")["sheets"][0]["data"][0]
    found = enumerate(data[f"{kind}Metadata"])
    return {at: each["developerMetadata"][0]["metadataKey"] for at, each in found if "developerMetadata" in each}


@pytest.fixture
def table(book):
    """Three columns and four rows of values, with an anchor on the second row and on the second column."""
    book.write("A1", [["а1", "б1", "в1"], ["а2", "б2", "в2"], ["а3", "б3", "в3"], ["а4", "б4", "в4"]])
    book.batch(anchor("ROWS", 1, "row"), anchor("COLUMNS", 1, "column"))
    return book


def test_inserted_lines_push_values_and_anchors(table):
    table.batch(insert("ROWS", 1, 3), insert("COLUMNS", 0, 1))
    assert table.values("A1:D4") == [["", "а1", "б1", "в1"], [], [], ["", "а2", "б2", "в2"]]
    assert (anchors(table, "row"), anchors(table, "column")) == ({3: "row"}, {2: "column"})
    assert table.read("Sheet1")["range"] == "Sheet1!A1:AA1002"


def test_deleted_lines_take_their_values_and_anchors(table):
    table.batch(delete("ROWS", 1, 2), delete("COLUMNS", 1, 2))
    assert table.values("Sheet1") == [["а1", "в1"], ["а3", "в3"], ["а4", "в4"]]
    assert (anchors(table, "row"), anchors(table, "column")) == ({}, {})
    assert table.read("Sheet1")["range"] == "Sheet1!A1:Y999"


@pytest.mark.parametrize(
    ("start", "end", "destination", "order", "at"),
    [(0, 1, 3, "2314", 0), (2, 4, 0, "3412", 3), (1, 2, 4, "1342", 3), (1, 2, 1, "1234", 1), (1, 2, 2, "1234", 1)],
)
def test_rows_move_to_where_the_destination_was_before(table, start, end, destination, order, at):
    table.batch(move("ROWS", start, end, destination))
    assert table.values("A1:A4") == [[f"а{each}"] for each in order]
    assert anchors(table, "row") == {at: "row"}


def test_the_last_row_can_move(table):
    table.batch(move("ROWS", 999, 1000, 0))
    assert table.values("A1:A2") == [[], ["а1"]]


def test_columns_move_with_their_anchors(table):
    table.batch(move("COLUMNS", 1, 2, 0))
    assert table.values("A1:C1") == [["б1", "а1", "в1"]]
    assert anchors(table, "column") == {0: "column"}


def test_appended_lines_are_empty_and_last(table):
    request = {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 5}}
    table.batch(request, {"appendDimension": {"dimension": "COLUMNS", "length": 1}})
    assert table.read("Sheet1")["range"] == "Sheet1!A1:AA1005"


def test_new_rows_look_like_the_row_they_are_told_to_look_like(book):
    bold, plain = {"textFormat": {"bold": True}}, {"textFormat": {"italic": True}}
    for row, form in ((0, bold), (1, plain)):
        cell = {"userEnteredFormat": form, "userEnteredValue": {"stringValue": "а"}, "note": "пометка"}
        book.batch({"repeatCell": {"range": grid(row, 0, row + 1, 1), "cell": cell, "fields": "*"}})
    book.batch(insert("ROWS", 1, 2, inheritFromBefore=True))
    assert book.cells("A2", "userEnteredFormat,note,userEnteredValue") == [[{"userEnteredFormat": bold}]]
    book.batch(insert("ROWS", 2, 3))
    assert book.cells("A3", "userEnteredFormat") == [[{"userEnteredFormat": plain}]]


def test_new_columns_look_like_the_column_beside_them(book):
    rule = {"condition": {"type": "BOOLEAN"}}
    book.batch(
        {"setDataValidation": {"range": grid(1, 1, None, 2), "rule": rule}},
        insert("COLUMNS", 2, 3, inheritFromBefore=True),
    )
    assert book.cells("B1:D2", "dataValidation") == [[], [{"dataValidation": rule}, {"dataValidation": rule}]]


def test_rules_and_formats_of_a_whole_column_reach_rows_inserted_later(book):
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "да"}]}, "strict": True}
    book.batch({"setDataValidation": {"range": grid(1, 2, None, 3), "rule": rule}}, insert("ROWS", 500, 501))
    book.write("C501", [["да"]])
    assert book.cells("C501:C502", "dataValidation,effectiveValue") == [
        [{"dataValidation": rule, "effectiveValue": {"stringValue": "да"}}],
        [{"dataValidation": rule}],
    ]
    assert book.cells("C1", "dataValidation") == []
    stored = book.school.state.db.execute("SELECT COUNT(*) FROM grid_rows").fetchone()
    assert stored < (10,), "a rule of a column is kept once, not once per row"


def test_sizes_and_hidden_lines_follow_their_lines(book):
    change = {"properties": {"pixelSize": 50, "hiddenByUser": True}, "fields": "pixelSize,hiddenByUser"}
    book.batch({"updateDimensionProperties": {"range": lines("ROWS", 1, 2), **change}}, insert("ROWS", 0, 1))
    metadata = book.get("sheets.data.rowMetadata", ranges="A1:A3")["sheets"][0]["data"][0]["rowMetadata"]
    assert metadata == [{"pixelSize": 21}, {"pixelSize": 21}, {"pixelSize": 50, "hiddenByUser": True}]
    book.batch({"updateDimensionProperties": {"range": lines("ROWS", 2, 3), "properties": {}, "fields": "*"}})
    metadata = book.get("sheets.data.rowMetadata", ranges="A3")["sheets"][0]["data"][0]["rowMetadata"]
    assert metadata == [{"pixelSize": 21}]


def test_resizing_to_fit_is_taken(book):
    assert book.batch({"autoResizeDimensions": {"dimensions": lines("COLUMNS", 0, 5)}}) == [{}]


def test_ranges_follow_the_lines_they_cover(book):
    band = {"headerColor": {"red": 1}, "firstBandColor": {}, "secondBandColor": {"blue": 1}}
    formula = {"condition": {"type": "NOT_BLANK"}, "format": {"textFormat": {"bold": True}}}
    kept = grid(2, 1, 5, 3)
    book.batch(
        {"addProtectedRange": {"protectedRange": {"range": kept, "warningOnly": True}}},
        {"addNamedRange": {"namedRange": {"name": "Имена", "range": kept}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [kept], "booleanRule": formula}}},
        {"addBanding": {"bandedRange": {"range": kept, "rowProperties": band}}},
        {"mergeCells": {"range": grid(2, 1, 3, 3)}},
        {
            "setBasicFilter": {
                "filter": {
                    "range": kept,
                    "filterSpecs": [{"columnIndex": 2, "filterCriteria": {"hiddenValues": ["x"]}}],
                }
            }
        },
        insert("ROWS", 3, 5),
        insert("COLUMNS", 0, 1),
        delete("ROWS", 0, 1),
    )
    moved = {name: value for name, value in grid(1, 2, 6, 4).items() if name != "sheetId"}
    sheet = book.sheet()
    for name in ("protectedRanges", "bandedRanges"):
        assert sheet[name][0]["range"] == moved
    assert sheet["conditionalFormats"][0]["ranges"] == [moved]
    assert sheet["basicFilter"]["range"] == moved
    assert sheet["basicFilter"]["filterSpecs"][0]["columnIndex"] == 3
    assert sheet["merges"] == [{**moved, "endRowIndex": 2}]
    assert book.get("namedRanges.range")["namedRanges"] == [{"range": moved}]
    book.batch(delete("ROWS", 1, 6))
    names = {"protectedRanges", "bandedRanges", "conditionalFormats", "basicFilter", "merges"}
    assert not names & book.sheet().keys()
    assert "namedRanges" not in book.get()


def test_frozen_rows_are_frozen_no_longer_when_they_are_deleted(book):
    frozen = {"properties": {"gridProperties": {"frozenRowCount": 2}}, "fields": "gridProperties.frozenRowCount"}
    book.batch({"updateSheetProperties": frozen}, delete("ROWS", 0, 1))
    assert book.sheet()["properties"]["gridProperties"]["frozenRowCount"] == 1


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (insert("ROWS", 0, 1, inheritFromBefore=True), "inheritFromBefore cannot be true"),
        (insert("ROWS", 1001, 1002), "startIndex[1001] must not be greater than 1000."),
        (insert("COLUMNS", 0, 20_000), "above the limit of 10000000 cells"),
        (delete("ROWS", 1000, 1001), "Cannot delete a row that doesn't exist."),
        (delete("ROWS", 0, 1000), "You can't delete all the rows on the sheet."),
        (delete("COLUMNS", 1, 26), "Sorry, it is not possible to delete all non-frozen columns."),
        (move("ROWS", 0, 1, 1001), "Cannot move rows [0, 1) to 1001."),
        (move("ROWS", 0, 3, 1), "Cannot move a range into itself."),
        ({"insertDimension": {"range": {"startIndex": 0, "endIndex": 1}}}, "No dimension was specified."),
        ({"insertDimension": {"range": lines("ROWS", 0, 1, sheet=9)}}, "No grid with id: 9"),
        ({"appendDimension": {"dimension": "ROWS"}}, "The length must be positive."),
    ],
)
def test_what_cannot_be_done_to_lines_is_refused(book, request_, words):
    frozen = {"properties": {"gridProperties": {"frozenColumnCount": 1}}, "fields": "gridProperties.frozenColumnCount"}
    book.batch({"updateSheetProperties": frozen})
    assert words in book.refusal(request_)


positions = st.integers(0, 6)


@given(st.lists(st.tuples(st.sampled_from(["insert", "delete", "move"]), positions, positions, positions), max_size=6))
def test_an_axis_does_what_a_plain_list_does(steps):
    axis, plain = Axis.of(7), list(range(1, 8))
    for deed, one, other, third in steps:
        start, end = sorted((min(one, len(plain)), min(other, len(plain))))
        target = min(third, len(plain))
        if deed == "insert":
            plain[start:start] = axis.insert(start, end - start)
        elif deed == "delete":
            axis.delete(start, end)
            plain = plain[:start] + plain[end:]
        elif not start < target < end:
            axis.move(start, end, target)
            before = [each for at, each in enumerate(plain) if at < target and not start <= at < end]
            after = [each for at, each in enumerate(plain) if at >= target and not start <= at < end]
            plain = before + plain[start:end] + after
        assert axis.ids == plain


@given(positions, positions, positions, positions)
def test_a_span_covers_after_a_change_what_it_covered_before(one, other, third, fourth):
    """Lines are named by their old index: what was inside and still exists is inside afterwards."""
    start, end = min(one, other), max(one, other) + 1
    first, last = sorted((third, fourth))
    for change, lines_now in (
        (after_insert((start, end), first, 2), [*range(first), -1, -1, *range(first, 9)]),
        (after_delete((start, end), first, last), [*range(first), *range(last, 9)]),
    ):
        left = [each for each in range(start, end) if each in lines_now]
        assert (change is None) == (not left)
        if change:
            covered = [each for each in lines_now[change[0] : change[1]] if each >= 0]
            assert covered == left


def test_a_range_that_lies_inside_moved_lines_goes_with_them():
    assert after_move((3, 5), 2, 6, 0) == (1, 3)
    assert after_move((3, 5), 2, 6, 8) == (5, 7)
    assert after_move((0, 4), 1, 2, 9) == (0, 3)
    assert after_move((0, 4), 6, 7, 2) == (0, 5)


def test_a_big_sheet_costs_as_much_as_what_is_in_it(school):
    book = Spreadsheet(
        school, sheets=[{"title": "Большая", "gridProperties": {"rowCount": 100_000, "columnCount": 50}}]
    )
    book.write("AX100000", [["конец"]])
    stored = school.state.db.execute("SELECT SUM(LENGTH(cells)) FROM grid_rows").fetchone()[0]
    assert stored < 100
    assert book.values("AX99999:AX100000") == [[], ["конец"]]
