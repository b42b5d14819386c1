"""Addresses as real clients send them, over a real connection: slashes, colons, percents, other methods' names."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

from localgoogle.server import running
from localgoogle.state import SPREADSHEET, State
from tests.localgoogle.discovery import validated
from tests.localgoogle.school import TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterator

Ask = Callable[..., tuple[int, Any]]

FILES = "/drive/v3/files"


@pytest.fixture
def ask() -> Iterator[Ask]:
    """Sends the very bytes of a path: no client's library makes it better."""
    with running(State(users=dict(TOKENS)), wrap=validated) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)

        def send(method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            sent = body if isinstance(body, str) else None if body is None else json.dumps(body)
            connection.request(method, path, sent, {"authorization": "Bearer kurator-key"} | given)
            reply = connection.getresponse()
            text = reply.read().decode()
            return reply.status, json.loads(text) if text.strip() else None

        yield send
        connection.close()


@pytest.fixture
def book(ask: Ask) -> str:
    titles = [{"properties": {"title": title}} for title in ("Пары 10/11", "О'Нил", "50%", "A1", "Общее: итог")]
    return str(ask("POST", "/v4/spreadsheets", {"sheets": titles})[1]["spreadsheetId"])


@pytest.mark.parametrize(
    "text", ["Пары 10/11!A1:B2", "'О''Нил'!A1", "'50%'!A1", "'A1'!A1", "'Общее: итог'!A1", "'Общее: итог'"]
)
@pytest.mark.parametrize("safe", ["", ":!'", "!"])
def test_a_range_is_found_however_it_is_escaped(ask: Ask, book: str, text: str, safe: str) -> None:
    path = f"/v4/spreadsheets/{book}/values/{quote(text, safe=safe)}"
    status, reply = ask("PUT", f"{path}?valueInputOption=RAW", {"values": [["x"]]})
    assert (status, reply.get("updatedCells")) == (200, 1), reply
    assert ask("GET", path)[1]["values"] == [["x"]]
    assert ask("POST", f"{path}:append?valueInputOption=RAW", {"values": [["y"]]})[0] == 200
    assert ask("POST", f"{path}:clear", {})[0] == 200
    assert "values" not in ask("GET", path)[1]


@pytest.mark.parametrize("tail", [":batchUpdate", "/:batchUpdate", ":batchUpdate/", "/:batchUpdate/"])
def test_a_verb_may_stand_behind_a_slash(ask: Ask, book: str, tail: str) -> None:
    touch = {
        "requests": [
            {
                "clearBasicFilter": {
                    "sheetId": ask("GET", f"/v4/spreadsheets/{book}/")[1]["sheets"][0]["properties"]["sheetId"]
                }
            }
        ]
    }
    assert ask("POST", f"/v4/spreadsheets/{book}{tail}", touch)[0] == 200


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_slash_at_the_end_changes_nothing(ask: Ask, book: str, slash: str) -> None:
    form = ask("POST", f"/v1/forms{slash}", {"info": {"title": "Анкета"}})[1]["formId"]
    paths = [
        f"/v4/spreadsheets/{book}",
        f"/v4/spreadsheets/{book}/values/A1",
        f"/v4/spreadsheets/{book}/values:batchGet",
        f"/v1/forms/{form}",
        f"/v1/forms/{form}/responses",
        f"/v1/forms/{form}/watches",
        FILES,
        f"{FILES}/{book}",
        f"{FILES}/{book}/permissions",
        "/drive/v3/changes/startPageToken",
    ]
    assert {path: ask("GET", path + slash)[0] for path in paths} == dict.fromkeys(paths, 200)
    assert ask("DELETE", f"{FILES}/{form}{slash}")[0] == 204


def test_a_post_may_stand_for_another_method(ask: Ask, book: str) -> None:
    query = urlencode({"q": " or ".join(f"name = 'Анкета {number}'" for number in range(200))})
    assert ask("POST", FILES, query, x_http_method_override="GET")[1]["files"] == []
    renamed = ask("POST", f"{FILES}/{book}?fields=name", {"name": "Пары"}, x_http_method_override="PATCH")
    assert renamed == (200, {"name": "Пары"})
    path = f"/v4/spreadsheets/{book}/values/A1?valueInputOption=RAW"
    assert ask("POST", path, {"values": [["x"]]}, x_http_method_override="PUT")[0] == 200
    assert ask("POST", f"{FILES}/{book}", None, x_http_method_override="delete")[0] == 204
    assert ask("GET", f"{FILES}/{book}")[0] == 404


def test_only_a_post_may_stand_for_another_method(ask: Ask, book: str) -> None:
    assert ask("GET", f"{FILES}/{book}", None, x_http_method_override="DELETE")[0] == 200
    assert ask("POST", FILES, {"mimeType": SPREADSHEET}, x_http_method_override="TRACE")[0] == 200


@pytest.mark.parametrize("verb", ["batchUpdate", "append", "clear"])
def test_a_percent_is_undone_once(ask: Ask, book: str, verb: str) -> None:
    """A title may hold what looks like an escape, and a colon in it is no verb."""
    title = f"%2F:{verb}"
    ask("POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": [{"addSheet": {"properties": {"title": title}}}]})
    range_text = quote(f"'{title}'!A1", safe="")
    path = f"/v4/spreadsheets/{book}/values/{range_text}"
    assert ask("PUT", f"{path}?valueInputOption=RAW", {"values": [["x"]]})[0] == 200
    assert ask("GET", path)[1]["values"] == [["x"]]
