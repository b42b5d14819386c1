"""A misspelt parameter must not pass for one that was obeyed: Sheets and Forms refuse what they do not know."""

from __future__ import annotations

import re

import pytest

from localgoogle.dispatch import ANYWHERE
from localgoogle.forms.routes import ROUTES as FORMS
from localgoogle.sheets.routes import ROUTES as SHEETS
from tests.localgoogle.discovery import Method, document, methods
from tests.localgoogle.school import School
from tests.localgoogle.spreadsheet import Spreadsheet

REFUSED = {"commentsViewMode"}
"""What Google knows and this server does not."""

SERVED = [method for method in methods() if method.api in {"sheets.v4", "forms.v1"}]


def test_a_misspelt_filter_does_not_give_every_answer(school: School) -> None:
    form = school.form()
    answer = school.api("GET", f"/v1/forms/{form['formId']}/responses", filer="timestamp > 2026-11-22T00:00:00Z")

    assert answer.status == 400
    assert "'filer'" in answer.message


def test_a_misspelt_option_does_not_write(book: Spreadsheet) -> None:
    answer = book.put("A1", [["x"]], includeValuesInReponse="true")

    assert answer.status == 400
    assert "'includeValuesInReponse'" in answer.message
    assert book.values("A1") == []


@pytest.mark.parametrize(("name", "value"), [("alt", "media"), ("alt", "proto"), ("callback", "run")])
def test_a_reply_that_is_no_json_is_refused(book: Spreadsheet, name: str, value: str) -> None:
    assert name in book.school.api("GET", book.path, **{name: value}).message


def test_a_question_that_a_client_always_asks_is_understood(book: Spreadsheet) -> None:
    book.school.ok("GET", book.path, alt="json", prettyPrint="false", quotaUser="x", fields="spreadsheetId")


@pytest.mark.parametrize("method", SERVED, ids=lambda method: method.id)
def test_every_parameter_of_google_s_is_known(method: Method) -> None:
    route = next(route for route in [*SHEETS, *FORMS] if fits(route.pattern, method) and route.method == method.verb)
    if route.parameters is None:
        return

    assert set(route.parameters) | REFUSED >= method.query
    assert set(route.parameters) <= method.query
    assert set(document(method.api)["parameters"]) >= ANYWHERE


def fits(pattern: re.Pattern[str], method: Method) -> bool:
    """Whether a route answers a method: its path with something in every gap."""
    return pattern.fullmatch(method.pattern.pattern.replace("[^/]+?", "1").replace("\\", "")) is not None
