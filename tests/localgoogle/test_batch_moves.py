"""Cells are copied, cut, sorted and merged."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import grid, lines


def copy(source, destination, **more):
    return {"copyPaste": {"source": source, "destination": destination, **more}}


def sort(where, *columns):
    specs = [
        {"dimensionIndex": abs(each), "sortOrder": "DESCENDING" if str(each).startswith("-") else "ASCENDING"}
        for each in columns
    ]
    return {"sortRange": {"range": where, "sortSpecs": specs}}


FULL = {
    "userEnteredValue": {"numberValue": 46024},
    "userEnteredFormat": {
        "numberFormat": {"type": "DATE", "pattern": "dd.mm.yyyy"},
        "borders": {"top": {"style": "SOLID"}},
    },
    "dataValidation": {"condition": {"type": "DATE_IS_VALID"}},
    "note": "пометка",
}
PARTS = "userEnteredValue,userEnteredFormat,dataValidation,note"


@pytest.mark.parametrize(
    ("paste", "kept"),
    [
        ("PASTE_NORMAL", {"userEnteredValue", "userEnteredFormat", "dataValidation", "note"}),
        ("PASTE_VALUES", {"userEnteredValue"}),
        ("PASTE_FORMULA", {"userEnteredValue"}),
        ("PASTE_FORMAT", {"userEnteredFormat", "dataValidation"}),
        ("PASTE_DATA_VALIDATION", {"dataValidation"}),
    ],
)
def test_what_is_pasted_depends_on_the_paste_type(book, paste, kept):
    book.batch(
        {"repeatCell": {"range": grid(0, 0, 1, 1), "cell": FULL, "fields": "*"}},
        copy(grid(0, 0, 1, 1), grid(1, 1, 2, 2), pasteType=paste),
    )
    assert book.cells("B2", PARTS) == [[{name: FULL[name] for name in FULL if name in kept}]]


def test_borders_can_be_left_behind(book):
    book.batch(
        {"repeatCell": {"range": grid(0, 0, 1, 1), "cell": FULL, "fields": "*"}},
        copy(grid(0, 0, 1, 1), grid(1, 1, 2, 2), pasteType="PASTE_NO_BORDERS"),
    )
    number_format = {"numberFormat": FULL["userEnteredFormat"]["numberFormat"]}
    assert book.cells("B2", PARTS) == [[{**FULL, "userEnteredFormat": number_format}]]


def test_a_copy_sees_what_earlier_requests_of_the_batch_did(book):
    book.write("A1", [["старое"]])
    write = {
        "updateCells": {
            "start": {},
            "fields": "userEnteredValue",
            "rows": [{"values": [{"userEnteredValue": {"stringValue": "новое"}}]}],
        }
    }
    book.batch(
        {"addSheet": {"properties": {"sheetId": 5, "title": "Копия"}}},
        copy(grid(0, 0, 1, 3), grid(0, 0, 1, 3, sheet=5), pasteType="PASTE_VALUES"),
        write,
        copy(grid(0, 0, 1, 3), grid(1, 0, 2, 3, sheet=5), pasteType="PASTE_VALUES"),
    )
    assert book.values("Копия!A1:A2") == [["старое"], ["новое"]]


def test_a_copy_fills_a_bigger_destination_and_overflows_a_smaller_one(book):
    book.write("A1", [["а", "б"]])
    book.batch(copy(grid(0, 0, 1, 2), grid(2, 0, 4, 4)), copy(grid(0, 0, 1, 2), grid(6, 0, 7, 1)))
    assert book.values("A3:D7") == [["а", "б", "а", "б"]] * 2 + [[], [], ["а", "б"]]


def test_a_copy_can_be_turned(book):
    book.write("A1", [["а", "б"], ["в", "г"]])
    book.batch(copy(grid(0, 0, 2, 2), grid(0, 3, 2, 5), pasteOrientation="TRANSPOSE"))
    assert book.values("D1:E2") == [["а", "в"], ["б", "г"]]


@pytest.mark.parametrize(("skips", "copied"), [(False, [["7А"], ["7Б"]]), (True, [["7Б"]])])
def test_whether_a_filtered_row_is_copied_is_a_setting(book, skips, copied):
    book.school.state.settings.copySkipsFilteredRows = skips
    book.write("A1", [["Класс"], ["7А"], ["7Б"]])
    criteria = {"filterSpecs": [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["7А"]}}]}
    book.batch(
        {"setBasicFilter": {"filter": {"range": grid(0, 0, 3, 1), **criteria}}},
        copy(grid(1, 0, 3, 1), grid(1, 3, 2, 4)),
    )
    assert book.values("D2:D3") == copied


def test_a_hidden_row_alone_comes_back_empty(book):
    book.school.state.settings.copySkipsFilteredRows = True
    book.write("A1", [["Класс"], ["7А"]])
    criteria = {"criteria": {"0": {"hiddenValues": ["7А"]}}}
    book.batch(
        {"setBasicFilter": {"filter": {"range": grid(0, 0, 2, 1), **criteria}}},
        copy(grid(1, 0, 2, 1), grid(1, 3, 2, 4)),
    )
    assert book.values("D2") == []
    rows = book.get("sheets.data.rowMetadata.hiddenByFilter")["sheets"][0]["data"][0]["rowMetadata"]
    assert rows[:3] == [{}, {"hiddenByFilter": True}, {}]


def test_what_is_cut_is_gone_from_where_it_was(book):
    book.batch(
        {"repeatCell": {"range": grid(0, 0, 1, 1), "cell": FULL, "fields": "*"}},
        {"cutPaste": {"source": grid(0, 0, 1, 1), "destination": {"rowIndex": 3, "columnIndex": 1}}},
    )
    assert book.cells("A1", PARTS) == []
    assert book.cells("B4", PARTS) == [[FULL]]


def test_a_block_may_be_cut_and_pasted_over_itself(book):
    book.write("A1", [["1"], ["2"], ["3"]])
    book.batch({"cutPaste": {"source": grid(0, 0, 3, 1), "destination": {"rowIndex": 1}}})
    assert book.values("A1:A4") == [[], ["1"], ["2"], ["3"]]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (copy(grid(5, 0, 6, 1), grid(8, 0, 9, 1)), "localgoogle does not support copying merged cells"),
        (copy(grid(1, 0, 3, 1), grid(999, 0, 1000, 1)), "Range (Sheet1!A1000:A1001) exceeds grid limits"),
        (
            copy(grid(1, 0, 2, 1), grid(2, 0, 3, 1), pasteType="PASTE_CONDITIONAL_FORMATTING"),
            "does not support PASTE_CONDITIONAL_FORMATTING",
        ),
        (sort(grid(1, 0, 5, 2), 5), "Sort column 5 is outside of the range."),
        (sort(grid(1, 0, 3, 2)), "At least one sort spec"),
        (sort(grid(4, 0, 9, 2), 0), "merged cells"),
        ({"unmergeCells": {"range": grid(5, 0, 6, 1)}}, "You must select all cells in a merged range"),
    ],
)
def test_what_cannot_be_done_truly_is_refused(book, request_, words):
    book.write("A1", [["=B1"]], "USER_ENTERED")
    book.batch({"mergeCells": {"range": grid(5, 0, 6, 2)}})
    assert words in book.refusal(request_)


def test_rows_are_sorted_by_several_columns_and_blanks_come_last(book):
    rows = [["7Б", 2], ["7А", 1], ["", 9], ["7б", 1], ["7А", 3], [True, 0], [10, 0]]
    book.write("A2", rows)
    book.batch(sort(grid(1, 0, 8, 2), 0, -1))
    assert book.values("A2:B8") == [[10, 0], ["7А", 3], ["7А", 1], ["7Б", 2], ["7б", 1], [True, 0], ["", 9]]
    book.batch(sort(grid(1, 0, 8, 2), -1))
    assert [row[1] for row in book.values("A2:B8")] == [9, 3, 2, 1, 1, 0, 0]


def test_sorting_downwards_leaves_blanks_last_and_equals_in_order(book):
    book.write("A1", [["", "1"], ["а", "2"], ["б", "3"], ["А", "4"]])
    request = {"range": grid(0, 0, 4, 2), "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]}
    book.batch({"sortRange": request})
    assert book.values("B1:B4") == [["3"], ["2"], ["4"], ["1"]]


def test_row_anchors_and_formats_travel_with_sorted_values_and_other_columns_stay(book):
    book.write("A1", [["в", "", "1"], ["а", "", "2"], ["б", "", "3"]])
    place = {"dimensionRange": lines("ROWS", 0, 1)}
    metadata = {"metadataId": 7, "metadataKey": "k", "visibility": "DOCUMENT", "location": place}
    book.batch(
        {"createDeveloperMetadata": {"developerMetadata": metadata}},
        {"repeatCell": {"range": grid(0, 0, 1, 1), "cell": {"note": "это в"}, "fields": "note"}},
        sort(grid(0, 0, 3, 2), 0),
    )
    assert book.values("A1:C3") == [["а", "", "1"], ["б", "", "2"], ["в", "", "3"]]
    assert book.cells("A3", "note") == [[{"note": "это в"}]]
    found = book.school.ok("GET", f"{book.path}/developerMetadata/7")
    assert found["location"]["dimensionRange"]["startIndex"] == 2


@pytest.mark.parametrize(
    ("merge_type", "merges", "left"),
    [
        ("MERGE_ALL", [grid(0, 0, 2, 2)], [["а"]]),
        ("MERGE_ROWS", [grid(0, 0, 1, 2), grid(1, 0, 2, 2)], [["а"], ["в"]]),
        ("MERGE_COLUMNS", [grid(0, 0, 2, 1), grid(0, 1, 2, 2)], [["а", "б"]]),
    ],
)
def test_merging_keeps_the_first_value_of_each_merge(book, merge_type, merges, left):
    book.write("A1", [["а", "б"], ["в", "г"]])
    book.batch({"mergeCells": {"range": grid(0, 0, 2, 2), "mergeType": merge_type}})
    without_ids = [{name: value for name, value in each.items() if name != "sheetId"} for each in merges]
    assert book.sheet()["merges"] == without_ids
    assert book.values("A1:B2") == left
    book.batch({"unmergeCells": {"range": grid(0, 0, 5, 5)}})
    assert "merges" not in book.sheet()


def test_a_bigger_merge_replaces_the_merges_inside_it(book):
    book.batch(
        {"mergeCells": {"range": grid(0, 0, 2, 2), "mergeType": "MERGE_ROWS"}},
        {"mergeCells": {"range": grid(0, 0, 2, 2), "mergeType": "MERGE_ALL"}},
    )
    assert len(book.sheet()["merges"]) == 1


def test_a_merge_is_taken_apart(book):
    book.batch({"mergeCells": {"range": grid(0, 0, 2, 2)}})
    refused = book.refusal({"unmergeCells": {"range": grid(0, 0, 1, 2)}})
    assert "You must select all cells in a merged range" in refused
    book.batch({"unmergeCells": {"range": grid(0, 0, 3, 3)}})
    assert "merges" not in book.sheet()
