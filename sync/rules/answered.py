"""Who is to answer which survey, and who has not yet: for lists of names and for personal links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from forms.answer import Answer
from forms.normalise import class_key, name_key
from forms.question import MENTEES, MENTORS
from forms.questionnaire import Questionnaire
from sheets_schema.record import Record
from sync.rules.admission import Gated, pass_gate
from sync.rules.attention import choices_of
from sync.rules.codes import read_code
from sync.rules.drafts import draft_bases
from sync.rules.form_choices import codes_in
from sync.rules.personal_links import is_asked
from sync.rules.world import World

PLACES = {MENTEES: "school_class", MENTORS: "place"}


@dataclass(frozen=True, order=True)
class Participant:
    """Someone of a base whose row may be in view; ``parts`` are the bases, ``codes`` the former codes."""

    name: str
    place: str
    code: str
    contact: str = ""
    parts: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()


def participants(world: World) -> tuple[Participant, ...]:
    """Everyone in view of the two bases, by name."""
    choices = choices_of(world.find_sheet("attention"))
    gated = pass_gate(world, world.memory["personal"], choices)
    drafts = draft_bases(world, gated, choices)
    records = {MENTEES: drafts.mentees.records, MENTORS: drafts.mentors.records}
    visible = [code for code, gate in gated.gates.items() if gate.visible]
    return tuple(sorted(participant(gated, code, records) for code in visible if is_in(records, code)))


def is_in(records: Mapping[str, Mapping[str, Record]], code: str) -> bool:
    return any(code in base for base in records.values())


def participant(gated: Gated, code: str, records: Mapping[str, Mapping[str, Record]]) -> Participant:
    parts = {part: base[code] for part, base in records.items() if code in base}
    part, record = next(iter(parts.items()))
    return Participant(
        name=record.text("full_name"),
        place=record.text(PLACES[part]),
        code=code,
        contact=record.text("contact"),
        parts=frozenset(parts),
        codes=gated.identified.people[code].codes,
    )


def missing(world: World, questionnaire: Questionnaire, people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Those who are to answer this survey and have not."""
    asked = [person for person in people if is_asked(questionnaire.whom, person.parts)]
    answers = [answer for answer in world.answers if answer.questionnaire == questionnaire.key]
    found = {code for answer in answers for code in whose(answer, asked)}
    return tuple(person for person in asked if person.code not in found)


def whose(answer: Answer, people: list[Participant]) -> Iterator[str]:
    """Who answered: by code, in a report of a meeting by the pair, else by name, and of namesakes by class."""
    said = {read_code(answer.text("code")), *codes_in(answer.text("pair"))} - {""}
    by_code = [person.code for person in people if said.intersection((person.code, *person.codes))]
    if by_code:
        yield from by_code
        return
    named = [person for person in people if name_key(person.name) == name_key(answer.text("full_name"))]
    if len(named) > 1:
        named = [person for person in named if class_key(person.place) == class_key(answer.text("school_class"))]
    if len(named) == 1:
        yield named[0].code
