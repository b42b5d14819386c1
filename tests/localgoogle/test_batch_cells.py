"""Cells are written, repeated, appended, ruled and bordered."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import grid


def text(*values):
    """A row of text cells; None is a cell of which nothing is said."""
    return {"values": [{} if each is None else {"userEnteredValue": {"stringValue": each}} for each in values]}


def update(rows, fields="userEnteredValue", **where):
    return {"updateCells": {"rows": rows, "fields": fields, **(where or {"start": {}})}}


def repeat(cell, fields, *where):
    return {"repeatCell": {"range": grid(*where), "cell": cell, "fields": fields}}


def test_text_stays_text_whatever_it_looks_like(book):
    nasty = ["+79161234567", "007", "12E3", "=1+1", "10-11", "-5", "@all", "'q"]
    book.batch(update([text(*nasty)]))
    assert book.values("A1:H1") == [nasty]


def test_each_kind_of_value_comes_back_as_it_was_sent(book):
    values = [{"numberValue": 5}, {"numberValue": 0}, {"boolValue": False}, {"stringValue": "а"}]
    book.batch(update([{"values": [{"userEnteredValue": each} for each in values]}]))
    assert book.cells("A1:D1", "userEnteredValue,effectiveValue") == [
        [{"userEnteredValue": each, "effectiveValue": each} for each in values]
    ]


def test_a_range_resets_what_its_rows_leave_out(book):
    book.write("A1", [["а", "б", "в"], ["г", "д", "е"], ["ж", "з", "и"]])
    book.batch(update([text("1")], range=grid(0, 0, 2, 2)))
    assert book.values("A1:C3") == [["1", "", "в"], ["", "", "е"], ["ж", "з", "и"]]


def test_a_start_leaves_alone_what_its_rows_leave_out(book):
    book.write("A1", [["а", "б"], ["в", "г"]])
    book.batch(update([text("1"), text("2", None)], start={"rowIndex": 0, "columnIndex": 0}))
    assert book.values("A1:B2") == [["1", "б"], ["2"]]


def test_only_masked_parts_of_a_cell_change(book):
    whole = {
        "userEnteredValue": {"stringValue": "а"},
        "note": "пометка",
        "userEnteredFormat": {"textFormat": {"bold": True, "fontSize": 12}, "wrapStrategy": "WRAP"},
    }
    book.batch(repeat(whole, "*", 0, 0, 1, 1))
    book.batch(
        repeat(
            {"userEnteredFormat": {"textFormat": {"fontSize": 20}}}, "userEnteredFormat.textFormat.fontSize", 0, 0, 1, 1
        )
    )
    expected = {**whole, "userEnteredFormat": {"textFormat": {"bold": True, "fontSize": 20}, "wrapStrategy": "WRAP"}}
    assert book.cells("A1", "userEnteredValue,note,userEnteredFormat") == [[expected]]
    book.batch(repeat({}, "note,userEnteredFormat.textFormat", 0, 0, 1, 1))
    assert book.cells("A1", "userEnteredValue,note,userEnteredFormat") == [
        [{"userEnteredValue": {"stringValue": "а"}, "userEnteredFormat": {"wrapStrategy": "WRAP"}}]
    ]
    book.batch(repeat({}, "*", 0, 0, 1, 1))
    assert book.cells("A1", "userEnteredValue") == []


def test_a_colour_and_its_style_are_one_thing(book):
    tint = {"red": 127 / 255, "green": 0, "blue": 1}
    kept = {"red": 0.49803922, "blue": 1}
    book.batch(
        repeat({"userEnteredFormat": {"backgroundColor": tint}}, "userEnteredFormat.backgroundColor", 0, 0, 1, 1)
    )
    both = {"backgroundColor": kept, "backgroundColorStyle": {"rgbColor": kept}}
    assert book.cells("A1", "userEnteredFormat") == [[{"userEnteredFormat": both}]]
    black = {"textFormat": {"foregroundColorStyle": {"rgbColor": {}}}}
    book.batch(repeat({"userEnteredFormat": black}, "userEnteredFormat(textFormat,backgroundColor)", 0, 0, 1, 1))
    both = {"textFormat": {"foregroundColor": {}, "foregroundColorStyle": {"rgbColor": {}}}}
    assert book.cells("A1", "userEnteredFormat") == [[{"userEnteredFormat": both}]]


def test_a_format_of_whole_columns_leaves_the_header_as_it_was(book):
    book.write("A1", [["Дата"], ["2026-01-02"]], "USER_ENTERED")
    form = {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "dd.mm.yyyy"}}}
    book.batch(repeat(form, "userEnteredFormat.numberFormat", 1, 0))
    book.batch(update([{"values": [{"userEnteredValue": {"numberValue": 46024}}]}], start={"rowIndex": 900}))
    assert book.cells("A1", "userEnteredFormat") == [[{}]]
    assert book.read("A901")["values"] == [["02.01.2026"]]
    assert book.read("A2")["values"] == [["02.01.2026"]]
    book.batch(repeat({}, "userEnteredFormat", 1, 0))
    assert book.read("A901")["values"] == [["46024"]]


def test_a_value_repeated_to_the_end_is_in_every_row(book):
    book.batch(repeat({"userEnteredValue": {"boolValue": False}}, "userEnteredValue", 998, 0, None, 2))
    assert book.values("Sheet1")[996:] == [[], [], [False, False], [False, False]]


def test_rows_are_appended_below_the_last_data_even_a_stray_note(book):
    append = {"appendCells": {"sheetId": 0, "rows": [text("новый")], "fields": "userEnteredValue"}}
    book.batch(append)
    assert book.values("A1:A3") == [["новый"]]
    book.batch(repeat({"note": "пометка"}, "note", 10, 3, 11, 4), append)
    assert book.values("A12") == [["новый"]]


def test_appending_to_a_full_sheet_makes_it_longer(book):
    book.write("A1000", [["конец"]])
    rows = [text("1"), text("2")]
    book.batch({"appendCells": {"rows": rows, "fields": "userEnteredValue"}})
    assert book.read("A1000:A")["values"] == [["конец"], ["1"], ["2"]]
    assert book.read("Sheet1")["range"] == "Sheet1!A1:Z1002"


def test_a_rule_is_set_given_back_and_taken_away(book):
    values = [{"userEnteredValue": each} for each in ("утвердить", "отклонить")]
    rule = {"condition": {"type": "ONE_OF_LIST", "values": values}, "strict": True, "showCustomUi": True}
    book.batch({"setDataValidation": {"range": grid(0, 0, 2, 1), "rule": rule}})
    assert book.cells("A1:A3", "dataValidation") == [[{"dataValidation": rule}]] * 2
    book.write("A1", [["утвердить"]])
    book.batch({"setDataValidation": {"range": grid(0, 0, 1, 1)}})
    assert book.cells("A1:A2", "dataValidation") == [[{}], [{"dataValidation": rule}]]
    assert book.values("A1") == [["утвердить"]]


def test_a_rule_passes_over_rows_that_the_filter_hides_unless_told_otherwise(book):
    book.write("A1", [["Класс"], ["7А"], ["7Б"]])
    criteria = {"filterSpecs": [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["7А"]}}]}
    rule = {"condition": {"type": "BOOLEAN"}}
    request = {"range": grid(1, 1, 3, 2), "rule": rule}
    book.batch({"setBasicFilter": {"filter": {"range": grid(0, 0, 3, 1), **criteria}}}, {"setDataValidation": request})
    assert book.cells("B2:B3", "dataValidation") == [[], [{"dataValidation": rule}]]
    book.batch({"setDataValidation": {**request, "filteredRowsIncluded": True}})
    assert book.cells("B2:B3", "dataValidation") == [[{"dataValidation": rule}]] * 2


def test_borders_go_around_and_between(book):
    thick, thin = {"style": "SOLID_THICK"}, {"style": "SOLID"}
    book.batch(
        {
            "updateBorders": {
                "range": grid(0, 0, 2, 2),
                "top": thick,
                "bottom": thick,
                "left": thick,
                "right": thick,
                "innerVertical": thin,
            }
        }
    )
    cells = book.cells("A1:B2", "userEnteredFormat.borders")
    borders = [[cell["userEnteredFormat"]["borders"] for cell in row] for row in cells]
    assert borders == [
        [{"top": thick, "left": thick, "right": thin}, {"top": thick, "left": thin, "right": thick}],
        [{"bottom": thick, "left": thick, "right": thin}, {"bottom": thick, "left": thin, "right": thick}],
    ]
    book.batch(
        {
            "updateBorders": {
                "range": grid(0, 0, 2, 2),
                **{side: {"style": "NONE"} for side in ("top", "bottom", "left", "right", "innerVertical")},
            }
        }
    )
    assert book.cells("A1:B2", "userEnteredFormat") == []


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (update([text("а")], range=grid(1000, 0)), "Range (Sheet1!A1001) exceeds grid limits"),
        (
            repeat({}, "*", 1000, 0, None, 2),
            "Range (Sheet1!A1001:B) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (repeat({}, "*", 0, 26), "exceeds grid limits. Max rows: 1000, max columns: 26"),
        (
            update([text("а", "б", "в")], range=grid(0, 0, 1, 2)),
            "Attempting to write column: 2, beyond the last requested column of: 1",
        ),
        (
            update([text("а"), text("б")], range=grid(0, 0, 1, 2)),
            "Attempting to write row: 1, beyond the last requested row of: 0",
        ),
        (update([text("а")], start={"rowIndex": 999, "columnIndex": 26}), "exceeds grid limits"),
        (
            update([text("а", "б")], start={"columnIndex": 25}),
            "Attempting to write column: 26, beyond the last requested column of: 25",
        ),
        (update([text("x" * 50_001)]), "Your input contains more than the maximum of 50000 characters"),
        ({"updateCells": {"rows": [], "fields": "*"}}, "Either a start or a range must be set"),
        (
            repeat({"userEnteredValue": {"errorValue": {"type": "REF"}}}, "userEnteredValue", 0, 0),
            "errorValue is read-only",
        ),
        (
            repeat({"userEnteredValue": {"numberValue": 1, "boolValue": True}}, "userEnteredValue", 0, 0),
            "Only one kind of value can be set",
        ),
        ({"setDataValidation": {"range": grid(0, 0), "rule": {}}}, "needs a condition with a type"),
        (
            {"setDataValidation": {"range": grid(0, 0), "rule": {"condition": {"type": "ONE_OF_LIST"}}}},
            "ConditionType ONE_OF_LIST takes 1 to 500 values, but 0 were given.",
        ),
        (
            {
                "setDataValidation": {
                    "range": grid(0, 0),
                    "rule": {"condition": {"type": "BOOLEAN", "values": [{}] * 3}},
                }
            },
            "ConditionType BOOLEAN takes 0 to 2 values, but 3 were given.",
        ),
        (repeat({}, "*", 5, 5, 4, 6), "Invalid range"),
    ],
)
def test_what_cannot_be_written_is_refused(book, request_, words):
    assert words in book.refusal(request_)


def test_a_range_that_begins_inside_and_ends_outside_is_taken_and_the_grid_stays(book):
    book.batch(repeat({"note": "н"}, "note", 999, 25, 1005, 30))
    assert book.read("Sheet1")["range"] == "Sheet1!A1:Z1000"
    assert book.cells("Z1000", "note") == [[{"note": "н"}]]


def test_an_empty_range_is_taken(book):
    assert book.batch(repeat({"note": "н"}, "note", 5, 5, 5, 6)) == [{}]
