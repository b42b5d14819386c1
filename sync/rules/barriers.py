"""Why two people may not be a pair, whatever else suits: the first barrier in a fixed order is told."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sync.rules.pairing_rules import PairingRules
from sync.rules.portrait import Portrait
from sync.rules.scoring import suits_wish

SELF, APART, VETOED = "self", "apart", "vetoed"
FORM, YOUNGER, AGE, TIME = "form", "younger", "age", "time"

# Who asked for two to be kept apart is nobody's business on a tab that all staff read.
BARRIERS: Mapping[str, str] = {
    SELF: "это один и тот же человек",
    APART: "есть просьба или решение не ставить вместе",
    VETOED: "эту пару уже отклонили или расторгли",
    FORM: "разные формы наставничества",
    YOUNGER: "наставник должен учиться в классе постарше",
    AGE: "наставник хотел другой возраст",
    TIME: "нет общего времени",
}


@dataclass(frozen=True)
class Barrier:
    """``asks`` is all of a mentee that the answer depends on."""

    key: str
    asks: Callable[[Portrait], Hashable]
    stops: Callable[[Portrait, Portrait, PairingRules], bool]


def other_form(mentee: Portrait, mentor: Portrait, _rules: PairingRules) -> bool:
    """Teachers with teachers; pupils with pupils, graduates and employers."""
    return mentee.is_teacher != mentor.is_teacher


def too_young(mentee: Portrait, mentor: Portrait, rules: PairingRules) -> bool:
    """Grown-ups have no class."""
    if mentee.year is None or mentor.year is None:
        return False
    return mentor.year - mentee.year < rules.class_distance


def other_age(mentee: Portrait, mentor: Portrait, _rules: PairingRules) -> bool:
    return suits_wish(mentee, mentor) is False


def no_common_time(mentee: Portrait, mentor: Portrait, _rules: PairingRules) -> bool:
    """Only where both said when they can."""
    return bool(mentee.times and mentor.times) and set(mentee.times).isdisjoint(mentor.times)


IN_ORDER = (
    Barrier(FORM, lambda mentee: mentee.is_teacher, other_form),
    Barrier(YOUNGER, lambda mentee: mentee.year, too_young),
    Barrier(AGE, lambda mentee: (mentee.year, mentee.experience), other_age),
    Barrier(TIME, lambda mentee: mentee.times, no_common_time),
)


@dataclass
class Barred:
    """Which barrier stands between mentees and all ``mentors``, in their order; "" where there is none.

    ``named`` has, by mentee and mentor, the barriers that stand between these two alone.
    """

    mentors: Sequence[Portrait]
    rules: PairingRules
    named: Mapping[str, Mapping[str, str]]
    _rows: dict[tuple[str, Hashable], list[str]] = field(default_factory=dict)

    def first(self, mentee: Portrait) -> list[str]:
        rows = [self._row(mentee, item) for item in IN_ORDER]
        found = [form or younger or age or time for form, younger, age, time in zip(*rows, strict=True)]
        for mentor, key in {**self.named.get(mentee.code, {}), mentee.code: SELF}.items():
            if mentor in self._place:
                found[self._place[mentor]] = key
        return found

    def _row(self, mentee: Portrait, barrier: Barrier) -> list[str]:
        key = (barrier.key, barrier.asks(mentee))
        if key not in self._rows:
            stops = [barrier.stops(mentee, mentor, self.rules) for mentor in self.mentors]
            self._rows[key] = [barrier.key if stopped else "" for stopped in stops]
        return self._rows[key]

    @cached_property
    def _place(self) -> dict[str, int]:
        return {mentor.code: place for place, mentor in enumerate(self.mentors)}
