"""Values, the way most clients read and write them."""

from __future__ import annotations

import pytest

from tests.localgoogle.school import OWNER, READER, STRANGER
from tests.localgoogle.spreadsheet import Spreadsheet, grid

RECORDED = [["=4/2", "2020-01-01", "string", 53], ["=3/2", 0.12, "1999-01-02", ""]]
"""Values that were written to the real Google and read back; the formulas wait for a later day."""


def test_an_empty_sheet_has_no_values_key(book):
    assert book.read("Sheet1") == {"range": "Sheet1!A1:Z1000", "majorDimension": "ROWS"}


def test_what_is_empty_at_the_end_is_cut_and_inside_is_kept(book):
    book.write("B2:E5", [["а", "", "б", ""], [], ["", "в"]])
    assert book.values("A1:Z1000") == [[], ["", "а", "", "б"], [], ["", "", "в"]]
    assert book.values("C3:D3") == []


def test_columns_can_be_read_and_written_as_lists(book):
    book.write("A1", [["1", "2"], ["3"]])
    assert book.read("A1:B2", majorDimension="COLUMNS")["values"] == [["1", "3"], ["2"]]
    body = {"majorDimension": "COLUMNS", "values": [["а", "б"], [None, "г"]]}
    school = book.school
    school.ok("PUT", f"{book.path}/values/D1", body, valueInputOption="RAW")
    assert book.values("D1:E2") == [["а"], ["б", "г"]]


@pytest.mark.parametrize(
    ("asked", "echoed"),
    [
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("'Sheet1'", "Sheet1!A1:Z1000"),
        ("A1:C", "Sheet1!A1:C1000"),
        ("A2:2", "Sheet1!A2:Z2"),
        ("D4:A1", "Sheet1!A1:D4"),
        ("D4", "Sheet1!D4"),
        ("A1:ZZ5000", "Sheet1!A1:Z1000"),
        ("'D3'!A1:D4", "'D3'!A1:D4"),
        ("Два слова!A1", "'Два слова'!A1"),
        ("50%/год!A1", "'50%/год'!A1"),
        ("Names", "Sheet1!B1:C3"),
        ("'Sheet1'!Names", "Sheet1!B1:C3"),
    ],
)
def test_a_range_is_echoed_as_google_does(book, asked, echoed):
    titles = ["D3", "Два слова", "50%/год"]
    book.batch(*[{"addSheet": {"properties": {"title": title}}} for title in titles])
    book.batch({"addNamedRange": {"namedRange": {"name": "Names", "range": grid(0, 1, 3, 3)}}})
    assert book.read(asked)["range"] == echoed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NOPE!A5:F15", "Unable to parse range: NOPE!A5:F15"),
        ("Nope", "Unable to parse range: Nope"),
        ("A0", "Unable to parse range: A0"),
        ("A100000", "Range (Sheet1!A100000) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("AA1:AB2", "Range (Sheet1!AA1:AB2) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_a_range_that_is_not_there_is_refused(book, text, words):
    answer = book.school.api("GET", f"{book.path}/values/{text.replace('!', '%21')}")
    assert (answer.status, answer.message) == (400, words)


def test_recorded_values_come_back_as_recorded(book):
    book.write("A1", RECORDED, "USER_ENTERED")
    assert book.values("A1:D2", valueRenderOption="FORMATTED_VALUE") == [
        ["2", "2020-01-01", "string", "53"],
        ["1.5", "0.12", "1999-01-02"],
    ]
    assert book.values("A1:D2") == [[2, 43831, "string", 53], [1.5, 0.12, 36162]]
    assert book.values("B1:C2", dateTimeRenderOption="FORMATTED_STRING") == [
        ["2020-01-01", "string"],
        [0.12, "1999-01-02"],
    ]
    formulas = book.values("A1:D2", valueRenderOption="FORMULA", dateTimeRenderOption="FORMATTED_STRING")
    assert formulas == [["=4/2", 43831, "string", 53], ["=3/2", 0.12, 36162]]


def test_raw_text_stays_text(book):
    nasty = ["+79161234567", "007", "12E3", "=1+1", "10-11", "1,5", "TRUE", "'quoted", " с пробелами ", "2012"]
    book.write("A1", [nasty])
    assert book.values("A1:Z1") == [nasty]
    assert book.cells("D1", "userEnteredValue") == [[{"userEnteredValue": {"stringValue": "=1+1"}}]]


def test_a_cell_formatted_as_text_keeps_what_is_typed(book):
    text = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    book.batch({"repeatCell": {"range": grid(0, 0, 5, 1), "cell": text, "fields": "userEnteredFormat.numberFormat"}})
    book.write("A1", [["007"]], "USER_ENTERED")
    assert book.values("A1") == [["007"]]


def test_a_date_that_is_typed_gets_a_date_format_once(book):
    book.write("A1", [["2026-09-05"]], "USER_ENTERED")
    form = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
    assert book.cells("A1", "userEnteredFormat") == [[{"userEnteredFormat": form}]]
    book.write("A1", [["9/6/2026"]], "USER_ENTERED")
    assert book.read("A1")["values"] == [["2026-09-06"]]


def test_the_reply_tells_the_block_that_was_written(book):
    reply = book.write("A1", [["1", "2", "3", "4"]] * 4)
    counts = {"updatedRows": 4, "updatedColumns": 4, "updatedCells": 16}
    assert reply == {"spreadsheetId": book.id, "updatedRange": "Sheet1!A1:D4", **counts}
    assert book.write("A1:B2", [["1", "2"]])["updatedRange"] == "Sheet1!A1:B1"


def test_null_leaves_a_cell_alone_and_an_empty_text_clears_it(book):
    book.write("A1", [["а", "б"], ["в", "г"]])
    reply = book.write("A1", [[None, ""], ["д", None]])
    assert (reply["updatedCells"], reply["updatedRows"], reply["updatedColumns"]) == (2, 2, 2)
    assert book.values("A1:B2") == [["а"], ["д", "г"]]


def test_written_values_can_come_back_in_the_reply(book):
    reply = book.write("A1", [["5"]], "USER_ENTERED", includeValuesInResponse="true")
    assert reply["updatedData"] == {"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [["5"]]}


@pytest.mark.parametrize(
    ("text", "values", "words"),
    [
        ("A1:B1", [["1", "2", "3"]], "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]"),
        ("A1:B1", [["1"], ["2"]], "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]"),
        ("Z1", [["1", "2"]], "Range (Sheet1!Z1:AA1) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("A1", "X", "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\""),
        ("NOPE!A1", "X", "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\""),
        ("A1", ["X"], "Invalid value at 'data.values[0]' (type.googleapis.com/google.protobuf.ListValue), \"X\""),
        ("A1", [["x" * 50_001]], "Your input contains more than the maximum of 50000 characters in a single cell."),
    ],
)
def test_what_cannot_be_written_is_refused_in_google_s_words(book, text, values, words):
    answer = book.put(text, values)
    assert (answer.status, answer.message) == (400, words)


def test_a_list_in_a_cell_is_refused(book):
    assert book.put("A1", [[["в"]]]).message.startswith("Invalid values[0][0]: list_value")


def test_the_body_may_repeat_the_range_but_not_contradict_it(book):
    body = {"range": "'Sheet1'!A1", "values": [["а"]]}
    school = book.school
    school.ok("PUT", f"{book.path}/values/Sheet1!A1", body, valueInputOption="RAW")
    answer = school.api("PUT", f"{book.path}/values/Sheet1!B1", body, valueInputOption="RAW")
    assert answer.message == "Request range[Sheet1!B1] does not match value's range['Sheet1'!A1]"


def test_how_to_read_the_input_must_be_said(book):
    answer = book.school.api("PUT", f"{book.path}/values/A1", {"values": [["а"]]})
    assert (answer.status, answer.message) == (400, "'valueInputOption' is required but not specified")


def test_several_ranges_are_read_in_order(book):
    book.write("A1", [["а", "б"]])
    found = book.school.ok("GET", f"{book.path}/values:batchGet", ranges=["B1", "A1"])
    assert [each["values"] for each in found["valueRanges"]] == [[["б"]], [["а"]]]


def test_several_ranges_are_written_at_once_or_not_at_all(book):
    data = [{"range": "A1:B1", "values": [["а", "б"]]}, {"range": "A2", "values": [["в"]]}]
    path = f"{book.path}/values:batchUpdate"
    reply = book.school.ok("POST", path, {"valueInputOption": "RAW", "data": data})
    totals = {name: reply[name] for name in reply if name.startswith("total")}
    assert totals == {
        "totalUpdatedRows": 2,
        "totalUpdatedColumns": 2,
        "totalUpdatedCells": 3,
        "totalUpdatedSheets": 1,
    }
    assert [each["updatedRange"] for each in reply["responses"]] == ["Sheet1!A1:B1", "Sheet1!A2"]
    bad = [{"range": "A1", "values": [["новое"]]}, {"range": "NOPE!A1", "values": [["в"]]}]
    assert book.school.api("POST", path, {"valueInputOption": "RAW", "data": bad}).status == 400
    assert book.values("A1") == [["а"]]


def test_clearing_takes_values_and_leaves_notes_and_formats(book):
    cell = {"userEnteredValue": {"stringValue": "а"}, "note": "пометка", "userEnteredFormat": {"wrapStrategy": "WRAP"}}
    book.batch({"repeatCell": {"range": grid(0, 0, 2, 2), "cell": cell, "fields": "*"}})
    reply = book.school.ok("POST", f"{book.path}/values/A1:A5:clear")
    assert reply == {"spreadsheetId": book.id, "clearedRange": "Sheet1!A1:A5"}
    left = {"note": "пометка", "userEnteredFormat": {"wrapStrategy": "WRAP"}}
    assert book.cells("A1:B1", "userEnteredValue,note,userEnteredFormat") == [[left, cell]]
    reply = book.school.ok("POST", f"{book.path}/values:batchClear", {"ranges": ["B1", "B2"]})
    assert reply["clearedRanges"] == ["Sheet1!B1", "Sheet1!B2"]
    assert book.values("Sheet1") == []


def test_a_mask_works_on_values_too(book):
    book.write("A1", [["а"]])
    assert book.read("A1", fields="values") == {"values": [["а"]]}


def test_who_may_read_and_who_may_write(book):
    book.school.share(book.id, type="user", role="reader", emailAddress=READER)
    assert book.as_user(READER).values("A1") == []
    refused = book.as_user(READER).put("A1", [["x"]])
    assert (refused.status, refused.message) == (403, "The caller does not have permission")
    assert book.school.api("GET", f"{book.path}/values/A1", user=STRANGER).status == 403
    missing = book.school.api("GET", "/v4/spreadsheets/nope/values/A1", user=OWNER)
    assert (missing.status, missing.message) == (404, "Requested entity was not found.")


def test_two_books_do_not_share_cells(school):
    one, other = Spreadsheet(school), Spreadsheet(school)
    one.write("A1", [["а"]])
    assert other.values("A1") == []
