"""How the pairs' work goes on: meetings held against agreed, week by week, and what waits for somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sheets_schema.kind import to_date
from sheets_schema.record import Record
from sync.rules.evidence_of_work import LAST, is_kind
from sync.rules.figures import PairCourse
from sync.rules.monitoring.funnel import finished_pairs
from sync.rules.monitoring.rhythm import weeks_between
from sync.rules.progress import BETWEEN, Progress
from sync.rules.typed_word import typed_word

WEEK = 7
AT_REST = ("на паузе", "расторгнута")  # states of «Пары и группы»
LONGEST = timedelta(days=366)  # a report of a day further back, or after today, tells of no meeting of this year


@dataclass(frozen=True)
class Meeting:
    """A report of a pair; ``day`` is None where its date cannot be read or lies outside the year."""

    key: str
    pair: str
    day: date | None
    minutes: int
    last: bool


def meetings(progress: Progress) -> dict[str, list[Meeting]]:
    """The reports of every approved pair, in the order of their days, those without one first."""
    found: dict[str, list[Meeting]] = {key: [] for key in sorted(progress.pairs)}
    for line in progress.answers("meetings"):
        if (pair := line.text("pair")) in found:
            minutes = line.get("minutes")
            day = day_of(progress, line)
            whole = minutes if type(minutes) is int and minutes > 0 else 0
            found[pair].append(Meeting(line.key, pair, day, whole, is_kind(line, LAST)))
    return {pair: sorted(of_pair, key=by_day) for pair, of_pair in found.items()}


def by_day(meeting: Meeting) -> tuple[date, str]:
    return meeting.day or date.min, meeting.key


def day_of(progress: Progress, line: Record) -> date | None:
    day = read_day(line, "date")
    today = progress.world.today
    return day if day and today - LONGEST <= day <= today else None


def read_day(line: Record, column: str) -> date | None:
    said = line.get(column)
    return said if isinstance(said, date) else to_date(line.text(column))


def weeks_of(held: dict[str, list[Meeting]], today: date) -> tuple[date, ...]:
    """The Mondays from the week of the first meeting to this one; none before anybody met."""
    days = [meeting.day for of_pair in held.values() for meeting in of_pair if meeting.day]
    if not days:
        return ()
    first = monday(min(days))
    return tuple(first + timedelta(days=WEEK * number) for number in range((today - first).days // WEEK + 1))


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def pair_courses(progress: Progress, held: dict[str, list[Meeting]], weeks: tuple[date, ...]) -> Iterator[PairCourse]:
    """Every approved pair, by its key; named are only people whose consent holds today."""
    finished = finished_pairs(progress)
    for key, of_pair in held.items():
        line = progress.pairs[key]
        days = [meeting.day for meeting in of_pair if meeting.day]
        ended = key in finished
        yield PairCourse(
            key=key,
            mentee=name_of(progress, key, 0),
            mentor=name_of(progress, key, 1),
            held=len(of_pair),
            agreed=agreed(progress, line, days, ended=ended),
            minutes=sum(meeting.minutes for meeting in of_pair),
            last=max(days, default=None),
            idle=None if ended or is_at_rest(line) or not days else (progress.world.today - max(days)).days // WEEK,
            finished=ended,
            by_week=by_week(days, weeks),
        )


def is_at_rest(line: Record) -> bool:
    """Staff have said that no meeting is expected just now."""
    return typed_word(line.text("state")) in AT_REST


def agreed(progress: Progress, line: Record, days: list[date], *, ended: bool) -> int | None:
    """How many meetings should have been held by now: one at the start, then one every so many weeks.

    Staff say on «Пары и группы» how often and since when; else the programme's file does, and the first meeting.
    """
    today = progress.world.today
    start = read_day(line, "start") or min(days, default=None)
    if start is None:
        return None
    until = read_day(line, "end") or (max(days) if ended and days else today)
    every = weeks_between(line.text("rhythm")) or progress.world.programme.indicators.meeting_weeks
    return max(0, 1 + int((min(until, today) - start).days / (WEEK * every))) if start <= today else 0


def by_week(days: list[date], weeks: tuple[date, ...]) -> tuple[int, ...]:
    counts = Counter(monday(day) for day in days)
    return tuple(counts[week] for week in weeks)


def name_of(progress: Progress, pair: str, side: int) -> str:
    code = pair.split(BETWEEN)[side]
    base = (progress.mentees, progress.mentors)[side]
    return base[code].text("full_name") if code in base and progress.gates[code].open else ""
