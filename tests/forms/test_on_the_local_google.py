"""The same on a server: a form is made, stands as it should, is answered on its page and read back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from forms.difference import difference
from forms.from_google import answer_from_google, ids_from_google
from forms.load import load_questionnaires
from forms.to_google import branching_requests, chosen_ids, new_form_requests
from tests.forms.surveys import BRANCHED, load
from tests.localgoogle.school import School, entry

if TYPE_CHECKING:
    from forms.questionnaire import Questionnaire

SURVEY = load(BRANCHED)
SURVEYS = [*load_questionnaires(), SURVEY]


def make(school: School, survey: Questionnaire) -> dict[str, Any]:
    form = school.form()
    school.batch(form["formId"], *new_form_requests(survey, chosen_ids(survey)))
    return dict(school.ok("GET", f"/v1/forms/{form['formId']}"))


def is_refused(school: School, form: dict[str, Any], requests: list[dict[str, Any]]) -> bool:
    return school.api("POST", f"/v1/forms/{form['formId']}:batchUpdate", {"requests": requests}).status == 400


@pytest.mark.parametrize("survey", SURVEYS, ids=lambda survey: survey.key)
def test_a_fresh_form_agrees_with_its_questionnaire(school: School, survey: Questionnaire) -> None:
    assert difference(survey, chosen_ids(survey), make(school, survey)) == []


def test_a_batch_sent_twice_is_refused_and_doubles_nothing(school: School) -> None:
    form = make(school, SURVEY)
    assert is_refused(school, form, new_form_requests(SURVEY, chosen_ids(SURVEY)))
    assert school.ok("GET", f"/v1/forms/{form['formId']}")["items"] == form["items"]


def test_an_edited_questionnaire_is_brought_to_a_standing_form(school: School) -> None:
    form = make(school, SURVEY)
    longer = BRANCHED.replace('"9Б"]', '"9Б", "9В"]').replace("high = 5", "high = 7")
    after = load(longer.replace("Должность", "Ваша должность"))
    requests = difference(after, chosen_ids(after), form)
    assert len(requests) == 3
    school.batch(form["formId"], *requests)
    assert difference(after, chosen_ids(after), school.ok("GET", f"/v1/forms/{form['formId']}")) == []


def test_where_the_server_chooses_the_ids_the_form_ends_up_the_same(school: School) -> None:
    school.state.settings.refuseClientItemIds = True
    form = school.form()
    assert is_refused(school, form, new_form_requests(SURVEY, chosen_ids(SURVEY)))
    school.batch(form["formId"], *new_form_requests(SURVEY, None))
    form = school.ok("GET", f"/v1/forms/{form['formId']}")
    ids = ids_from_google(SURVEY, form)
    school.batch(form["formId"], *branching_requests(SURVEY, ids))
    assert difference(SURVEY, ids, school.ok("GET", f"/v1/forms/{form['formId']}")) == []


def test_an_answer_given_on_the_page_is_read_by_our_keys(school: School) -> None:
    form = make(school, SURVEY)
    ids = chosen_ids(SURVEY)
    address = form["responderUri"].replace("viewform", "formResponse")
    said = {"name": "=1+1 +7916 007", "role": "Учусь", "class": "9Б", "subjects": ["Физика", "Химия"], "mood": "0"}
    values = {entry(ids.questions[key]): text for key, text in said.items()}
    page = school.get(form["responderUri"])
    assert school.post(address, page.hidden() | values | {"pageHistory": "0,1,3", "submit": "1"}).status == 200
    (response,) = school.responses(form)
    answer = answer_from_google(SURVEY, ids, response)
    assert {key: "; ".join(texts) for key, texts in answer.values.items()} == {
        "name": "=1+1 +7916 007",
        "role": "Учусь",
        "class": "9Б",
        "subjects": "Физика; Химия",
        "mood": "0",
    }
    assert (answer.response_id, answer.unknown) == (response["responseId"], ())
    assert answer.submitted == school.time
    assert school.time - answer.created < timedelta(milliseconds=1)
