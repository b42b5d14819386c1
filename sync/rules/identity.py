"""Who is who: answers become people, each known by a code that never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forms.answer import Answer
from forms.normalise import read_class, tidy
from forms.questionnaire import APPLICATIONS, Purpose
from sheets_schema.cells import fingerprint
from sheets_schema.kind import to_date
from sync.rules.dropped import dropped_people
from sync.rules.look_alikes import Doubt, after_choices, doubts_of, joined_when_sure, left_open
from sync.rules.memory import PERSON
from sync.rules.plan import Issue
from sync.rules.same_person import (
    APART,
    SAME,
    Part,
    Remembered,
    give_codes,
    namesakes,
    parts_of,
    recognised,
    settled,
    who_answered,
)
from sync.rules.world import World

TABS_WITH_CODES = ("consents", "mentees", "mentors", "readiness")


@dataclass(frozen=True, slots=True)
class Person:
    """A participant. ``who`` is a fingerprint of name and birth date, ``newest`` the latest answer by purpose.

    ``earlier`` are such fingerprints from before a correction, ``codes`` those of persons who turned out to be
    this one; ``apart`` says that staff told this person from a namesake with the same birth date.
    """

    code: str
    who: str
    name: str = ""
    school_class: str = ""
    birth_date: date | None = None
    newest: Mapping[Purpose, Answer] = field(default_factory=dict)
    responses: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    apart: bool = False

    @property
    def label(self) -> str:
        return ", ".join(part for part in (self.name, self.school_class) if part) or self.code

    @property
    def whos(self) -> frozenset[str]:
        return frozenset({self.who, *self.earlier} - {""})


@dataclass(frozen=True)
class Identified:
    """Everyone by code, in the order of their first answers; those whose answers are gone last."""

    people: Mapping[str, Person]
    issues: tuple[Issue, ...] = ()

    @property
    def code_of(self) -> dict[str, str]:
        """The code that each former code leads to."""
        return {former: code for code, person in self.people.items() for former in person.codes}


def identify(world: World, memory: Mapping[str, dict[str, Any]], choices: Mapping[str, str]) -> Identified:
    """Everyone who ever applied."""
    applications = [answer for answer in world.answers if world.questionnaire(answer).purpose in APPLICATIONS]
    applications.sort(key=age_of_answer)
    remembered = remembered_people(world, memory)
    remembered |= dropped_people(applications, memory, remembered)
    in_order = [(answer, read_class(place_of(world, answer))) for answer in applications]
    code_of = {mark: code for code, person in remembered.items() for mark in person.responses}
    parts = joined_when_sure(recognised(parts_of(in_order, code_of, remembered), remembered))
    give_codes(parts, remembered)
    parts = settled(parts, choices)
    doubts = doubts_of(parts)
    decided = after_choices(parts, doubts, choices)
    doubts, parts = left_open(doubts, parts, decided), decided
    people = {part.codes[0]: person_from(world, part, remembered) for part in parts}
    issues = [*namesake_issues(parts, people), *look_alike_issues(doubts, people)]
    people |= absent(people, remembered)
    return Identified(people, (*issues, *former_rows(world, people)))


def remembered_people(world: World, memory: Mapping[str, dict[str, Any]]) -> dict[str, Remembered]:
    sheet = world.find_sheet("consents")
    names = {key: row.to_record().text("full_name") for key, row in sheet.by_key.items()} if sheet else {}
    found = {}
    for key, entry in memory.items():
        if key.startswith(f"{PERSON}:"):
            code = key.split(":", 1)[1]
            found[code] = Remembered(
                who=entry.get("who", ""),
                earlier=tuple(entry.get("earlier", ())),
                responses=tuple(entry.get("responses", ())),
                codes=tuple(entry.get("codes", ())),
                apart=entry.get("apart", False),
                birth_date=entry.get("birth", ""),
                name=names.get(code, ""),
            )
    return found


def age_of_answer(answer: Answer) -> tuple[Any, str]:
    return (answer.created, answer.response_id)


def person_from(world: World, part: Part, remembered: Mapping[str, Remembered]) -> Person:
    newest: dict[Purpose, Answer] = {}
    for answer in sorted(part.answers, key=lambda answer: (answer.submitted, answer.response_id)):
        newest[world.questionnaire(answer).purpose] = answer
    latest = max(newest.values(), key=lambda answer: (answer.submitted, answer.response_id))
    who = who_answered(latest)
    inherited = [former for code in part.codes if code in remembered for former in remembered[code].codes]
    return Person(
        code=part.codes[0],
        who=who,
        name=tidy(latest.text("full_name")),
        school_class=place_of(world, latest),
        birth_date=to_date(latest.text("birth_date")),
        newest=newest,
        responses=tuple(fingerprint(answer.response_id) for answer in part.answers),
        earlier=tuple(sorted(part.whos - {who})),
        codes=tuple(dict.fromkeys([*part.codes[1:], *inherited])),
        apart=part.apart,
    )


def place_of(world: World, answer: Answer) -> str:
    """The class or position: whichever question of the questionnaire leads to that column."""
    for question in world.questionnaire(answer).questions:
        if question.target in ("school_class", "place") and question.key in answer.values:
            return tidy(answer.text(question.key))
    return ""


def absent(people: Mapping[str, Person], remembered: Mapping[str, Remembered]) -> dict[str, Person]:
    """Those whose answers are gone, or were edited to be another person's."""
    former = {code for person in people.values() for code in person.codes}
    taken = {mark for person in people.values() for mark in person.responses}
    return {
        code: Person(
            code,
            known.who,
            birth_date=to_date(known.birth_date),
            responses=tuple(mark for mark in known.responses if mark not in taken),
            earlier=known.earlier,
            codes=known.codes,
            apart=known.apart,
        )
        for code, known in sorted(remembered.items())
        if code not in people and code not in former
    }


# What staff are asked


def namesake_issues(parts: Iterable[Part], people: Mapping[str, Person]) -> Iterator[Issue]:
    """One name and birth date, but two classes: the machine does not guess."""
    for one, other in namesakes(parts):
        if not other.apart:
            first, second = people[one.codes[0]], people[other.codes[0]]
            yield Issue(
                key=f"namesakes-{second.code}",
                what="Одно имя и одна дата рождения, а классы разные",
                who=second.label,
                where="Согласия",
                advice=f"Впишите «{SAME}» или «{APART}»: {first.code} ({first.label}) и {second.code} ({second.label})",
            )


def look_alike_issues(doubts: Iterable[Doubt], people: Mapping[str, Person]) -> Iterator[Issue]:
    """Nearly one name or nearly one birth date: the candidates are offered, the likeliest first."""
    for doubt in doubts:
        person = people[doubt.part.codes[0]]
        offered = "; ".join(f"{part.codes[0]} ({people[part.codes[0]].label})" for part in doubt.candidates)
        word = f"«{SAME}»" if len(doubt.candidates) == 1 else "код того, кто это,"
        yield Issue(
            key=doubt.key,
            what="Похоже, этот человек уже подавал анкету",
            who=person.label,
            where="Согласия",
            now=person.code,
            advice=f"Сверьте: {offered}. Впишите {word} или «{APART}»",
        )


def former_rows(world: World, people: Mapping[str, Person]) -> Iterator[Issue]:
    """Rows of codes that are no longer in use: what staff wrote in them is theirs to move."""
    for code, person in sorted(people.items()):
        for former in person.codes:
            if tabs := list(tabs_with(world, former)):
                yield Issue(
                    key=f"former-{former}",
                    what="У одного участника было два кода",
                    who=person.label,
                    where=", ".join(tabs),
                    now=former,
                    advice=f"Остаётся код {code}. Перенесите свои пометки из строк с кодом {former} и удалите их",
                )


def tabs_with(world: World, code: str) -> Iterator[str]:
    for key in TABS_WITH_CODES:
        sheet = world.find_sheet(key)
        if sheet and any(row.key == code for row in sheet.rows):
            yield sheet.title


def remember_person(person: Person) -> dict[str, Any]:
    """What keeps a code with its person: marks of responses and of the name, never the name itself."""
    entry: dict[str, Any] = {"who": person.who, "responses": sorted(person.responses)}
    if person.earlier:
        entry["earlier"] = sorted(person.earlier)
    if person.codes:
        entry["codes"] = sorted(person.codes)
    if person.apart:
        entry["apart"] = True
    return entry
