"""What the forms list: answers that are suddenly gone, and answers to questions that nobody of us has asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sync.errors import AnswersVanished
from sync.rules.decide import decide
from sync.rules.world import FormStanding
from tests.rules.paper import guardian_consent, mentee, questionnaires, rows, synced, typed, world

FORMS = tuple(FormStanding(item.key, item.title, "https://forms.example", open=True) for item in questionnaires())
CHILDREN = [f"Королёва Алёна {number}" for number in range(10)]
APPLICATIONS = [mentee(number, name, "2013-05-01") for number, name in enumerate(CHILDREN)]
CONSENTS = [guardian_consent(number, name, "2013-05-01") for number, name in enumerate(CHILDREN)]
STRANGE = "В форме есть вопрос, которого нет в анкете программы"


@pytest.fixture
def school():
    return synced([*APPLICATIONS, *CONSENTS], forms=FORMS)


@pytest.mark.parametrize("left", [0, 1, 6])
def test_a_form_that_lost_its_answers_stops_everything_until_it_is_forced(school, left):
    answers = [*APPLICATIONS, *CONSENTS[:left]]
    with pytest.raises(AnswersVanished) as caught:
        decide(world(answers, school, forms=FORMS))
    assert (caught.value.title, caught.value.count) == (title_of("consent_guardian"), 10 - left)
    forced = synced(answers, school, forms=FORMS, force=True)
    assert not decide(world(answers, forced, forms=FORMS)), "that is how many there are now"


def test_a_few_answers_less_are_an_everyday_thing(school):
    synced([*APPLICATIONS, *CONSENTS[:7]], school, forms=FORMS)
    synced([*APPLICATIONS[:7], *CONSENTS], school, forms=FORMS)


def test_one_answer_to_a_form_may_be_taken_back():
    books = synced([APPLICATIONS[0], CONSENTS[0]], forms=FORMS)
    synced([APPLICATIONS[0]], books, forms=FORMS)


def title_of(key: str) -> str:
    return next(item.title for item in questionnaires() if item.key == key)


# questions that are not ours


def strange_issues(answers, books=None, forms=FORMS):
    return [issue for issue in decide(world(answers, books, forms=forms)).issues if issue.what == STRANGE]


def test_an_answer_to_a_strange_question_is_listed_until_staff_have_settled_it():
    answers = [replace(APPLICATIONS[0], unknown=("0badcafe",))]
    books = synced(answers, forms=FORMS)
    (line,) = rows(books, "attention")
    assert "не учитывать" in line.text("advice")
    settled = synced(answers, typed(books, "attention", line.key, choice="Не учитывать."), forms=FORMS)
    assert rows(settled, "attention") == []
    assert not decide(world(answers, settled, forms=remembering(settled)))


def remembering(books) -> tuple[FormStanding, ...]:
    """The forms as the next run knows them: by the book's memory."""
    from sync.rules.memory import FORM, read_memory

    memory = read_memory(books["programme"])
    return tuple(replace(form, asked=frozenset(memory[f"{FORM}:{form.key}"]["asked"])) for form in FORMS)


def test_a_question_that_our_questionnaire_asked_once_is_no_strange_one():
    answers = [replace(APPLICATIONS[0], unknown=("0badcafe", "1badcafe"))]
    asked = tuple(replace(form, asked=frozenset({"0badcafe"})) for form in FORMS)
    assert [issue.key for issue in strange_issues(answers, forms=asked)] == ["question-mentee_application-1badcafe"]
