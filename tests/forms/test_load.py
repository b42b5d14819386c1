"""A questionnaire file with mistakes: each is named with its file, its place and what was found there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.errors import Fault, Problem, QuestionnaireError
from forms.load import from_texts, load_questionnaires, shipped
from forms.question import Asked, Option
from forms.questionnaire import Purpose
from tests.forms.surveys import ABOUT, BRANCHED, GOOD, HEAD, NAME, NEEDED, load, problems

if TYPE_CHECKING:
    from pathlib import Path

CHOOSE = """
  [[sections.questions]]
  key = "topic"
  title = "Тема"
  kind = "one"
  required = true
  options = ["Учёба", "Спорт"]
"""

BAD = [
    (Fault.NOT_TOML, '\ntitle = "Анкета\n', "", "2"),
    (Fault.UNKNOWN_KEY, 'colour = "red"\n' + GOOD, "", "colour"),
    (Fault.UNKNOWN_KEY, HEAD + ABOUT + 'nxt = "submit"\n' + NAME, "about", "nxt"),
    (Fault.UNKNOWN_KEY, GOOD + "  requird = true\n", "name", "requird"),
    (Fault.MISSING_KEY, GOOD.replace('version = "1"', ""), "", "version"),
    (Fault.MISSING_KEY, HEAD + '[[sections]]\ntitle = "О вас"\n' + NAME, "section 1", "key"),
    (Fault.MISSING_KEY, GOOD + '  [[sections.questions]]\n  key = "age"\n  kind = "text"\n', "age", "title"),
    (Fault.MISSING_KEY, GOOD + '  [[sections.questions]]\n  title = "Возраст"\n  kind = "text"\n', "about:2", "key"),
    (Fault.WRONG_TYPE, GOOD.replace('version = "1"', "version = 1"), "", "version"),
    (Fault.WRONG_TYPE, GOOD.replace("required = true", 'required = "да"'), "name", "required"),
    (Fault.WRONG_TYPE, HEAD + 'sections = ["about"]', "", "sections"),
    (Fault.WRONG_TYPE, HEAD + '[[sections]]\nkey = "about"\nquestions = ["name"]', "about", "questions"),
    (Fault.WRONG_TYPE, GOOD.replace('kind = "text"', 'kind = ["text"]'), "name", "kind"),
    (Fault.WRONG_TYPE, GOOD + CHOOSE.replace('"Спорт"', "7"), "topic", "options"),
    (Fault.WRONG_TYPE, GOOD + CHOOSE + '  goto = { "Учёба" = 2 }\n', "topic", "goto"),
    (Fault.WRONG_TYPE, GOOD.replace('kind = "text"', 'kind = "scale"\n  low = true'), "name", "low"),
    (Fault.UNKNOWN_KIND, GOOD.replace('kind = "text"', 'kind = "number"'), "name", "number"),
    (Fault.UNKNOWN_PURPOSE, GOOD.replace('"mentee"', '"mentees"'), "", "mentees"),
    (Fault.UNKNOWN_LIST, GOOD + CHOOSE.replace('["Учёба", "Спорт"]', '"темы"'), "topic", "темы"),
    (Fault.NEWLINE, GOOD.replace('"Анкета"', '"Анкета\\nученика"'), "title", "Анкета"),
    (Fault.NEWLINE, GOOD.replace("зовут?", "зовут?\\nПолностью"), "name", "Как вас зовут?"),
    (Fault.NEWLINE, GOOD + CHOOSE.replace("Спорт", "Спорт\\nи танцы"), "topic", "Спорт"),
    (Fault.NEWLINE, BRANCHED.replace("Об учёбе", "Об\\nучёбе"), "pupil", "Об"),
    (Fault.EMPTY_TEXT, GOOD.replace("Как вас зовут?", " "), "name", ""),
    (Fault.EMPTY_TEXT, GOOD + CHOOSE.replace("Спорт", ""), "topic", ""),
    (Fault.EQUAL_OPTIONS, GOOD + CHOOSE.replace("Спорт", "Учёба "), "topic", "Учёба"),
    (Fault.NO_OPTIONS, GOOD + CHOOSE.replace('options = ["Учёба", "Спорт"]', ""), "topic", ""),
    (Fault.EQUAL_KEYS, GOOD + NAME, "name", "name"),
    (Fault.EQUAL_KEYS, GOOD + CHOOSE.replace('"topic"', '"about"'), "about", "about"),
    (Fault.UNKNOWN_SECTION, BRANCHED.replace('"Учусь" = "pupil"', '"Учусь" = "pupils"'), "role", "pupils"),
    (Fault.UNKNOWN_SECTION, BRANCHED.replace('next = "last"', 'next = "end"'), "pupil", "end"),
    (Fault.BACKWARD, BRANCHED.replace('next = "last"', 'next = "about"'), "pupil", "about"),
    (Fault.BACKWARD, BRANCHED.replace('"Учусь" = "pupil"', '"Учусь" = "about"'), "role", "about"),
    (Fault.CANNOT_BRANCH, BRANCHED.replace('kind = "one"', 'kind = "several"'), "role", "several"),
    (Fault.NO_ROUTE, BRANCHED.replace('kind = "list"', 'kind = "several"'), "pupil", "last"),
    (Fault.NO_ROUTE, BRANCHED.replace('"list"\n  required = true', '"list"'), "pupil", "last"),
    (Fault.UNKNOWN_OPTION, BRANCHED.replace('"Учусь" = "pupil"', '"Учус" = "pupil"'), "role", "Учус"),
    (Fault.NO_MEANING, BRANCHED.replace('["Учусь",', '["Учусь", "Отдыхаю",'), "role", "Отдыхаю"),
    (Fault.UNKNOWN_MEANING, BRANCHED.replace('"учитель — учитель"', '"учитель"'), "role", "учитель"),
    (Fault.WRONG_TYPE, BRANCHED.replace('"учитель — учитель"', "2"), "role", "means"),
    (Fault.WRONG_SCALE, BRANCHED.replace("high = 5", "high = 11"), "mood", "0–11"),
    (Fault.WRONG_SCALE, BRANCHED.replace("low = 0", "low = 2"), "mood", "2–5"),
    (Fault.UNKNOWN_WORD, GOOD.replace("Анкета", "Анкета, {shcool}"), "", "shcool"),
    (Fault.NO_QUESTIONS, HEAD + ABOUT, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "text", "where", "value"), BAD)
def test_a_fault_is_named_with_its_file_and_place(fault: Fault, text: str, where: str, value: str) -> None:
    assert Problem("survey.toml", where, fault, value) in problems(text)


def test_every_kind_of_fault_is_shown_above_or_below() -> None:
    assert {fault for fault, *_ in BAD} | {Fault.NOT_UTF8, *NEEDED} == set(Fault)


def shipped_text(name: str, before: str, after: str) -> dict[str, str]:
    """The shipped questionnaires, one of them edited."""
    texts = {file.name: file.read_text(encoding="utf-8") for file in shipped().iterdir()}
    assert before in texts[name]
    return texts | {name: texts[name].replace(before, after)}


@pytest.mark.parametrize(
    ("name", "before", "after", "problem"),
    [
        ("mentee_application.toml", 'key = "role"', 'key = "who"', ("", Fault.QUESTION_NEEDED, "role")),
        ("mentor_application.toml", 'key = "full_name"', 'key = "name"', ("", Fault.QUESTION_NEEDED, "full_name")),
        ("consent_guardian.toml", 'key = "birth_date"', 'key = "born"', ("", Fault.QUESTION_NEEDED, "birth_date")),
        ("consent_guardian.toml", 'key = "decision"', 'key = "word"', ("", Fault.QUESTION_NEEDED, "decision")),
        ("consent_participant.toml", ', "Не даю согласия"]', "]", ("decision", Fault.ANSWER_NEEDED, "нет")),
    ],
)
def test_a_question_that_the_rules_cannot_do_without_is_missed(
    name: str, before: str, after: str, problem: tuple[str, Fault, str]
) -> None:
    with pytest.raises(QuestionnaireError) as caught:
        from_texts(shipped_text(name, before, after))
    assert caught.value.problems == (Problem(name, *problem),)


def test_a_file_without_faults_has_none() -> None:
    assert problems(GOOD) == problems(BRANCHED) == problems(GOOD + CHOOSE) == []


def test_all_faults_of_all_files_are_told_at_once() -> None:
    found = problems(GOOD.replace('version = "1"', "") + "  requird = true\n", broken="[[", other=HEAD + ABOUT)
    assert [(problem.file, problem.fault) for problem in found] == [
        ("broken.toml", Fault.NOT_TOML),
        ("other.toml", Fault.NO_QUESTIONS),
        ("survey.toml", Fault.MISSING_KEY),
        ("survey.toml", Fault.UNKNOWN_KEY),
    ]


@pytest.mark.parametrize(
    ("lists", "value"),
    [('lists = "темы"', "lists"), ('[lists]\n"темы" = "Учёба"', "темы"), ('[lists]\n"темы" = [1, 2]', "темы")],
)
def test_a_list_of_options_must_be_a_list_of_texts(lists: str, value: str) -> None:
    asks = GOOD + CHOOSE.replace('["Учёба", "Спорт"]', '"темы"')
    assert Problem("lists.toml", "", Fault.WRONG_TYPE, value) in problems(asks, lists=lists)


def test_an_unknown_key_in_the_lists_is_named() -> None:
    assert problems(GOOD, lists='[list]\n"темы" = ["Учёба"]') == [Problem("lists.toml", "", Fault.UNKNOWN_KEY, "list")]


def test_a_folder_is_read_whether_or_not_notepad_put_a_mark_in_front(tmp_path: Path) -> None:
    text = (shipped() / "consent_participant.toml").read_text(encoding="utf-8")
    (tmp_path / "survey.toml").write_text(text, encoding="utf-8-sig")
    (tmp_path / "readme.txt").write_text("не анкета", encoding="utf-8")
    assert [questionnaire.key for questionnaire in load_questionnaires(tmp_path)] == ["survey"]


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "survey.toml").write_text(GOOD, encoding="cp1251")
    with pytest.raises(QuestionnaireError) as caught:
        load_questionnaires(tmp_path)
    assert caught.value.problems == (Problem("survey.toml", "", Fault.NOT_UTF8),)


def test_what_the_file_says_is_what_is_asked() -> None:
    survey = load(BRANCHED)
    assert (survey.key, survey.version, survey.purpose) == ("survey", "1", Purpose.MENTEE)
    assert [section.key for section in survey.sections] == ["about", "pupil", "teacher", "last"]
    role, mood = survey.by_key["role"], survey.by_key["mood"]
    assert role.options == (Option("Учусь", "pupil"), Option("Работаю", "teacher"), Option("Просто смотрю", "submit"))
    assert (mood.asked, mood.low, mood.high, mood.low_label, mood.required) == (Asked.SCALE, 0, 5, "так себе", False)


def test_options_may_be_a_list_by_name() -> None:
    text = GOOD + CHOOSE.replace('["Учёба", "Спорт"]', '"темы"')
    survey = load(text, lists='[lists]\n"темы" = ["Учёба", "Олимпиады"]')
    assert [option.text for option in survey.by_key["topic"].options] == ["Учёба", "Олимпиады"]


def test_an_answer_goes_to_the_column_that_is_said_or_to_its_own() -> None:
    survey = load(GOOD + CHOOSE + '  column = "request"\n')
    assert [question.target for question in survey.questions] == ["name", "request"]


def test_words_in_braces_are_filled_wherever_people_read() -> None:
    survey = load(GOOD.replace("Анкета", "Анкета, {school}").replace("зовут?", "зовут, {year}?"))
    filled = survey.filled({"school": "Лицей № 7", "year": "2026-2027"})
    assert filled.title == "Анкета, Лицей № 7"
    assert filled.by_key["name"].title == "Как вас зовут, 2026-2027?"


def test_the_shipped_questionnaires_load() -> None:
    shipped = {questionnaire.key: questionnaire.purpose for questionnaire in load_questionnaires()}
    assert shipped == {
        "consent_guardian": Purpose.GUARDIAN_CONSENT,
        "consent_participant": Purpose.OWN_CONSENT,
        "mentee_application": Purpose.MENTEE,
        "mentor_application": Purpose.MENTOR,
    }


def test_no_shipped_text_keeps_a_brace_when_filled() -> None:
    words = dict.fromkeys(("school", "address", "head", "programme", "year", "until"), "…")
    for questionnaire in load_questionnaires():
        assert not [text for text in questionnaire.filled(words).texts() if "{" in text or "}" in text]
