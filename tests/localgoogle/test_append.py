"""values.append finds the table that a range meets, and writes below it."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.localgoogle.school import WRITER
from tests.localgoogle.spreadsheet import Spreadsheet, grid


def append(book, text, values, option="RAW", user=None, **query):
    path = f"{book.path}/values/{quote(text, safe='')}:append"
    body = values if isinstance(values, dict) else {"values": values}
    return book.school.ok("POST", path, body, user or book.user, valueInputOption=option, **query)


@pytest.fixture
def two_tables(book):
    """The two tables of Google's own guide: A1:C2 and B4:D6."""
    book.write("A1:C2", [["а", "б", "в"], [1, 2, 3]])
    book.write("B4:D6", [["г", "д", "е"], [4, 5, 6], [7, 8, 9]])
    return book


@pytest.mark.parametrize(
    ("text", "table", "written"),
    [
        ("Sheet1", "B4:D6", "B7"),
        ("B4", "B4:D6", "B7"),
        ("C5:D5", "B4:D6", "B7"),
        ("B2:D4", "B4:D6", "B7"),
        ("A3:G10", "B4:D6", "B7"),
        ("A1", "A1:C2", "A3"),
        ("E4", "", "E4"),
        ("A4", "", "A4"),
    ],
)
def test_the_table_is_found_as_google_s_guide_says(two_tables, text, table, written):
    reply = append(two_tables, text, [["новое"]])
    assert reply.get("tableRange", "") == (f"Sheet1!{table}" if table else "")
    assert reply["updates"]["updatedRange"] == f"Sheet1!{written}"


def test_an_answer_is_added_below_the_others(book):
    book.write("A1", [["Имя", "Класс"], ["Аня", "9А"]])
    reply = append(book, "A1", [["Боря", "=1"], [7, None, True]], "USER_ENTERED", includeValuesInResponse="true")
    assert reply["tableRange"] == "Sheet1!A1:B2"
    assert reply["updates"]["updatedRange"] == "Sheet1!A3:C4"
    assert reply["updates"]["updatedCells"] == 4
    assert reply["updates"]["updatedData"]["values"][1] == ["7", "", "TRUE"]
    assert book.values("A1:C")[3] == [7, "", True]


def test_the_first_answer_goes_to_the_start_of_an_empty_sheet(book):
    reply = append(book, "Sheet1", [["Аня"]])
    assert "tableRange" not in reply
    assert reply["updates"]["updatedRange"] == "Sheet1!A1"


def test_a_gap_in_the_last_row_parts_two_tables_and_the_last_one_counts(book):
    book.write("A1:C1", [["x", "", "z"]])
    reply = append(book, "Sheet1", [[1, 2, 3]])
    assert (reply["tableRange"], reply["updates"]["updatedRange"]) == ("Sheet1!C1", "Sheet1!C2:E2")
    reply = append(book, "'Sheet1'!A1", [[1, 2]])
    assert (reply["tableRange"], reply["updates"]["updatedRange"]) == ("Sheet1!A1", "Sheet1!A2:B2")


def test_a_blank_cell_inside_of_a_table_belongs_to_it(book):
    book.write("A1:C3", [["а", "б", "в"], ["г", "", "е"], ["ж", "з", "и"]])
    assert append(book, "B2", [[1]])["tableRange"] == "Sheet1!A1:C3"


def test_rows_can_be_inserted_so_that_nothing_below_is_written_over(book):
    book.write("A1", [["а"], ["б"], [""], ["итог"]])
    append(book, "A1", [["в"], ["г"]], insertDataOption="INSERT_ROWS")
    assert book.values("A1:A9") == [["а"], ["б"], ["в"], ["г"], [], ["итог"]]
    append(book, "A1", [["д"], ["е"]])
    assert book.values("A1:A9") == [["а"], ["б"], ["в"], ["г"], ["д"], ["е"]]


def test_a_sheet_that_is_full_grows(school):
    book = Spreadsheet(school, sheets=[{"sheetId": 0, "gridProperties": {"rowCount": 2, "columnCount": 2}}])
    book.write("A1:B2", [["а", "б"], [1, 2]])
    assert append(book, "A1", [[3, 4, 5]])["updates"]["updatedRange"] == "Sheet1!A3:C3"
    assert book.values("A1:C3")[2] == [3, 4, 5]
    assert book.sheet()["properties"]["gridProperties"] == {"rowCount": 3, "columnCount": 3}


def test_columns_may_come_instead_of_rows(book):
    reply = append(book, "A1", {"majorDimension": "COLUMNS", "values": [[1, 2], [3]]})
    assert reply["updates"]["updatedRange"] == "Sheet1!A1:B2"
    assert book.values("A1:B2") == [[1, 3], [2]]


def test_what_is_protected_stays_so(book):
    book.school.share(book.id, type="user", role="writer", emailAddress=WRITER)
    book.batch({"addProtectedRange": {"protectedRange": {"range": grid(0, 0, 5, 1)}}})
    path = f"{book.path}/values/A1:append"
    answer = book.school.api("POST", path, {"values": [["x"]]}, WRITER, valueInputOption="RAW")
    assert answer.status == 400
    assert "protected" in answer.message


def test_how_values_are_meant_must_be_said(book):
    answer = book.school.api("POST", f"{book.path}/values/A1:append", {"values": [["x"]]})
    assert (answer.status, answer.message) == (400, "'valueInputOption' is required but not specified")
