# ruff: noqa: N802 - aiosmtpd calls its handlers by the words of SMTP
"""A real mail server on this machine, for the length of a test: it takes letters, refuses some, or dies on the way."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from sync.programme import Mail

USER, PASSWORD = "nastavnik@school.example", "right-password"


@dataclass
class PostOffice:
    """What the server was given. ``answers`` says what it replies to an address; ``at_data`` is called with a letter
    that has arrived whole, and may say something else than yes or, with None, hang up."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    to: list[tuple[str, ...]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    at_data: Callable[[EmailMessage], str | None] = lambda _: "250 OK"
    sender: str = "250 OK"
    logins: list[bytes] = field(default_factory=list)

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        envelope.mail_from = address if self.sender.startswith("2") else None
        return self.sender

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=default)
        answer = self.at_data(message)
        if answer is None:
            server.transport.abort()
            return "250 nobody hears this"
        if answer.startswith("2"):
            self.taken.append(message)
            self.to.append(tuple(envelope.rcpt_tos))
        return answer

    def check(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        self.logins.append(given.password)
        return AuthResult(success=given.password == PASSWORD.encode(), handled=False)

    def mail(self, security: str = "none", user: str = "", per_minute: int = 20) -> Mail:
        return Mail("127.0.0.1", self.port, security, "nastavnik@school.example", user, per_minute=per_minute)


@contextmanager
def open_post(*, implicit: ssl.SSLContext | None = None, **options: Any) -> Iterator[PostOffice]:
    """``options`` are those of aiosmtpd's SMTP; ``implicit`` protects the connection from its first byte."""
    office = PostOffice()
    loop = asyncio.new_event_loop()

    def protocol() -> SMTP:
        return SMTP(office, hostname="post.example", authenticator=office.check, loop=loop, **options)

    server = loop.run_until_complete(loop.create_server(protocol, "127.0.0.1", 0, ssl=implicit))
    office.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield office
    finally:
        asyncio.run_coroutine_threadsafe(ended(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def ended(server: asyncio.Server) -> None:
    """Nothing of it is left behind: the connections are cut, their tasks have seen it."""
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await server.wait_closed()
