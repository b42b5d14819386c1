"""What a form's page looks like, and the pages that say why there is no form."""

from __future__ import annotations

import re
from typing import Any

import pytest

from localgoogle.state import FORM
from tests.localgoogle.school import READER, School, choice, entry, question

NAME = "00000001"


@pytest.fixture
def form(school: School) -> dict[str, Any]:
    return school.form(question("Имя", NAME, required=True, textQuestion={}))


def send(school: School, form: dict[str, Any], values: dict[str, Any]) -> Any:
    return school.post(form["responderUri"].replace("viewform", "formResponse"), values)


# forms that cannot be answered


def closed(school: School, form: dict[str, Any]) -> list[tuple[int, str]]:
    """Status and heading of the page and of an attempt to send."""
    answers = [
        school.get(form["responderUri"]),
        send(school, form, {entry(NAME): "Оля"}),
    ]
    return [(answer.status, re.search(r"<h1>(.*?)</h1>", answer.text)[1]) for answer in answers]  # type: ignore[index]


def test_an_unpublished_form_says_so(school: School, form: dict[str, Any]) -> None:
    school.publish(form["formId"], published=False, accepting=False)
    assert closed(school, form) == [(403, "Анкета ещё не открыта")] * 2


def test_a_closed_form_says_so(school: School, form: dict[str, Any]) -> None:
    school.publish(form["formId"], accepting=False)
    assert closed(school, form) == [(403, "Приём ответов закончен")] * 2
    assert school.responses(form) == []


def test_published_is_not_yet_answerable_without_a_grant(school: School, form: dict[str, Any]) -> None:
    school.ok("DELETE", f"/drive/v3/files/{form['formId']}/permissions/anyoneWithLinkPublished")
    assert closed(school, form) == [(403, "Нужен доступ")] * 2
    school.share(form["formId"], type="user", role="reader", view="published", emailAddress=READER)
    cookie = school.post("/signin", {"email": READER, "token": "director-key"}).headers["set-cookie"].partition(";")[0]
    assert school.get(form["responderUri"], cookie=cookie).status == 200


def test_an_unknown_form_is_not_there(school: School, form: dict[str, Any]) -> None:
    assert school.get("/forms/d/e/1FAIpQLSnothing/viewform").status == 404
    assert school.get(f"/forms/d/e/{form['formId']}/viewform").status == 404, "the file's id is not the public one"
    school.ok("PATCH", f"/drive/v3/files/{form['formId']}", {"trashed": True})
    assert school.get(form["responderUri"]).status == 404


def test_a_deleted_form_takes_its_answers_along(school: School, form: dict[str, Any]) -> None:
    send(school, form, {entry(NAME): "Оля"})
    school.ok("DELETE", f"/drive/v3/files/{form['formId']}")
    assert school.get(form["responderUri"]).status == 404
    for table in ("responses", "documents", "permissions"):
        column = "form_id" if table == "responses" else "file_id"
        left = school.state.db.execute(f"SELECT COUNT(*) FROM {table} WHERE {column} <> 'server'").fetchone()  # noqa: S608
        assert left == (0,)


# the page itself


def test_a_page_may_load_and_do_nothing_but_its_own(school: School, form: dict[str, Any]) -> None:
    shown = school.get(form["responderUri"])
    policy = shown.headers["content-security-policy"]
    assert policy == (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert '<html lang="ru">' in shown.text
    assert not re.search(r"<script|<style| style=| on\w+=", shown.text)
    for address in re.findall(r'(?:href|src)="(/static/[^"]*)"', shown.text):
        assert "immutable" in school.get(*address.split("?")).headers["cache-control"]


def test_every_kind_of_question_can_be_drawn(school: School) -> None:
    kinds: list[dict[str, Any]] = [
        {"textQuestion": {}},
        {"textQuestion": {"paragraph": True}},
        {"choiceQuestion": choice("RADIO", "а", {"isOther": True})},
        {"choiceQuestion": choice("CHECKBOX", "а", "б") | {"shuffle": True}},
        {"choiceQuestion": choice("DROP_DOWN", "а")},
        {"scaleQuestion": {"low": 0, "high": 10, "lowLabel": "нет", "highLabel": "да"}},
        {"dateQuestion": {}},
        {"dateQuestion": {"includeYear": True}},
        {"dateQuestion": {"includeYear": True, "includeTime": True}},
        {"dateQuestion": {"includeTime": True}},
        {"timeQuestion": {}},
        {"timeQuestion": {"duration": True}},
        {"ratingQuestion": {"ratingScaleLevel": 5, "iconType": "HEART"}},
    ]
    grid = {
        "title": "Таблица",
        "questionGroupItem": {
            "questions": [{"rowQuestion": {"title": "Строка"}}],
            "grid": {"columns": choice("CHECKBOX", "а", "б")},
        },
    }
    items = [
        question(f"Вопрос {number}", f"{number + 1:08x}", required=True, **kind) for number, kind in enumerate(kinds)
    ]
    form = school.form(*items, grid, {"title": "Текст", "description": "Просто текст", "textItem": {}})
    shown = school.get(form["responderUri"]).text
    for title in [f"Вопрос {number}" for number in range(len(kinds))] + ["Таблица", "Строка", "Просто текст"]:
        assert title in shown
    failed = send(school, form, {})
    assert failed.text.count("это обязательный вопрос.") == 2 * len(kinds), "in the summary and at the question"


def test_what_lies_on_another_site_is_a_link_with_words(school: School) -> None:
    """The page itself loads nothing from there: that would tell the site who reads which form."""
    map_ = {"sourceUri": "https://example.org/map.png", "altText": "карта школы"}
    option = {"value": "Химия", "image": {"sourceUri": "https://example.org/flask.png"}}
    video = {"video": {"youtubeUri": "https://www.youtube.com/watch?v=abc"}, "caption": "<img src=x onerror=alert(1)>"}
    form = school.form(
        {"title": "Где мы", "imageItem": {"image": map_}},
        question("Кружок", "00000001", choiceQuestion={"type": "RADIO", "options": [option]}),
        {"title": "Ролик", "videoItem": video},
    )
    for address in (form["responderUri"], form["responderUri"].replace("viewform", "paper")):
        page = school.get(address).text
        for words in ("Картинка: карта школы", "Картинка к варианту «Химия»", "Видео: &lt;img src=x"):
            assert words in page
        for target in ("https://example.org/map.png", "https://example.org/flask.png", "watch?v=abc"):
            assert target in page
        assert not re.search("<(img|video|iframe|script)", page)
    assert 'rel="noopener noreferrer"' in school.get(form["responderUri"]).text


def test_a_form_made_in_drive_shows_its_file_name(school: School) -> None:
    form = school.ok("GET", f"/v1/forms/{school.drive('Опрос родителей', FORM)}")
    school.publish(form["formId"])
    school.share(form["formId"], type="anyone", role="reader", view="published")
    assert "<h1>Опрос родителей</h1>" in school.get(form["responderUri"]).text
