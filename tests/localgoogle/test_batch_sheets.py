"""Sheets are added, copied, changed, moved and deleted."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import Spreadsheet, grid

TOO_MANY_CELLS = "This action would increase the number of cells in the workbook above the limit of 10000000 cells."


def titles(book):
    return [each["properties"]["title"] for each in book.get("sheets.properties.title")["sheets"]]


def add(title, sheet_id=None, **more):
    identity = {} if sheet_id is None else {"sheetId": sheet_id}
    return {"addSheet": {"properties": {"title": title, **identity, **more}}}


def change(sheet_id, fields, **properties):
    return {"updateSheetProperties": {"properties": {"sheetId": sheet_id, **properties}, "fields": fields}}


def test_a_new_sheet_is_last_and_has_google_s_size(book):
    reply = book.batch(add("Пары", 5))[0]["addSheet"]["properties"]
    size = {"rowCount": 1000, "columnCount": 26}
    assert reply == {"sheetId": 5, "title": "Пары", "index": 1, "sheetType": "GRID", "gridProperties": size}
    assert titles(book) == ["Sheet1", "Пары"]


def test_a_new_sheet_may_choose_its_place_size_and_looks(book):
    book.batch(
        add(
            "Пары",
            5,
            index=0,
            hidden=True,
            rightToLeft=True,
            tabColorStyle={"rgbColor": {"red": 1}},
            gridProperties={"rowCount": 10, "columnCount": 3, "frozenRowCount": 1},
        )
    )
    assert book.sheet()["properties"] == {
        "sheetId": 5,
        "title": "Пары",
        "index": 0,
        "sheetType": "GRID",
        "hidden": True,
        "rightToLeft": True,
        "tabColor": {"red": 1},
        "tabColorStyle": {"rgbColor": {"red": 1}},
        "gridProperties": {"rowCount": 10, "columnCount": 3, "frozenRowCount": 1},
    }


def test_a_sheet_without_a_name_or_an_id_gets_them(book):
    first, second = (reply["addSheet"]["properties"] for reply in book.batch({"addSheet": {}}, {"addSheet": {}}))
    assert (first["title"], second["title"]) == ("Sheet2", "Sheet3")
    assert first["sheetId"] != second["sheetId"]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (add("Sheet1"), 'addSheet: A sheet with the name "Sheet1" already exists. Please enter another name.'),
        (add("sheet1"), 'addSheet: A sheet with the name "sheet1" already exists. Please enter another name.'),
        (add("Б", 0), "addSheet: A sheet with the id 0 already exists."),
        (add("Б", -1), "addSheet: Sheet id must be non-negative: -1"),
        (add(""), None),
        (add("x" * 101), "addSheet: The sheet title must be at most 100 characters long."),
        (add("Б", index=5), "addSheet: The sheet index 5 is outside of 0..1."),
        (add("Б", sheetType="OBJECT"), "addSheet: localgoogle does not support sheets of type OBJECT."),
        (
            add("Б", gridProperties={"rowCount": 1_000_000}),
            f"addSheet: {TOO_MANY_CELLS}",
        ),
        (
            add("Б", gridProperties={"rowCount": 3, "frozenRowCount": 3}),
            "addSheet: You can't freeze all visible rows on the sheet.",
        ),
        ({"deleteSheet": {"sheetId": 0}}, "deleteSheet: You can't remove all the sheets in a document."),
        ({"deleteSheet": {"sheetId": 8}}, "deleteSheet: No sheet with id: 8"),
        (change(0, "hidden", hidden=True), "updateSheetProperties: You can't hide all the sheets in a document."),
        (change(8, "title", title="Б"), "updateSheetProperties: No sheet with id: 8"),
        (change(0, "title"), "updateSheetProperties: The sheet title cannot be empty."),
        (
            change(0, "", title="Б"),
            "updateSheetProperties: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
        ),
    ],
)
def test_what_google_refuses_is_refused(book, request_, words):
    if words is None:
        assert book.batch(request_)[0]["addSheet"]["properties"]["title"] == "Sheet2"
    else:
        assert book.refusal(request_) == f"Invalid requests[0].{words}"


def test_an_id_may_be_used_again_once_its_sheet_is_gone(book):
    book.batch(add("А", 5))
    book.write("А!A1", [["старое"]])
    book.batch({"deleteSheet": {"sheetId": 5}}, add("Б", 5))
    assert book.values("Б!A1") == []
    book.school.state.caches.clear()
    assert book.values("Б!A1") == []
    assert titles(book) == ["Sheet1", "Б"]


def test_deleting_a_sheet_takes_what_was_tied_to_it(book):
    place = {"sheetId": 5}
    metadata = {"metadataId": 1, "metadataKey": "k", "visibility": "DOCUMENT", "location": place}
    book.batch(
        add("А", 5),
        {"createDeveloperMetadata": {"developerMetadata": metadata}},
        {"addNamedRange": {"namedRange": {"name": "Имена", "range": grid(0, 0, 2, 2, sheet=5)}}},
        {"deleteSheet": {"sheetId": 5}},
    )
    assert book.get("namedRanges,sheets.developerMetadata") == {"sheets": [{}]}
    parts = book.school.state.db.execute("SELECT part FROM documents WHERE file_id = ?", (book.id,))
    assert ("sheet:5",) not in parts.fetchall(), "what is deleted must not stay on the disk"


def test_properties_change_by_mask_and_what_is_missing_is_reset(book):
    book.batch(
        change(
            0,
            "title,gridProperties.frozenRowCount,tabColorStyle,rightToLeft",
            title="Базы",
            gridProperties={"frozenRowCount": 2},
            tabColorStyle={"rgbColor": {"blue": 1}},
            rightToLeft=True,
        )
    )
    found = book.sheet()["properties"]
    assert found["gridProperties"] == {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 2}
    assert (found["tabColor"], found["rightToLeft"]) == ({"blue": 1}, True)
    book.batch(change(0, "gridProperties.frozenRowCount,tabColorStyle,rightToLeft", tabColorStyle={"rgbColor": None}))
    assert book.sheet()["properties"] == {
        "sheetId": 0,
        "title": "Базы",
        "index": 0,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 1000, "columnCount": 26},
    }


def test_a_sheet_can_grow_and_shrink(book):
    book.write("A1", [["а"], ["б"], ["в"]])
    book.batch(change(0, "gridProperties(rowCount,columnCount)", gridProperties={"rowCount": 2, "columnCount": 30}))
    assert book.read("Sheet1")["range"] == "Sheet1!A1:AD2"
    book.batch(change(0, "gridProperties.rowCount", gridProperties={"rowCount": 3}))
    assert book.values("Sheet1") == [["а"], ["б"]]


@pytest.mark.parametrize(("sheet_id", "index", "order"), [(1, 3, "231"), (1, 2, "213"), (1, 0, "123"), (3, 0, "312")])
def test_a_sheet_moves_by_an_index_that_counts_before_the_move(school, sheet_id, index, order):
    book = Spreadsheet(school, sheets=[{"sheetId": each, "title": str(each)} for each in (1, 2, 3)])
    book.batch(change(sheet_id, "index", index=index))
    assert "".join(titles(book)) == order
    indexes = [each["properties"]["index"] for each in book.get("sheets.properties.index")["sheets"]]
    assert indexes == [0, 1, 2]


def test_a_sheet_cannot_move_past_the_last_one(book):
    assert "The sheet index 2 is outside of 0..1." in book.refusal(change(0, "index", index=2))


def test_a_copy_has_everything_but_the_name(book):
    book.write("A1", [["а", 5]])
    book.batch(
        {"setDataValidation": {"range": grid(1, 0, None, 1), "rule": {"condition": {"type": "BOOLEAN"}}}},
        {"mergeCells": {"range": grid(5, 0, 6, 2)}},
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 3, "range": grid(0, 0, 1, 1)}}},
        {
            "updateDimensionProperties": {
                "range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1},
                "properties": {"pixelSize": 300},
                "fields": "pixelSize",
            }
        },
    )
    reply = book.batch({"duplicateSheet": {"newSheetId": 9, "insertSheetIndex": 1}})[0]["duplicateSheet"]["properties"]
    assert (reply["sheetId"], reply["title"], reply["index"]) == (9, "Copy of Sheet1", 1)
    assert book.values("'Copy of Sheet1'!A1:B1") == [["а", 5]]
    copy = book.sheet(1)
    assert copy["merges"] == [grid(5, 0, 6, 2, sheet=9)]
    assert copy["protectedRanges"][0]["range"]["sheetId"] == 9
    assert copy["protectedRanges"][0]["protectedRangeId"] != 3
    book.write("'Copy of Sheet1'!A1", [["б"]])
    assert book.values("Sheet1!A1") == [["а"]]
    second = book.batch({"duplicateSheet": {}})[0]["duplicateSheet"]["properties"]
    assert second["title"] == "Copy of Sheet1 2"
