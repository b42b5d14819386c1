"""A large school over the wire: 15 forms, five answers from each person, and Google's quotas, on a clock that only
moves when the tool waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

import requests

from forms.questionnaire import CONSENTS, Questionnaire
from forms.to_google import chosen_ids
from localgoogle.forms.responses import submit
from localgoogle.state import State
from sheets_schema.tables import BOOKS
from sync.demo.people import Sent, make_school
from sync.reading import Job
from sync.run import Outcome, allowed_calls, synchronise
from sync.setup import allowed_calls as allowed_set_up
from sync.setup import set_up
from tests.reliability.town import ADDRESS, CORE, Town, chance
from tests.reliability.wire import Go, Moment
from tests.system.office import TODAY, TOKENS, found_programme

FORMS, ANSWERS_EACH = 15, 5
APPLICATIONS = tuple(item for item in CORE if item.purpose not in CONSENTS)


def further() -> tuple[Questionnaire, ...]:
    """Applications of further rounds: the same people are asked again, by forms of their own."""
    rounds = ((number, item) for number in range(2, FORMS) for item in APPLICATIONS)
    named = (replace(item, key=f"{item.key}_{number}", title=f"{item.title}: тур {number}") for number, item in rounds)
    return tuple(islice(named, FORMS - len(CORE)))


@dataclass
class Counted:
    """What went over the wire: calls by bucket come from the session, refusals and the largest body from here."""

    refused: Counter[int] = field(default_factory=Counter)
    largest: int = 0


@dataclass(frozen=True)
class Step:
    """One command: its calls next to the bound, simulated seconds, refused calls, the largest request's bytes."""

    what: str
    calls: Counter[str]
    bound: int
    seconds: float
    refused: Counter[int]
    largest: int
    written: tuple[str, ...] = ()

    def told(self) -> str:
        buckets = ", ".join(f"{bucket} {count}" for bucket, count in sorted(self.calls.items()))
        return (
            f"{self.what}: {self.calls.total()} calls (bound {self.bound}; {buckets}), {self.seconds:.0f} simulated s, "
            f"{self.refused[429]} refused with 429, largest request {self.largest / 1e6:.1f} MB"
        )


@dataclass
class LargeSchool:
    """A town with 15 forms. Several machines of one user may work in it."""

    town: Town
    questionnaires: tuple[Questionnaire, ...] = (*CORE, *further())

    def job(self, counted: Counted) -> Job:
        def weather(_moment: Moment, go: Go) -> requests.Response:
            reply = go()
            if not reply.ok:
                counted.refused[reply.status_code] += 1
            counted.largest = max(counted.largest, body_size(reply))
            return reply

        return replace(self.town.job(weather), questionnaires=self.questionnaires)

    def set_up(self) -> Step:
        counted = Counted()
        job = self.job(counted)
        began = self.town.time.now
        set_up(job.programme, job.folder, job.apis, job.questionnaires, lambda _kind, _title: None)
        return self.step("set-up", job, allowed_set_up(job.programme, FORMS), began, counted)

    def sync(self, what: str) -> Step:
        counted = Counted()
        job = self.job(counted)
        began = self.town.time.now
        outcome = synchronise(job, lambda _plan: None)
        return self.step(what, job, allowed_calls(outcome), began, counted, outcome)

    def step(
        self, what: str, job: Job, bound: int, began: float, counted: Counted, outcome: Outcome | None = None
    ) -> Step:
        seconds = self.town.time.now - began
        written = outcome.written if outcome else ()
        return Step(what, job.apis.session.calls, bound, seconds, counted.refused, counted.largest, written)

    def answer(self, people: int) -> int:
        """Five answers from each person: what each of them must send, then further rounds. Gives how many."""
        residents = make_school(people, 1, CORE, TODAY)
        rounds = cycle(self.questionnaires[len(CORE) :])
        again = (Sent(form_for(rounds, resident.sent[0]), resident.sent[0].given) for resident in cycle(residents))
        sent = islice(chain((item for resident in residents for item in resident.sent), again), people * ANSWERS_EACH)
        known, by_key = self.town.folder.load_known(), {item.key: item for item in self.questionnaires}
        with self.town.state.transaction():
            return sum(1 for item in sent if self.submit(known.forms[item.form].id, by_key[item.form], item))

    def submit(self, form_id: str, questionnaire: Questionnaire, sent: Sent) -> str:
        ids = chosen_ids(questionnaire).questions
        given = {ids[key]: [value] if isinstance(value, str) else value for key, value in sent.given.items()}
        return submit(self.town.state, form_id, given)


def form_for(rounds: Iterator[Questionnaire], first: Sent) -> str:
    """The next further round of the application that this person sent first."""
    return next(item.key for item in rounds if item.key.startswith(first.form))


def body_size(reply: requests.Response) -> int:
    body: Any = reply.request.body or b""
    return len(body.encode() if isinstance(body, str) else body)


@contextmanager
def open_large_school(path: Path) -> Iterator[LargeSchool]:
    with chance(1):
        path.mkdir(parents=True, exist_ok=True)
        town = Town(path, state=State(users={token: email for email, token in TOKENS.items()}), address=ADDRESS)
        found_programme(path, ADDRESS)
        try:
            yield LargeSchool(town)
        finally:
            town.state.close()


@dataclass(frozen=True)
class Year:
    """A large school's way from nothing to books that stand."""

    people: int
    answers: int
    steps: tuple[Step, ...]


def year_of(path: Path, people: int) -> Year:
    """Set-up, everybody answers, a first sync, and one with nothing new."""
    with open_large_school(path) as school:
        first = school.set_up()
        answers = school.answer(people)
        return Year(people, answers, (first, school.sync("first sync"), school.sync("nothing new")))


def told(year: Year) -> list[str]:
    opening = f"{year.people} people, {FORMS} forms, {len(BOOKS)} books, {year.answers} answers, quotas enforced"
    return [opening, *(step.told() for step in year.steps)]
