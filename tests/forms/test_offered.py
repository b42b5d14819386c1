"""The programme runs some forms of mentoring: the forms that people fill in offer no others."""

from __future__ import annotations

import pytest

from forms.check import faults_of
from forms.load import load_questionnaires
from forms.meanings import EMPLOYERS, GRADUATES, MENTORING_FORMS, PUPILS, TEACHERS
from forms.offered import offered
from forms.to_google import chosen_ids, new_form_requests
from tests.forms.paper_form import PaperForm

SHIPPED = {questionnaire.key: questionnaire for questionnaire in load_questionnaires()}
PUPIL, TEACHER = "Я учусь в школе", "Я работаю в школе"
GRADUATE, GUEST = "Я выпускник школы", "Я представляю организацию"


def roles(form: str, *mentoring_forms: str) -> list[str]:
    return [option.text for option in offered(SHIPPED[form], mentoring_forms).by_key["role"].options]


@pytest.mark.parametrize(
    ("run", "mentees", "mentors"),
    [
        ((PUPILS, TEACHERS), [PUPIL, TEACHER], [PUPIL, TEACHER]),
        ((PUPILS,), [PUPIL], [PUPIL]),
        ((TEACHERS,), [TEACHER], [TEACHER]),
        ((PUPILS, GRADUATES), [PUPIL], [PUPIL, GRADUATE]),
        ((EMPLOYERS,), [PUPIL], [GUEST]),
        (MENTORING_FORMS, [PUPIL, TEACHER], [PUPIL, TEACHER, GRADUATE, GUEST]),
    ],
)
def test_only_those_are_asked_for_who_have_a_part_in_the_programme(run, mentees, mentors) -> None:
    assert roles("mentee_application", *run) == mentees
    assert roles("mentor_application", *run) == mentors


@pytest.mark.parametrize("run", [(PUPILS, TEACHERS), (PUPILS,), (TEACHERS,), (GRADUATES,), (EMPLOYERS,)])
@pytest.mark.parametrize("form", ["mentee_application", "mentor_application"])
def test_every_section_that_is_left_is_walked_through_by_somebody(form, run) -> None:
    questionnaire = offered(SHIPPED[form], run)
    assert not list(faults_of("", questionnaire))
    paper = PaperForm().apply(new_form_requests(questionnaire, chosen_ids(questionnaire)))
    walked = {title for option in questionnaire.by_key["role"].options for title in paper.walk(option.text)}
    assert walked == {question.title for question in questionnaire.questions}


def test_guests_are_asked_their_own_questions_as_long_as_one_kind_of_them_is_wanted() -> None:
    sections = [section.key for section in offered(SHIPPED["mentor_application"], [PUPILS, GRADUATES]).sections]
    assert sections == ["about", "pupil", "guest"]


def test_a_programme_of_all_forms_asks_all_and_consents_ask_the_same_of_everybody() -> None:
    for questionnaire in SHIPPED.values():
        assert offered(questionnaire, MENTORING_FORMS) == questionnaire
    assert offered(SHIPPED["consent_guardian"], [TEACHERS]) == SHIPPED["consent_guardian"]
