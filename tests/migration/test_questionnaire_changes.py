"""A new version asks otherwise: the school's forms follow in place, and what was answered before is read as before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.offered import offered
from forms.question import Asked, Question
from forms.questionnaire import Questionnaire, Section
from localgoogle.forms.responses import submit
from sheets_schema.column import from_answer
from sheets_schema.tables.bases import MENTEES
from sync.demo.people import make_school
from sync.errors import Refused
from sync.folder import KnownForm
from sync.run import Outcome, synchronise
from sync.setup import set_up
from tests.migration.old_book import PEOPLE, SEED, Cells, cells_of, opened
from tests.migration.test_declaration_changes import declared
from tests.reliability.town import Town, chance
from tests.system.office import QUESTIONNAIRES, TODAY

FORM = "mentee_application"
BEFORE = next(item for item in QUESTIONNAIRES if item.key == FORM)
PUPIL, WORDS = "Я учусь в школе", "Я ученик или ученица"


@pytest.fixture(params=[False, True], ids=["our ids", "Google's ids"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """A school that has answered and synchronised. Google may or may not let us choose the ids in a form."""
    with chance(SEED), opened(tmp_path / "school") as found:
        found.control("settings", {"refuseClientItemIds": request.param})
        found.set_up()
        for resident in make_school(PEOPLE, SEED, QUESTIONNAIRES, TODAY):
            for sent in resident.sent:
                found.later(minutes=1)
                answer(found, next(item for item in QUESTIONNAIRES if item.key == sent.form), sent.given)
        found.sync()
        assert found.sync().written == ()
        yield found


def answer(town: Town, questionnaire: Questionnaire, given: Any) -> None:
    """By the titles that people see in the form as it stands."""
    programme = town.job().programme
    asked: dict[str, list[str]] = {}
    for item in items_of(town, questionnaire.key):
        if "questionItem" in item:
            asked.setdefault(item["title"], []).append(item["questionItem"]["question"]["questionId"])
    shown = offered(questionnaire.filled(programme.words()), programme.mentoring_forms)
    ids = {question.key: asked[question.title].pop(0) for question in shown.questions}
    values = {ids[key]: [value] if isinstance(value, str) else value for key, value in given.items()}
    submit(town.state, town.form_id(questionnaire.key), values)


def items_of(town: Town, form: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = town.job().apis.forms.get(town.form_id(form))["items"]
    return found


def changed(edit: Callable[[Questionnaire], Questionnaire]) -> tuple[Questionnaire, ...]:
    return tuple(edit(item) if item.key == FORM else item for item in QUESTIONNAIRES)


def update(town: Town, questionnaires: tuple[Questionnaire, ...]) -> Outcome:
    """The school installs a new version, runs set-up, and synchronises until nothing is left to write."""
    job = replace(town.job(), questionnaires=questionnaires)
    set_up(job.programme, job.folder, job.apis, questionnaires, lambda _kind, _title: None)
    outcome = synchronise(job, lambda _plan: None)
    assert synchronise(job, lambda _plan: None).written == ()
    return outcome


def with_question(key: str, **changes: Any) -> Callable[[Questionnaire], Questionnaire]:
    """One question put otherwise."""

    def edit(questionnaire: Questionnaire) -> Questionnaire:
        return with_sections(questionnaire, lambda asked: [replace(q, **changes) if q.key == key else q for q in asked])

    return edit


def with_sections(questionnaire: Questionnaire, edit: Callable[[list[Question]], list[Question]]) -> Questionnaire:
    def edited(section: Section) -> Section:
        return replace(section, questions=tuple(edit(list(section.questions))))

    return replace(questionnaire, sections=tuple(map(edited, questionnaire.sections)))


def without_question(key: str) -> Callable[[Questionnaire], Questionnaire]:
    return lambda item: with_sections(item, lambda asked: [question for question in asked if question.key != key])


def moved_to_the_first_page(key: str) -> Callable[[Questionnaire], Questionnaire]:
    def edit(questionnaire: Questionnaire) -> Questionnaire:
        question = questionnaire.by_key[key]
        first, *rest = without_question(key)(questionnaire).sections
        return replace(questionnaire, sections=(replace(first, questions=(*first.questions, question)), *rest))

    return edit


def with_new_question(title: str) -> Callable[[Questionnaire], Questionnaire]:
    def edit(questionnaire: Questionnaire) -> Questionnaire:
        club = Question("pupil_club", title, Asked.TEXT, column="club")
        first, pupil, *rest = questionnaire.sections
        return replace(questionnaire, sections=(first, replace(pupil, questions=(*pupil.questions, club)), *rest))

    return edit


def other_words_for_pupils(questionnaire: Questionnaire) -> Questionnaire:
    role = questionnaire.by_key["role"]
    options = tuple(replace(option, text=WORDS) if option.text == PUPIL else option for option in role.options)
    return with_question("role", options=options, means={**role.means, WORDS: role.means[PUPIL]})(questionnaire)


EDITS: dict[str, Callable[[Questionnaire], Questionnaire]] = {
    "reworded": with_question("pupil_goal", title="О чём вы мечтаете?", help="Коротко"),
    "reworded in one of two branches": with_question("pupil_times", title="Когда вам удобно встречаться?"),
    "no longer required": with_question("pupil_contact", required=False),
    "an option in other words": other_words_for_pupils,
    "moved to another page": moved_to_the_first_page("pupil_interests"),
    "a question that is asked no more": without_question("experience"),
    "asked no more on one of two pages": without_question("pupil_format"),
    "a new edition": lambda item: replace(item, version="2", title="Анкета ученика и учителя"),
}


@pytest.mark.parametrize("name", EDITS)
def test_the_form_follows_in_place_and_the_answers_stay_under_their_columns(town: Town, name: str) -> None:
    before, known, standing = cells_of(town), known_form(town), asked_in(town) & answered_in(town)
    update(town, changed(EDITS[name]))
    assert known_form(town).id == known.id
    assert known.questions.items() <= known_form(town).questions.items()
    assert standing <= asked_in(town)
    assert cells_of(town) == before


def known_form(town: Town) -> KnownForm:
    return town.folder.load_known().forms[FORM]


def asked_in(town: Town) -> set[str]:
    """The ids by which answers are known."""
    questions = [item["questionItem"]["question"] for item in items_of(town, FORM) if "questionItem" in item]
    return {question["questionId"] for question in questions}


def answered_in(town: Town) -> set[str]:
    responses = town.job().apis.forms.responses(known_form(town).id)
    return {identity for response in responses for identity in response["answers"]}


@pytest.mark.parametrize("title", ["В каком кружке вы занимаетесь?", BEFORE.by_key["pupil_interests"].title])
def test_a_new_question_is_asked_and_read_into_its_new_column(town: Town, title: str) -> None:
    """Also when another question is put in the same words."""
    before = cells_of(town)
    columns = (*MENTEES.columns[:5], from_answer("club", "Кружок"), *MENTEES.columns[5:])
    with declared(MENTEES, columns=columns):
        asked = changed(with_new_question(title))
        update(town, asked)
        assert cells_of(town) == before
        town.later(days=1)
        resident = make_school(PEOPLE, SEED, QUESTIONNAIRES, TODAY)[0]
        said = [sent.given for sent in resident.sent if sent.form == FORM][-1]
        questionnaire = next(item for item in asked if item.key == FORM)
        answer(town, questionnaire, {**said, "pupil_club": "Шахматы"})
        synchronise(replace(town.job(), questionnaires=asked), lambda _plan: None)
        added = difference(before, cells_of(town))
    assert list(added.values()) == ["Шахматы"]
    assert {column for _, _, column in added} == {"club"}


def test_what_google_refuses_puts_no_question_into_the_form_twice(town: Town) -> None:
    """A school tries again and again: the form is in public all the while."""
    title = "В каком кружке вы занимаетесь?"
    in_two_lines = with_question("pupil_goal", title="О чём\nвы мечтаете?")
    refused = changed(lambda item: in_two_lines(with_new_question(title)(item)))
    for _ in range(3):
        with pytest.raises(Refused):
            update(town, refused)
    assert [item["title"] for item in items_of(town, FORM)].count(title) <= 1


def difference(before: Cells, after: Cells) -> Cells:
    return {place: value for place, value in after.items() if before.get(place) != value}
