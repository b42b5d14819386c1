"""Staff and a form's answers: what is new, the table, one person's page, deleting; the sheet for the wall; paper."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localgoogle.call import Call
from localgoogle.forms.sections import sections
from localgoogle.pages.progress import most_steps
from localgoogle.pages.routes import static
from localgoogle.pages.wall import picture
from localgoogle.pages.words import counted
from localgoogle.state import SPREADSHEET
from tests.localgoogle.school import (
    BASE,
    OWNER,
    READER,
    STRANGER,
    WRITER,
    Answer,
    School,
    choice,
    entry,
    question,
    section,
)

NAME, ROLE, GRID, HOW = "00000001", "00000002", "00000003", "00000004"
PUPIL, TEACHER = "0a000001", "0a000002"
KEYS = {OWNER: "kurator-key", WRITER: "zavuch-key", READER: "director-key", STRANGER: "neighbour-key"}


def session(school: School, email: str = OWNER) -> str:
    signed = school.post("/signin", {"email": email, "token": KEYS[email]})
    return signed.headers["set-cookie"].partition(";")[0]


@pytest.fixture
def form(school: School) -> dict[str, Any]:
    return school.form(question("Имя", NAME, textQuestion={}), title="Анкета")


def send(school: School, form: dict[str, Any], name: str, **more: str) -> Answer:
    return school.post(form["responderUri"].replace("viewform", "formResponse"), {entry(NAME): name} | more)


def answers(form: dict[str, Any], *more: str) -> str:
    return "/".join([f"/forms/d/{form['formId']}/responses", *more])


def ids(school: School, form: dict[str, Any]) -> list[str]:
    return [each["responseId"] for each in school.responses(form)]


# the answers


def test_the_newest_answer_stands_first_and_a_hundred_on_a_page(school: School, form: dict[str, Any]) -> None:
    for number in range(1, 131):
        send(school, form, f"Имя-{number}-")
    mine = session(school)
    first = school.get(answers(form), cookie=mine).text
    assert "130 ответов" in first
    assert re.findall(r"Имя-(\d+)-", first) == [str(number) for number in range(130, 30, -1)]
    assert re.findall(r"Имя-(\d+)-", school.get(answers(form), "row=100", cookie=mine).text)[0] == "30"
    assert school.get(answers(form), "row=x", cookie=mine).status == 200


def test_one_person_s_answers_are_a_page(school: School) -> None:
    grid = {
        "title": "Что нравится",
        "questionGroupItem": {
            "questions": [{"questionId": GRID, "rowQuestion": {"title": "Химия"}}],
            "grid": {"columns": choice("CHECKBOX", "очень", "иногда")},
        },
    }
    form = school.form(question("Имя", NAME, textQuestion={}), grid, question("Класс", HOW, textQuestion={}))
    send(school, form, "Оля\nИванова", **{entry(GRID): ["очень", "иногда"]})  # type: ignore[arg-type]
    page = school.get(answers(form, ids(school, form)[0]), cookie=session(school)).text
    for text in ("Оля\nИванова", "Что нравится: Химия", "очень", "иногда", "нет ответа"):
        assert text in page


def test_dates_are_told_as_people_write_them(school: School) -> None:
    kinds = {"00000011": {"includeYear": True}, "00000012": {}, "00000013": {"includeYear": True, "includeTime": True}}
    form = school.form(*(question("Когда?", key, dateQuestion=kind) for key, kind in kinds.items()))
    values = dict(zip(map(entry, kinds), ("2014-05-07", "02-29", "2026-11-22 09:30"), strict=True))
    assert school.post(form["responderUri"].replace("viewform", "formResponse"), values).status == 200
    page = school.get(answers(form), cookie=session(school)).text
    assert re.findall("<td>(.*?)</td>", page) == ["07.05.2014", "29.02", "22.11.2026 09:30"]
    assert "07.05.2014" in school.get(answers(form, *ids(school, form)), cookie=session(school)).text


def test_an_answer_is_deleted_after_a_question(school: School, form: dict[str, Any]) -> None:
    for name in ("Оля", "Шутник"):
        send(school, form, name)
    prank = next(each["responseId"] for each in school.responses(form) if "Шутник" in str(each))
    mine = session(school)
    asked = school.get(answers(form, prank, "delete"), cookie=mine)
    assert "Шутник" in asked.text
    assert len(ids(school, form)) == 2, "asking deletes nothing"
    done = school.post(answers(form, prank, "delete"), {"csrf": asked.hidden()["csrf"][0]}, cookie=mine)
    assert done.headers["location"] == answers(form)
    assert prank not in ids(school, form)
    assert len(ids(school, form)) == 1
    again = school.post(answers(form, prank, "delete"), {"csrf": asked.hidden()["csrf"][0]}, cookie=mine)
    assert again.status == 303, "a second click finds it gone"
    assert "Шутник" not in "\n".join(school.state.db.iterdump())


def test_who_may_only_look_deletes_nothing(school: School, form: dict[str, Any]) -> None:
    send(school, form, "Оля")
    school.share(form["formId"], type="user", role="reader", emailAddress=READER)
    theirs = session(school, READER)
    page = school.get(answers(form, ids(school, form)[0]), cookie=theirs)
    assert "Оля" in page.text
    assert "Удалить" not in page.text
    address = answers(form, ids(school, form)[0], "delete")
    assert school.get(address, cookie=theirs).status == 403
    assert school.post(address, {"csrf": page.hidden()["csrf"][0]}, cookie=theirs).status == 403
    assert school.get(answers(form), cookie=session(school, STRANGER)).status == 403
    assert len(ids(school, form)) == 1


def test_an_answer_is_found_under_its_own_form_alone(school: School, form: dict[str, Any]) -> None:
    send(school, form, "Оля")
    other = school.form(title="Другая")
    (answer,), mine = ids(school, form), session(school)
    assert school.get(answers(other, answer), cookie=mine).status == 403
    csrf = {"csrf": school.get(answers(form, answer), cookie=mine).hidden()["csrf"][0]}
    school.post(answers(other, answer, "delete"), csrf, cookie=mine)
    assert ids(school, form) == [answer]


# what is new


def news(school: School, cookie: str) -> str:
    found = re.search(r'class="news".*?</section>', school.get("/home", cookie=cookie).text, re.DOTALL)
    return found[0] if found else ""


def test_home_says_what_is_new_since_one_last_looked(school: School, form: dict[str, Any]) -> None:
    book = school.drive("Базы", SPREADSHEET)
    mine = session(school)
    send(school, form, "Оля")
    school.later(minutes=1)
    assert "1 новый ответ" in news(school, mine)
    assert "Базы" in news(school, mine)
    school.get(answers(form), cookie=mine)
    school.get(f"/spreadsheets/d/{book}/edit", cookie=mine)
    assert news(school, mine) == ""
    school.later(minutes=1)
    for name in ("Коля", "Толя"):
        send(school, form, name)
    school.ok("POST", f"/v4/spreadsheets/{book}/values/A1:append", {"values": [["а"]]}, valueInputOption="RAW")
    assert "2 новых ответа" in news(school, mine)
    assert "Базы" in news(school, mine)
    school.share(form["formId"], type="user", role="reader", emailAddress=READER)
    assert "3 новых ответа" in news(school, session(school, READER)), "everybody has looked for themselves"


def test_a_look_that_was_refused_is_none(school: School, form: dict[str, Any]) -> None:
    school.get(answers(form), cookie=session(school, STRANGER))
    assert school.state.db.execute("SELECT COUNT(*) FROM looks").fetchone() == (0,)


@given(st.integers(0, 10_000))
def test_numbers_are_counted_as_in_russian(number: int) -> None:
    text = counted(number, "ответ", "ответа", "ответов")
    teens = 11 <= number % 100 <= 14
    last = number % 10
    expected = "ответ" if last == 1 and not teens else "ответа" if last in (2, 3, 4) and not teens else "ответов"
    assert text == f"{number} {expected}"


# the wall


def codes(school: School, cookie: str) -> list[str]:
    return re.findall(rf"{BASE}</span><wbr><span>(/f/\S+?)<", school.get("/wall", cookie=cookie).text)


def test_the_wall_s_short_address_leads_to_the_form(school: School, form: dict[str, Any]) -> None:
    (code,) = codes(school, session(school))
    assert re.fullmatch(r"/f/[2-9a-z]{4}-[2-9a-z]{4}", code)
    for typed in (code, code.upper().replace("/F/", "/f/"), code.replace("-", "")):
        assert school.get(typed).headers["location"] == form["responderUri"]
    assert codes(school, session(school)) == [code], "a poster stays true"
    other = "b" if code[-1] == "a" else "a"
    assert school.get(code[:-1] + other).status == 404


def test_only_forms_that_anybody_may_answer_hang_on_the_wall(school: School, form: dict[str, Any]) -> None:
    school.form(title="Закрытая", open_to_all=False)
    school.publish(school.form(title="Законченная")["formId"], accepting=False)
    wall = school.get("/wall", cookie=session(school)).text
    assert "Анкета" in wall
    assert "Закрытая" not in wall
    assert "Законченная" not in wall
    assert "Анкета</h2>" not in school.get("/wall", cookie=session(school, STRANGER)).text
    assert wall.count("<svg") == 1
    assert picture(BASE + codes(school, session(school))[0]) in wall
    assert not re.search(r"<svg[^>]*style|<script|<image", wall)


def test_a_deleted_form_s_code_leads_nowhere(school: School, form: dict[str, Any]) -> None:
    (code,) = codes(school, session(school))
    school.ok("DELETE", f"/drive/v3/files/{form['formId']}")
    assert school.get(code).status == 404


# paper


@pytest.fixture
def long_form(school: School) -> dict[str, Any]:
    return school.form(
        question(
            "Кто вы?",
            ROLE,
            required=True,
            choiceQuestion=choice(
                "RADIO",
                {"value": "Ученик", "goToSectionId": PUPIL},
                {"value": "Учитель", "goToSectionId": TEACHER},
                {"value": "Гость", "goToAction": "SUBMIT_FORM"},
                {"value": "Ой", "goToAction": "RESTART_FORM"},
            ),
        ),
        section("Ученику", PUPIL),
        question("Дела?", HOW, scaleQuestion={"low": 1, "high": 5, "lowLabel": "плохо", "highLabel": "отлично"}),
        section("Учителю", TEACHER),
        question("О себе", NAME, textQuestion={"paragraph": True}),
        {"title": "Спасибо", "description": "До встречи", "textItem": {}},
        question("Когда?", "00000009", dateQuestion={"includeYear": True, "includeTime": True}),
        question("Звёзды", "0000000a", ratingQuestion={"ratingScaleLevel": 3, "iconType": "STAR"}),
        question("Во сколько?", "0000000b", timeQuestion={}),
        question("Что?", "0000000c", choiceQuestion=choice("CHECKBOX", "Чай", {"isOther": True})),
        title="Большая анкета",
    )


def test_paper_has_all_questions_and_says_where_to_go_on(school: School, long_form: dict[str, Any]) -> None:
    page = school.get(long_form["responderUri"].replace("viewform", "paper")).text
    for text in ("Кто вы? *", "Дела?", "О себе", "Спасибо", "До встречи", "Когда?", "Звёзды", "Во сколько?"):
        assert text in page
    assert re.search(r"Ученик <em>→ перейдите к части 2", page)
    assert re.search(r"Учитель <em>→ перейдите к части 3", page)
    assert re.search(r"Гость <em>→ это последний вопрос", page)
    assert re.search(r"Ой <em>→ вернитесь к началу", page)
    assert "1 — плохо; 5 — отлично" in page
    assert "Другое: ____" in page
    assert "<input" not in page


def test_on_paper_a_hint_stands_under_its_question(school: School) -> None:
    hinted = {**question("Как связаться?", NAME, textQuestion={}), "description": "Телефон или почта"}
    form = school.form(hinted)
    page = school.get(form["responderUri"].replace("viewform", "paper")).text
    assert page.index("Как связаться?") < page.index("Телефон или почта")


def test_paper_is_for_those_who_may_answer_and_for_the_makers(school: School, form: dict[str, Any]) -> None:
    paper = form["responderUri"].replace("viewform", "paper")
    assert school.get(paper).status == 200
    school.publish(form["formId"], published=False, accepting=False)
    assert school.get(paper).status == 403
    assert school.get(paper, cookie=session(school)).status == 200, "printed before it is opened"
    assert school.get(paper, cookie=session(school, STRANGER)).status == 403
    assert school.get("/forms/d/e/nothing/paper").status == 404


# the way through a form


def test_a_step_tells_how_many_there_are_at_most(school: School, long_form: dict[str, Any]) -> None:
    first = school.get(long_form["responderUri"])
    assert "Шаг 1 из 3" in first.text
    action = long_form["responderUri"].replace("viewform", "formResponse")
    teacher = school.post(action, first.hidden() | {entry(ROLE): "Учитель", "continue": "1"})
    assert "Шаг 2 из 2" in teacher.text, "a promise may turn out shorter, never longer"
    assert 'value="2" max="2"' in teacher.text
    guest = school.post(action, first.hidden() | {entry(ROLE): "Гость", "continue": "1"})
    assert "Шаг 2 из 2" in guest.text
    assert "Шаг" not in school.get(school.form(title="Короткая")["responderUri"]).text


@given(st.integers(1, 6).flatmap(lambda count: st.lists(st.integers(-1, count), min_size=count, max_size=count)))
def test_no_way_forward_is_longer_than_promised(targets: list[int]) -> None:
    """``targets`` are where one option of each section leads; -1 is the end of the form."""
    items: list[dict[str, Any]] = []
    for index, target in enumerate(targets):
        if index:
            items.append(section("", f"{index:08x}"))
        go = {"goToSectionId": f"{target:08x}"} if target > 0 else {"goToAction": "SUBMIT_FORM"}
        option = {"value": "да"} | go
        items.append(question("", f"{index + 100:08x}", choiceQuestion=choice("RADIO", option)))
    parts = sections({"info": {}, "items": items})

    def longest(index: int) -> int:
        if index >= len(parts) or index < 0:
            return 0
        ways = [index + 1, targets[index]] if targets[index] > 0 else [index + 1]
        return 1 + max(longest(way) for way in ways if way > index)

    assert most_steps(parts, 0) == longest(0)


# limits


def test_a_flood_of_answers_through_one_link_is_stopped_and_other_forms_go_on(
    school: School, form: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localgoogle.pages.answering.PER_MINUTE", 20)
    assert [send(school, form, f"Бот {number}").status for number in range(22)] == [200] * 20 + [429] * 2
    assert send(school, school.form(question("Имя", NAME, textQuestion={})), "Оля").status == 200
    school.later(minutes=1)
    assert send(school, form, "Оля").status == 200


def test_one_account_s_flood_holds_up_nobody_else(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("localgoogle.pages.staff.PER_MINUTE", 5)
    mine = session(school)
    assert [school.get("/home", cookie=mine).status for _ in range(7)] == [200] * 5 + [429] * 2
    assert school.get("/home", cookie=session(school, WRITER)).status == 200


def test_a_form_s_page_weighs_less_than_a_hundred_kilobytes(
    school: School, long_form: dict[str, Any], figure: Any
) -> None:
    page = school.get(long_form["responderUri"])
    linked = re.findall(r'(?:href|src)="(/static/[^"]*)"', page.text)
    plain = len(page.text.encode()) + sum(len(school.get(*each.split("?")).text.encode()) for each in linked)
    figure(f"a form's page with everything: {plain / 1000:.0f} KB")
    assert len(linked) == 3
    assert plain <= 100_000


def test_a_telephone_gets_styles_squeezed(school: School) -> None:
    call = Call("GET", "/static/pages.css", headers={"accept-encoding": "gzip, br"})
    squeezed, plain = static(school.state, call, {"name": "pages.css"}), school.get("/static/pages.css")
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.content).decode() == plain.text
    assert plain.headers["vary"] == squeezed.headers["Vary"] == "Accept-Encoding"
    assert "content-encoding" not in plain.headers
