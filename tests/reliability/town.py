"""A school in one process: the server, the coordinator's tool, staff and families, with a clock that only moves when
somebody waits. What stands in it at first is copied from a school that was set up once.

It asks only the surveys that its stories are about, the applications and the consents that open the gate: each further
form is one more call like the others, and the stories would spend their time on it. ``WITH_WISHES`` has a form of the
other kind too: closed at first, and offering people from the bases. Set-ups and syncs of all the surveys are disturbed
in tests/system."""

from __future__ import annotations

import random
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from forms.questionnaire import APPLICATIONS, CONSENTS, Purpose, Questionnaire
from forms.to_google import chosen_ids
from localgoogle.control.model import Control
from localgoogle.dispatch import Dispatch
from localgoogle.forms.responses import revise, submit
from localgoogle.state import State
from sync.programme import load_programme
from sync.reading import Job
from sync.remote.apis import apis_over
from sync.remote.session import GOOGLE_HOSTS, RemoteSession
from sync.remote.sign_in import open_session
from sync.run import Outcome, synchronise
from tests.reliability.wire import Weather, Wire, fair
from tests.system.office import QUESTIONNAIRES, TOKENS, FakeTime, Office, found_programme

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
BY_KEY = {item.key: item for item in QUESTIONNAIRES}
CORE = tuple(item for item in QUESTIONNAIRES if item.purpose in APPLICATIONS | CONSENTS)
WITH_WISHES = tuple(item for item in QUESTIONNAIRES if item in CORE or item.purpose is Purpose.WISHES)
Given = Mapping[str, str | list[str]]


@contextmanager
def chance(seed: int) -> Iterator[random.Random]:
    """The server's ids come out the same for the same seed, so that a run can be told again by its number."""
    source = random.Random(seed)  # noqa: S311 - a test's chance must repeat
    with mock.patch.multiple(
        secrets,
        randbelow=source.randrange,
        token_hex=lambda size=32: source.randbytes(size).hex(),
        token_urlsafe=lambda size=32: "".join(source.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=size * 4 // 3)),
    ):
        yield source


@dataclass
class Town(Office):
    """An office whose server is asked directly. ``weather`` is what the next synchronisation goes through."""

    control_plane: Control | None = None
    questionnaires: tuple[Questionnaire, ...] = CORE

    def __post_init__(self) -> None:
        self.state.clock = lambda: START + timedelta(seconds=self.time.now - FakeTime.now)
        self.dispatch = Dispatch(self.state, self.control_plane or Control("admin"))

    def wire(self, session: RemoteSession, weather: Weather = fair) -> Wire:
        wire = Wire(self.dispatch, weather)
        for host in GOOGLE_HOSTS:
            session.mount(host, wire)
        return wire

    def session(self, email: str = "", weather: Weather = fair) -> RemoteSession:
        session = open_session(load_programme(self.path), self.folder, email, self.time.limiter())
        self.wire(session, weather)
        return session

    def job(self, weather: Weather = fair, **more: Any) -> Job:
        apis = apis_over(self.session(weather=weather))
        # One after another, so that a moment between two calls is the same moment in every run.
        return Job(load_programme(self.path), self.folder, apis, self.questionnaires, side_by_side=1, **more)

    def sync_in(self, weather: Weather, show: Callable[[Any], None] = lambda _plan: None, **more: Any) -> Outcome:
        """A synchronisation while all that happens around its calls."""
        return synchronise(self.job(weather, **more), show)

    def control(self, what: str, content: Any = None) -> Any:
        """Only settings: everything else of the control plane is what a weather is for."""
        assert what == "settings"
        self.state.settings = replace(self.state.settings, **content)

    def later(self, **span: float) -> None:
        """Time passes."""
        self.time.now += timedelta(**span).total_seconds()

    # People answer. The pages that they see are tested elsewhere; here their answers arrive.

    def submit(self, form: str, given: Given) -> str:
        """A new response; gives its id."""
        return submit(self.state, self.form_id(form), self.as_stored(form, given))

    def revise(self, form: str, response: str, given: Given) -> None:
        """The person opens their answer again and changes it."""
        revise(self.state, self.form_id(form), response, self.as_stored(form, given))

    def withdraw_answer(self, form: str, response: str) -> None:
        """Somebody deletes the response in Google Forms."""
        self.state.db.execute(
            "DELETE FROM responses WHERE form_id = ? AND response_id = ?", (self.form_id(form), response)
        )

    def form_id(self, form: str) -> str:
        return self.folder.load_known().forms[form].id

    def as_stored(self, form: str, given: Given) -> dict[str, list[str]]:
        ids = chosen_ids(BY_KEY[form])
        return {ids.questions[key]: [value] if isinstance(value, str) else value for key, value in given.items()}


@cache
def set_up_once(questionnaires: tuple[Questionnaire, ...]) -> tuple[Path, bytes]:
    """A programme's folder and the server's file right after set-up."""
    path = Path(tempfile.mkdtemp(prefix="nastavnik-town-"))
    with chance(0):
        state = State(users={token: email for email, token in TOKENS.items()})
        town = Town(path, state=state, address=ADDRESS, questionnaires=questionnaires)
        town.control("settings", {"enforceQuotas": False})
        found_programme(path, ADDRESS)
        town.set_up()
    return path, town.state.db.serialize()


ADDRESS = "http://127.0.0.1:8080"


@contextmanager
def open_town(
    seed: int = 0,
    stored: bytes | None = None,
    questionnaires: tuple[Questionnaire, ...] = CORE,
    **settings: Any,
) -> Iterator[Town]:
    """A town as it is after set-up, or as it was when ``Town.state.db.serialize()`` gave ``stored``."""
    path, after_set_up = set_up_once(questionnaires)
    with tempfile.TemporaryDirectory(prefix="nastavnik-town-") as folder, chance(seed):
        # A folder of its own: it keeps what it knows of the forms.
        shutil.copytree(path, folder, dirs_exist_ok=True)
        state = State(users={token: email for email, token in TOKENS.items()})
        with closing(sqlite3.connect(":memory:")) as copy:
            copy.deserialize(stored or after_set_up)
            copy.backup(state.db)
        town = Town(Path(folder), state=state, address=ADDRESS, questionnaires=questionnaires)
        town.control("settings", {"enforceQuotas": False, **settings})
        try:
            yield town
        finally:
            state.close()
