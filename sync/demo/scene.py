"""The stage on which the story is played: the server, its clock, people with phones, staff, the coordinator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby

import requests

from forms.load import load_with_own
from forms.questionnaire import Questionnaire
from sheets_schema.as_read import SheetAsRead
from sheets_schema.kind import Value
from sheets_schema.record import Record
from sheets_schema.tables import book_of
from sync.demo import staff
from sync.demo.clock import MORNING, SchoolYear, ServerClock
from sync.demo.participants import Couple, Someone, couples_of, people_of
from sync.demo.people import Sent
from sync.demo.phone import answer_form
from sync.folder import Folder
from sync.programme import Programme
from sync.reading import Job
from sync.remote.apis import apis_over
from sync.remote.sheets_api import SheetsApi
from sync.remote.sign_in import open_session
from sync.rules.way import Way
from sync.run import Outcome, allowed_calls, synchronise
from sync.surveys import personal_links, turn_forms

Say = Callable[[str], None]
PAUSE, LONG_DAY = 180, 36_000  # seconds between two answers of a day, and in which all of them come


@dataclass(frozen=True)
class Letter:
    """A form filled in on a day; ``address`` is a personal link, "" for the form's public page."""

    day: date
    sent: Sent
    address: str = ""


@dataclass(frozen=True)
class Run:
    """A synchronisation that was done, and how many calls it made."""

    outcome: Outcome
    calls: int

    @property
    def allowed(self) -> int:
        return allowed_calls(self.outcome)

    @property
    def figures(self) -> dict[str, int]:
        plan = self.outcome.first
        return {**vars(plan.figures), "waiting": len(plan.waiting)}


@dataclass
class Scene:
    """What every stage of the story needs. ``answers`` counts the forms that were sent."""

    programme: Programme
    folder: Folder
    say: Say
    year: SchoolYear
    clock: ServerClock
    phone: requests.Session
    answers: int = 0
    links: dict[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def surveys(self) -> dict[str, Questionnaire]:
        return {item.key: item for item in self.job().filled()}

    def tell(self, number: str, text: str, *runs: Run) -> None:
        """One line of the story, with what its synchronisations cost.

        ``{approved}`` and other figures in the text are those of the last of them.
        """
        if not runs:
            self.say(f"{number:<8}{text}")
            return
        made, allowed = sum(run.calls for run in runs), sum(run.allowed for run in runs)
        self.say(f"{number:<8}{text.format(**runs[-1].figures)} Обращений {made}, предел {allowed}.")

    # The coordinator

    def job(self) -> Job:
        apis = apis_over(open_session(self.programme, self.folder))
        return Job(self.programme, self.folder, apis, load_with_own(self.folder.questionnaires))

    def run(self, *, wants_pairs: bool = False, way: Way = Way.ADD) -> Run:
        """Synchronise."""
        self.clock.wait()
        job = replace(self.job(), wants_pairs=wants_pairs, way=way)
        outcome = synchronise(job, lambda _plan: None)
        return Run(outcome, sum(job.apis.session.calls.values()))

    def open(self, *keys: str) -> None:
        """Open these surveys and make everybody's personal links to them."""
        self.clock.wait()
        turn_forms(self.job(), keys, accepting=True)
        for link in personal_links(self.job(), keys):
            self.links[link.key, link.person.code] = link.address

    def close(self, *keys: str) -> None:
        self.clock.wait()
        turn_forms(self.job(), keys, accepting=False)

    # People with phones

    def send(self, letters: Iterable[Letter]) -> int:
        """Everyone answers on their day, one after another; how many did."""
        in_order = sorted(letters, key=lambda letter: letter.day)
        known = self.folder.load_known().forms
        for day, those in groupby(in_order, key=lambda letter: letter.day):
            today = list(those)
            step = min(PAUSE, LONG_DAY // len(today))
            for number, letter in enumerate(today):
                self.clock.go(datetime.combine(day, MORNING) + timedelta(seconds=number * step))
                address = letter.address or known[letter.sent.form].address
                answer_form(self.phone, address, self.surveys[letter.sent.form], letter.sent.given)
        self.answers += len(in_order)
        return len(in_order)

    def spread(self, sent: Sequence[Sent], first: date, last: date) -> list[Letter]:
        """These answers evenly over the days from ``first`` to ``last``."""
        days = (last - first).days + 1
        return [Letter(first + timedelta(days=i * days // len(sent)), item) for i, item in enumerate(sent)]

    def day_of(self, number: int, count: int, days: int = 5) -> date:
        """The day on which the ``number``-th of so many people answers, when all of them do within some days."""
        return self.clock.day + timedelta(days=number * days // count)

    def by_link(self, code: str, sent: Sent, day: date) -> list[Letter]:
        """An answer by personal link; none from somebody who was sent no link."""
        address = self.links.get((sent.form, code))
        return [Letter(day, sent, address)] if address else []

    # Staff in the sheets

    def sheets_of(self, position: str) -> SheetsApi:
        """The sheets as someone of the staff reaches them, with their own key."""
        person = next(person for person in self.programme.staff if person.position == position)
        return SheetsApi(open_session(self.programme, self.folder, person.email))

    def book_id(self, table: str) -> str:
        return self.folder.load_known().books[book_of(table).key].id

    def sheets_in(self, book: str) -> Mapping[str, SheetAsRead]:
        """The tabs of a book as the coordinator sees them."""
        return staff.read(self.sheets_of("координатор"), book, self.folder.load_known().books[book].id).sheets

    def rows(self, table: str) -> list[Record]:
        return records_of(self.sheets_in(book_of(table).key)[table])

    def people(self, table: str) -> list[Someone]:
        return people_of(table, self.rows(table))

    def couples(self) -> list[Couple]:
        bases = self.sheets_in("bases")
        mentees, mentors = (people_of(table, records_of(bases[table])) for table in ("mentees", "mentors"))
        return couples_of(self.rows("pairs"), mentees, mentors)

    def fill(self, position: str, table: str, fill: Callable[[int, Record], Mapping[str, Value]]) -> None:
        """Someone of the staff types into every row of a tab what ``fill`` gives of its place and record."""
        self.clock.wait()
        staff.fill_rows(self.sheets_of(position), book_of(table).key, self.book_id(table), table, fill)


def records_of(sheet: SheetAsRead) -> list[Record]:
    return [row.to_record() for row in sheet.rows]
