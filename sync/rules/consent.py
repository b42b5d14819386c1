"""The gate: whose consent holds, and what is missing.

Under 14 a guardian consents, from 14 to 17 both, from 18 the person alone: the law names no age, and this is the
reading that no school was ever blamed for (docs/decisions/0003-ages-of-consent.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from forms.answer import Answer
from forms.normalise import class_key, name_key, tidy
from forms.questionnaire import CONSENTS, Purpose
from sheets_schema.as_read import SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.kind import Value
from sync.rules.codes import read_code
from sync.rules.identity import Person, who_answered
from sync.rules.memory import BIND
from sync.rules.plan import Issue
from sync.rules.world import World


class Given(StrEnum):
    """How one consent stands, in the words of the log."""

    NONE = ""
    YES = "дано"
    PAPER = "дано на бумаге"
    NO = "отказ"


KINDS = {Purpose.OWN_CONSENT: "своё", Purpose.GUARDIAN_CONSENT: "законного представителя"}
PAPER_COLUMNS = {Purpose.OWN_CONSENT: "own_paper", Purpose.GUARDIAN_CONSENT: "guardian_paper"}
HOLDS, WAITS, DENIED = "действует", "ждём", "отказ"


@dataclass(frozen=True)
class Consent:
    """One consent of one person: how it stands, by which answer or since which day on paper."""

    given: Given = Given.NONE
    answer: Answer | None = None
    paper: date | None = None

    @property
    def holds(self) -> bool:
        return self.given in (Given.YES, Given.PAPER)


@dataclass(frozen=True)
class Gate:
    """All consents of one person, and which of them this age needs."""

    person: Person
    consents: Mapping[Purpose, Consent]
    needed: tuple[Purpose, ...]

    @property
    def open(self) -> bool:
        return all(self.consents[kind].holds for kind in self.needed)

    @property
    def state(self) -> str:
        if self.open:
            return HOLDS
        denied = any(self.consents[kind].given is Given.NO for kind in self.needed)
        return DENIED if denied else WAITS

    @property
    def missing(self) -> str:
        lacking = [kind for kind in self.needed if not self.consents[kind].holds]
        return ", ".join(f"согласие {MISSING[kind]}" for kind in lacking)


MISSING = {Purpose.OWN_CONSENT: "самого участника", Purpose.GUARDIAN_CONSENT: "родителя"}


def gates(world: World, people: Mapping[str, Person], matched: Mapping[str, tuple[Answer, ...]]) -> dict[str, Gate]:
    """Every person's gate, by code."""
    sheet = world.find_sheet("consents")
    found = {}
    for code, person in people.items():
        marks = staff_marks(sheet, code)
        answers = matched.get(code, ())
        consents = {kind: stand(world, kind, answers, marks.get(PAPER_COLUMNS[kind])) for kind in KINDS}
        found[code] = Gate(person, consents, needed_at(person, consents, world.today))
    return found


def staff_marks(sheet: SheetAsRead | None, code: str) -> Mapping[str, Value]:
    row = sheet.by_key.get(code) if sheet else None
    return row.values if row else {}


def stand(world: World, kind: Purpose, answers: Iterable[Answer], paper: Value) -> Consent:
    """The newest word counts, a tick in a form or a paper that staff entered."""
    of_kind = [answer for answer in answers if world.questionnaire(answer).purpose is kind]
    newest = max(of_kind, key=lambda answer: (answer.submitted, answer.response_id), default=None)
    day = paper if isinstance(paper, date) else None
    if newest and (day is None or newest.submitted.astimezone(world.programme.zone).date() >= day):
        return Consent(Given.YES if says_yes(world, newest) else Given.NO, newest, day)
    return Consent(Given.PAPER, newest, day) if day else Consent()


def says_yes(world: World, answer: Answer) -> bool:
    """The first option of the question «decision» is the consent; anything else is none."""
    options = world.questionnaire(answer).by_key["decision"].options
    return answer.text("decision") == options[0].text


def needed_at(person: Person, consents: Mapping[Purpose, Consent], today: date) -> tuple[Purpose, ...]:
    birth = person.birth_date or birth_from(consents)
    years = age(birth, today) if birth else None
    if years is not None and years >= 18:
        return (Purpose.OWN_CONSENT,)
    if years is not None and years < 14:
        return (Purpose.GUARDIAN_CONSENT,)
    return (Purpose.OWN_CONSENT, Purpose.GUARDIAN_CONSENT)


def birth_from(consents: Mapping[Purpose, Consent]) -> date | None:
    """For a person whose application is gone: the consent itself names the day of birth."""
    from sheets_schema.kind import to_date

    for consent in consents.values():
        if consent.answer and (day := to_date(consent.answer.text("birth_date"))):
            return day
    return None


def age(birth: date, today: date) -> int:
    """Whole years; born on 29 February, one grows older on 1 March."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


# Which person a consent is of


@dataclass(frozen=True)
class Matched:
    """Consents by the code of their person, the choices of staff that made some fit, and what fits nobody."""

    by_code: Mapping[str, tuple[Answer, ...]]
    bound: Mapping[str, dict[str, Any]]
    issues: tuple[Issue, ...]


def match_consents(
    world: World,
    people: Mapping[str, Person],
    memory: Mapping[str, dict[str, Any]],
    choices: Mapping[str, str],
) -> Matched:
    """By code, by name and birth date, or by the choice of staff; never by a guess."""
    code_of = codes_by_who(people)
    by_code: dict[str, list[Answer]] = {}
    bound: dict[str, dict[str, Any]] = {}
    issues = []
    for answer in consent_answers(world):
        mark = fingerprint(answer.response_id)
        entry = memory.get(f"{BIND}:{mark}")
        chosen = str(entry.get("code", "")) if entry else read_code(choices.get(f"consent-{mark}", ""))
        if chosen in people:
            bound[f"{BIND}:{mark}"] = {"code": chosen}
        code = chosen if chosen in people else find_code(answer, people, code_of)
        if code:
            by_code.setdefault(code, []).append(answer)
        else:
            issues.append(unmatched(mark, answer, people))
    return Matched({code: tuple(found) for code, found in by_code.items()}, bound, tuple(issues))


def consent_answers(world: World) -> list[Answer]:
    found = [answer for answer in world.answers if world.questionnaire(answer).purpose in CONSENTS]
    return sorted(found, key=lambda answer: (answer.submitted, answer.response_id))


def codes_by_who(people: Mapping[str, Person]) -> dict[str, str]:
    """Codes by fingerprint of name and birth date; one that two people share leads to nobody."""
    found: dict[str, str] = {}
    shared = set()
    for code, person in people.items():
        if person.who in found:
            shared.add(person.who)
        found[person.who] = code
    return {who: code for who, code in found.items() if who not in shared}


def find_code(answer: Answer, people: Mapping[str, Person], code_of: Mapping[str, str]) -> str:
    code = read_code(answer.text("code"))
    if code in people and same_name(answer, people[code]):
        return code
    return code_of.get(who_answered(answer), "")


def same_name(answer: Answer, person: Person) -> bool:
    """A code was mistyped into another's, or a link passed on, if the name is not the person's."""
    return not person.name or name_key(answer.text("full_name")) == name_key(person.name)


def unmatched(mark: str, answer: Answer, people: Mapping[str, Person]) -> Issue:
    """A consent that fits nobody for sure: the likely people are offered, the choice is the staff's."""
    name, school_class = tidy(answer.text("full_name")), tidy(answer.text("school_class"))
    likely = [person for person in people.values() if looks_like(answer, person)]
    offered = "; ".join(f"{person.code} ({person.label})" for person in likely)
    advice = f"Впишите код: {offered}" if likely else "Анкеты ещё нет: когда она придёт, строка исчезнет сама"
    return Issue(
        key=f"consent-{mark}",
        what="Согласие не удалось отнести к участнику",
        who=f"{name}, {school_class}",
        where="Согласия",
        advice=advice,
    )


def looks_like(answer: Answer, person: Person) -> bool:
    if not person.name:
        return False
    surname = name_key(answer.text("full_name")).split(" ")[0]
    same_class = class_key(answer.text("school_class")) == class_key(person.school_class)
    return same_name(answer, person) or (same_class and surname == name_key(person.name).split(" ")[0])


# The rows of «Согласия»


def consent_values(world: World, gate: Gate) -> dict[str, Value]:
    """What the machine says of one person in «Согласия»: name and class, what is given, what is missing."""
    own, guardian = gate.consents[Purpose.OWN_CONSENT], gate.consents[Purpose.GUARDIAN_CONSENT]
    name = tidy(guardian.answer.text("guardian_name")) if guardian.answer and guardian.holds else ""
    values: dict[str, Value] = {
        "code": gate.person.code,
        "state": gate.state,
        "missing": gate.missing,
        "own": how(world, own),
        "guardian": how(world, guardian),
        "guardian_name": name,
    }
    if gate.person.name:
        values |= {"full_name": gate.person.name, "school_class": gate.person.school_class}
    return values


def how(world: World, consent: Consent) -> str:
    if consent.given is Given.PAPER and consent.paper:
        return f"{consent.given} {consent.paper:%d.%m.%Y}"
    if consent.answer:
        return f"{consent.given} {local_day(world, consent.answer.submitted)}"
    return ""


def local_day(world: World, moment: datetime) -> str:
    return moment.astimezone(world.programme.zone).strftime("%d.%m.%Y")
