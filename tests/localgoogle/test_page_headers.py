"""Every page of the route table: what its browser may do, who may open it, and whose form it takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from localgoogle.oauth.routes import ROUTES as OAUTH
from localgoogle.pages.routes import GUESTS, PARTICIPANTS, ROUTES, STAFF
from localgoogle.state import SPREADSHEET
from tests.localgoogle.school import OWNER, STRANGER, Answer, School, entry, question

if TYPE_CHECKING:
    from localgoogle.call import Route

NAME = "00000001"
PAGES = [*ROUTES, *OAUTH]
THEIRS = [route for route in ROUTES if route not in PARTICIPANTS + GUESTS]
FORM_PAGES = [route for route in PARTICIPANTS if re.search("viewform|formResponse", route.pattern.pattern)]
WITHOUT_A_FILE = ("/home", "/drive", "/people", "/wall")


def path_of(route: Route) -> str:
    return route.pattern.pattern


@pytest.fixture
def groups(school: School) -> dict[str, str]:
    """What stands in the addresses: a form with one answer, and a book."""
    form = school.form(question("Имя", NAME, textQuestion={}))
    school.post(form["responderUri"].replace("viewform", "formResponse"), {entry(NAME): "Оля"})
    return {
        "public": form["responderUri"].split("/")[-2],
        "file": form["formId"],
        "book": school.drive("Базы", SPREADSHEET),
        "response": school.responses(form)[0]["responseId"],
        "code": "abcd-efgh",
        "kind": "first",
        "secret": "made-up",
        "name": "pages.css",
    }


def address(route: Route, groups: dict[str, str]) -> str:
    """An address that the route takes, made of its pattern."""
    values = groups | ({"file": groups["book"]} if "/spreadsheets" in path_of(route) else {})
    text = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: values[found[1]], path_of(route))
    text = re.sub(r"\(\?:[^()]*\)\?", "", text).replace("\\", "")
    text = re.split(r"\|(?=/)", text)[0]
    assert route.pattern.fullmatch(text), text
    return text


def session(school: School, email: str = OWNER, key: str = "kurator-key") -> str:
    signed = school.post("/signin", {"email": email, "token": key})
    return signed.headers["set-cookie"].partition(";")[0]


def visit(school: School, route: Route, groups: dict[str, str], **headers: str) -> Answer:
    if route.method == "GET":
        return school.get(address(route, groups), **headers)
    return school.post(address(route, groups), {}, **headers)


@pytest.mark.parametrize("route", PAGES, ids=lambda route: f"{route.method} {path_of(route)}")
@pytest.mark.parametrize("who", ["guest", "owner", "stranger"])
def test_no_page_may_do_more_than_it_must(school: School, groups: dict[str, str], route: Route, who: str) -> None:
    signed: dict[str, Any] = {
        "guest": {},
        "owner": {"cookie": session(school)},
        "stranger": {"cookie": session(school, STRANGER, "neighbour-key")},
    }[who]
    answer = visit(school, route, groups, **signed)
    assert answer.status < 500
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    for rule in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert rule in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    referrer = answer.headers["referrer-policy"]
    assert referrer == "no-referrer" if route in PARTICIPANTS else referrer in ("no-referrer", "same-origin")
    if "/static/" not in path_of(route):
        kept = answer.headers["cache-control"]
        assert kept == ("private, no-cache" if route in FORM_PAGES and answer.status == 200 else "no-store")
    if route in PARTICIPANTS:
        assert "script-src" not in policy
    if answer.headers["content-type"].startswith("text/html"):
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", answer.text)


@pytest.mark.parametrize("route", THEIRS, ids=lambda route: f"{route.method} {path_of(route)}")
def test_a_page_of_the_staff_is_for_those_it_is_shared_with(
    school: School, groups: dict[str, str], route: Route
) -> None:
    assert visit(school, route, groups).status in (303, 401, 403), "a guest is asked to sign in"
    stranger = session(school, STRANGER, "neighbour-key")
    foreign = visit(school, route, groups, cookie=stranger)
    if address(route, groups) in WITHOUT_A_FILE and foreign.status == 200:
        assert "Базы" not in foreign.text
        assert "Анкета" not in foreign.text.replace("Таблицы и анкеты", "")
    else:
        assert foreign.status in (403, 404)


@pytest.mark.parametrize("route", [route for route in THEIRS if route.method == "POST"], ids=path_of)
def test_a_post_without_the_token_of_the_page_changes_nothing(
    school: School, groups: dict[str, str], route: Route
) -> None:
    before = "\n".join(school.state.db.iterdump())
    refused = visit(school, route, groups, cookie=(mine := session(school)))
    assert refused.status == 403
    foreign = visit(school, route, groups, cookie=mine, origin="https://evil.example")
    assert foreign.status == 403
    lines = set("\n".join(school.state.db.iterdump()).splitlines()) - set(before.splitlines())
    assert all('INTO "grants"' in line for line in lines), "only the session is new"


def test_every_page_is_listed_as_somebody_s() -> None:
    assert set(map(id, STAFF)) <= set(map(id, THEIRS))
    assert not [route for route in ROUTES if route.bucket], "pages count against no quota"
