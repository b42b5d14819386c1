"""Answers come back by our own keys, whoever chose the ids, and nothing that a person wrote is dropped in silence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from forms.from_google import answer_from_google, ids_from_google, moment
from forms.to_google import chosen_ids, new_form_requests
from tests.forms.paper_form import PaperForm
from tests.forms.surveys import BRANCHED, GOOD, load

SURVEY = load(BRANCHED)
IDS = chosen_ids(SURVEY)


def response(answers: dict[str, list[str]], **more: Any) -> dict[str, Any]:
    """A FormResponse with these texts by question id."""
    given = {
        identity: {"questionId": identity, "textAnswers": {"answers": [{"value": text} for text in texts]}}
        for identity, texts in answers.items()
    }
    times = {"createTime": "2026-11-22T09:00:00Z", "lastSubmittedTime": "2026-11-22T09:00:00Z"}
    return {"responseId": "R1", **times, **more} | ({"answers": given} if given else {})


def test_answers_come_by_our_keys() -> None:
    given = {IDS.questions["name"]: ["Ия"], IDS.questions["subjects"]: ["Физика", "Химия"]}
    answer = answer_from_google(SURVEY, IDS, response(given))
    assert answer.values == {"name": ("Ия",), "subjects": ("Физика", "Химия")}
    assert (answer.text("name"), answer.text("subjects"), answer.text("mood")) == ("Ия", "Физика; Химия", "")
    assert (answer.questionnaire, answer.response_id, answer.unknown) == ("survey", "R1", ())


def test_answers_to_unknown_questions_are_listed() -> None:
    answer = answer_from_google(SURVEY, IDS, response({"7fffffff": ["?"], IDS.questions["name"]: ["Ия"], "0a": ["!"]}))
    assert answer.unknown == ("0a", "7fffffff")
    assert answer.values == {"name": ("Ия",)}


def test_an_empty_answer_is_an_answer_too() -> None:
    assert answer_from_google(SURVEY, IDS, response({})).values == {}


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("2026-11-22T09:00:00Z", 0),
        ("2026-11-22T09:00:00.120Z", 120_000),
        ("2026-11-22T09:00:00.120456Z", 120_456),
        ("2026-11-22T09:00:00.120456789Z", 120_456),
        ("2026-11-22T12:00:00.5+03:00", 500_000),
    ],
)
def test_a_time_may_have_any_number_of_digits(text: str, microseconds: int) -> None:
    assert moment(text) == datetime(2026, 11, 22, 9, 0, 0, microseconds, tzinfo=UTC)


def test_an_edited_answer_is_a_new_version_of_the_same_one() -> None:
    first = answer_from_google(SURVEY, IDS, response({}))
    edited = answer_from_google(SURVEY, IDS, response({}, lastSubmittedTime="2026-11-22T09:05:00.250Z"))
    assert first.version != edited.version
    assert (first.response_id, first.created) == (edited.response_id, edited.created)
    same_moment = answer_from_google(SURVEY, IDS, response({}, lastSubmittedTime="2026-11-22T09:05:00.250000Z"))
    assert same_moment.version == edited.version


def test_ids_that_google_chose_are_matched_by_order_and_title() -> None:
    form = PaperForm().apply(new_form_requests(SURVEY, None)).get()
    ids = ids_from_google(SURVEY, form)
    assert [ids.items[key] for key in ("name", "role", "pupil", "class")] == [
        item["itemId"] for item in form["items"][:4]
    ]
    assert list(ids.questions) == list(SURVEY.by_key)
    given = {form["items"][8]["questionItem"]["question"]["questionId"]: ["4"]}
    assert answer_from_google(SURVEY, ids, response(given)).values == {"mood": ("4",)}


def test_an_answer_in_a_former_wording_is_read_in_the_present_one() -> None:
    reworded = BRANCHED.replace(
        'options = ["Физика", "Химия"]',
        'options = ["Физика и опыты", "Химия"]\n  was = { "Физика и опыты" = ["Физика"] }',
    )
    given = {chosen_ids(SURVEY).questions["subjects"]: ["Физика", "Химия", "Танцы"]}
    answer = answer_from_google(load(reworded), chosen_ids(SURVEY), response(given))
    assert answer.values == {"subjects": ("Физика и опыты", "Химия", "Танцы")}


def test_two_questions_of_one_title_are_told_apart_by_their_order() -> None:
    survey = load(BRANCHED.replace('title = "Должность"', 'title = "Класс"'))
    form = PaperForm().apply(new_form_requests(survey, None)).get()
    ids = ids_from_google(survey, form)
    assert [ids.items["class"], ids.items["post"]] == [form["items"][3]["itemId"], form["items"][6]["itemId"]]


def test_a_blank_question_is_not_taken_for_a_section_without_a_title() -> None:
    survey = load(BRANCHED.replace('title = "О работе"', ""))
    form = PaperForm().apply(new_form_requests(survey, None)).get()
    blank = {"itemId": "0000000b", "questionItem": {"question": {"questionId": "0000000c", "textQuestion": {}}}}
    ids = ids_from_google(survey, form | {"items": [blank, *form["items"]]})
    assert ids.items["teacher"] == form["items"][5]["itemId"]
    assert "teacher" not in ids.questions


def test_a_question_that_someone_removed_from_the_form_is_simply_not_matched() -> None:
    form = PaperForm().apply(new_form_requests(load(GOOD), None)).get()
    ids = ids_from_google(SURVEY, form)
    assert list(ids.items) == list(ids.questions) == ["name"]
