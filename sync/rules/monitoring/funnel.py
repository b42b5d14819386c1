"""The way from an application to the last meeting, in counts: by form of mentoring, by year of class.

Those whose application was dropped for want of a consent are counted as having applied, though nobody names them any
more: what happened does not become less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.meanings import EMPLOYERS, GRADUATES, TEACHERS
from forms.normalise import class_number
from forms.questionnaire import Purpose
from sheets_schema.record import Record
from sync.rules.admission import Gated
from sync.rules.bases import mentoring_form
from sync.rules.evidence_of_work import LAST, is_kind
from sync.rules.figures import STAGES, Funnel, Group
from sync.rules.identity import Person
from sync.rules.portrait import parts
from sync.rules.progress import BETWEEN, YES, Progress
from sync.rules.typed_word import typed_word
from sync.rules.world import World

WORKERS, GUESTS, UNCLEAR = "Работники школы", "Не из школы", "Неясно"
FINISHED = "завершена"  # a state of «Пары и группы»
BY_FORM, BY_CLASS = "форма наставничества", "параллель"
SIDES = ((Purpose.MENTEE, "Наставляемые", 0), (Purpose.MENTOR, "Наставники", 1))


@dataclass(frozen=True)
class Applicant:
    """Of which groups somebody is who applied."""

    form: str
    year: str


def funnels(progress: Progress, gated: Gated) -> tuple[Funnel, ...]:
    return tuple(
        Funnel(word, by, groups_of(everyone, stages, by))
        for purpose, word, side in SIDES
        for everyone, stages in [(applicants(progress, gated, purpose), stages_of(progress, purpose, side))]
        for by in (BY_FORM, BY_CLASS)
    )


def groups_of(everyone: Mapping[str, Applicant], stages: list[frozenset[str]], by: str) -> tuple[Group, ...]:
    """Counts of every stage by group, the groups in a readable order."""
    counts: dict[str, Counter[str]] = {}
    for code, applicant in everyone.items():
        group = applicant.form if by == BY_FORM else applicant.year
        counts.setdefault(group, Counter()).update([*STAGES][: reached(code, stages)])
    ordered = sorted(counts, key=lambda group: (class_number(group) or 99, group))
    return tuple(Group(group, {stage: counts[group][stage] for stage in STAGES}) for group in ordered)


def reached(code: str, stages: list[frozenset[str]]) -> int:
    """How many of the stages somebody has behind them; who reached a later one was in those before it."""
    return 1 + max((number for number, there in enumerate(stages, start=1) if code in there), default=0)


def stages_of(progress: Progress, purpose: Purpose, side: int) -> list[frozenset[str]]:
    """Who has reached each stage after the application: nobody past it who gave no consent or took it back. Whose
    consent only waits to be renewed counts on, or the year would vanish on the day when the term ends."""
    base = frozenset(progress.mentees if purpose is Purpose.MENTEE else progress.mentors)
    trained = frozenset(code for code, line in progress.lines("readiness").items() if line.text("ready") == YES)
    ready = base if purpose is Purpose.MENTEE else base & trained
    pairs = (progress.pairs, pairs_that_met(progress), finished_pairs(progress))
    of_pairs = [base.intersection(key.split(BETWEEN)[side] for key in keys) for keys in pairs]
    return [progress.visible, base, ready, *of_pairs]


def pairs_that_met(progress: Progress) -> frozenset[str]:
    return frozenset(line.text("pair") for line in progress.answers("meetings")).intersection(progress.pairs)


def finished_pairs(progress: Progress) -> frozenset[str]:
    """Pairs that reported their last meeting, or of which staff wrote that they ended as they should."""
    last = frozenset(line.text("pair") for line in progress.answers("meetings") if is_kind(line, LAST))
    ended = {code for code, line in progress.mentees.items() if line.text("finished").strip()}
    return frozenset(
        key
        for key, line in progress.pairs.items()
        if key in last or key.split(BETWEEN)[0] in ended or typed_word(line.text("state")) == FINISHED
    )


# Who applied


def applicants(progress: Progress, gated: Gated, purpose: Purpose) -> dict[str, Applicant]:
    """Everyone who ever applied for this part: also those dropped since, and those whose answer is gone by now."""
    base = progress.mentees if purpose is Purpose.MENTEE else progress.mentors
    people = {code: gate.person for code, gate in progress.gates.items()}
    dropped = {code: person for code, person in gated.identified.people.items() if code in gated.lapsed.since}
    found = {
        code: applicant_of(progress.world, purpose, person, base.get(code))
        for code, person in {**people, **dropped}.items()
        if purpose in person.newest or code in base
    }
    forgotten = (code for code, parts_of in gated.lapsed.parts.items() if purpose in parts_of and code not in found)
    return {**found, **dict.fromkeys(forgotten, Applicant(UNCLEAR, UNCLEAR))}


def applicant_of(world: World, purpose: Purpose, person: Person, line: Record | None) -> Applicant:
    answer = person.newest.get(purpose)
    form = mentoring_form(world, answer) if answer else line.text("mentoring_form") if line else ""
    return Applicant(form or UNCLEAR, year_of(person, form))


def year_of(person: Person, form: str) -> str:
    """The year of the class; who has none works in the school, or comes from outside."""
    year = class_number(person.school_class) if form != TEACHERS else None
    return f"{year} класс" if year else GUESTS if form in (GRADUATES, EMPLOYERS) else WORKERS


# What they ask for


def topics(progress: Progress) -> tuple[tuple[str, int], ...]:
    """How many mentees named each topic, the most wanted first; one may name several."""
    counts = Counter(asked_for(progress))
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def asked_for(progress: Progress) -> Iterator[str]:
    for line in progress.mentees.values():
        yield from parts(line, "request")
