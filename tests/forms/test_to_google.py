"""What is sent to make a form: fixed ids, Google's own words, and a way through the sections that skips rightly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forms.from_google import ids_from_google
from forms.load import load_questionnaires
from forms.questionnaire import Questionnaire
from forms.to_google import branching_requests, chosen_ids, new_form_requests
from tests.forms.paper_form import PaperForm, asked_in
from tests.forms.surveys import BRANCHED, GOOD, NAME, load
from tests.golden import assert_golden
from tests.localgoogle.discovery import against

GOLDEN = Path(__file__).parent / "golden"
SHIPPED = {questionnaire.key: questionnaire for questionnaire in load_questionnaires()}
ALL = [*SHIPPED.values(), load(BRANCHED)]

surveys = pytest.mark.parametrize("survey", ALL, ids=lambda survey: survey.key)


def form_of(survey: Questionnaire) -> PaperForm:
    return PaperForm().apply(new_form_requests(survey, chosen_ids(survey)))


@pytest.mark.parametrize("key", SHIPPED)
def test_the_shipped_forms_are_made_by_the_requests_on_record(key: str) -> None:
    survey = SHIPPED[key]
    assert_golden(GOLDEN / f"{key}.json", new_form_requests(survey, chosen_ids(survey)))


@surveys
def test_what_is_sent_is_what_google_documents(survey: Questionnaire) -> None:
    ids = chosen_ids(survey)
    for requests in (new_form_requests(survey, ids), new_form_requests(survey, None), branching_requests(survey, ids)):
        assert against({"$ref": "BatchUpdateFormRequest"}, {"requests": requests}, "forms.v1", "batch") == []


def test_the_discovery_document_would_notice_a_misspelt_word() -> None:
    requests = [{"createItem": {"item": {"titel": "Имя"}, "location": {"index": 0}}}]
    assert against({"$ref": "BatchUpdateFormRequest"}, {"requests": requests}, "forms.v1", "batch") == [
        "batch.requests[0].createItem.item.titel is unknown to Google"
    ]


@surveys
def test_ids_are_unique_of_google_s_shape_and_the_same_every_time(survey: Questionnaire) -> None:
    ids = chosen_ids(survey)
    every = [*ids.items.values(), *ids.questions.values()]
    assert len(set(every)) == len(every)
    assert all(re.fullmatch("[0-7][0-9a-f]{7}", identity) for identity in every)
    assert chosen_ids(survey) == ids


def test_an_id_survives_any_edit_but_a_new_key() -> None:
    before, after = chosen_ids(load(GOOD)), chosen_ids(load(BRANCHED.replace("Как вас зовут?", "Ваше имя")))
    assert before.items["name"] == after.items["name"] == "61189e02"
    assert before.questions["name"] == after.questions["name"]


def test_no_form_collects_addresses() -> None:
    assert all(form_of(survey).settings == {"emailCollectionType": "DO_NOT_COLLECT"} for survey in ALL)


@pytest.mark.parametrize(
    ("choice", "met"),
    [
        ("Учусь", ["Как вас зовут?", "Кто вы?", "Класс", "Предметы", "Настроение"]),
        ("Работаю", ["Как вас зовут?", "Кто вы?", "Должность", "Настроение"]),
        ("Просто смотрю", ["Как вас зовут?", "Кто вы?"]),
    ],
)
def test_each_person_meets_only_the_sections_meant_for_them(choice: str, met: list[str]) -> None:
    assert form_of(load(BRANCHED)).walk(choice, "9А", "Физика") == met


def test_where_google_chooses_the_ids_the_branching_follows_and_leads_the_same_way() -> None:
    survey = load(BRANCHED)
    requests = new_form_requests(survey, None)
    assert not re.search("itemId|questionId|goTo", str(requests))
    form = PaperForm().apply(requests)
    form.apply(branching_requests(survey, ids_from_google(survey, form.get())))
    for choice in ("Учусь", "Работаю", "Просто смотрю"):
        assert form.walk(choice, "9Б") == form_of(survey).walk(choice, "9Б")


@pytest.mark.parametrize("choice", ["Я учусь в школе", "Я работаю в школе"])
@pytest.mark.parametrize("key", ["mentee_application", "mentor_application"])
def test_in_the_shipped_applications_pupils_and_teachers_go_their_own_ways(key: str, choice: str) -> None:
    survey = SHIPPED[key]
    everything = [option.text for question in survey.questions for option in question.options]
    roles = [option.text for option in survey.by_key["role"].options]
    met = form_of(survey).walk(choice, *(text for text in everything if text not in roles))
    own = {"Я учусь в школе": "pupil", "Я работаю в школе": "teacher"}[choice]
    expected = [section for section in survey.sections if section.key in ("about", own)]
    assert met == [question.title for section in expected for question in section.questions]


def test_the_section_s_next_is_carried_by_its_last_required_single_choice() -> None:
    form = form_of(load(BRANCHED))
    last = chosen_ids(load(BRANCHED)).items["last"]
    by_title = {item["title"]: asked_in(item).get("choiceQuestion", {}).get("options", []) for item in form.items}
    assert by_title["Класс"] == [{"value": "9А", "goToSectionId": last}, {"value": "9Б", "goToSectionId": last}]
    assert by_title["Предметы"] == [{"value": "Физика"}, {"value": "Химия"}]


def test_an_option_s_own_way_beats_the_section_s() -> None:
    text = BRANCHED.replace('options = ["9А", "9Б"]', 'options = ["9А", "9Б"]\n  goto = { "9Б" = "submit" }')
    form = form_of(load(text))
    assert form.walk("Учусь", "9Б")[-1] == "Предметы"
    assert form.walk("Учусь", "9А")[-1] == "Настроение"


def test_each_kind_of_question_is_google_s_kind() -> None:
    paragraph = (
        NAME.replace('"name"', '"p"').replace('"text"', '"paragraph"').replace("required = true", 'help = "Коротко"')
    )
    date = paragraph.replace('"p"', '"d"').replace('"paragraph"', '"date"')
    items = form_of(load(GOOD + paragraph + date)).items
    assert [asked_in(item) | {"questionId": ""} for item in items] == [
        {"required": True, "questionId": "", "textQuestion": {}},
        {"required": False, "questionId": "", "textQuestion": {"paragraph": True}},
        {"required": False, "questionId": "", "dateQuestion": {"includeYear": True}},
    ]
    assert [item.get("description") for item in items] == [None, "Коротко", "Коротко"]


def test_a_scale_has_its_ends_and_the_labels_that_are_said() -> None:
    scale = asked_in(form_of(load(BRANCHED)).items[-1])["scaleQuestion"]
    assert scale == {"low": 0, "high": 5, "lowLabel": "так себе"}


def test_what_the_first_section_says_stands_in_the_form_s_description() -> None:
    text = GOOD.replace('key = "about"', 'key = "about"\ndescription = "Сначала о себе."')
    form = form_of(load(text.replace('version = "1"', 'version = "1"\ndescription = "Здравствуйте!"')))
    assert form.info == {"title": "Анкета", "description": "Здравствуйте!\n\nСначала о себе."}
