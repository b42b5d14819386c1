"""How well a mentor fits a mentee: a whole number from 0 to 1000, and in plain Russian why.

What a criterion says depends on little of a mentee (their topics, their times), and many mentees say the same: each
answer is compared with all mentors once and its row of points kept. So all pairs of a large school take a moment.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from sync.rules.pairing_rules import PairingRules
from sync.rules.portrait import Portrait

ANY_FORMAT = "Всё равно"
YOUNG, OLD = ("Первый год", "От года до трёх лет"), ("Больше трёх лет",)
CLASSES = {"5–6 классы": range(5, 7), "7–8 классы": range(7, 9), "9–11 классы": range(9, 12)}
EXPERIENCE = {"С молодыми учителями": YOUNG, "С опытными коллегами": OLD}
NEAREST = range(1, 4)  # classes by which a mentor is above a mentee that both find easy

Share = tuple[int, int]
NOTHING, HALF, ALL = (0, 1), (1, 2), (1, 1)


@dataclass(frozen=True)
class Fit:
    """``points`` from 0 to 1000; ``reasons`` the strongest first, ``against`` what staff should look at before they
    agree, ``hints`` what the mentee's own words resemble: a guess that counts for nothing."""

    points: int
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        return "; ".join(self.reasons)


@dataclass(frozen=True)
class Criterion:
    """``asks`` is all of a mentee that the ``share`` of the points depends on; ``why`` are words for a share."""

    key: str
    asks: Callable[[Portrait], Hashable]
    share: Callable[[Portrait, Portrait], Share]
    why: Callable[[Portrait, Portrait], str]


def common(asked: Sequence[str], offered: Sequence[str]) -> list[str]:
    return [item for item in asked if item in offered]


# Each criterion: what part of its points a pair gets, and the words for it


def topics(mentee: Portrait, mentor: Portrait) -> Share:
    return (len(common(mentee.topics, mentor.topics)), len(mentee.topics)) if mentee.topics else NOTHING


def topics_said(mentee: Portrait, mentor: Portrait) -> str:
    found = common(mentee.topics, mentor.topics)
    named = [f"{topic} (добавлено сотрудником)" if topic in mentee.added else topic for topic in found]
    return f"запрос: {', '.join(named)}" if named else ""


def subjects(mentee: Portrait, mentor: Portrait) -> Share:
    return (len(common(mentee.subjects, mentor.subjects)), len(mentee.subjects)) if mentee.subjects else HALF


def subjects_said(mentee: Portrait, mentor: Portrait) -> str:
    found = common(mentee.subjects, mentor.subjects)
    return f"предмет: {', '.join(found)}" if found else ""


def times(mentee: Portrait, mentor: Portrait) -> Share:
    """One common time is enough to meet, a second one makes it easier."""
    return (NOTHING, (2, 3), ALL)[min(2, len(common(mentee.times, mentor.times)))]


def times_said(mentee: Portrait, mentor: Portrait) -> str:
    found = common(mentee.times, mentor.times)
    return f"время: {', '.join(found).lower()}" if found else ""


def meeting_format(mentee: Portrait, mentor: Portrait) -> Share:
    ways = {mentee.format, mentor.format}
    return ALL if len(ways) == 1 or ANY_FORMAT in ways or "" in ways else NOTHING


def interests(mentee: Portrait, mentor: Portrait) -> Share:
    """A word that both wrote of themselves."""
    return NOTHING if mentee.interests.isdisjoint(mentor.interests) else ALL


def interests_said(mentee: Portrait, mentor: Portrait) -> str:
    return f"оба пишут: {', '.join(sorted(mentee.interests & mentor.interests))}"


def age(mentee: Portrait, mentor: Portrait) -> Share:
    """Whom the mentor wished for; half for a mentor who takes any."""
    return ALL if suits_wish(mentee, mentor) else HALF


def suits_wish(mentee: Portrait, mentor: Portrait) -> bool | None:
    """Whether a mentee is of the age that the mentor asked for; None when nothing was asked or is known."""
    if mentor.wished_age in CLASSES and mentee.year is not None:
        return mentee.year in CLASSES[mentor.wished_age]
    if mentor.wished_age in EXPERIENCE and mentee.experience in (*YOUNG, *OLD):
        return mentee.experience in EXPERIENCE[mentor.wished_age]
    return None


def language(mentee: Portrait, mentor: Portrait) -> Share:
    """Half where somebody did not say."""
    if not (mentee.language and mentor.language):
        return HALF
    return ALL if mentee.language == mentor.language else NOTHING


def language_said(mentee: Portrait, mentor: Portrait) -> str:
    return f"язык: {mentee.language}" if language(mentee, mentor) == ALL else ""


def distance(mentee: Portrait, mentor: Portrait) -> Share:
    """A pupil one to three classes above is near enough to be trusted; for grown-ups it says nothing."""
    if mentee.year is None or mentor.year is None:
        return HALF
    return ALL if mentor.year - mentee.year in NEAREST else HALF


def nothing_said(_mentee: Portrait, _mentor: Portrait) -> str:
    return ""


CRITERIA = (
    Criterion("topics", lambda mentee: mentee.topics, topics, topics_said),
    Criterion("subjects", lambda mentee: mentee.subjects, subjects, subjects_said),
    Criterion("times", lambda mentee: mentee.times, times, times_said),
    Criterion("format", lambda mentee: mentee.format, meeting_format, nothing_said),
    Criterion("interests", lambda mentee: mentee.interests, interests, interests_said),
    Criterion(
        "age",
        lambda mentee: (mentee.year, mentee.experience),
        age,
        lambda mentee, mentor: "возраст, который хотел наставник" if suits_wish(mentee, mentor) else "",
    ),
    Criterion("language", lambda mentee: mentee.language, language, language_said),
    Criterion("distance", lambda mentee: mentee.year, distance, nothing_said),
)


# One pair, with its reasons


def points_for(share: Share, weight: int) -> int:
    return weight * share[0] // share[1]


def fit(mentee: Portrait, mentor: Portrait, rules: PairingRules) -> Fit:
    given = [(points_for(item.share(mentee, mentor), rules.weights[item.key]), item) for item in CRITERIA]
    weighty = sorted((item for item in given if item[0]), key=lambda item: -item[0])
    reasons = [said for _, item in weighty if (said := item.why(mentee, mentor))]
    dropped = [topic for topic in sorted(mentee.removed) if topic in mentor.topics]
    return Fit(
        points=sum(points for points, _ in given),
        reasons=(*reasons, *(f"без темы «{topic}»: снята сотрудником" for topic in dropped)),
        against=tuple(against(mentee, mentor)),
    )


def against(mentee: Portrait, mentor: Portrait) -> list[str]:
    """What does not suit, or is only likely: the same surname alone keeps nobody from being paired."""
    said = {
        "запрос не совпал": not common(mentee.topics, mentor.topics),
        "предмет не совпал": bool(mentee.subjects) and not common(mentee.subjects, mentor.subjects),
        "не сказано, когда могут встречаться": not (mentee.times and mentor.times),
        "встречаться хотят по-разному": meeting_format(mentee, mentor) == NOTHING,
        "одна фамилия: не родственники ли?": bool(mentee.surname) and mentee.surname == mentor.surname,
    }
    return [words for words, holds in said.items() if holds]


# All pairs


@dataclass
class Scorer:
    """The points of mentees with all ``mentors``, in their order."""

    mentors: Sequence[Portrait]
    rules: PairingRules
    _rows: dict[tuple[str, Hashable], list[int]] = field(default_factory=dict)

    def points(self, mentee: Portrait) -> list[int]:
        return [sum(column) for column in zip(*(self._row(mentee, item) for item in CRITERIA), strict=True)]

    def _row(self, mentee: Portrait, criterion: Criterion) -> list[int]:
        key = (criterion.key, criterion.asks(mentee))
        if key not in self._rows:
            weight, share = self.rules.weights[criterion.key], criterion.share
            self._rows[key] = [points_for(share(mentee, mentor), weight) for mentor in self.mentors]
        return self._rows[key]
