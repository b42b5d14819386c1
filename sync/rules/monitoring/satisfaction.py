"""Whether mentees and mentors are content (point 6.8), by the definition in the programme's file."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean

from sheets_schema.record import Record
from sheets_schema.tables.growth import CONTENT
from sync.indicators import BY_AGAIN, BY_RECOMMEND, Indicators
from sync.rules.figures import LEAST, Asked, Satisfaction
from sync.rules.lines import MENTEE, MENTOR
from sync.rules.monitoring.marks import mark, marks_of
from sync.rules.progress import Progress, says_yes

SAYS = {BY_AGAIN: "again", BY_RECOMMEND: "recommend"}


def satisfaction(progress: Progress) -> tuple[Satisfaction, ...]:
    """Of those in pairs: first the mentees, then the mentors."""
    settings = progress.world.programme.indicators
    lines = progress.answers("satisfaction")
    return tuple(
        of_role(role, people, [line for line in lines if line.text("role") == role], settings)
        for role, people in ((MENTEE, progress.paired_mentees), (MENTOR, progress.paired_mentors))
    )


def of_role(role: str, people: frozenset[str], lines: Iterable[Record], settings: Indicators) -> Satisfaction:
    theirs = [line for line in lines if line.text("code") in people]
    satisfied = sum(is_satisfied(line, settings) for line in theirs)
    return Satisfaction(role, len(people), len(theirs), satisfied, tuple(asked_of(theirs)))


def is_satisfied(line: Record, settings: Indicators) -> bool:
    if settings.satisfied_by in SAYS:
        return says_yes(line, SAYS[settings.satisfied_by])
    given = [found for key in CONTENT if (found := mark(line.get(f"s_{key}"))) is not None]
    return bool(given) and fmean(given) >= settings.satisfied_from


def asked_of(lines: list[Record]) -> Iterable[Asked]:
    """What enough of them were asked: of fewer the counts would tell of persons."""
    for key, title in CONTENT.items():
        column = f"s_{key}"
        given = [found for line in lines if (found := mark(line.get(column))) is not None]
        if len(given) >= LEAST:
            yield Asked(column, title, marks_of(given))
