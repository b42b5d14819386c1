"""The curator's score of the programme, and its strengths and weaknesses as staff have kept them (point 7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from statistics import median

from sheets_schema.record import Record
from sheets_schema.tables.monitoring import ASPECTS
from sheets_schema.tables.outcomes import INDICATORS
from sync.rules.figures import Criterion, Quality, Score, Swot
from sync.rules.progress import Progress
from sync.rules.typed_word import typed_word

MARKS = (0, 1, 2)
# Of 18 points, the best first: from how many on a level begins.
LEVELS = ((15, "оптимальный"), (9, "допустимый"), (0, "недопустимый"))


def quality(progress: Progress) -> Quality:
    scores = tuple(score_of(line) for line in progress.answers("quality"))
    totals = [score.total for score in scores if score.total is not None]
    total = median(totals) if totals else None
    return Quality(
        criteria=tuple(criterion(title, number, scores) for number, title in enumerate(INDICATORS)),
        scores=scores,
        total=total,
        level="" if total is None else level(total),
        swot=swot(progress),
    )


def score_of(line: Record) -> Score:
    given = tuple(mark(line, f"q{number}") for number in range(1, len(INDICATORS) + 1))
    whole = [number for number in given if number is not None]
    total = sum(whole) if len(whole) == len(INDICATORS) else None
    arrived = line.get("arrived")
    day = arrived if isinstance(arrived, date) else None
    return Score(line.key, day, given, total, "" if total is None else level(total))


def mark(line: Record, column: str) -> int | None:
    found = line.get(column)
    return found if type(found) is int and found in MARKS else None


def level(points: float) -> str:
    """A median between two levels has not reached the upper one."""
    return next(word for least, word in LEVELS if points >= least)


def criterion(title: str, number: int, scores: tuple[Score, ...]) -> Criterion:
    given = [found for score in scores if (found := score.marks[number]) is not None]
    none, partly, fully = (given.count(points) for points in MARKS)
    return Criterion(title, (none, partly, fully), median(given) if given else None)


def swot(progress: Progress) -> Swot:
    lines = [*kept_words(progress)]
    found = (tuple(words for aspect, words in lines if typed_word(aspect) == typed_word(title)) for title in ASPECTS)
    return Swot(*found)


def kept_words(progress: Progress) -> Iterator[tuple[str, str]]:
    """Aspect and words of every line: those born of answers as they stand now, and those that staff added."""
    sheet = progress.world.find_sheet("swot")
    own = [row.to_record() for row in sheet.rows if not row.key] if sheet else []
    for line in (*progress.lines("swot").values(), *own):
        if words := line.text("words").strip():
            yield line.text("aspect"), words
