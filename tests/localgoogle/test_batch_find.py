"""Search and replace: with one cell as its range it is a write that happens only if the cell says what is expected."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import grid


@pytest.fixture
def filled(book):
    book.write("A1:B2", [["Контакты", "контакты"], ["Контакты мамы", 7]])
    return book


def replace(**more):
    return {"findReplace": {"find": "Контакты", "replacement": "Связь", **more}}


def only(top, left):
    return {"range": grid(top, left, top + 1, left + 1), "matchCase": True, "matchEntireCell": True}


def test_a_cell_that_says_what_is_expected_is_changed_and_counted(filled):
    reply = filled.batch(replace(**only(0, 0)))[0]["findReplace"]
    assert reply == {"valuesChanged": 1, "rowsChanged": 1, "sheetsChanged": 1, "occurrencesChanged": 1}
    assert filled.values("A1:B2") == [["Связь", "контакты"], ["Контакты мамы", 7]]


@pytest.mark.parametrize("place", [(0, 1), (1, 0), (1, 1), (5, 5)])
def test_a_cell_that_says_something_else_is_left_alone(filled, place):
    filled.batch(replace(**only(*place)))
    assert filled.values("A1:B2") == [["Контакты", "контакты"], ["Контакты мамы", 7]]


@pytest.mark.parametrize("where", [{"sheetId": 0}, {"allSheets": True}, {"range": grid(0, 0)}])
def test_without_more_words_every_occurrence_in_any_case_is_replaced(filled, where):
    filled.batch(replace(**where))
    assert filled.values("A1:B2") == [["Связь", "Связь"], ["Связь мамы", 7]]


def test_what_is_replaced_by_nothing_is_an_empty_cell_and_a_format_stays(filled):
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    filled.batch({"repeatCell": {"range": grid(0, 0, 1, 1), "cell": bold, "fields": "userEnteredFormat"}})
    filled.batch({"findReplace": {"find": "Контакты", "replacement": "", **only(0, 0)}})
    assert filled.values("A1:B1") == [["", "контакты"]]
    assert filled.cells("A1", "userEnteredFormat.textFormat")[0][0] == bold


def test_a_formula_is_no_text_to_search(filled):
    filled.write("C1", [['=UPPER("Контакты")']], "USER_ENTERED")
    formula = filled.cells("C1", "userEnteredValue")
    filled.batch(replace(allSheets=True))
    assert filled.cells("C1", "userEnteredValue") == formula


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (replace(), "Exactly one of"),
        (replace(allSheets=True, sheetId=0), "Exactly one of"),
        ({"findReplace": {"replacement": "x", "allSheets": True}}, "Find must be set"),
        (replace(allSheets=True, searchByRegex=True), "does not support searchByRegex"),
    ],
)
def test_what_makes_no_search_is_refused(filled, request_, words):
    assert words in filled.refusal(request_)
