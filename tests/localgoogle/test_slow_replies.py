"""A password that is being judged holds up nobody else."""

from __future__ import annotations

import asyncio
import threading

import pytest

from localgoogle.server import create_app
from tests.localgoogle.school import OWNER, School, exchange

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
