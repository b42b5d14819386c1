"""Lyceum 22 in one process: a server with a clock of its own, people with phones, staff, a coordinator."""

from __future__ import annotations

import io
import json
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from forms.load import load_questionnaires
from localgoogle.forms import responses
from localgoogle.server import running
from localgoogle.state import State
from sheets_schema.tables import BOOKS
from sheets_schema.tables.bases import ADMITTED, REFUSED, RESERVE
from sheets_schema.tables.programme import APPROVE, LOCK, REJECT
from sync.cli.root import run
from sync.demo import staff
from sync.demo.answers_csv import read_answers
from sync.demo.phone import answer_form, plain_browser
from sync.folder import Folder
from sync.local_server import ensure_tokens
from sync.programme import FILE, load_programme
from sync.remote.sheets_api import SheetsApi
from sync.remote.sign_in import open_session
from tests.localgoogle.discovery import Validated, validated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.as_read import SheetAsRead
    from sheets_schema.kind import Value
    from sheets_schema.record import Record
    from sync.demo.people import Sent
    from sync.programme import Programme

EXAMPLE = Path(__file__).parents[2] / "examples" / "lyceum22"
ANSWERS = EXAMPLE / "answers"
QUESTIONNAIRES = load_questionnaires()

FOUNDED = datetime(2026, 11, 9, 12, tzinfo=UTC)
AFTER_A_WEEK = datetime(2026, 11, 15, 15, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)

INTERVIEWS = {
    "Назаров Георгий Львович": {"decision": REFUSED, "trained": "нет", "note": "Пришёл за компанию"},
    "Королёв Павел Алексеевич": {"decision": RESERVE, "trained": "нет"},
    "Зуева Варвара Михайловна": {"decision": ADMITTED, "trained": "нет", "note": "Учится 28 ноября"},
}
DECISIONS = {
    "Кузнецова Софья Андреевна": {"decision": LOCK, "curator": "Кравцова Н. П."},
    "Петров Иван Николаевич": {"decision": REJECT, "reason": "Наставница — его двоюродная сестра"},
    "Ковалёв Денис Сергеевич": {"note": "Спросить у обоих, когда им удобно"},
}


@dataclass
class Clock:
    """The server's time, moved by hand."""

    moment: datetime = FOUNDED

    def __call__(self) -> datetime:
        return self.moment


@dataclass(frozen=True)
class Said:
    """How a command ended: its exit code and the object that ``--json`` printed."""

    code: int
    found: dict[str, Any]


@dataclass
class Lyceum:
    """The school: its folder, its server's clock, and the answers that people have yet to send."""

    path: Path
    clock: Clock
    unsent: list[tuple[datetime, Sent]]

    @property
    def programme(self) -> Programme:
        return load_programme(self.path)

    def command(self, *arguments: str) -> Said:
        """The coordinator types a command."""
        out, words = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(words):
            code = run(["--dir", str(self.path), *arguments, "--json"])
        return Said(code, json.loads(out.getvalue() or "{}"))

    def answer_until(self, moment: datetime) -> None:
        """Everyone who answers before this moment does so, each at their own minute."""
        forms = Folder(self.path).load_known().forms
        questionnaires = {item.key: item.filled(self.programme.words()) for item in QUESTIONNAIRES}
        with plain_browser() as phone:
            while self.unsent and self.unsent[0][0] < moment:
                sent_at, sent = self.unsent.pop(0)
                self.clock.moment = sent_at.astimezone(UTC)
                answer_form(phone, forms[sent.form].address, questionnaires[sent.form], sent.given)
        self.clock.moment = moment

    def sheets_of(self, position: str) -> SheetsApi:
        person = next(person for person in self.programme.staff if person.position == position)
        return SheetsApi(open_session(self.programme, Folder(self.path), person.email))

    def book_id(self, key: str) -> str:
        return Folder(self.path).load_known().books[key].id

    def read(self) -> dict[str, SheetAsRead]:
        """Every declared tab as it stands, by its key."""
        sheets = self.sheets_of("координатор")
        books = [staff.read(sheets, item.key, self.book_id(item.key)) for item in BOOKS]
        return {key: sheet for book in books for key, sheet in book.sheets.items()}

    def hold_interviews(self) -> None:
        sheets, book = self.sheets_of("педагог-психолог"), self.book_id("bases")
        staff.fill_rows(sheets, "bases", book, "readiness", lambda _, mentor: interview(mentor))

    def decide_on_pairs(self) -> None:
        sheets, book = self.sheets_of("методист"), self.book_id("programme")
        staff.fill_rows(sheets, "programme", book, "pairs", lambda _, pair: verdict(pair))


def interview(mentor: Record) -> Mapping[str, Value]:
    found: dict[str, Value] = {"interviewed_on": date(2026, 11, 21), "interviewed_by": "Волкова А. Ю."}
    found |= INTERVIEWS.get(mentor.text("full_name"), {"decision": ADMITTED, "trained": "да"})
    return found | ({"trained_on": date(2026, 11, 21)} if found["trained"] == "да" else {})


def verdict(pair: Record) -> Mapping[str, Value]:
    return DECISIONS.get(pair.text("mentee_name"), {"decision": APPROVE, "curator": "Кравцова Н. П."})


@contextmanager
def open_lyceum(path: Path) -> Iterator[Lyceum]:
    """The lyceum of the example with a server on a free port, on the day of its founding."""
    clock = Clock()
    tokens = ensure_tokens(load_programme(EXAMPLE), Folder(path))
    state = State(users={token: email for email, token in tokens.items()}, clock=clock)
    judges: list[Validated] = []

    def judged(app: Any) -> Validated:
        judges.append(validated(app))
        return judges[0]

    with pytest.MonkeyPatch.context() as patch, running(state, wrap=judged) as address:
        patch.setattr(responses, "secrets", SimpleNamespace(token_urlsafe=lambda _size: name_of(clock())))
        programme = (EXAMPLE / FILE).read_text(encoding="utf-8").replace("http://127.0.0.1:8022", address)
        (path / FILE).write_text(programme, encoding="utf-8")
        yield Lyceum(path, clock, read_answers(ANSWERS, QUESTIONNAIRES))
    state.close()
    assert judges[0].problems == []


def name_of(moment: datetime) -> str:
    """The id of the response sent at this moment.

    People's codes, the digests of the log and the choice between equal pairs all follow from these ids, which are
    random on a server. Here no two answers share a minute, so each has an id of its own that never changes, and
    what follows from it can be compared as it stands.
    """
    return blake2b(moment.isoformat().encode(), digest_size=24).hexdigest()
