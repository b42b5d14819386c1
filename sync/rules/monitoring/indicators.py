"""The six indicators of the target model against the year's plan (docs/decisions/0025-monitoring.md).

A numerator is of this programme: people in approved pairs. A denominator is of the whole school, and only
programme.toml knows it: what is not said there is said to be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from forms.meanings import EMPLOYERS, PUPILS, TEACHERS
from forms.normalise import name_key
from sheets_schema.kind import to_date
from sheets_schema.record import Record
from sync.indicators import OF_ANSWERED, Indicators
from sync.rules.figures import Indicator, Satisfaction
from sync.rules.lines import MENTEE, MENTOR
from sync.rules.progress import Progress
from sync.rules.typed_word import typed_word

TITLES = {
    "mentees": "Школьники 10–19 лет — наставляемые",
    "mentors": "Школьники 15–19 лет — наставники",
    "young_teachers": "Молодые учителя (до трёх лет) — наставляемые",
    "enterprises": "Предприятия, от которых есть наставники",
    "mentee_satisfaction": "Довольные наставляемые",
    "mentor_satisfaction": "Довольные наставники",
}
COUNTED_BY = {
    "mentees": "pupils_10_19",
    "mentors": "pupils_15_19",
    "young_teachers": "young_teachers",
    "enterprises": "enterprises",
}
SATISFIED = {"mentee_satisfaction": MENTEE, "mentor_satisfaction": MENTOR}
MENTEE_AGES, MENTOR_AGES = range(10, 20), range(15, 20)
NOT_LONG = ("первый год", "от года до трёх лет")  # the options of «Сколько лет вы работаете в школе?»
YOUNG_YEARS = 3
NO_ANSWERS, NOBODY = "ответов на анкету ещё нет", "в парах ещё никого нет"


def indicators(progress: Progress, satisfied: tuple[Satisfaction, ...]) -> tuple[Indicator, ...]:
    return (*shares_of_school(progress), *shares_of_satisfied(progress.world.programme.indicators, satisfied))


def shares_of_school(progress: Progress) -> Iterator[Indicator]:
    settings = progress.world.programme.indicators
    pupils = [line for line in in_pairs(progress) if line.text("mentoring_form") != TEACHERS]
    teachers = [line for line in in_pairs(progress) if line.text("mentoring_form") == TEACHERS]
    mentors = [progress.mentors[code] for code in sorted(progress.paired_mentors) if code in progress.mentors]
    elder = [line for line in mentors if line.text("mentoring_form") == PUPILS]
    yield of_age("mentees", pupils, MENTEE_AGES, settings)
    yield of_age("mentors", elder, MENTOR_AGES, settings)
    young = [line for line in teachers if is_young(line)]
    yield against_plan("young_teachers", len(young), settings, sum(not line.text("experience") for line in teachers))
    from_outside = [line for line in mentors if line.text("mentoring_form") == EMPLOYERS]
    places = {name_key(place) for line in from_outside if (place := line.text("place").strip())}
    yield against_plan("enterprises", len(places), settings, sum(not line.text("place") for line in from_outside))


def in_pairs(progress: Progress) -> list[Record]:
    return [progress.mentees[code] for code in sorted(progress.paired_mentees) if code in progress.mentees]


def of_age(key: str, people: list[Record], ages: range, settings: Indicators) -> Indicator:
    found = [age_on(settings.ages_on, line) for line in people]
    return against_plan(key, sum(age in ages for age in found), settings, found.count(None))


def age_on(day: date, line: Record) -> int | None:
    """Whole years on a day; None where no date of birth can be read."""
    said = line.get("birth_date")
    born = said if isinstance(said, date) else to_date(line.text("birth_date"))
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) if born else None


def is_young(line: Record) -> bool:
    """By the option of the application, or by the number of years that staff or a school's own survey put there."""
    said = typed_word(line.text("experience"))
    years = said.partition(" ")[0]
    return said in NOT_LONG or (years.isdecimal() and int(years) <= YOUNG_YEARS)


def against_plan(key: str, numerator: int, settings: Indicators, unknown: int) -> Indicator:
    name = COUNTED_BY[key]
    denominator = settings.counts.get(name)
    lacking = "" if denominator else f"в programme.toml не указано: {name} (раздел [indicators])"
    if denominator and numerator > denominator:
        denominator, lacking = None, f"в programme.toml меньше, чем в парах: проверьте {name} (раздел [indicators])"
    return Indicator(key, TITLES[key], numerator, denominator, settings.plans[key], lacking, unknown)


def shares_of_satisfied(settings: Indicators, satisfied: tuple[Satisfaction, ...]) -> Iterator[Indicator]:
    for key, told in zip(SATISFIED, satisfied, strict=True):
        of = told.answered if settings.satisfied_of == OF_ANSWERED else told.people
        lacking = NOBODY if not told.people else NO_ANSWERS if not told.answered else ""
        yield Indicator(key, TITLES[key], told.satisfied, None if lacking else of, settings.plans[key], lacking)
