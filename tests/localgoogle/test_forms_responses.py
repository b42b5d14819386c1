"""responses.list and responses.get: pages, filters, times, as the API gives them."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest

from tests.localgoogle.school import STRANGER, School, choice, entry, question

NAME, SUBJECTS = "0000000a", "7fffffff"


@pytest.fixture
def form(school: School) -> dict[str, Any]:
    return school.form(
        question("Имя", NAME, required=True, textQuestion={}),
        question("Предметы", SUBJECTS, choiceQuestion=choice("CHECKBOX", "Химия", "Физика")),
    )


def answer(school: School, form: dict[str, Any], name: str, *subjects: str) -> None:
    """A person sends the form; a second passes."""
    address = form["responderUri"].replace("viewform", "formResponse")
    assert school.post(address, {entry(NAME): name, entry(SUBJECTS): subjects}).status == 200
    school.later(seconds=1)


def names(responses: list[dict[str, Any]]) -> list[str]:
    return [response["answers"][NAME]["textAnswers"]["answers"][0]["value"] for response in responses]


def test_an_answer_has_googles_shape(school: School, form: dict[str, Any]) -> None:
    answer(school, form, "Оля", "Химия", "Физика")
    (response,) = school.responses(form)
    assert response["responseId"].startswith("ACYDBN")
    assert response == {
        "responseId": response["responseId"],
        "createTime": "2026-11-22T09:00:00.123Z",
        "lastSubmittedTime": "2026-11-22T09:00:00.123456Z",
        "answers": {
            NAME: {"questionId": NAME, "textAnswers": {"answers": [{"value": "Оля"}]}},
            SUBJECTS: {
                "questionId": SUBJECTS,
                "textAnswers": {"answers": [{"value": "Химия"}, {"value": "Физика"}]},
            },
        },
    }
    path = f"/v1/forms/{form['formId']}/responses/{response['responseId']}"
    assert school.ok("GET", path) == {"formId": form["formId"]} | response
    assert school.api("GET", path + "x").status == 404


def test_nobody_has_answered(school: School, form: dict[str, Any]) -> None:
    assert school.ok("GET", f"/v1/forms/{form['formId']}/responses") == {}


def test_an_unanswered_question_is_absent(school: School, form: dict[str, Any]) -> None:
    answer(school, form, "Оля")
    assert list(school.responses(form)[0]["answers"]) == [NAME]


def test_a_time_has_as_few_digits_as_hold_it(school: School, form: dict[str, Any]) -> None:
    school.time = school.time.replace(microsecond=0)
    answer(school, form, "Оля")
    (response,) = school.responses(form)
    assert response["createTime"] == response["lastSubmittedTime"] == "2026-11-22T09:00:00Z"


def pages(school: School, form: dict[str, Any], **query: Any) -> list[list[str]]:
    found, token = [], ""
    while True:
        reply = school.ok("GET", f"/v1/forms/{form['formId']}/responses", pageToken=token, **query)
        found.append(names(reply.get("responses", [])))
        token = reply.get("nextPageToken", "")
        if not token:
            return found


@pytest.mark.parametrize("shuffled", [False, True])
def test_pages_hold_every_answer_once(school: School, form: dict[str, Any], shuffled: bool) -> None:
    school.state.settings.shuffleResponses = shuffled
    sent = [f"Оля {number}" for number in range(7)]
    for name in sent:
        answer(school, form, name)
    found = pages(school, form, pageSize=3)
    assert [len(page) for page in found] == [3, 3, 1]
    listed = list(chain.from_iterable(found))
    assert sorted(listed) == sent
    assert (listed == sent) is not shuffled
    assert found == pages(school, form, pageSize=3), "the same order every time"


def test_a_page_token_serves_only_its_own_question(school: School, form: dict[str, Any]) -> None:
    for name in ("А", "Б"):
        answer(school, form, name)
    path = f"/v1/forms/{form['formId']}/responses"
    token = school.ok("GET", path, pageSize=1)["nextPageToken"]
    assert school.api("GET", path, pageToken=token, filter="timestamp > 2020-01-01T00:00:00Z").status == 400
    assert school.api("GET", path, pageToken="nonsense").status == 400
    other = school.form(question("Имя", NAME, textQuestion={}))
    assert school.api("GET", f"/v1/forms/{other['formId']}/responses", pageToken=token).status == 400


def test_the_filter_is_exact_at_its_border(school: School, form: dict[str, Any]) -> None:
    for name in ("А", "Б", "В"):
        answer(school, form, name)
    border = "2026-11-22T09:00:01.123456Z"
    assert names(school.responses(form, filter=f"timestamp > {border}")) == ["В"]
    assert names(school.responses(form, filter=f"timestamp >= {border}")) == ["Б", "В"]
    assert names(school.responses(form, filter="timestamp >= 2026-11-22T09:00:01.123456001Z")) == ["В"]
    assert names(school.responses(form, filter="timestamp >= 2026-11-22T09:00:02Z")) == ["В"]


@pytest.mark.parametrize(("column", "found"), [("lastSubmittedTime", ["Оля-Ольга"]), ("createTime", [])])
def test_an_edited_answer_moves_only_its_last_time(
    school: School, form: dict[str, Any], column: str, found: list[str]
) -> None:
    school.state.settings.timestampFilter = column
    address = form["responderUri"].replace("viewform", "formResponse")
    shown = school.post(address, {entry(NAME): "Оля"})
    token = shown.text.partition("edit2=")[2].partition('"')[0]
    school.later(hours=1)
    assert school.post(address, {entry(NAME): "Оля-Ольга", "edit2": token}).status == 200
    (response,) = school.responses(form)
    assert response["createTime"] == "2026-11-22T09:00:00.123Z"
    assert response["lastSubmittedTime"] == "2026-11-22T10:00:00.123456Z"
    assert names(school.responses(form, filter="timestamp > 2026-11-22T09:30:00Z")) == found


@pytest.mark.parametrize(
    "query",
    [
        {"filter": "timestamp < 2026-11-22T09:00:00Z"},
        {"filter": "timestamp > yesterday"},
        {"filter": "timestamp > 2026-13-45T09:00:00Z"},
        {"filter": "timestamp > 2026-11-22T09:00:00+03:00"},
        {"pageSize": "-1"},
        {"pageSize": "many"},
    ],
)
def test_a_nonsense_question_is_refused(school: School, form: dict[str, Any], query: dict[str, str]) -> None:
    assert school.api("GET", f"/v1/forms/{form['formId']}/responses", **query).status == 400


def test_answers_are_not_for_strangers(school: School, form: dict[str, Any]) -> None:
    assert school.api("GET", f"/v1/forms/{form['formId']}/responses", user=STRANGER).status == 403


def test_answers_do_not_touch_the_file(school: School, form: dict[str, Any]) -> None:
    path = f"/drive/v3/files/{form['formId']}"
    before = school.ok("GET", path, fields="modifiedTime")
    school.later(hours=1)
    answer(school, form, "Оля")
    assert school.ok("GET", path, fields="modifiedTime") == before
