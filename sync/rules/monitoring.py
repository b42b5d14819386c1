"""The summary without names: the way from an application to a pair, and what people ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from forms.meanings import EMPLOYERS, GRADUATES, TEACHERS
from forms.normalise import class_number
from forms.questionnaire import Purpose
from sheets_schema.kind import Value
from sheets_schema.record import Record
from sync.rules.bases import mentoring_form
from sync.rules.consent import Gate
from sync.rules.portrait import parts
from sync.rules.world import World

STAGES = ("applied", "consented", "in_base", "ready", "paired")
WORKERS, GUESTS, UNCLEAR = "Работники школы", "Не из школы", "Неясно"
DEFINITIONS = {
    "Наставляемые: форма наставничества": "Готов: согласие действует и участник внесён в базу",
    "Наставники: форма наставничества": "Готов: допущен после собеседования и прошёл обучение",
    "Наставляемые: параллель": "Класс из последней анкеты",
    "Наставники: параллель": "Класс из последней анкеты",
    "Запросы наставляемых": "Сколько наставляемых в базе назвали тему; один человек может назвать несколько",
}


@dataclass(frozen=True)
class Course:
    """How far everyone got, as sets of codes."""

    gates: Mapping[str, Gate]
    mentees: Mapping[str, Record]
    mentors: Mapping[str, Record]
    ready: frozenset[str]
    paired: frozenset[str]


def monitoring_rows(world: World, course: Course) -> list[Record]:
    rows = list(funnels(world, course))
    topics = Counter(topic for record in course.mentees.values() for topic in parts(record, "request"))
    for topic, count in sorted(topics.items(), key=lambda item: (-item[1], item[0])):
        rows.append(row("Запросы наставляемых", topic, {"in_base": count}))
    return [Record(str(place), record.values) for place, record in enumerate(rows)]


def funnels(world: World, course: Course) -> Iterator[Record]:
    for purpose, base, word in (
        (Purpose.MENTEE, course.mentees, "Наставляемые"),
        (Purpose.MENTOR, course.mentors, "Наставники"),
    ):
        applied = {code: gate for code, gate in course.gates.items() if purpose in gate.person.newest}
        ready = frozenset(base) if purpose is Purpose.MENTEE else course.ready
        by_form = funnel(course, applied, base, ready, form_reader(world, purpose))
        yield from (row(f"{word}: форма наставничества", group, counts) for group, counts in by_form.items())
        by_class = funnel(course, applied, base, ready, class_reader(world, purpose))
        yield from (row(f"{word}: параллель", group, counts) for group, counts in by_class.items())


def funnel(
    course: Course,
    applied: Mapping[str, Gate],
    base: Mapping[str, Record],
    ready: frozenset[str],
    group_of: Callable[[Gate], str],
) -> dict[str, dict[str, int]]:
    """Counts of every stage by group, the groups in a readable order."""
    counts: dict[str, Counter[str]] = {}
    for code, gate in applied.items():
        reached = (True, gate.open, code in base, code in ready, code in course.paired)
        stages = [stage for stage, there in zip(STAGES, reached, strict=True) if there]
        counts.setdefault(group_of(gate), Counter()).update(stages)
    ordered = sorted(counts.items(), key=lambda item: (class_number(item[0]) or 99, item[0]))
    return {group: {stage: found[stage] for stage in STAGES} for group, found in ordered}


def form_reader(world: World, purpose: Purpose) -> Callable[[Gate], str]:
    return lambda gate: mentoring_form(world, gate.person.newest[purpose]) or UNCLEAR


def class_reader(world: World, purpose: Purpose) -> Callable[[Gate], str]:
    """The year of the class; who has none works in the school, or comes from outside."""

    def read(gate: Gate) -> str:
        form = mentoring_form(world, gate.person.newest[purpose])
        year = class_number(gate.person.school_class) if form != TEACHERS else None
        return f"{year} класс" if year else GUESTS if form in (GRADUATES, EMPLOYERS) else WORKERS

    return read


def row(section: str, group: str, counts: Mapping[str, int]) -> Record:
    values: dict[str, Value] = {
        "section": section,
        "group": group,
        "definition": DEFINITIONS[section],
        **counts,
    }
    return Record("", values)
