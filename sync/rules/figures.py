"""Everything that the monitoring shows, as values: the tabs and the report are drawn from these alone.

Counts are of people (pairs, answers) who may be counted; a mean or median is None where fewer than ``LEAST`` stand
behind it. Nobody is named in any of them but in ``Monitoring.lists`` and ``Monitoring.pairs``, and there only people
whose consent holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

LEAST = 5
"""No mean of fewer people, and no published count of fewer (docs/decisions/0025-monitoring.md)."""

STAGES = {
    "applied": "Анкет",
    "consented": "Согласий",
    "in_base": "В базе",
    "ready": "Готовы",
    "paired": "В паре",
    "met": "Встретились",
    "finished": "Завершили",
}
"""How far somebody may get, in order: everyone of a stage was counted in all those before it."""


# The way from an application to the last meeting


@dataclass(frozen=True)
class Group:
    """How many of one group have reached each stage."""

    name: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Funnel:
    """``who`` is «Наставляемые» or «Наставники», ``by`` what the groups are: «форма наставничества», «параллель»."""

    who: str
    by: str
    groups: tuple[Group, ...] = ()

    @property
    def total(self) -> dict[str, int]:
        return {stage: sum(group.counts.get(stage, 0) for group in self.groups) for stage in STAGES}


# Before and after


@dataclass(frozen=True)
class Marks:
    """Marks on a scale of 1 to 10: how many gave each (ten counts), and their middle where enough are there."""

    counts: tuple[int, ...]
    mean: float | None = None
    median: float | None = None

    @property
    def number(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Shift:
    """One parameter before and after, of those of one role and form ("": of all forms) who answered both times: five
    at least, for in a smaller group the counts would tell of persons.

    ``parameter`` is the column in «Оценки». ``better`` and ``worse`` are turned round where ``lower_is_better``;
    the marks stand as they were given. ``chance`` is the two-sided p-value of the sign test, ``verdict`` says it in
    plain words.
    """

    parameter: str
    title: str
    role: str
    form: str
    lower_is_better: bool
    before: Marks
    after: Marks
    better: int
    same: int
    worse: int
    chance: float
    verdict: str

    @property
    def number(self) -> int:
        """Complete pairs of answers."""
        return self.better + self.same + self.worse


@dataclass(frozen=True)
class OwnIndex:
    """The mean change of a participant over all parameters of theirs, up is better: a figure of this program's own.

    None where fewer than ``LEAST`` answered both times, or could be worked out from what is told.
    """

    role: str
    form: str
    number: int
    value: float | None


@dataclass(frozen=True)
class Influence:
    """In the order of role, form, parameter. ``missing`` counts, by role and wave, who has not answered yet."""

    shifts: tuple[Shift, ...] = ()
    indexes: tuple[OwnIndex, ...] = ()
    missing: Mapping[tuple[str, str], int] = field(default_factory=dict)


# The quality of the programme


@dataclass(frozen=True)
class Criterion:
    """One of the nine questions of the curator's survey: how many gave 0, 1 and 2, and the median of these."""

    title: str
    counts: tuple[int, int, int]
    median: float | None


@dataclass(frozen=True)
class Score:
    """One answer to the curator's survey: 0 to 18 and its level; None where a mark is missing."""

    key: str
    arrived: date | None
    marks: tuple[int | None, ...]
    total: int | None
    level: str


@dataclass(frozen=True)
class Swot:
    """What staff have kept of strengths, weaknesses, opportunities and threats, in their words."""

    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    opportunities: tuple[str, ...] = ()
    threats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quality:
    """``total`` is the median of the whole answers, ``level`` what it means: "" without one."""

    criteria: tuple[Criterion, ...] = ()
    scores: tuple[Score, ...] = ()
    total: float | None = None
    level: str = ""
    swot: Swot = field(default_factory=Swot)


# Whether people are content


@dataclass(frozen=True)
class Asked:
    """One statement of the survey of satisfaction, as those of one role marked it."""

    column: str
    title: str
    marks: Marks


@dataclass(frozen=True)
class Satisfaction:
    """Of one role: how many were in pairs, answered, and are satisfied by the definition of the programme's file."""

    role: str
    people: int
    answered: int
    satisfied: int
    asked: tuple[Asked, ...] = ()


# Against the plan


@dataclass(frozen=True)
class Indicator:
    """A share of the target model in percent against the year's plan.

    ``denominator`` None: it is not known, and ``lacking`` says in words what has to be told first. ``unknown`` counts
    people who could not be told to belong or not (no date of birth).
    """

    key: str
    title: str
    numerator: int
    denominator: int | None
    plan: int
    lacking: str = ""
    unknown: int = 0

    @property
    def share(self) -> float | None:
        return 100 * self.numerator / self.denominator if self.denominator else None

    @property
    def reached(self) -> bool | None:
        return None if self.share is None else self.share >= self.plan


# How the work goes on


@dataclass(frozen=True)
class PairCourse:
    """The meetings of one pair. ``agreed`` is how many should have been held by today; None where it is not known
    since when they meet. ``idle`` counts whole weeks since the last meeting, None before the first or after the
    final one. ``by_week`` goes with ``Monitoring.weeks``."""

    key: str
    mentee: str
    mentor: str
    held: int
    agreed: int | None
    minutes: int
    last: date | None
    idle: int | None
    finished: bool
    by_week: tuple[int, ...] = ()


@dataclass(frozen=True)
class ToDo:
    """A line of a list: what to look at, who, and the row that it is about (``key`` on the tab ``tab``)."""

    list: str
    key: str
    who: str
    tab: str
    detail: str = ""


@dataclass(frozen=True)
class Monitoring:
    """``requests`` counts the preliminary requests of stage 1, ``topics`` what mentees ask for, most wanted first.

    ``weeks`` are Mondays. ``definitions`` say how a tab's figures were counted, by the tab's key.
    """

    requests: int = 0
    funnels: tuple[Funnel, ...] = ()
    topics: tuple[tuple[str, int], ...] = ()
    influence: Influence = field(default_factory=Influence)
    quality: Quality = field(default_factory=Quality)
    satisfaction: tuple[Satisfaction, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    weeks: tuple[date, ...] = ()
    pairs: tuple[PairCourse, ...] = ()
    lists: tuple[ToDo, ...] = ()
    definitions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
