"""Answers to the year's surveys as lines of their tabs: whose each is, its key, and what it says in every column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from forms.answer import Answer
from forms.normalise import tidy
from forms.questionnaire import Purpose
from sheets_schema.cells import fingerprint
from sheets_schema.kind import Value, canonical, to_date
from sheets_schema.owner import Owner
from sheets_schema.table import Table
from sheets_schema.tables import table
from sync.rules.bases import answered_values
from sync.rules.codes import read_code
from sync.rules.ground import Ground
from sync.rules.lines import BOTH, MENTEE, MENTOR

WAVES = {"before": "до начала", "after": "по итогам"}
OPTIONS = "; "
ENDING = 2  # letters by which «наставляемый» and «наставляемым» differ


class About(StrEnum):
    """Whose a line is: a participant's, a pair's, a guest's (who may be a participant), or nobody's."""

    NOBODY = "nobody"
    PERSON = "person"
    PAIR = "pair"
    GUEST = "guest"


@dataclass(frozen=True)
class Register:
    """A tab filled from answers. ``one_per`` are the columns whose values tell its lines apart, () for one per answer.

    ``gone_with_the_line``: only those listed today may be shown there. ``free``: staff delete lines as they like, for
    nothing is lost with one.
    """

    tab: str
    purpose: Purpose | None = None
    about: About = About.PERSON
    one_per: tuple[str, ...] = ()
    gone_with_the_line: bool = False
    free: bool = False

    @property
    def table(self) -> Table:
        return table(self.tab)


@dataclass(frozen=True)
class Entry:
    """One answer as a line. ``codes`` are those without whose consent it may not be shown."""

    key: str
    answer: Answer
    codes: tuple[str, ...]
    values: Mapping[str, Value]


def entry_of(ground: Ground, register: Register, answer: Answer, codes: tuple[str, ...]) -> Entry:
    told = {name: FACTS[name](ground, answer, codes) for name in register.table.by_key if name in FACTS}
    parts = [canonical(told[name]) for name in register.one_per]
    key = "-".join(parts) if parts else fingerprint(answer.response_id)
    known = {name: value for name, value in told.items() if value is not None}
    values = {register.table.key_column.key: key, **answered(ground, register.table, answer), **known}
    return Entry(key, answer, codes, values)


def answered(ground: Ground, tab: Table, answer: Answer) -> dict[str, Value]:
    """What the respondent said; of those whose consent ended only the code is left in other people's answers."""
    values = answered_values(tab, ground.world.questionnaire(answer), answer)
    ours = {name: value for name, value in values.items() if tab.by_key[name].owner is Owner.RESPONDENT}
    return {name: without_closed(ground, value) if isinstance(value, str) else value for name, value in ours.items()}


def without_closed(ground: Ground, text: str) -> str:
    """«КОД Имя» without the name, where the one who was chosen may not be named any more, or not now."""
    unnamed = ground.closed | ground.gated.expired
    options = text.split(OPTIONS)
    codes = [read_code(option.partition(" ")[0]) for option in options]
    hidden = [code if code in unnamed else option for code, option in zip(codes, options, strict=True)]
    return OPTIONS.join(hidden)


# What the machine adds to an answer, by column


def full_name(ground: Ground, _answer: Answer, codes: tuple[str, ...]) -> Value:
    return ground.gated.gates[codes[0]].person.name or None


def school_class(ground: Ground, _answer: Answer, codes: tuple[str, ...]) -> Value:
    return ground.gated.gates[codes[0]].person.school_class or None


def role(ground: Ground, answer: Answer, codes: tuple[str, ...]) -> str:
    """What the survey is for, what the answer says, or what the bases know."""
    asked, said = answer.questionnaire.split("_"), part_said(ground, answer)
    if "mentor" in asked or MENTOR in said:
        return MENTOR
    if "mentee" in asked or MENTEE[:-ENDING] in said:
        return MENTEE
    bases = [name for name, base in ((MENTEE, ground.mentees), (MENTOR, ground.mentors)) if codes[0] in base]
    return bases[0] if len(bases) == 1 else BOTH


def part_said(ground: Ground, answer: Answer) -> str:
    """By what the option means, where the questionnaire says it, else by its words."""
    question = ground.world.questionnaire(answer).by_key.get("part")
    said = answer.text("part")
    return (question.meaning(said) if question else "") or tidy(said).casefold()


def mentoring_form(ground: Ground, answer: Answer, codes: tuple[str, ...]) -> Value:
    bases = (ground.mentees, ground.mentors)
    in_turn = reversed(bases) if role(ground, answer, codes) == MENTOR else bases
    return next((base[codes[0]].get("mentoring_form") for base in in_turn if codes[0] in base), None)


def wave(_ground: Ground, answer: Answer, _codes: tuple[str, ...]) -> str:
    return WAVES.get(answer.questionnaire.rpartition("_")[2], "")


def arrived(ground: Ground, answer: Answer, _codes: tuple[str, ...]) -> Value:
    return answer.submitted.astimezone(ground.world.programme.zone).date()


def pair(_ground: Ground, _answer: Answer, codes: tuple[str, ...]) -> str:
    return "-".join(codes)


def mentee_name(ground: Ground, _answer: Answer, codes: tuple[str, ...]) -> Value:
    return ground.mentees[codes[0]].get("full_name") if codes[0] in ground.mentees else None


def mentor_name(ground: Ground, _answer: Answer, codes: tuple[str, ...]) -> Value:
    return ground.mentors[codes[1]].get("full_name") if codes[1] in ground.mentors else None


def code(_ground: Ground, _answer: Answer, codes: tuple[str, ...]) -> str:
    return codes[0]


FACTS: Mapping[str, Callable[[Ground, Answer, tuple[str, ...]], Value]] = {
    "code": code,
    "full_name": full_name,
    "school_class": school_class,
    "role": role,
    "wave": wave,
    "mentoring_form": mentoring_form,
    "arrived": arrived,
    "pair": pair,
    "mentee_name": mentee_name,
    "mentor_name": mentor_name,
}


def meeting_numbers(entries: Iterable[Entry]) -> dict[str, int]:
    """Which meeting of its pair each report tells of: by the day of the meeting, then by when it was reported."""
    numbers: dict[str, int] = {}
    held: dict[tuple[str, ...], int] = {}
    for entry in sorted(entries, key=day_of_meeting):
        numbers[entry.key] = held[entry.codes] = held.get(entry.codes, 0) + 1
    return numbers


def day_of_meeting(entry: Entry) -> tuple[date, date, str]:
    day = to_date(entry.answer.text("date"))
    return (day or entry.answer.created.date(), entry.answer.created, entry.answer.response_id)
