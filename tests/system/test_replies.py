"""What counts as a reply: a success, in JSON, that says what was asked for."""

from __future__ import annotations

import pytest
import requests

from sync.remote.reply import whole
from tests.reliability.wire import response_to

BOOK = requests.Request("GET", "https://sheets.googleapis.com/v4/spreadsheets/b").prepare()


def test_a_reply_is_read_once() -> None:
    reply = whole(response_to(BOOK, 200, b'{"spreadsheetId": "b"}', {"Date": "now"}))
    assert reply is not None
    assert reply.json() == {"spreadsheetId": "b"}
    assert reply.json() is reply.json()
    assert (reply.status_code, reply.headers["Date"], reply.content) == (200, "now", b'{"spreadsheetId": "b"}')


def test_half_a_character_in_a_reply_is_no_reason_to_refuse_it() -> None:
    reply = whole(response_to(BOOK, 200, b'{"spreadsheetId": "\\ud83d"}'))
    assert reply is not None
    assert reply.json() == {"spreadsheetId": "\ud83d"}


@pytest.mark.parametrize("content", [b"", b"<html>", b'{"spreadsheetId": "b"', b"[]", b"{}", b'"b"', b"\xff"])
def test_what_lacks_its_end_or_its_member_is_no_reply(content: bytes) -> None:
    assert whole(response_to(BOOK, 200, content)) is None


def test_a_success_without_content_is_one() -> None:
    assert whole(response_to(BOOK, 204, b"")) is not None
