"""How well a mentor fits a mentee: an integer from 0 to 1000, and in plain Russian why."""

from __future__ import annotations

from dataclasses import dataclass

from forms.normalise import class_number
from sheets_schema.record import Record

# Points add up to 1000: what was asked for counts most, then the subject, then whether they can meet at all.
TOPICS, SUBJECTS, TIMES, AGE, FORMAT, INTERESTS = 450, 200, 150, 100, 60, 40
ANY_FORMAT = "Всё равно"
AGES = {"5–6 классы": (5, 6), "7–8 классы": (7, 8), "9–11 классы": (9, 11)}


@dataclass(frozen=True)
class Fit:
    """``points`` from 0 to 1000; ``reasons`` the strongest first."""

    points: int
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        return "; ".join(self.reasons)


def fit(mentee: Record, mentor: Record) -> Fit:
    found = [
        topics(mentee, mentor),
        subjects(mentee, mentor),
        times(mentee, mentor),
        wished_age(mentee, mentor),
        meeting_format(mentee, mentor),
        interests(mentee, mentor),
    ]
    weighty = sorted((item for item in found if item[0]), key=lambda item: -item[0])
    reasons = [reason for _, reason in weighty if reason]
    against = [] if times(mentee, mentor)[0] else ["но нет общего времени"]
    return Fit(sum(points for points, _ in found), (*reasons, *against))


def parts(record: Record, column: str) -> list[str]:
    """The several choices of one cell."""
    return [part.strip() for part in record.text(column).split(";") if part.strip()]


def share(asked: list[str], offered: list[str], points: int) -> tuple[int, list[str]]:
    """The part of what was asked that is offered, in points."""
    common = [item for item in asked if item in offered]
    return (points * len(common) // len(asked) if asked else 0), common


def topics(mentee: Record, mentor: Record) -> tuple[int, str]:
    points, common = share(parts(mentee, "request"), parts(mentor, "competences"), TOPICS)
    return points, f"запрос: {', '.join(common)}" if common else ""


def subjects(mentee: Record, mentor: Record) -> tuple[int, str]:
    asked = parts(mentee, "subjects")
    if not asked:
        return SUBJECTS // 2, ""
    points, common = share(asked, parts(mentor, "subjects"), SUBJECTS)
    return points, f"предмет: {', '.join(common)}" if common else ""


def times(mentee: Record, mentor: Record) -> tuple[int, str]:
    """One common time is enough to meet, a second one makes it easier."""
    common = [time for time in parts(mentee, "times") if time in parts(mentor, "times")]
    points = TIMES if len(common) > 1 else TIMES * 2 // 3 if common else 0
    return points, f"время: {common[0].lower()}" if common else ""


def wished_age(mentee: Record, mentor: Record) -> tuple[int, str]:
    wish = mentor.text("wished_age")
    year = class_number(mentee.text("school_class"))
    if wish not in AGES or year is None:
        return AGE, ""
    low, high = AGES[wish]
    return (AGE, "возраст, который хотел наставник") if low <= year <= high else (0, "")


def meeting_format(mentee: Record, mentor: Record) -> tuple[int, str]:
    ways = {mentee.text("meeting_format"), mentor.text("meeting_format")}
    return (FORMAT, "") if len(ways) == 1 or ANY_FORMAT in ways or "" in ways else (0, "")


def interests(mentee: Record, mentor: Record) -> tuple[int, str]:
    """A word that both wrote of themselves; short words say nothing."""
    left, right = words(mentee.text("interests")), words(mentor.text("interests"))
    common = sorted(left & right)
    return (INTERESTS, f"оба пишут: {common[0]}") if common else (0, "")


def words(text: str) -> set[str]:
    cleaned = "".join(letter if letter.isalpha() else " " for letter in text.lower().replace("ё", "е"))
    return {word for word in cleaned.split() if len(word) > 3}
