"""A questionnaire file with mistakes: each is named with its file, its place and what was found there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.errors import Fault, Problem, QuestionnaireError
from forms.load import from_texts, load_questionnaires, load_with_own, shipped
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
FROM_BASES = """
  [[sections.questions]]
  key = "whom"
  title = "С кем?"
  kind = "list"
  options_from = "наставники"
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
    (Fault.NOT_A_CHOICE, GOOD + CHOOSE.replace('"one"', '"text"'), "topic", "text"),
    (Fault.NOT_A_CHOICE, GOOD + '  options_from = "пары"\n', "name", "text"),
    (Fault.TWO_KINDS_OF_OPTIONS, GOOD + CHOOSE + '  options_from = "пары"\n', "topic", ""),
    (Fault.UNKNOWN_SOURCE, GOOD + FROM_BASES.replace("наставники", "учителя"), "whom", "учителя"),
    (Fault.STILL_OFFERED, GOOD + CHOOSE + '  was = { "Спорт" = ["Учёба"] }\n', "topic", "Учёба"),
    (Fault.EQUAL_OPTIONS, GOOD + CHOOSE + '  was = { "Спорт" = ["Игры"], "Учёба" = ["Игры"] }\n', "topic", "Игры"),
    (Fault.UNKNOWN_OPTION, GOOD + CHOOSE + '  was = { "Музыка" = ["Пение"] }\n', "topic", "Музыка"),
    (Fault.WRONG_TYPE, GOOD + CHOOSE + '  was = { "Спорт" = "Игры" }\n', "topic", "was"),
    (Fault.NOT_A_SCALE, GOOD + CHOOSE + "  reverse = true\n", "topic", "one"),
    (Fault.UNKNOWN_WAVE, 'waves = ["before", "later"]' + GOOD, "", "later"),
    (Fault.UNKNOWN_WAVE, GOOD + '  waves = ["before"]\n', "name", "before"),
    (Fault.UNKNOWN_WAVE, 'waves = ["after"]' + GOOD + '  waves = ["before"]\n', "name", "before"),
    (Fault.UNKNOWN_PEOPLE, 'whom = "учителя"' + GOOD, "", "учителя"),
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
        ("consent_reuse.toml", 'key = "decision"', 'key = "word"', ("", Fault.QUESTION_NEEDED, "decision")),
        ("withdrawal.toml", 'key = "what"', 'key = "which"', ("", Fault.QUESTION_NEEDED, "what")),
        ("meeting.toml", 'key = "pair"', 'key = "who"', ("", Fault.QUESTION_NEEDED, "pair")),
        ("wishes.toml", 'key = "code"', 'key = "number"', ("", Fault.QUESTION_NEEDED, "code")),
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


def test_options_may_come_from_the_bases() -> None:
    asked = load(GOOD + FROM_BASES).by_key["whom"]
    assert asked.source == "наставники"
    assert [option.text for option in asked.options] == ["Пока выбирать не из кого"]


def test_one_file_may_stand_for_two_waves() -> None:
    text = 'waves = ["before", "after"]\nopen = false\nwhom = "участники"' + GOOD + CHOOSE + '  waves = ["after"]\n'
    after, before = from_texts({"wishes.toml": as_wishes(text)})
    assert (before.key, after.key) == ("wishes_before", "wishes_after")
    assert (before.title, after.title) == ("Анкета (до начала)", "Анкета (по итогам)")
    assert (before.wave, before.opens, before.whom) == ("before", False, "участники")
    assert after.by_key.keys() - before.by_key.keys() == {"topic"}


def test_two_files_may_not_stand_for_one_survey() -> None:
    text = as_wishes('waves = ["before"]' + GOOD)
    with pytest.raises(QuestionnaireError) as caught:
        from_texts({"wishes.toml": text, "wishes_before.toml": as_wishes(GOOD)})
    assert [(problem.file, problem.fault, problem.value) for problem in caught.value.problems] == [
        ("wishes.toml", Fault.EQUAL_KEYS, "wishes_before"),
        ("wishes_before.toml", Fault.EQUAL_KEYS, "wishes_before"),
    ]


def as_wishes(text: str) -> str:
    """A survey of which the rules need no more than whose it is."""
    code = NAME.replace('"name"', '"code"').replace("Как вас зовут?", "Код")
    return (
        text.replace('"mentee"', '"wishes"').replace('key = "name"', 'key = "full_name"').replace(ABOUT, ABOUT + code)
    )


# a school's own folder


def own(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_file_of_the_school_s_own_replaces_the_shipped_one_or_adds_a_survey(tmp_path: Path) -> None:
    feedback = (shipped() / "feedback.toml").read_text(encoding="utf-8")
    club = feedback.replace('"Обратная связь"', '"Шахматный клуб"')
    mine = feedback.replace("Что помогает?", "Что вам помогает?")
    found = {survey.key: survey for survey in load_with_own(own(tmp_path, feedback=mine, club=club))}
    assert found["feedback"].by_key["what_helps"].title == "Что вам помогает?"
    assert found["club"].title == "Шахматный клуб"
    assert found.keys() - {survey.key for survey in load_questionnaires()} == {"club"}


def test_of_the_lists_each_is_replaced_by_itself(tmp_path: Path) -> None:
    lists = '[lists]\n"классы" = ["5", "6"]'
    asked = {survey.key: survey for survey in load_with_own(own(tmp_path, lists=lists))}["mentee_application"].by_key
    assert [option.text for option in asked["pupil_class"].options] == ["5", "6"]
    assert len(asked["pupil_topics"].options) == 9


def test_a_school_without_a_folder_of_its_own_has_the_shipped_ones(tmp_path: Path) -> None:
    assert load_with_own(tmp_path / "questionnaires") == load_questionnaires()


def test_every_fault_of_the_own_folder_is_told_at_once(tmp_path: Path) -> None:
    folder = own(tmp_path, feedback="[[", lists='[lists]\n"темы ученика" = "Учёба"', club=HEAD + ABOUT)
    with pytest.raises(QuestionnaireError) as caught:
        load_with_own(folder)
    assert {(problem.file, problem.fault) for problem in caught.value.problems} >= {
        ("club.toml", Fault.NO_QUESTIONS),
        ("feedback.toml", Fault.NOT_TOML),
        ("lists.toml", Fault.WRONG_TYPE),
    }


def test_an_answer_goes_to_the_column_that_is_said_or_to_its_own() -> None:
    survey = load(GOOD + CHOOSE + '  column = "request"\n')
    assert [question.target for question in survey.questions] == ["name", "request"]


def test_words_in_braces_are_filled_wherever_people_read() -> None:
    survey = load(GOOD.replace("Анкета", "Анкета, {school}").replace("зовут?", "зовут, {year}?"))
    filled = survey.filled({"school": "Лицей № 7", "year": "2026-2027"})
    assert filled.title == "Анкета, Лицей № 7"
    assert filled.by_key["name"].title == "Как вас зовут, 2026-2027?"


def test_the_shipped_questionnaires_load() -> None:
    found = {questionnaire.key: questionnaire.purpose for questionnaire in load_questionnaires()}
    assert found == {
        "request": Purpose.REQUEST,
        "mentee_application": Purpose.MENTEE,
        "third_party": Purpose.THIRD_PARTY,
        "mentor_application": Purpose.MENTOR,
        "consent_participant": Purpose.OWN_CONSENT,
        "consent_guardian": Purpose.GUARDIAN_CONSENT,
        "consent_publication": Purpose.PUBLICATION,
        "consent_reuse": Purpose.REUSE,
        "withdrawal": Purpose.WITHDRAWAL,
        "assessment_mentee_before": Purpose.ASSESSMENT,
        "assessment_mentee_after": Purpose.ASSESSMENT,
        "assessment_mentor_before": Purpose.ASSESSMENT,
        "assessment_mentor_after": Purpose.ASSESSMENT,
        "wishes": Purpose.WISHES,
        "meeting": Purpose.MEETING,
        "feedback": Purpose.FEEDBACK,
        "final_meeting": Purpose.FINAL_MEETING,
        "satisfaction": Purpose.SATISFACTION,
        "quality": Purpose.QUALITY,
        "invitation": Purpose.INVITATION,
    }
    assert set(found.values()) == set(Purpose)


def test_people_are_asked_from_the_first_day_only_what_the_first_stages_need() -> None:
    assert {survey.key for survey in load_questionnaires() if survey.opens} == {
        *("request", "third_party", "mentee_application", "mentor_application"),
        *("consent_participant", "consent_guardian", "consent_publication", "consent_reuse", "withdrawal"),
    }


@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_both_waves_of_an_assessment_ask_the_same_parameters(role: str) -> None:
    by_key = {survey.key: survey for survey in load_questionnaires()}
    before, after = by_key[f"assessment_{role}_before"], by_key[f"assessment_{role}_after"]
    scales = [[q for q in survey.questions if q.asked is Asked.SCALE] for survey in (before, after)]
    assert scales[0] == scales[1]
    assert all(q.target.startswith("p_") and (q.low, q.high, q.required) == (1, 10, True) for q in scales[0])
    assert any(q.reverse for q in scales[0])
    assert (before.wave, after.wave) == ("before", "after")
    columns = [{q.target for q in survey.questions} for survey in (before, after)]
    assert columns[0] - columns[1] == {"met_before", "expects"}
    assert columns[1] - columns[0] >= {"valuable", "lacking", "would_continue"}


def test_no_shipped_text_keeps_a_brace_when_filled() -> None:
    words = dict.fromkeys(("school", "address", "head", "programme", "year", "until"), "…")
    for questionnaire in load_questionnaires():
        assert not [text for text in questionnaire.filled(words).texts() if "{" in text or "}" in text]
