"""Accounts of the staff: the first one, invitations, forgotten passwords, and the end of them all."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from localgoogle.accounts import new_claim
from localgoogle.passwords import fault, hashed, matches
from localgoogle.state import SPREADSHEET
from tests.localgoogle.school import OWNER, READER, STRANGER, WRITER, Answer, School

PASSWORD = "зимний лес и лыжи"
COLLEAGUE = "novaya@school.ru"


def cookie_of(answer: Answer) -> str:
    return answer.headers["set-cookie"].partition(";")[0]


def sign_in(school: School, email: str, password: str) -> Answer:
    return school.post("/signin", {"email": email, "token": password})


def csrf(page: Answer) -> dict[str, str]:
    return {"csrf": page.hidden()["csrf"][0]}


@pytest.fixture
def claim(school: School) -> str:
    """The address that ``nastavnik serve`` prints."""
    with school.state.transaction():
        return f"/first/{new_claim(school.state)}"


@pytest.fixture
def coordinator(school: School, claim: str) -> str:
    """The coordinator's session, after the first step."""
    return cookie_of(school.post(claim, {"password": PASSWORD, "again": PASSWORD}))


def act(school: School, session: str, do: str, email: str) -> Answer:
    page = school.get("/people", cookie=session)
    return school.post("/people", csrf(page) | {"do": do, "email": email}, cookie=session)


def link_for(school: School, session: str, email: str) -> str:
    """The one-time link as the coordinator reads it."""
    shown = re.search(r"<code>(.*?)</code>", act(school, session, "invite", email).text)
    assert shown
    return html.unescape(shown[1])


# the first account


def test_the_first_step_makes_the_coordinator_s_account_and_then_is_dead(school: School, claim: str) -> None:
    shown = school.get(claim)
    assert f'value="{OWNER}"' in shown.text, "the server knows whose it is"
    done = school.post(claim, {"email": "evil@mail.ru", "password": PASSWORD, "again": PASSWORD})
    assert done.headers["location"] == "/home"
    assert OWNER in school.get("/home", cookie=cookie_of(done)).text
    assert school.get(claim).status == 404
    assert school.post(claim, {"password": PASSWORD, "again": PASSWORD}).status == 404
    assert sign_in(school, OWNER, PASSWORD).status == 303
    assert sign_in(school, "evil@mail.ru", PASSWORD).status == 400


def test_a_server_without_users_takes_the_e_mail_that_is_written(school: School) -> None:
    school.state.users.clear()
    with school.state.transaction():
        claim = f"/first/{new_claim(school.state)}"
    assert school.post(claim, {"email": "kurator", "password": PASSWORD, "again": PASSWORD}).status == 400
    done = school.post(claim, {"email": "Kurator@new.ru", "password": PASSWORD, "again": PASSWORD})
    assert "kurator@new.ru" in school.get("/people", cookie=cookie_of(done)).text
    assert school.get(claim).status == 404


def test_only_the_last_printed_address_is_alive_and_for_a_day(school: School, claim: str) -> None:
    with school.state.transaction():
        newer = f"/first/{new_claim(school.state)}"
    assert school.get(claim).status == 404
    assert school.get("/first/made-up").status == 404
    assert school.get(newer).status == 200
    school.later(days=1)
    assert school.get(newer).status == 404


def test_an_address_is_no_address_of_the_other_kind(school: School, coordinator: str) -> None:
    secret = link_for(school, coordinator, WRITER).rpartition("/")[2]
    assert school.get(f"/first/{secret}").status == 404
    assert school.get(f"/invitation/{secret}").status == 200


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        (PASSWORD, PASSWORD + "!", "не совпали"),
        ("короткий", "короткий", "от 10 до 200"),
        ("ы" * 201, "ы" * 201, "от 10 до 200"),
        ("1" * 12, "1" * 12, "легко угадать"),
        ("1234567890", "1234567890", "легко угадать"),
        (OWNER, OWNER, "легко угадать"),
        ("", "", "от 10 до 200"),
    ],
)
def test_a_poor_password_is_not_taken(school: School, claim: str, password: str, again: str, words: str) -> None:
    answer = school.post(claim, {"password": password, "again": again})
    assert answer.status == 400
    assert words in answer.text
    assert school.get(claim).status == 200, "and one may try again"


def test_a_foreign_page_cannot_choose_the_password(school: School, claim: str) -> None:
    answer = school.post(claim, {"password": PASSWORD, "again": PASSWORD}, origin="https://evil.example")
    assert answer.status == 403
    assert school.get(claim).status == 200


# passwords


def test_a_password_is_kept_as_argon2id_with_owasp_s_parameters(school: School, coordinator: str) -> None:
    dump = "\n".join(school.state.db.iterdump())
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in dump
    assert PASSWORD not in dump
    assert hashed(PASSWORD) != hashed(PASSWORD), "salted"


def test_nothing_matches_an_account_that_is_not_there() -> None:
    assert not matches("", "")
    assert not matches("", PASSWORD)
    assert matches(hashed(PASSWORD), PASSWORD)
    assert not matches(hashed(PASSWORD), PASSWORD.upper())
    assert fault(PASSWORD, PASSWORD, OWNER) == ""


def test_guessing_a_password_is_slowed_for_that_account_alone(school: School, coordinator: str) -> None:
    assert [sign_in(school, OWNER, f"догадка {n}").status for n in range(11)] == [400] * 10 + [429]
    assert sign_in(school, OWNER, PASSWORD).status == 429
    assert sign_in(school, WRITER, "zavuch-key").status == 303, "others of the same network are not held up"
    school.later(minutes=1)
    assert sign_in(school, OWNER, PASSWORD).status == 303
    assert [sign_in(school, OWNER, PASSWORD).status for _ in range(12)] == [303] * 12, "success is no guess"


# colleagues


def test_a_colleague_joins_by_a_link_that_works_once(school: School, coordinator: str) -> None:
    book = school.drive("Базы", SPREADSHEET)
    school.share(book, type="user", role="writer", emailAddress=COLLEAGUE)
    link = link_for(school, coordinator, COLLEAGUE)
    assert link not in school.get("/people", cookie=coordinator).text, "shown once"
    assert sign_in(school, COLLEAGUE, PASSWORD).status == 400
    joined = school.post(link, {"password": PASSWORD, "again": PASSWORD})
    assert "Базы" in school.get("/home", cookie=cookie_of(joined)).text
    assert school.get(link).status == 404
    assert sign_in(school, COLLEAGUE.upper(), PASSWORD).status == 303


def test_a_link_lives_for_seven_days_and_a_newer_one_ends_it(school: School, coordinator: str) -> None:
    old = link_for(school, coordinator, WRITER)
    new = link_for(school, coordinator, WRITER)
    assert school.get(old).status == 404
    school.later(days=6, hours=23)
    assert school.get(new).status == 200
    school.later(hours=1)
    assert school.get(new).status == 404


def test_a_forgotten_password_is_replaced_and_ends_the_old_sessions(school: School, coordinator: str) -> None:
    school.post(link_for(school, coordinator, WRITER), {"password": PASSWORD, "again": PASSWORD})
    old = cookie_of(sign_in(school, WRITER, PASSWORD))
    other = "совсем другая фраза"
    new = cookie_of(school.post(link_for(school, coordinator, WRITER), {"password": other, "again": other}))
    assert school.get("/home", cookie=old).status == 303
    assert school.get("/home", cookie=new).status == 200
    assert sign_in(school, WRITER, PASSWORD).status == 400
    assert sign_in(school, WRITER, other).status == 303


def test_sessions_can_be_ended(school: School, coordinator: str) -> None:
    sessions = [cookie_of(sign_in(school, WRITER, "zavuch-key")) for _ in range(2)]
    act(school, coordinator, "end", WRITER)
    assert [school.get("/home", cookie=each).status for each in sessions] == [303, 303]
    assert school.get("/home", cookie=coordinator).status == 200


def test_a_closed_account_is_gone_with_everything_given_to_it(school: School, coordinator: str) -> None:
    book = school.drive("Базы", SPREADSHEET)
    school.share(book, type="user", role="writer", emailAddress=COLLEAGUE)
    session = cookie_of(
        school.post(link_for(school, coordinator, COLLEAGUE), {"password": PASSWORD, "again": PASSWORD})
    )
    act(school, coordinator, "close", COLLEAGUE)
    assert school.get("/home", cookie=session).status == 303
    assert sign_in(school, COLLEAGUE, PASSWORD).status == 400
    act(school, coordinator, "close", OWNER)
    assert sign_in(school, OWNER, PASSWORD).status == 303, "nobody locks themselves out"


@pytest.mark.parametrize("path", ["/signin", "/first/made-up", "/signout"])
def test_a_flood_of_text_from_a_guest_is_not_read(school: School, coordinator: str, path: str) -> None:
    before = "\n".join(school.state.db.iterdump())
    assert school.post(path, {"email": "x" * 70_000, "token": "guess"}).status == 413
    assert "\n".join(school.state.db.iterdump()) == before


def test_of_a_try_no_more_is_kept_than_an_address_can_be_long(school: School, coordinator: str) -> None:
    sign_in(school, "x" * 60_000, "guess")
    kept = school.state.db.execute("SELECT email FROM grants WHERE kind = 'try'").fetchall()
    assert [len(email) for (email,) in kept] == [254]


@pytest.mark.parametrize("who", [(WRITER, "zavuch-key"), (READER, "director-key"), (STRANGER, "neighbour-key")])
def test_only_the_coordinator_invites(school: School, coordinator: str, who: tuple[str, str]) -> None:
    session = cookie_of(sign_in(school, *who))
    assert school.get("/people", cookie=session).status == 403
    assert "Сотрудники" not in school.get("/home", cookie=session).text
    token = csrf(school.get("/home", cookie=session))
    for do in ("invite", "end", "close"):
        assert school.post("/people", token | {"do": do, "email": OWNER}, cookie=session).status == 403
    assert school.get("/home", cookie=coordinator).status == 200
    assert school.state.db.execute("SELECT COUNT(*) FROM grants WHERE kind = 'invitation'").fetchone() == (0,)


def test_nobody_is_invited_who_has_nothing_to_do_here(school: School, coordinator: str) -> None:
    assert act(school, coordinator, "invite", "evil@mail.ru").status == 403


def test_a_form_of_another_session_is_not_taken(school: School, coordinator: str) -> None:
    theirs = csrf(school.get("/home", cookie=cookie_of(sign_in(school, WRITER, "zavuch-key"))))
    values: dict[str, Any] = {"do": "end", "email": OWNER}
    for token in ({}, theirs, {"csrf": "ы"}):
        assert school.post("/people", values | token, cookie=coordinator).status == 403
    mine = csrf(school.get("/home", cookie=coordinator))
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "same-site"}, {"origin": "null"}):
        assert school.post("/people", values | mine, cookie=coordinator, **headers).status == 403
    assert school.post("/people", values | mine | {"pad": "х" * 70_000}, cookie=coordinator).status == 413
    assert school.post("/people", values | mine, cookie=coordinator, **{"content-type": "text/plain"}).status == 415
    assert school.get("/home", cookie=coordinator).status == 200
    assert school.post("/people", values | mine, cookie=coordinator).status == 200
    assert school.get("/home", cookie=coordinator).status == 303
