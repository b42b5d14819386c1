"""A questionnaire is edited after its form was made: the form follows with few edits, and no answer is orphaned."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from forms.check import faults_of, find_router
from forms.difference import RETIRED, difference, left_over
from forms.question import CHOICES, SUBMIT, Asked, Option, Question
from forms.questionnaire import Purpose, Questionnaire, Section
from forms.to_google import chosen_ids, new_form_requests
from tests.forms.paper_form import PaperForm, asked_in
from tests.forms.surveys import BRANCHED, GOOD, NAME, load

SURVEY = load(BRANCHED)
CHOICES_OF_ROLE = [option.text for option in SURVEY.by_key["role"].options]


def form_of(survey: Questionnaire) -> PaperForm:
    return PaperForm().apply(new_form_requests(survey, chosen_ids(survey)))


def edits(before: Questionnaire, after: Questionnaire) -> list[dict[str, Any]]:
    return difference(after, chosen_ids(after), form_of(before).get())


def kinds(requests: list[dict[str, Any]]) -> list[str]:
    return [kind for request in requests for kind in request]


def test_a_form_that_agrees_needs_nothing() -> None:
    assert edits(SURVEY, SURVEY) == []


def test_what_google_leaves_out_of_a_reply_is_no_difference() -> None:
    form = form_of(SURVEY).get()
    for item in form["items"]:
        asked = item.get("questionItem", {}).get("question", {})
        if not asked.get("required"):
            asked.pop("required", None)
        if "scaleQuestion" in asked:
            del asked["scaleQuestion"]["low"]
    assert difference(SURVEY, chosen_ids(SURVEY), form) == []


def test_a_changed_word_changes_one_item() -> None:
    requests = edits(SURVEY, load(BRANCHED.replace("Должность", "Ваша должность")))
    assert kinds(requests) == ["updateItem"]
    assert requests[0]["updateItem"]["location"] == {"index": 6}
    assert requests[0]["updateItem"]["item"]["title"] == "Ваша должность"


def test_a_new_title_changes_the_form_s_head_only() -> None:
    assert kinds(edits(SURVEY, load(BRANCHED.replace('"Анкета"', '"Анкета ученика"')))) == ["updateFormInfo"]


def test_a_setting_that_someone_changed_is_put_back() -> None:
    form = form_of(SURVEY).get() | {"settings": {"emailCollectionType": "VERIFIED"}}
    assert kinds(difference(SURVEY, chosen_ids(SURVEY), form)) == ["updateSettings"]


def test_a_new_question_is_put_in_its_place() -> None:
    age = '  [[sections.questions]]\n  key = "age"\n  title = "Возраст"\n  kind = "text"\n'
    after = load(
        BRANCHED.replace('  [[sections.questions]]\n  key = "role"', age + '\n  [[sections.questions]]\n  key = "role"')
    )
    requests = edits(SURVEY, after)
    assert kinds(requests) == ["createItem"]
    assert form_of(SURVEY).apply(requests).titles()[:3] == ["Как вас зовут?", "Возраст", "Кто вы?"]


def test_a_section_that_moves_takes_one_move_for_each_of_its_items() -> None:
    head, pupil, rest = BRANCHED.partition('[[sections]]\nkey = "pupil"')
    middle, teacher, end = rest.partition('[[sections]]\nkey = "teacher"')
    post, last, tail = end.partition('[[sections]]\nkey = "last"')
    after = load(head + teacher + post + pupil + middle + last + tail)
    requests = edits(SURVEY, after)
    assert kinds(requests) == ["moveItem", "moveItem"]
    assert form_of(SURVEY).apply(requests).titles() == form_of(after).titles()


def test_a_question_that_goes_to_the_end_is_one_move() -> None:
    more = [NAME.replace('"name"', f'"q{number}"').replace("Как вас зовут?", f"Вопрос {number}") for number in range(5)]
    before, after = (load(GOOD + "".join(order)) for order in (more, [*more[1:], more[0]]))
    assert kinds(edits(before, after)) == ["moveItem"]
    assert form_of(before).apply(edits(before, after)).titles() == form_of(after).titles()


def test_a_question_that_nobody_answered_is_deleted_and_a_section_that_is_gone_too() -> None:
    after = load(GOOD)
    form = form_of(SURVEY)
    never = left_over(after, chosen_ids(after), form.get()) - {chosen_ids(SURVEY).questions["mood"]}
    form.apply(difference(after, chosen_ids(after), form.get(), never))
    assert form.titles() == ["Как вас зовут?", "Настроение"]


def test_a_question_that_was_retired_and_is_asked_again_is_as_it_was() -> None:
    form = form_of(SURVEY).apply(edits(SURVEY, load(GOOD)))
    assert form.items[-1]["description"] == RETIRED
    form.apply(difference(SURVEY, chosen_ids(SURVEY), form.get()))
    assert form.items == form_of(SURVEY).items


def test_a_question_that_is_gone_stays_in_the_form_with_its_answers() -> None:
    gone = BRANCHED.partition('  [[sections.questions]]\n  key = "subjects"')
    after = load(gone[0] + '[[sections]]\nkey = "teacher"' + gone[2].partition('[[sections]]\nkey = "teacher"')[2])
    assert "subjects" not in after.by_key
    form = form_of(SURVEY).apply(edits(SURVEY, after))
    assert form.titles()[-1] == "Предметы"
    assert difference(after, chosen_ids(after), form.get()) == []


def test_nobody_has_to_answer_a_question_that_is_gone_and_it_leads_nowhere() -> None:
    after = load(GOOD)
    form = form_of(SURVEY).apply(edits(SURVEY, after))
    left = {item["title"]: asked_in(item) for item in form.items[1:] if asked_in(item)}
    assert list(left) == ["Кто вы?", "Класс", "Предметы", "Должность", "Настроение"]
    assert {title for title, asked in left.items() if asked.get("required")} == set()
    assert left["Кто вы?"]["choiceQuestion"]["options"] == [{"value": text} for text in CHOICES_OF_ROLE]
    assert difference(after, chosen_ids(after), form.get()) == []


# any questionnaire into any other

TEXTS = st.sampled_from(["Имя", "Класс", "Тема", "Время"])
SECTIONS, QUESTIONS = ["s1", "s2", "s3"], ["q1", "q2", "q3", "q4", "q5", "q6"]


@st.composite
def questions(draw: st.DrawFn, key: str, later: list[str]) -> Question:
    asked = draw(st.sampled_from(Asked))
    ways = st.sampled_from(["", SUBMIT, *later]) if asked in (Asked.ONE, Asked.LIST) else st.just("")
    texts = draw(st.lists(TEXTS, min_size=1, max_size=3, unique=True)) if asked in CHOICES else []
    options = tuple(Option(text, draw(ways)) for text in texts)
    help_text = draw(st.sampled_from(["", "Коротко"]))
    low, high = draw(st.integers(0, 1)), draw(st.integers(2, 10))
    return Question(key, draw(TEXTS), asked, draw(st.booleans()), help_text, options, "", low, high)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    sections = draw(st.lists(st.sampled_from(SECTIONS), min_size=1, unique=True))
    keys = draw(st.lists(st.sampled_from(QUESTIONS), min_size=1, unique=True))
    homes = {key: draw(st.sampled_from(sections)) for key in keys}
    made = []
    for place, name in enumerate(sections):
        later = sections[place + 1 :]
        inside = tuple(draw(questions(key, later)) for key in keys if homes[key] == name)
        section = Section(name, draw(TEXTS), draw(st.sampled_from(["", "Подробнее"])), inside)
        if find_router(section) and later:
            section = Section(name, section.title, section.description, inside, draw(st.sampled_from(["", *later])))
        made.append(section)
    return Questionnaire("survey", draw(TEXTS), "", "1", Purpose.MENTEE, tuple(made))


@given(questionnaires(), questionnaires(), st.sets(st.sampled_from(QUESTIONS)))
def test_the_edits_turn_any_form_into_any_questionnaire_and_lose_no_question_that_was_answered(
    before: Questionnaire, after: Questionnaire, unanswered: set[str]
) -> None:
    assert not list(faults_of("", before))
    assert not list(faults_of("", after))
    form = form_of(before)
    never = {chosen_ids(before).questions[key] for key in before.by_key.keys() & unanswered}
    left = left_over(after, chosen_ids(after), form.get())
    requests = difference(after, chosen_ids(after), form.get(), never & left)
    form.apply(requests)

    wanted = form_of(after)
    assert difference(after, chosen_ids(after), form.get()) == []
    assert [item["itemId"] for item in form.items[: len(wanted.items)]] == [item["itemId"] for item in wanted.items]
    retired = form.items[len(wanted.items) :]
    assert {asked_in(item)["questionId"] for item in retired} == left - never
    assert not [item for item in retired if asked_in(item)["required"] or item["description"] != RETIRED]
    assert form.info == wanted.info
    assert kinds(requests).count("moveItem") == fewest_moves(form_of(before), form)


def fewest_moves(before: PaperForm, after: PaperForm) -> int:
    """By trying: the largest part of the items that need not move."""
    stood = [item["itemId"] for item in before.items]
    order = [stood.index(item["itemId"]) for item in after.items if item["itemId"] in stood]
    parts = (part for size in range(len(order), -1, -1) for part in combinations(order, size))
    return len(order) - next(len(part) for part in parts if list(part) == sorted(part))
