"""A password that is being judged, or a big file that is being made, holds up nobody else."""

from __future__ import annotations

import asyncio
import threading

import pytest

from localgoogle.drive import exports
from localgoogle.server import create_app
from tests.localgoogle.school import OWNER, School, exchange
from tests.localgoogle.spreadsheet import Spreadsheet

FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_others_are_answered_while_a_password_is_judged(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    began, answered = threading.Event(), threading.Event()
    waited: list[bool] = []

    def judge(_stored: str, _password: str) -> bool:
        began.set()
        waited.append(answered.wait(timeout=30))
        return False

    monkeypatch.setattr("localgoogle.accounts.matches", judge)
    app = create_app(school.state)

    async def both() -> tuple[int, int]:
        body = f"email={OWNER}&token=wrong".encode()
        signing_in = asyncio.create_task(exchange(app, "POST", "/signin", body, FORM, ""))
        await asyncio.to_thread(began.wait, 30)
        other = await exchange(app, "GET", "/", b"", {}, "")
        answered.set()
        return other.status, (await signing_in).status

    assert asyncio.run(both()) == (200, 400)
    assert waited == [True]


BEARER = {"authorization": "Bearer kurator-key"}


def export_of(book: Spreadsheet) -> tuple[str, str, bytes, dict[str, str], str]:
    return "GET", f"/drive/v3/files/{book.id}/export", b"", BEARER, "mimeType=text/csv"


def test_a_file_is_of_the_moment_when_it_was_asked_for_whatever_is_written_meanwhile(
    book: Spreadsheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.write("A1", [["до", "=A1"]], "USER_ENTERED")
    began, written = threading.Event(), threading.Event()

    def make(still: object) -> bytes:
        began.set()
        assert written.wait(timeout=30)
        return exports.to_csv(still)  # type: ignore[arg-type]

    monkeypatch.setitem(exports.FORMATS, exports.CSV, make)

    async def both() -> str:
        exporting = asyncio.create_task(exchange(book.school.app, *export_of(book)))
        await asyncio.to_thread(began.wait, 30)
        body = b'{"values": [["\xd0\xbf\xd0\xbe\xd1\x81\xd0\xbb\xd0\xb5"], ["x"]]}'
        path = f"{book.path}/values/A1:A2"
        put = await exchange(book.school.app, "PUT", path, body, BEARER, "valueInputOption=RAW")
        assert put.status == 200, put.text
        written.set()
        return (await exporting).text

    assert asyncio.run(both()) == "до,до"
    assert book.values("A1:A2") == [["после"], ["x"]]


def test_slow_work_that_fails_is_told_as_any_failure(
    book: Spreadsheet, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> bytes:
        raise MemoryError

    monkeypatch.setitem(exports.FORMATS, exports.CSV, fail)
    answer = asyncio.run(exchange(book.school.app, *export_of(book)))

    assert answer.status == 500
    assert answer.json()["error"]["code"] == 500
    assert "MemoryError" in capsys.readouterr().err
