"""The public page of a form, as the browser of somebody without an account meets it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.localgoogle.school import School, choice, entry, question, section

NAME, ROLE, CLASS, SUBJECT, ABOUT = "00000001", "00000002", "00000003", "00000004", "00000005"
PUPIL, TEACHER = "0a000001", "0a000002"


@pytest.fixture
def form(school: School) -> dict[str, Any]:
    """A name and a role; then either a section for pupils or one for teachers; a third role ends at once."""
    return school.form(
        question("Имя", NAME, required=True, textQuestion={}),
        question(
            "Кто вы?",
            ROLE,
            required=True,
            choiceQuestion=choice(
                "RADIO",
                {"value": "Ученик", "goToSectionId": PUPIL},
                {"value": "Учитель", "goToSectionId": TEACHER},
                {"value": "Гость", "goToAction": "SUBMIT_FORM"},
            ),
        ),
        section("Ученику", PUPIL),
        question(
            "Класс",
            CLASS,
            required=True,
            choiceQuestion=choice(
                "DROP_DOWN",
                {"value": "5А", "goToAction": "SUBMIT_FORM"},
                {"value": "6Б", "goToAction": "SUBMIT_FORM"},
            ),
        ),
        section("Учителю", TEACHER),
        question("Предмет", SUBJECT, required=True, textQuestion={}),
        title="Анкета наставничества",
    )


def stored(school: School, form: dict[str, Any]) -> list[dict[str, list[str]]]:
    """The answers in the order sent: question id -> values."""
    return [
        {key: [each["value"] for each in answer["textAnswers"]["answers"]] for key, answer in found["answers"].items()}
        for found in school.responses(form)
    ]


def send(school: School, form: dict[str, Any], values: dict[str, Any]) -> Any:
    return school.post(form["responderUri"].replace("viewform", "formResponse"), values)


# step by step


def test_a_pupil_goes_through_the_form_section_by_section(school: School, form: dict[str, Any]) -> None:
    first = school.get(form["responderUri"])
    assert first.status == 200
    assert "Анкета наставничества" in first.text
    assert "Класс" not in first.text, "one section at a time"
    own = {entry(NAME): "Оля", entry(ROLE): "Ученик", "continue": "1"}
    second = send(school, form, first.hidden() | own)
    assert "Класс" in second.text
    assert "Предмет" not in second.text
    assert second.hidden() == {
        entry(NAME): ["Оля"],
        entry(ROLE): ["Ученик"],
        "pageHistory": ["0,1"],
        "fbzx": first.hidden()["fbzx"],
    }
    assert 'name="submit"' in second.text
    last = send(school, form, second.hidden() | {entry(CLASS): "6Б", "submit": "1"})
    assert "Ответ записан" in last.text
    assert stored(school, form) == [{NAME: ["Оля"], ROLE: ["Ученик"], CLASS: ["6Б"]}]


def test_a_way_that_ends_early_asks_before_sending(school: School, form: dict[str, Any]) -> None:
    first = school.get(form["responderUri"])
    ready = send(school, form, first.hidden() | {entry(NAME): "Гость", entry(ROLE): "Гость", "continue": "1"})
    assert "Осталось отправить" in ready.text
    assert stored(school, form) == []
    send(school, form, ready.hidden() | {"submit": "1"})
    assert stored(school, form) == [{NAME: ["Гость"], ROLE: ["Гость"]}]


def test_going_back_keeps_what_was_entered(school: School, form: dict[str, Any]) -> None:
    first = school.get(form["responderUri"])
    second = send(school, form, first.hidden() | {entry(NAME): "Оля", entry(ROLE): "Ученик", "continue": "1"})
    back = send(school, form, second.hidden() | {entry(CLASS): "6Б", "back": "1"})
    assert 'value="Оля"' in back.text
    assert re.search(r'value="Ученик" checked', back.text)
    assert back.hidden() == first.hidden() | {entry(CLASS): ["6Б"]}
    again = send(school, form, back.hidden() | {entry(NAME): "Оля", entry(ROLE): "Учитель", "continue": "1"})
    done = send(school, form, again.hidden() | {entry(SUBJECT): "Химия", "submit": "1"})
    assert done.status == 200
    assert stored(school, form) == [{NAME: ["Оля"], ROLE: ["Учитель"], SUBJECT: ["Химия"]}], "the other way is dropped"


def test_a_missing_answer_is_pointed_at(school: School, form: dict[str, Any]) -> None:
    first = school.get(form["responderUri"])
    shown = send(school, form, first.hidden() | {entry(NAME): " ", entry(ROLE): "Учитель", "continue": "1"})
    assert shown.status == 400
    assert f'<a href="#q{int(NAME, 16)}">Имя</a>' in shown.text
    assert f'id="q{int(NAME, 16)}"' in shown.text
    assert f'<a href="#q{int(ROLE, 16)}"' not in shown.text
    assert re.search(r'value="Учитель" checked', shown.text), "what was answered stays"
    assert shown.text.startswith("<!DOCTYPE html>")
    assert "<title>Проверьте ответы" in shown.text


def test_a_circle_of_sections_can_be_left(school: School) -> None:
    form = school.form(
        question(
            "Ещё раз?",
            NAME,
            choiceQuestion=choice(
                "RADIO",
                {"value": "Да", "goToAction": "RESTART_FORM"},
                {"value": "Нет", "goToAction": "SUBMIT_FORM"},
            ),
        ),
        section("Конец", PUPIL),
    )
    first = school.get(form["responderUri"])
    again = send(school, form, first.hidden() | {entry(NAME): "Да", "continue": "1"})
    assert again.hidden()["pageHistory"] == ["0"]
    assert send(school, form, {entry(NAME): "Да"}).status == 400, "a whole answer that never ends is no answer"
    assert stored(school, form) == []
    assert send(school, form, {entry(NAME): "Нет"}).status == 200


# all at once


def test_everything_at_once_is_a_whole_answer(school: School, form: dict[str, Any]) -> None:
    values = {
        entry(NAME): "Пётр",
        entry(ROLE): "Учитель",
        entry(SUBJECT): "Химия",
        entry(CLASS): "5А",
        "entry.999": "?",
    }
    assert send(school, form, values).status == 200
    assert stored(school, form) == [{NAME: ["Пётр"], ROLE: ["Учитель"], SUBJECT: ["Химия"]}]


def test_what_is_required_on_the_way_is_required_at_once(school: School, form: dict[str, Any]) -> None:
    shown = send(school, form, {entry(NAME): "Пётр", entry(ROLE): "Учитель"})
    assert shown.status == 400
    assert f'<a href="#q{int(SUBJECT, 16)}">Предмет</a>' in shown.text
    assert shown.hidden()["pageHistory"] == ["0,2"]
    assert shown.hidden()[entry(NAME)] == ["Пётр"]
    assert stored(school, form) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({entry(ROLE): "Директор"}, "Такого варианта нет в списке"),
        ({entry(ROLE): ["Ученик", "Учитель"]}, "только один"),
        ({entry(NAME): "х" * 10_001}, "10 000"),
    ],
)
def test_a_wrong_value_is_refused(school: School, form: dict[str, Any], values: dict[str, Any], words: str) -> None:
    shown = send(school, form, {entry(NAME): "Пётр", entry(ROLE): "Гость"} | values)
    assert shown.status == 400
    assert words in shown.text
    assert stored(school, form) == []


@pytest.mark.parametrize(
    "text",
    [
        '=IMPORTXML("http://x";"//a")',
        "+79161234567",
        "007",
        "ёжик 🦔 «в тумане»",
        "<script>alert(1)</script>",
        " пробелы ",
        "строка\nещё строка",
        "ы" * 3000,
    ],
)
def test_an_answer_is_stored_as_it_was_typed(school: School, text: str) -> None:
    form = school.form(question("О себе", ABOUT, textQuestion={"paragraph": True}))
    send(school, form, {entry(ABOUT): text.replace("\n", "\r\n")})
    assert stored(school, form) == [{ABOUT: [text]}]


def test_what_was_typed_is_shown_again_and_never_run(school: School) -> None:
    form = school.form(
        question("О себе", ABOUT, textQuestion={"paragraph": True}),
        question("Имя", NAME, required=True, textQuestion={}),
    )
    shown = send(school, form, {entry(ABOUT): "\n</textarea><script>alert(1)</script>"})
    assert "<script>" not in shown.text
    assert "&lt;script&gt;" in shown.text


# once


def test_a_double_click_is_one_answer(school: School, form: dict[str, Any]) -> None:
    values = school.get(form["responderUri"]).hidden() | {entry(NAME): "Гость", entry(ROLE): "Гость"}
    first = send(school, form, values)
    school.later(seconds=1)
    second = send(school, form, values)
    assert first.text == second.text
    (response,) = school.responses(form)
    assert response["lastSubmittedTime"] == "2026-11-22T09:00:00.123456Z", "nothing has changed"


def test_back_and_send_again_corrects_the_same_answer(school: School, form: dict[str, Any]) -> None:
    values = school.get(form["responderUri"]).hidden() | {entry(NAME): "Оля", entry(ROLE): "Гость"}
    send(school, form, values)
    send(school, form, values | {entry(NAME): "Ольга"})
    assert stored(school, form) == [{NAME: ["Ольга"], ROLE: ["Гость"]}]


def test_two_people_or_two_tabs_are_two_answers(school: School, form: dict[str, Any]) -> None:
    for name in ("Оля", "Коля"):
        send(
            school,
            form,
            school.get(form["responderUri"]).hidden() | {entry(NAME): name, entry(ROLE): "Гость"},
        )
    assert [answer[NAME] for answer in stored(school, form)] == [["Оля"], ["Коля"]]


def test_a_made_up_token_names_nobodys_answer(school: School, form: dict[str, Any]) -> None:
    for name in ("Оля", "Чужой"):
        send(school, form, {entry(NAME): name, entry(ROLE): "Гость", "fbzx": "-123456789"})
    other = school.get(school.form(title="Другая")["responderUri"]).hidden()["fbzx"]
    for name in ("Коля", "Толя"):
        send(school, form, {entry(NAME): name, entry(ROLE): "Гость", "fbzx": other})
    assert len(stored(school, form)) == 4


def test_a_link_cannot_choose_the_token_of_what_is_sent_through_it(school: School, form: dict[str, Any]) -> None:
    mine = school.get(form["responderUri"]).hidden()["fbzx"]
    theirs = school.get(form["responderUri"], {"fbzx": mine}).hidden()["fbzx"]
    assert mine != theirs


def test_a_flood_of_text_is_refused_before_it_is_read(school: School, form: dict[str, Any]) -> None:
    assert send(school, form, {entry(NAME): "х" * 400_000}).status == 413


# changing


def edit_link(shown: Any) -> str:
    return str(re.search(r'href="([^"]*viewform\?edit2=[^"]*)"', shown.text)[1])  # type: ignore[index]


def test_an_answer_can_be_changed_by_its_link(school: School, form: dict[str, Any]) -> None:
    link = edit_link(send(school, form, {entry(NAME): "Оля", entry(ROLE): "Ученик", entry(CLASS): "5А"}))
    school.later(days=1)
    path, _, query = link.partition("?")
    opened = school.get(path, query)
    assert 'value="Оля"' in opened.text
    assert opened.hidden()[entry(CLASS)] == ["5А"]
    changed = send(school, form, opened.hidden() | {entry(NAME): "Ольга", entry(ROLE): "Ученик"})
    assert "Ответ изменён" in changed.text
    assert stored(school, form) == [{NAME: ["Ольга"], ROLE: ["Ученик"], CLASS: ["5А"]}]
    assert edit_link(changed) == link


def test_own_words_come_back_when_an_answer_is_changed(school: School) -> None:
    form = school.form(question("Что?", NAME, choiceQuestion=choice("CHECKBOX", "Чай", {"isOther": True})))
    other = f"{entry(NAME)}.other_option_response"
    shown = send(school, form, {entry(NAME): ["Чай", "__other_option__"], other: "Компот"})
    assert stored(school, form) == [{NAME: ["Чай", "Компот"]}]
    path, _, query = edit_link(shown).partition("?")
    opened = school.get(path, query).text
    assert 'value="Компот"' in opened
    assert re.search(r'value="__other_option__" checked', opened)


@pytest.mark.parametrize("token", ["nonsense", "A" * 22 + "ACYDBN1234", ""])
def test_a_made_up_link_changes_nothing(school: School, form: dict[str, Any], token: str) -> None:
    send(school, form, {entry(NAME): "Оля", entry(ROLE): "Гость"})
    response_id = school.responses(form)[0]["responseId"]
    guess = token or "B" * 22 + response_id
    assert school.get(form["responderUri"], {"edit2": guess}).status == 404
    assert send(school, form, {entry(NAME): "Взломщик", entry(ROLE): "Гость", "edit2": guess}).status == 404
    assert stored(school, form) == [{NAME: ["Оля"], ROLE: ["Гость"]}]


# prefill


def test_a_personal_link_fills_in_answers(school: School) -> None:
    form = school.form(
        question("Код", NAME, textQuestion={}),
        question("Предметы", SUBJECT, choiceQuestion=choice("CHECKBOX", "Химия", "Физика", "Право")),
        section("Дальше", PUPIL),
        question("Класс", CLASS, textQuestion={}),
    )
    query = {"usp": "pp_url", entry(NAME): "К7Q-2", entry(SUBJECT): ["Химия", "Право"], entry(CLASS): "5А"}
    shown = school.get(form["responderUri"], query)
    assert 'value="К7Q-2"' in shown.text
    assert re.findall(r'value="([^"]*)" checked', shown.text) == ["Химия", "Право"]
    assert shown.hidden()[entry(CLASS)] == ["5А"]
    assert "usp" not in shown.hidden()
