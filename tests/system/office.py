"""A coordinator's office: a programme's folder, the school's server beside it, and everything over real HTTP."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import requests

from forms.load import load_questionnaires
from forms.offered import offered
from forms.questionnaire import Questionnaire
from localgoogle.server import running
from localgoogle.state import State
from sheets_schema.as_read import BookAsRead
from sheets_schema.kind import canonical
from sheets_schema.tables import BOOKS
from sync.demo.people import make_school
from sync.demo.phone import answer_form, plain_browser
from sync.demo.school import COLLEAGUES, SCHOOL
from sync.first_programme import write_first_programme
from sync.folder import Folder, KnownFiles, write_secret
from sync.programme import load_programme
from sync.reading import Job, read_books
from sync.remote.apis import apis_over
from sync.remote.session import Limiter, RemoteSession
from sync.remote.sheets_api import SheetsApi
from sync.remote.sign_in import open_session
from sync.run import Outcome, synchronise
from sync.setup import set_up
from tests.localgoogle.discovery import validated

NOW = "2026-11-22T09:00:00Z"
TODAY = date(2026, 11, 22)
ADMIN = {"X-Local-Admin": "admin"}
EMAILS = ("petrova", "sidorova", "kravets", "anokhina")
TOKENS = {f"{name}@school.example": f"token-of-{name}" for name in EMAILS}
QUESTIONNAIRES = load_questionnaires()
FILES = 1 + len(QUESTIONNAIRES) + len(BOOKS)  # what a set-up makes: the folder, the forms, the books


@dataclass
class FakeTime:
    """A clock that only moves when somebody sleeps on it."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def limiter(self) -> Limiter:
        return Limiter(self.clock, self.sleep)


@dataclass
class Killer:
    """Ends a process at its ``nth`` call: ``before`` the server sees it, or ``after`` it was applied, reply unread."""

    app: Any
    process: subprocess.Popen[bytes] | None = None
    nth: int = 0
    when: str = "after"
    seen: int = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.seen += (counted := scope.get("path", "").startswith(("/v4/", "/v1/forms", "/drive/")))
        if not (counted and self.process and self.seen == self.nth):
            await self.app(scope, receive, send)
            return
        if self.when == "after":
            await self.app(scope, receive, unsent)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


async def unsent(_message: Any) -> None:
    """A reply that nobody reads."""


@dataclass
class Office:
    """Where a coordinator works."""

    path: Path
    state: State
    address: str
    time: FakeTime = field(default_factory=FakeTime)
    killer: Killer | None = None
    questionnaires: tuple[Questionnaire, ...] = QUESTIONNAIRES

    @property
    def folder(self) -> Folder:
        return Folder(self.path)

    def session(self, email: str = "") -> RemoteSession:
        return open_session(load_programme(self.path), self.folder, email, self.time.limiter())

    def job(self, **more: Any) -> Job:
        return Job(load_programme(self.path), self.folder, apis_over(self.session()), self.questionnaires, **more)

    def set_up(self, **more: Any) -> KnownFiles:
        job = self.job()
        return set_up(job.programme, job.folder, job.apis, job.questionnaires, lambda _kind, _title: None, **more)

    def found(self) -> None:
        """As it is after ``set_up``, copied from an office that was set up once. Nothing has been asked of it yet."""
        address, known_files, stored = set_up_once()
        with closing(sqlite3.connect(":memory:")) as copy:
            copy.deserialize(stored)
            copy.backup(self.state.db)
        self.folder.known_files.parent.mkdir()
        self.folder.known_files.write_text(known_files.replace(address, self.address), encoding="utf-8")

    def sync(self, show: Callable[[Any], None] = lambda _plan: None, **more: Any) -> Outcome:
        return synchronise(self.job(**more), show)

    def answer(self, people: int = 12, seed: int = 1) -> None:
        """A made-up school answers the real pages."""
        known = self.folder.load_known()
        by_key = {item.key: item for item in self.job().filled()}
        with plain_browser() as phone:
            for resident in make_school(people, seed, QUESTIONNAIRES, TODAY):
                for sent in resident.sent:
                    answer_form(phone, known.forms[sent.form].address, by_key[sent.form], sent.given)

    def wanted_items(self) -> dict[str, int]:
        """How many items each form should have: its questions, and a page break before each section but the first."""
        job = self.job()
        shown = [offered(item, job.programme.mentoring_forms) for item in job.filled()]
        return {item.key: len(item.questions) + len(item.sections) - 1 for item in shown}

    def books(self) -> dict[str, BookAsRead]:
        job = self.job()
        return read_books(job, self.folder.load_known())

    def shown(self) -> dict[str, list[dict[str, str]]]:
        """Every tab as people see it: canonical values, row by row."""
        return {
            f"{book.key}/{key}": [
                {name: canonical(value) for name, value in sorted(row.values.items())} for row in sheet.rows
            ]
            for book in self.books().values()
            for key, sheet in sorted(book.sheets.items())
        }

    def staff(self, name: str) -> SheetsApi:
        return SheetsApi(self.session(f"{name}@school.example"))

    def book_id(self, key: str) -> str:
        return self.folder.load_known().books[key].id

    def control(self, what: str, content: Any = None) -> Any:
        """The server's control plane, for what no school would ask of it."""
        address = f"{self.address}/_local/{what}"
        with plain_browser() as browser:
            browser.headers.update(ADMIN)
            reply = browser.get(address) if content is None else browser.post(address, json=content)
        reply.raise_for_status()
        return reply.json() if reply.content else None

    def calls(self) -> dict[str, int]:
        found: dict[str, int] = self.control("calls")["buckets"]
        return found

    def forget_calls(self) -> None:
        self.control("calls/reset", {})

    def child(self, *arguments: str) -> subprocess.Popen[bytes]:
        """The tool in a process of its own, which the killer may end."""
        command = [sys.executable, "-m", "sync", "--dir", str(self.path), *arguments]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@contextmanager
def open_office(path: Path, database: Path | str = ":memory:") -> Iterator[Office]:
    """An office with its server running; every reply of the server is checked against the discovery documents."""
    path.mkdir(parents=True, exist_ok=True)
    state = State(database, users={token: email for email, token in TOKENS.items()})
    state.settings.now = NOW
    wrapped: list[Any] = []

    def wrap(app: Any) -> Any:
        wrapped.extend([checked := validated(app), Killer(checked)])
        return wrapped[1]

    with running(state, admin_token="admin", wrap=wrap) as address:
        found_programme(path, address)
        yield Office(path, state, address, killer=wrapped[1])
    state.close()
    assert wrapped[0].problems == []


@cache
def set_up_once() -> tuple[str, str, bytes]:
    """The address of an office right after its set-up, its list of files, and what its server stored."""
    with tempfile.TemporaryDirectory(prefix="nastavnik-office-") as folder, open_office(Path(folder)) as office:
        office.set_up()
        return office.address, office.folder.known_files.read_text(encoding="utf-8"), office.state.db.serialize()


def found_programme(path: Path, address: str) -> None:
    file = path / "programme.toml"
    file.unlink(missing_ok=True)
    write_first_programme(path, "demo", SCHOOL, TODAY, int(address.rpartition(":")[2]))
    file.write_text(file.read_text(encoding="utf-8") + COLLEAGUES, encoding="utf-8")
    write_secret(Folder(path).local_tokens, {"users": TOKENS})


def raw(office: Office, method: str, path: str, content: Any = None) -> requests.Response:
    """A call as the coordinator's token may make it, past the tool."""
    token = TOKENS["petrova@school.example"]
    with plain_browser() as browser:
        browser.headers["Authorization"] = f"Bearer {token}"
        return browser.request(method, office.address + path, data=json.dumps(content) if content else None)
