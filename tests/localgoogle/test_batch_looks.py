"""Rules of colour, banding, borders, text runs and tables: kept, following their cells, given back as they came."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import grid, lines

RED, GREEN = {"red": 1}, {"green": 1}


def rule(color, *ranges):
    look = {"condition": {"type": "NOT_BLANK"}, "format": {"backgroundColor": color}}
    return {"ranges": list(ranges or [grid(0, 0, 5, 1)]), "booleanRule": look}


def colors(book):
    return [each["booleanRule"]["format"]["backgroundColor"] for each in book.sheet().get("conditionalFormats", [])]


def test_a_rule_of_colour_is_replaced_moved_and_deleted(book):
    book.batch(*[{"addConditionalFormatRule": {"rule": rule(color), "index": 0}} for color in (RED, GREEN)])
    blue = rule({"blue": 1})
    replies = book.batch(
        {"updateConditionalFormatRule": {"index": 1, "rule": blue}},
        {"updateConditionalFormatRule": {"index": 1, "newIndex": 0, "sheetId": 0}},
        {"deleteConditionalFormatRule": {"index": 1, "sheetId": 0}},
    )
    replaced = replies[0]["updateConditionalFormatRule"]
    assert replaced["newRule"]["booleanRule"]["format"]["backgroundColorStyle"] == {"rgbColor": {"blue": 1}}
    assert replaced["oldRule"]["booleanRule"]["format"]["backgroundColor"] == RED
    moved = replies[1]["updateConditionalFormatRule"]
    assert (moved.get("newIndex", 0), moved["oldIndex"]) == (0, 1)
    assert replies[2]["deleteConditionalFormatRule"]["rule"]["booleanRule"]["format"]["backgroundColor"] == GREEN
    assert colors(book) == [{"blue": 1}]
    refused = book.refusal({"deleteConditionalFormatRule": {"index": 1}})
    assert refused.endswith("No conditional format on sheet: 0 at index: 1")


def test_banding_is_changed_and_deleted(book):
    rows = {"headerColor": RED, "firstBandColor": GREEN}
    book.batch({"addBanding": {"bandedRange": {"bandedRangeId": 5, "range": grid(0, 0, 4, 2), "rowProperties": rows}}})
    change = {"bandedRangeId": 5, "range": grid(0, 0, 9, 2), "rowProperties": {"headerColorStyle": {"rgbColor": GREEN}}}
    book.batch({"updateBanding": {"bandedRange": change, "fields": "range,rowProperties.headerColor"}})
    banded = book.sheet()["bandedRanges"][0]
    assert banded["range"]["endRowIndex"] == 9
    assert banded["rowProperties"]["headerColor"] == GREEN
    assert banded["rowProperties"]["firstBandColor"] == GREEN
    book.batch({"deleteBanding": {"bandedRangeId": 5}})
    assert "bandedRanges" not in book.sheet()
    assert book.refusal({"deleteBanding": {"bandedRangeId": 5}}).endswith("No banded range with id: 5")


# runs


def write_cell(fields, **cell):
    return {"updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": fields}}


RUNS = [{"format": {"bold": True}}, {"startIndex": 3, "format": {}}]


def test_a_text_keeps_the_looks_of_its_parts_until_it_changes(book):
    text = {"userEnteredValue": {"stringValue": "Аня, 9А"}, "textFormatRuns": RUNS}
    book.batch(write_cell("userEnteredValue,textFormatRuns", **text))
    assert book.cells("A1", "textFormatRuns") == [[{"textFormatRuns": RUNS}]]
    copied = {"source": grid(0, 0, 1, 1), "destination": grid(1, 0, 2, 1)}
    book.batch({"copyPaste": copied}, write_cell("userEnteredValue", userEnteredValue={"stringValue": "Боря"}))
    assert book.cells("A1:A2", "textFormatRuns") == [[{}], [{"textFormatRuns": RUNS}]]
    book.write("A2", [["Вера"]])
    assert book.cells("A2", "textFormatRuns") == [[{}]]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ({"userEnteredValue": {"numberValue": 5}, "textFormatRuns": RUNS}, "can only be set on cells with text"),
        ({"userEnteredValue": {"stringValue": "Ан"}, "textFormatRuns": RUNS}, "must begin inside the text"),
    ],
)
def test_runs_that_fit_no_text_are_refused(book, cell, words):
    assert words in book.refusal(write_cell("userEnteredValue,textFormatRuns", **cell))


def test_a_link_of_a_cell_is_its_hyperlink(book):
    look = {"textFormat": {"link": {"uri": "https://school.ru"}}}
    text = {"stringValue": "Сайт"}
    book.batch(write_cell("userEnteredValue,userEnteredFormat", userEnteredValue=text, userEnteredFormat=look))
    assert book.cells("A1", "hyperlink") == [[{"hyperlink": "https://school.ru"}]]


# tables


@pytest.fixture
def table(book):
    book.write("B2", [["Имя", "Балл", ""], ["Аня", 5, "x"]])
    columns = [{"columnIndex": 1, "columnName": "Балл", "columnType": "DOUBLE"}]
    given = {"name": "Люди", "tableId": "7", "range": grid(1, 1, 4, 4), "columnProperties": columns}
    book.batch({"addTable": {"table": given}})
    return book


def names(book):
    return [(each["columnIndex"], each["columnName"]) for each in book.sheet()["tables"][0]["columnProperties"]]


def test_a_table_knows_its_columns_and_they_follow(table):
    assert names(table) == [(0, "Имя"), (1, "Балл"), (2, "Column 3")]
    table.batch({"insertDimension": {"range": lines("COLUMNS", 0, 1)}})
    assert table.sheet()["tables"][0]["range"]["startColumnIndex"] == 2
    table.batch({"deleteDimension": {"range": lines("COLUMNS", 2, 3)}})
    assert names(table) == [(0, "Балл"), (1, "Column 3")]


def test_a_table_is_renamed_resized_and_deleted_with_its_contents(table):
    change = {"tableId": "7", "name": "Ученики", "range": grid(1, 1, 6, 3)}
    table.batch({"updateTable": {"table": change, "fields": "name,range"}})
    found = table.sheet()["tables"][0]
    assert (found["name"], found["range"]["endRowIndex"]) == ("Ученики", 6)
    assert names(table) == [(0, "Имя"), (1, "Балл")]
    table.batch({"deleteTable": {"tableId": "7"}})
    assert "tables" not in table.sheet()
    assert table.values("A1:D3") == [[], [], ["", "", "", "x"]]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"addTable": {"table": {"name": "люди", "range": grid(8, 0, 9, 2)}}}, "name люди already exists"),
        ({"addTable": {"table": {"tableId": "7", "range": grid(8, 0, 9, 2)}}}, "A table with id 7 already exists."),
        ({"addTable": {"table": {"range": grid(0, 0, 3, 2)}}}, "a range that already has one"),
        ({"deleteTable": {"tableId": "8"}}, "No table with id: 8"),
    ],
)
def test_what_no_table_can_be_is_refused(table, request_, words):
    assert words in table.refusal(request_)
