"""Staff in a browser: signing in, the list of files, a book's tabs."""

from __future__ import annotations

from typing import Any

import pytest

from localgoogle.state import FOLDER, SPREADSHEET
from tests.localgoogle.school import BASE, OWNER, READER, STRANGER, WRITER, Answer, School, entry, question


def sign_in(school: School, email: str = OWNER, key: str = "kurator-key", **more: str) -> Answer:
    return school.post("/signin", {"email": email, "token": key} | more)


def cookie(school: School, email: str = OWNER, key: str = "kurator-key") -> str:
    return sign_in(school, email, key).headers["set-cookie"].partition(";")[0]


@pytest.fixture
def book(school: School) -> str:
    """Two tabs and a hidden one; a date, a long text and a hidden column in the first."""
    book_id = school.drive("Базы", SPREADSHEET)
    date = {
        "userEnteredValue": {"numberValue": 46348},
        "userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "dd.mm.yyyy"}},
    }
    cells = [[text("Имя"), text("Тайна"), text("Дата")], [text("<b>Оля</b>"), text("скрыто"), date], [text("скрыто")]]
    requests: list[dict[str, Any]] = [
        {
            "updateSheetProperties": {
                "properties": {
                    "sheetId": 0,
                    "title": "Наставляемые",
                    "gridProperties": {"frozenRowCount": 1},
                },
                "fields": "title,gridProperties.frozenRowCount",
            }
        },
        {"updateCells": {"start": {"sheetId": 0}, "fields": "*", "rows": [{"values": row} for row in cells]}},
        {
            "updateDimensionProperties": {
                "range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2},
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        },
        {
            "updateDimensionProperties": {
                "range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3},
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        },
        {"addSheet": {"properties": {"sheetId": 7, "title": "Наставники"}}},
        {"addSheet": {"properties": {"sheetId": 8, "title": "Служебный", "hidden": True}}},
    ]
    school.ok("POST", f"/v4/spreadsheets/{book_id}:batchUpdate", {"requests": requests})
    return book_id


def text(value: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": value}}


def test_a_guest_is_told_what_this_is_and_sees_no_file(school: School, book: str) -> None:
    page = school.get("/")
    assert page.status == 200
    assert "по своим ссылкам" in page.text
    assert "Базы" not in page.text


def test_whoever_has_signed_in_comes_from_the_first_page_to_their_files(school: School, book: str) -> None:
    came = school.get("/", cookie=cookie(school))
    assert (came.status, came.headers["location"]) == (303, "/home")


def test_signing_in_leads_where_one_was_going(school: School, book: str) -> None:
    asked = school.get(f"/spreadsheets/d/{book}/edit", "gid=7")
    assert asked.status == 303
    path, _, query = asked.headers["location"].partition("?")
    page = school.get(path, query)
    done = sign_in(school, next=page.hidden()["next"][0])
    assert done.headers["location"] == f"/spreadsheets/d/{book}/edit?gid=7"
    flags = done.headers["set-cookie"]
    assert "HttpOnly" in flags
    assert "SameSite=Strict" in flags
    assert "Max-Age=43200" in flags


@pytest.mark.parametrize(
    "address", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/a\r\nX: y", "/ё", "x"]
)
def test_signing_in_never_leads_away(school: School, address: str) -> None:
    assert sign_in(school, next=address).headers["location"] == "/home"


def test_a_wrong_key_is_said_and_guessing_is_slowed(school: School) -> None:
    answer = sign_in(school, key="wrong")
    assert answer.status == 400
    assert "не подходят" in answer.text
    assert OWNER in answer.text, "the e-mail stays"
    assert [sign_in(school, OWNER.upper(), f"guess{number}").status for number in range(10)] == [400] * 9 + [429]
    assert sign_in(school).status == 429
    school.later(minutes=2)
    assert sign_in(school).status == 303


def test_a_session_ends(school: School) -> None:
    session = cookie(school)
    assert school.get("/home", cookie=session).status == 200
    assert school.get("/home", cookie="localgoogle_session=made-up").status == 303
    school.post("/signout", {}, cookie=session)
    assert school.get("/home", cookie=session).status == 303
    again = cookie(school)
    school.later(hours=12)
    assert school.get("/home", cookie=again).status == 303


def test_a_session_is_not_kept_in_the_clear(school: School) -> None:
    secret = cookie(school).partition("=")[2]
    assert secret not in "\n".join(school.state.db.iterdump())


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "null"},
    ],
)
def test_a_foreign_page_cannot_sign_anyone_in_or_out(school: School, headers: dict[str, str]) -> None:
    session = cookie(school)
    assert school.post("/signin", {"email": OWNER, "token": "kurator-key"}, **headers).status == 403
    assert school.post("/signout", {}, cookie=session, **headers).status == 403
    assert school.get("/home", cookie=session).status == 200
    own = {"origin": BASE, "sec-fetch-site": "same-origin"}
    assert school.post("/signout", {}, cookie=session, **own).status == 303


def test_a_link_on_another_site_opens_the_page_once_more(school: School, book: str) -> None:
    """A browser keeps a strict cookie to itself when another site leads here: whoever has one must not sign in anew."""
    path = f"/spreadsheets/d/{book}/edit"
    page = school.get(path, **{"sec-fetch-site": "cross-site"})
    assert page.status == 200
    assert '<meta http-equiv="refresh" content="0">' in page.text
    assert "Базы" not in page.text
    assert school.get(path, **{"sec-fetch-site": "same-origin"}).status == 303, "once, not for ever"


def test_home_lists_what_one_may_see(school: School, book: str) -> None:
    form = school.form(title="Анкета наставника")
    folder = school.drive("Программа", FOLDER)
    school.share(book, type="user", role="reader", emailAddress=READER)
    owners = school.get("/home", cookie=cookie(school)).text
    assert f'href="/spreadsheets/d/{book}/edit"' in owners
    assert f'href="{form["responderUri"]}"' in owners
    assert "принимает ответы" in owners
    assert f'href="/drive/folders/{folder}"' in owners
    readers = school.get("/home", cookie=cookie(school, READER, "director-key")).text
    assert "Базы" in readers
    assert "Анкета наставника" not in readers
    school.ok("PATCH", f"/drive/v3/files/{folder}", {"trashed": True})
    assert "Программа" not in school.get("/home", cookie=cookie(school)).text
    assert "Пока ничего нет" in school.get("/home", cookie=cookie(school, STRANGER, "neighbour-key")).text


def test_a_folder_shows_what_lies_in_it(school: School, book: str) -> None:
    folder = school.drive("Программа", FOLDER)
    school.drive("Пары", SPREADSHEET, parents=[folder])
    page = school.get(f"/drive/folders/{folder}", cookie=cookie(school)).text
    assert "Пары" in page
    assert "Базы" not in page
    assert school.get(f"/drive/folders/{folder}", cookie=cookie(school, STRANGER, "neighbour-key")).status == 403


def test_a_book_shows_a_tab_as_a_table(school: School, book: str) -> None:
    page = school.get(f"/spreadsheets/d/{book}/table", cookie=cookie(school)).text
    assert "&lt;b&gt;Оля&lt;/b&gt;" in page
    assert "22.11.2026" in page
    assert '<th scope="col">Имя</th><th scope="col">Дата</th>' in page
    assert "скрыто" not in page, "a hidden column and a hidden row"
    assert "Служебный" not in page, "a hidden tab"
    assert "только смотреть" in page
    assert f'<a href="/spreadsheets/d/{book}/table?gid=0" aria-current="page">Наставляемые</a>' in page
    other = school.get(f"/spreadsheets/d/{book}/table", "gid=7", cookie=cookie(school)).text
    assert "пусто" in other
    hidden = school.get(f"/spreadsheets/d/{book}/table", "gid=8", cookie=cookie(school)).text
    assert 'gid=0" aria-current="page"' in hidden, "a hidden tab cannot be opened either"


def test_a_long_tab_is_paged(school: School, book: str) -> None:
    rows = [[f"строка {number}"] for number in range(1, 451)]
    school.ok(
        "PUT",
        f"/v4/spreadsheets/{book}/values/%D0%9D%D0%B0%D1%81%D1%82%D0%B0%D0%B2%D0%BD%D0%B8%D0%BA%D0%B8!A1",
        {"values": rows},
        valueInputOption="RAW",
    )
    session = cookie(school)
    seen = []
    for start, links in (("", ["Следующие"]), ("200", ["Предыдущие", "Следующие"]), ("400", ["Предыдущие"])):
        page = school.get(f"/spreadsheets/d/{book}/table", {"gid": "7", "row": start}, cookie=session).text
        seen.append(page.count("<td>строка"))
        assert [word for word in ("Предыдущие", "Следующие") if word in page] == links
    assert seen == [200, 200, 50]
    assert "<td>строка 401</td>" in page
    assert school.get(f"/spreadsheets/d/{book}/table", "gid=7&row=9999", cookie=session).text.count("<td>строка") == 50
    assert school.get(f"/spreadsheets/d/{book}/table", "gid=7&row=x", cookie=session).status == 200


def test_a_book_is_only_for_those_it_is_shared_with(school: School, book: str) -> None:
    stranger = cookie(school, STRANGER, "neighbour-key")
    assert school.get(f"/spreadsheets/d/{book}/edit", cookie=stranger).status == 403
    assert school.get("/spreadsheets/d/1nothing/edit", cookie=stranger).status == 403
    school.share(book, type="user", role="writer", emailAddress=WRITER)
    assert school.get(f"/spreadsheets/d/{book}/edit", cookie=cookie(school, WRITER, "zavuch-key")).status == 200


def test_a_forms_own_address_leads_to_the_form(school: School) -> None:
    form = school.form(question("Имя", "0000000a", textQuestion={}))
    session = cookie(school)
    address = f"/forms/d/{form['formId']}/edit"
    assert school.get(address, cookie=session).headers["location"] == form["responderUri"]
    assert school.get(address).headers["location"].startswith("/signin?next=")
    assert school.get(address, cookie=cookie(school, STRANGER, "neighbour-key")).status == 403
    assert entry("0000000a") in school.get(form["responderUri"]).text


def test_static_files_and_nothing_else(school: School) -> None:
    assert school.get("/static/pico.LICENSE.md").status == 200
    assert school.get("/static/pages.css").headers["content-type"] == "text/css; charset=utf-8"
    assert school.get("/static/..%2Froutes.py").status == 404
    assert school.get("/static/nothing.css").status == 404
