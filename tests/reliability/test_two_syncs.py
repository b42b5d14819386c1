"""Several computers synchronise at once, while staff work: all that was to be written is written, once.

To tell one sample again: ``--runs 1 --seed N``. The clean figure: ``--runs 500``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import cache
from random import Random
from typing import Any

import pytest

from sheets_schema.tables import BOOKS
from sync import reading
from sync.demo import staff
from sync.demo.people import make_school
from sync.errors import Overtaken
from sync.rules.panel import LAST_RUN
from sync.run import ATTEMPTS
from tests.reliability.mid_year import PEOPLE, mid_year
from tests.reliability.town import CORE, Town, open_town
from tests.reliability.wire import Go, Killed, Moment
from tests.rules import paper
from tests.rules.paper import NO, YES
from tests.system.office import TODAY

CALLS = 10  # of a sync in which every book changes
NOTE = "впечатано между двумя вызовами"
MENTOR = dict(paper.mentor(1, "", "").values)
MENTEE = dict(paper.mentee(1, "", "").values)
GUARDIAN = dict(paper.guardian_consent(1, "", "").values)
Shown = dict[str, dict[str, dict[str, str]]]


def by_key(town: Town) -> Shown:
    """Every tab by the keys of its rows, for staff may have sorted it; a row that stands there twice gets a name.

    Without what the panel tells of the last run: of several syncs each did a part of the work.
    """
    found: Shown = {}
    for book in town.books().values():
        for key, sheet in book.sheets.items():
            rows = found.setdefault(key, {})
            for row in sheet.rows:
                if row.values.get("name") == LAST_RUN:
                    continue
                name = row.key or str(row.index)
                record = row.to_record()
                rows[f"{name}, again" if name in rows else name] = {
                    column: record.text(column) for column in row.values
                }
    return found


@cache
def alone() -> Shown:
    """The books after one sync that nobody disturbed."""
    with open_town(stored=mid_year()) as town:
        town.sync()
        return by_key(town)


@dataclass
class Others:
    """What happens around one call of a sync: somebody else's sync, in which more may happen, or staff type and sort.

    ``typed`` are the rows of mentees that staff wrote a note into, ``told`` counts how the other syncs ended.
    """

    town: Town
    chance: Random
    depth: int
    typed: set[str]
    told: Counter[str]
    nth: int = 0
    when: str = ""
    acts: tuple[str, ...] = ()
    dies: tuple[int, str] | None = None
    story: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.nth, self.when = self.chance.randint(1, CALLS), self.chance.choice(["before", "after"])
        self.acts = tuple(self.chance.choices(["sync", "sync", "type", "sort"], k=self.chance.randint(1, 2)))
        if self.depth > 1 and self.chance.random() < 0.4:
            self.dies = (self.chance.randint(1, CALLS), self.chance.choice(["before", "after"]))
        self.story.append(f"{'  ' * self.depth}{self.when} call {self.nth}: {self.acts}, dies: {self.dies}")

    def __call__(self, moment: Moment, go: Go) -> Any:
        here = moment.number == self.nth
        if here and self.when == "before":
            self.act()
        if self.dies and moment.number >= self.dies[0]:
            if self.dies == (moment.number, "after"):
                go()
            raise Killed
        reply = go()
        if here and self.when == "after":
            self.act()
        return reply

    def act(self) -> None:
        for act in self.acts:
            {"sync": self.sync, "type": self.type, "sort": self.sort}[act]()

    def sync(self) -> None:
        if self.depth == 3:
            return
        others = Others(self.town, self.chance, self.depth + 1, self.typed, self.told, story=self.story)
        try:
            outcome = self.town.sync_in(others)
            self.told["read again" if outcome.read_again else "done"] += 1
        except Overtaken:
            self.told["overtaken"] += 1
        except Killed:
            self.told["killed"] += 1

    def type(self) -> None:
        sheet = self.mentees()
        row = self.chance.choice(sheet.rows)
        self.typed.add(row.key)
        self.write(staff.typed(sheet, row.index, sheet.columns["note"], NOTE))

    def sort(self) -> None:
        sheet = self.mentees()
        whole = {"sheetId": sheet.sheet_id, "startRowIndex": sheet.header_row + 1, "endRowIndex": sheet.end_of_rows}
        columns = {"startColumnIndex": 0, "endColumnIndex": sheet.column_count}
        order = {"dimensionIndex": sheet.columns["code"], "sortOrder": self.chance.choice(["ASCENDING", "DESCENDING"])}
        self.write({"sortRange": {"range": {**whole, **columns}, "sortSpecs": [order]}})

    def mentees(self) -> Any:
        return staff.read(self.town.staff("sidorova"), "bases", self.town.book_id("bases")).sheets["mentees"]

    def write(self, request: dict[str, Any]) -> None:
        staff.write(self.town.staff("sidorova"), self.town.book_id("bases"), [request])


def settle(town: Town) -> int:
    """Synchronise until there is nothing to write; how many times something was."""
    for times in range(4):
        if not town.sync().written:
            return times
    raise AssertionError("it never settles")


def with_notes(shown: Shown, typed: set[str]) -> Shown:
    mentees = {key: {**row, "note": NOTE} if key in typed else row for key, row in shown["mentees"].items()}
    return {**shown, "mentees": mentees}


def test_syncs_at_once_write_everything_once(runs: Callable[[int], range], figure):
    told: Counter[str] = Counter()
    rounds: Counter[int] = Counter()
    notes = 0
    for seed in runs(12):
        with open_town(seed, mid_year()) as town:
            first = Others(town, Random(seed), 1, set(), told)  # noqa: S311 - a test's chance must repeat
            try:
                outcome = town.sync_in(first)
                told["read again" if outcome.read_again else "done"] += 1
            except Overtaken:
                told["overtaken"] += 1
            rounds[settle(town)] += 1
            assert by_key(town) == with_notes(alone(), first.typed), (seed, first.story)
            notes += len(first.typed)
    figure(
        f"{rounds.total()} interleavings: {dict(sorted(told.items()))} syncs; 0 lost, 0 doubled, {notes} notes of "
        f"staff, 0 lost; settled after (syncs that still wrote: samples) {dict(sorted(rounds.items()))}"
    )


def test_whoever_is_overtaken_each_time_says_so_and_nothing_is_lost(figure):
    with open_town(1, mid_year()) as town:
        faster: list[int] = []

        def weather(moment: Moment, go: Go) -> Any:
            if moment.path.endswith(":batchUpdate"):
                faster.append(len(faster))
                assert town.sync().written
                answer_anew(town, f"звонить {len(faster)}")
            return go()

        with pytest.raises(Overtaken):
            town.sync_in(weather)
        assert len(faster) == ATTEMPTS
        assert settle(town) == 1
        assert f"звонить {ATTEMPTS}" in {row.get("contact") for row in by_key(town)["mentees"].values()}
    figure(f"overtaken {len(faster)} times in a row: said so, nothing lost")


def answer_anew(town: Town, contact: str) -> None:
    """Somebody whose row nobody corrected fills the application in again."""
    shown = {row.get("full_name") for row in alone()["mentees"].values() if row.get("contact") != staff.CORRECTED}
    everyone = make_school(PEOPLE, 1, CORE, TODAY)
    sent = next(person.sent[0] for person in everyone if person.part == "mentee" and person.name in shown)
    column = next(key for key in sent.given if key.endswith("contact"))
    town.later(seconds=1)  # of two answers of one moment none is the newer
    town.submit(sent.form, {**sent.given, column: contact})


# Clocks, zones, the turn of a year


def test_no_clock_but_the_servers_is_asked_and_it_may_jump_by_two_days(monkeypatch, figure):
    """The server's clock is put right between syncs, there and back; this computer's clock is not asked."""

    class NoClock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> NoClock:
            raise AssertionError("this computer's clock was asked")

    monkeypatch.setattr(reading, "datetime", NoClock)
    jumps = 0
    with open_town(1, mid_year()) as town:
        for hours in (0, -48, 96, -96, 48, 47, -95):
            town.later(hours=hours)
            answer_anew(town, f"звонить {town.time.now}")
            town.sync()
            assert settle(town) == 0
            jumps += 1
        assert by_key(town)["mentees"].keys() == alone()["mentees"].keys()
    figure(f"{jumps} syncs with the server's clock put forth and back by up to 96 hours: each settled at once")


def test_a_changed_answer_counts_although_the_clock_went_back(figure):
    """An answer edited by a clock that is two days behind is still the answer, a withdrawal too."""
    born = {"full_name": "Громов Олег Юрьевич", "birth_date": "1990-05-01"}
    with open_town(1, mid_year()) as town:
        town.submit("mentor_application", {**MENTOR, **born})
        consent = {**born, "school_class": "учитель", "decision": YES}
        response = town.submit("consent_participant", consent)
        town.sync()
        assert shows(town, "mentors", born["full_name"])
        town.later(hours=-48)
        town.revise("consent_participant", response, {**consent, "decision": NO})
        town.sync()
        assert not shows(town, "mentors", born["full_name"])
        assert settle(town) == 0
    figure("a withdrawal stamped 48 hours before the consent that it changes: masked at the next sync")


def test_a_withdrawal_sent_by_a_clock_that_went_back_is_the_later_word(figure):
    """The school's server orders answers as they came, whatever its clock says."""
    born = {"full_name": "Громов Олег Юрьевич", "birth_date": "1990-05-01"}
    with open_town(1, mid_year()) as town:
        town.submit("mentor_application", {**MENTOR, **born})
        consent = {**born, "school_class": "учитель", "decision": YES}
        town.submit("consent_participant", consent)
        town.sync()
        assert shows(town, "mentors", born["full_name"])
        town.later(hours=-48)
        town.submit("consent_participant", {**consent, "decision": NO})
        town.sync()
        assert not shows(town, "mentors", born["full_name"])
    figure("a withdrawal sent 48 hours before its consent by the server's clock: masked at the next sync")


def shows(town: Town, tab: str, text: str) -> bool:
    return any(text in row.values() for row in by_key(town)[tab].values())


def raw_cells(town: Town) -> dict[str, Any]:
    """Every cell of every tab as the server holds it, rows by key."""
    return {
        f"{key}: {row.key or row.index}": row.raw
        for book in town.books().values()
        for key, sheet in book.sheets.items()
        for row in sheet.rows
    }


@pytest.mark.parametrize(("locale", "zone"), [("en_US", "Asia/Vladivostok"), ("de_DE", "America/New_York")])
def test_no_day_and_no_moment_moves_when_staff_change_a_books_locale_and_zone(locale: str, zone: str, figure):
    with open_town(1, mid_year()) as town:
        town.sync()
        before = raw_cells(town)
        properties = {"locale": locale, "timeZone": zone}
        change = {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}}
        for book in BOOKS:
            staff.write(town.staff("petrova"), town.book_id(book.key), [change])
        assert town.sync().written == ()
        assert raw_cells(town) == before
        answer_anew(town, "звонить после переезда")
        town.sync()
        assert settle(town) == 0
        changed = {key for key, cells in raw_cells(town).items() if before.get(key) != cells}
        assert {key.partition(":")[0] for key in changed} <= {
            "mentees",
            "mentees.memory",
            "bases.memory",
            "personal.memory",
            "programme.memory",
            "panel",
            "monitoring",
            "attention",
            "consents",
        }
        assert sum(key.startswith("mentees:") for key in changed) == 1
    figure(f"{len(before)} rows in {locale}, {zone}: 0 cells moved, nothing written; one new answer changed one row")


def turn_of_the_year(town: Town, seconds_after: int) -> None:
    """The clock of the server, so many seconds after midnight in the school's own zone (UTC+3)."""
    midnight = datetime(2026, 12, 31, 21, 0, tzinfo=UTC)
    town.later(seconds=(midnight - town.state.now()).total_seconds() + seconds_after)


BIRTHDAYS = {"2009-01-01": "Январёва Вера", "2013-01-01": "Новогодний Лев"}


def test_ages_are_counted_by_the_schools_own_day_at_the_turn_of_the_year(figure):
    """Two birthdays on the first of January: who turns 18 needs no guardian, who turns 14 must consent too."""
    grown, teenager = BIRTHDAYS.values()
    with open_town(1) as town:
        turn_of_the_year(town, -60)
        for form, born, more in (
            ("mentor_application", "2009-01-01", MENTOR),
            ("consent_participant", "2009-01-01", {"school_class": "11А", "decision": YES}),
            ("mentee_application", "2013-01-01", MENTEE),
            ("consent_guardian", "2013-01-01", {**GUARDIAN, "school_class": "7А", "decision": YES}),
        ):
            town.submit(form, {**more, "full_name": BIRTHDAYS[born], "birth_date": born})
        turn_of_the_year(town, -1)
        town.sync()
        assert (shows(town, "mentors", grown), state_of(town, grown)) == (False, "ждём")
        assert (shows(town, "mentees", teenager), state_of(town, teenager)) == (True, "действует")
        assert entered(town) == {"2026-12-31"}
        turn_of_the_year(town, 1)
        town.sync()
        assert (shows(town, "mentors", grown), state_of(town, grown)) == (True, "действует")
        assert (shows(town, "mentees", teenager), state_of(town, teenager)) == (True, "обновить согласие")
        assert entered(town) == {"2026-12-31", "2027-01-01"}
        assert settle(town) == 0
    figure("a second before and after midnight in Moscow, 21:00 UTC: both birthdays counted on the school's day")


def state_of(town: Town, name: str) -> str:
    (found,) = [row["state"] for row in by_key(town)["consents"].values() if row["full_name"] == name]
    return found


def entered(town: Town) -> set[str]:
    shown = by_key(town)
    return {row["entered"] for tab in ("mentees", "mentors") for row in shown[tab].values()}


def test_the_programmes_last_day_is_the_schools_own(figure):
    with open_town(1, mid_year()) as town:
        town.sync()
        last = town.job().programme.until
        open_before = states(town)["действует"]
        midnight = datetime.combine(last, time(21), UTC)
        for seconds, still in ((-1, True), (1, False)):
            town.later(seconds=(midnight - town.state.now()).total_seconds() + seconds)
            town.sync()
            assert ("действует" in states(town)) is still
            assert settle(town) == 0
    figure(f"{open_before} consents hold to the last second of {last} in Moscow, and none a second later")


def states(town: Town) -> Counter[str]:
    return Counter(row["state"] for row in by_key(town)["consents"].values())
