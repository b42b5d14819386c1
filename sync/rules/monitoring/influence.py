"""Whether participants changed: the marks before and after of those who gave both (points 3.2, 4.1 and 7.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean

from forms.questionnaire import WAVES, Purpose, Questionnaire
from sheets_schema.record import Record
from sheets_schema.tables.growth import PARAMETERS
from sync.rules.figures import LEAST, Influence, OwnIndex, Shift
from sync.rules.lines import MENTEE, MENTOR
from sync.rules.monitoring.funnel import UNCLEAR
from sync.rules.monitoring.marks import mark, marks_of, sign_test, verdict
from sync.rules.progress import Progress
from sync.rules.survey_matching import survey_answers
from sync.rules.world import World

BEFORE, AFTER = WAVES.values()
ROLES = (MENTEE, MENTOR)
PART = {"mentee": MENTEE, "mentor": MENTOR}  # words in the name of a questionnaire
ALL_FORMS = ""

Reversed = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Both:
    """Somebody's two answers in one role: the marks before and after by parameter, where both are there."""

    code: str
    role: str
    form: str
    marks: Mapping[str, tuple[int, int]]


def influence(progress: Progress) -> Influence:
    both = [*complete(progress)]
    lower = lower_is_better(progress.world)
    shifts: list[Shift] = []
    indexes: list[OwnIndex] = []
    for role in ROLES:
        people = [item for item in both if item.role == role]
        shifts += sorted(shifts_of(people, role, lower), key=lambda shift: shift.form)
        indexes += indexes_of(people, role, lower)
    missing = {(role, wave): len(codes) for (role, wave), codes in still_missing(progress).items()}
    return Influence(tuple(shifts), tuple(indexes), missing)


def groups_of(people: list[Both]) -> dict[str, list[Both]]:
    """Those who may be told of together: each form of mentoring with enough people, and all of them.

    Of a form with too few nothing is told, so nor is the sum beside the others: it could be worked out from that.
    """
    forms = sorted({item.form for item in people})
    groups = {form: [item for item in people if item.form == form] for form in forms}
    enough = {form: group for form, group in groups.items() if len(group) >= LEAST}
    whole = {} if len(forms) == 1 or 0 < len(enough) < len(forms) or len(people) < LEAST else {ALL_FORMS: people}
    return {**whole, **enough}


def shifts_of(people: list[Both], role: str, lower: Reversed) -> Iterator[Shift]:
    if len(people) < LEAST:  # of so few nothing is told
        return
    for parameter, title in PARAMETERS.items():
        for form, group in groups_of([item for item in people if parameter in item.marks]).items():
            pairs = [item.marks[parameter] for item in group]
            yield shift_of(parameter, title, role, form, pairs, (role, parameter) in lower)


def indexes_of(people: list[Both], role: str, lower: Reversed) -> Iterator[OwnIndex]:
    """Of every group, also where there are too few to tell more than their number."""
    compared = [item for item in people if item.marks]
    told = groups_of(compared)
    forms = sorted({item.form for item in compared})
    for form in [ALL_FORMS, *forms] if len(forms) > 1 else forms:
        number = sum(form in (ALL_FORMS, item.form) for item in compared)
        yield OwnIndex(role, form, number, fmean(mean_change(i, lower) for i in told[form]) if form in told else None)


def shift_of(parameter: str, title: str, role: str, form: str, pairs: list[tuple[int, int]], lower: bool) -> Shift:
    grew, fell = sum(after > before for before, after in pairs), sum(after < before for before, after in pairs)
    better, worse = (fell, grew) if lower else (grew, fell)
    same = len(pairs) - better - worse
    return Shift(
        parameter=f"p_{parameter}",
        title=title,
        role=role,
        form=form,
        lower_is_better=lower,
        before=marks_of([before for before, _ in pairs]),
        after=marks_of([after for _, after in pairs]),
        better=better,
        same=same,
        worse=worse,
        chance=sign_test(better, worse),
        verdict=verdict(better, worse),
    )


def mean_change(item: Both, lower: Reversed) -> float:
    """By how much somebody's marks changed, up is better."""
    return fmean(
        before - after if (item.role, parameter) in lower else after - before
        for parameter, (before, after) in item.marks.items()
    )


# Reading the answers


def complete(progress: Progress) -> Iterator[Both]:
    """Those who answered in both waves, by role and code."""
    waves: dict[tuple[str, str], dict[str, Record]] = {}
    for line in progress.answers("assessments"):
        if line.text("role") in ROLES:
            waves.setdefault((line.text("role"), line.text("code")), {})[line.text("wave")] = line
    for (role, code), lines in sorted(waves.items()):
        if (before := lines.get(BEFORE)) and (after := lines.get(AFTER)):
            form = after.text("mentoring_form") or before.text("mentoring_form")
            yield Both(code, role, form or UNCLEAR, dict(both_marks(before, after)))


def both_marks(before: Record, after: Record) -> Iterator[tuple[str, tuple[int, int]]]:
    for parameter in PARAMETERS:
        first, second = mark(before.get(f"p_{parameter}")), mark(after.get(f"p_{parameter}"))
        if first is not None and second is not None:
            yield parameter, (first, second)


def lower_is_better(world: World) -> Reversed:
    """The parameters by role whose question is put the other way round: anxiety, tiredness."""
    surveys = (item for item in world.questionnaires if item.purpose is Purpose.ASSESSMENT)
    return frozenset(
        (role, question.target.removeprefix("p_"))
        for survey in surveys
        for question in survey.questions
        if question.reverse
        for role in roles_of(survey)
    )


def roles_of(survey: Questionnaire) -> Iterable[str]:
    """Whom a survey asks, by the words of its name; both where these do not tell."""
    return [PART[word] for word in survey.key.split("_") if word in PART] or ROLES


# Who has not answered yet


def still_missing(progress: Progress) -> dict[tuple[str, str], tuple[str, ...]]:
    """The codes of those who are to answer and have not, by role and wave, as soon as a wave has begun.

    Before: everyone in the bases; after: everyone in a pair. Nobody whose consent does not hold today.
    """
    asked = {
        (MENTEE, BEFORE): progress.mentees.keys(),
        (MENTOR, BEFORE): progress.mentors.keys(),
        (MENTEE, AFTER): progress.paired_mentees,
        (MENTOR, AFTER): progress.paired_mentors,
    }
    begun = waves_begun(progress.world)
    return {
        (role, wave): tuple(
            sorted(
                code
                for code in codes - progress.who_answered("assessments", role=role, wave=wave)
                if progress.gates[code].open
            )
        )
        for (role, wave), codes in asked.items()
        if (role, wave) in begun
    }


def waves_begun(world: World) -> frozenset[tuple[str, str]]:
    """Role and wave of every survey that is open, or was answered by anybody."""
    answered = {answer.questionnaire for answer in survey_answers(world, Purpose.ASSESSMENT)}
    begun = answered.union(form.key for form in world.forms if form.open)
    surveys = [item for item in world.questionnaires if item.purpose is Purpose.ASSESSMENT and item.key in begun]
    return frozenset(
        (role, WAVES[wave])
        for survey in surveys
        if (wave := survey.key.rpartition("_")[2]) in WAVES
        for role in roles_of(survey)
    )
