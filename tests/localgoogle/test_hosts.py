"""Under which names the server answers, and what the addresses that it gives out begin with."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from localgoogle.hosts import Hosts, read_public_url
from localgoogle.server import create_app
from tests.localgoogle.school import OWNER, School, entry, exchange, question

PUBLIC = "https://nastavnik.school.example"
NAME = "00000001"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing is bound here


@pytest.mark.parametrize("host", ["127.0.0.1:8090", "localhost:8090", "LOCALHOST:8090", "[::1]:8090"])
def test_this_computer_is_called_by_its_own_names(host: str) -> None:
    assert Hosts().origin(host, 8090) == f"http://{host.lower()}"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8090", "127.0.0.1:9999", "127.0.0.1", "", "127.0.0.1.evil.example:8090"]
)
def test_no_other_name_is_ours(host: str) -> None:
    assert Hosts().origin(host, 8090) == ""
    assert Hosts(PUBLIC).origin(host, 8090) == ""


def test_the_public_name_is_https_though_the_proxy_comes_by_http() -> None:
    hosts = Hosts(PUBLIC)
    assert hosts.origin("Nastavnik.school.example", 8090) == PUBLIC
    assert hosts.origin("127.0.0.1:8090", 8090) == "http://127.0.0.1:8090"
    assert hosts.address("http://127.0.0.1:8090") == PUBLIC
    assert Hosts().address("http://127.0.0.1:8090") == "http://127.0.0.1:8090"


def test_an_address_in_the_school_s_network_is_ours_only_when_bound_to() -> None:
    assert Hosts(bound="192.168.1.5").origin("192.168.1.5:8090", 8090) == "http://192.168.1.5:8090"
    assert Hosts(bound=EVERYWHERE).origin(f"{EVERYWHERE}:8090", 8090) == ""
    assert Hosts().origin("127.0.0.1", 80) == "http://127.0.0.1"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://Nastavnik.School.Example/", PUBLIC),
        ("https://nastavnik.school.example:443", PUBLIC),
        ("http://192.168.1.5:8017", "http://192.168.1.5:8017"),
    ],
)
def test_a_public_address_is_the_root_of_a_site(text: str, kept: str) -> None:
    assert read_public_url(text) == kept


@pytest.mark.parametrize(
    "text",
    ["", "school.example", "ftp://a.example", "https://a.example/path", "https://a b", "https://:1", "https://a:0"],
)
def test_what_is_no_such_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_public_url(text)


# on the server


def visit(school: School, hosts: Hosts, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Any:
    """A call whose Host header is what it says; the one that School sends comes after it."""
    app = create_app(school.state, hosts=hosts)

    async def named(scope: Any, receive: Any, send: Any) -> None:
        scope["headers"] = [pair for pair in scope["headers"] if pair != (b"host", b"127.0.0.1:8090") or not host]
        await app(scope, receive, send)

    host = headers.get("host")
    return asyncio.run(exchange(named, method, path, body, headers, ""))


@pytest.mark.parametrize("path", ["/", "/signin", "/v4/spreadsheets/x", "/static/pages.css", "/_local/calls"])
def test_a_page_that_makes_its_own_name_point_here_gets_nothing(school: School, path: str) -> None:
    answer = visit(school, Hosts(), path, host="evil.example:8090", authorization="Bearer kurator-key")
    assert answer.status == 421
    assert "Адрес не тот" in answer.text


def test_links_and_codes_carry_the_public_address(school: School) -> None:
    form = school.form(question("Имя", NAME, textQuestion={}), title="Анкета")
    headers = {"authorization": "Bearer kurator-key"}
    shown = visit(school, Hosts(PUBLIC), f"/v1/forms/{form['formId']}", **headers).json()
    assert shown["responderUri"].startswith(f"{PUBLIC}/forms/d/e/")
    signed = visit(
        school,
        Hosts(PUBLIC),
        "/signin",
        "POST",
        f"email={OWNER}&token=kurator-key".encode(),
        host="nastavnik.school.example",
        origin=PUBLIC,
    )
    cookie = signed.headers["set-cookie"]
    assert cookie.startswith("__Host-localgoogle_session=")
    assert "; Secure" in cookie
    assert "; Path=/;" in cookie
    assert "Domain" not in cookie
    session = cookie.partition(";")[0]
    wall = visit(school, Hosts(PUBLIC), "/wall", host="nastavnik.school.example", cookie=session)
    assert f"<span>{PUBLIC}</span><wbr><span>/f/" in wall.text
    assert "только на этом компьютере" not in wall.text


def test_what_a_proxy_says_is_not_believed(school: School) -> None:
    lies = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "forwarded": "host=evil.example"}
    form = school.form(question("Имя", NAME, textQuestion={}))
    shown = visit(school, Hosts(), f"/v1/forms/{form['formId']}", authorization="Bearer kurator-key", **lies).json()
    assert shown["responderUri"].startswith("http://127.0.0.1:8090/")
    answered = visit(school, Hosts(), form["responderUri"].removeprefix("http://127.0.0.1:8090"), **lies)
    assert entry(NAME) in answered.text
    assert "evil" not in answered.text
