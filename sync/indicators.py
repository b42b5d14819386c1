"""``[indicators]`` of programme.toml: the school's counts, the year's plan, what counts as satisfied and as often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sync.errors import ProgrammeProblem

SECTION = "indicators"
BY_MARKS, BY_AGAIN, BY_RECOMMEND = "средняя отметка", "участвовал бы снова", "посоветует другим"
OF_PAIRED, OF_ANSWERED = "участники", "ответившие"
WORDS = {"satisfied_by": (BY_MARKS, BY_AGAIN, BY_RECOMMEND), "satisfied_of": (OF_PAIRED, OF_ANSWERED)}
BOUNDS = {"satisfied_from": (1, 10), "meeting_weeks": (1, 26), "idle_weeks": (1, 52)}
COUNTS = ("pupils_10_19", "pupils_15_19", "young_teachers", "enterprises")
MOST_PEOPLE, WHOLE = 1_000_000, 100

# Planned shares in percent by year (the target model of order Р-145, docs/decisions/0025-monitoring.md); there are no
# official ones after 2024, and schools go on with these.
YEARS = (2020, 2021, 2022, 2023, 2024)
PLANS = {
    "mentees": (10, 20, 35, 50, 70),
    "mentors": (2, 4, 6, 8, 10),
    "young_teachers": (10, 20, 35, 50, 70),
    "enterprises": (2, 4, 8, 20, 30),
    "mentee_satisfaction": (50, 55, 60, 70, 85),
    "mentor_satisfaction": (50, 55, 60, 70, 85),
}
PLAN = "plan_"
KEYS: dict[str, type] = {
    **dict.fromkeys(COUNTS, int),
    **dict.fromkeys(WORDS, str),
    **dict.fromkeys(BOUNDS, int),
    **{f"{PLAN}{name}": int for name in PLANS},
    "ages_on": date,
}


@dataclass(frozen=True)
class Indicators:
    """``counts`` are of the whole school, by key: one that is missing is never guessed. ``plans`` are percents.

    ``ages_on`` is the day on which ages are taken. A pair that has agreed on nothing else is to meet every
    ``meeting_weeks``; one without a meeting for ``idle_weeks`` is listed.
    """

    ages_on: date
    counts: Mapping[str, int] = field(default_factory=dict)
    plans: Mapping[str, int] = field(default_factory=lambda: planned(YEARS[-1]))
    plan_year: int = YEARS[-1]
    satisfied_by: str = BY_MARKS
    satisfied_from: int = 7
    satisfied_of: str = OF_PAIRED
    meeting_weeks: int = 2
    idle_weeks: int = 3


def planned(year: int) -> dict[str, int]:
    """The plan of a year, or of the nearest one that has any."""
    place = YEARS.index(min(max(year, YEARS[0]), YEARS[-1]))
    return {name: shares[place] for name, shares in PLANS.items()}


def first_of_september(until: date) -> date:
    """The beginning of the school year that ends with the programme."""
    return date(max(until.year - (until.month < 9), 1), 9, 1)


def indicators_of(table: Mapping[str, Any], until: date) -> Indicators:
    """What a section without faults says; the rest is as a school would expect it."""
    said = {key: table[key] for key in (*WORDS, *BOUNDS) if key in table}
    own = {name: table[f"{PLAN}{name}"] for name in PLANS if f"{PLAN}{name}" in table}
    return Indicators(
        ages_on=table.get("ages_on", first_of_september(until)),
        counts={key: table[key] for key in COUNTS if key in table},
        plans={**planned(until.year), **own},
        plan_year=min(max(until.year, YEARS[0]), YEARS[-1]),
        **said,
    )


def indicator_problems(table: Mapping[str, Any]) -> Iterator[ProgrammeProblem]:
    """Values of the right type that cannot be right."""
    for key, words in WORDS.items():
        if isinstance(word := table.get(key), str) and word.strip() and word not in words:
            yield ProgrammeProblem(f"{SECTION}.{key}", "unknown value", word, "; ".join(words))
    for key, (least, most) in number_bounds().items():
        if type(number := table.get(key)) is int and number and not least <= number <= most:
            yield ProgrammeProblem(f"{SECTION}.{key}", "out of bounds", str(number), f"{least}–{most}")


def number_bounds() -> dict[str, tuple[int, int]]:
    counts = dict.fromkeys(COUNTS, (1, MOST_PEOPLE))
    return {**counts, **{f"{PLAN}{name}": (1, WHOLE) for name in PLANS}, **BOUNDS}
