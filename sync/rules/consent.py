"""The gate: whose consent holds, and what is missing.

Under 14 a guardian consents, from 14 to 17 both, from 18 the person alone: the law names no age, and this is the
reading that no school was ever blamed for (docs/decisions/0003-ages-of-consent.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from forms.answer import Answer
from forms.normalise import tidy
from forms.questionnaire import Purpose
from sheets_schema.as_read import SheetAsRead
from sheets_schema.kind import Value, to_date
from sync.rules.identity import Person
from sync.rules.world import World


class Given(StrEnum):
    """How one consent stands, in the words of the log."""

    NONE = ""
    YES = "дано"
    PAPER = "дано на бумаге"
    NO = "отказ"


KINDS = {Purpose.OWN_CONSENT: "своё", Purpose.GUARDIAN_CONSENT: "законного представителя"}
PAPER_COLUMNS = {Purpose.OWN_CONSENT: "own_paper", Purpose.GUARDIAN_CONSENT: "guardian_paper"}
HOLDS, WAITS, DENIED, RENEW = "действует", "ждём", "отказ", "обновить согласие"


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
    """All consents of one person, and which of them this age needs.

    ``renew``: what was given was once enough, but a birthday asks for these, or the term is over.
    Expiry deletes nothing; it only keeps the person out of pairs and summaries until the consent is renewed.
    """

    person: Person
    consents: Mapping[Purpose, Consent]
    needed: tuple[Purpose, ...]
    renew: tuple[Purpose, ...] = ()

    @property
    def expired(self) -> bool:
        return bool(self.renew)

    @property
    def open(self) -> bool:
        return not self.expired and self.given

    @property
    def given(self) -> bool:
        return all(self.consents[kind].holds for kind in self.needed)

    @property
    def visible(self) -> bool:
        """Whether the row may stay in view: the consent holds, or only waits to be renewed."""
        return self.open or self.expired

    @property
    def state(self) -> str:
        if self.open:
            return HOLDS
        if self.expired:
            return RENEW
        denied = any(self.consents[kind].given is Given.NO for kind in self.needed)
        return DENIED if denied else WAITS

    @property
    def missing(self) -> str:
        lacking = self.renew or [kind for kind in self.needed if not self.consents[kind].holds]
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
        birth = person.birth_date or birth_from(consents)
        found[code] = Gate(person, consents, needed_at(birth, world.today), to_renew(world, birth, consents))
    return found


def to_renew(world: World, birth: date | None, consents: Mapping[Purpose, Consent]) -> tuple[Purpose, ...]:
    """What must be given anew: it was enough on the day it was given, nobody refused since, today it is not."""
    if any(consent.given is Given.NO for consent in consents.values()):
        return ()
    days = [day for consent in consents.values() if (day := given_on(world, consent))]
    if not days or not all(consents[kind].holds for kind in needed_at(birth, max(days))):
        return ()
    needed = needed_at(birth, world.today)
    if world.today > world.programme.until:
        return needed
    if came_of_age(world, birth, consents[Purpose.OWN_CONSENT]):
        return (Purpose.OWN_CONSENT,)
    return tuple(kind for kind in needed if not consents[kind].holds)


def came_of_age(world: World, birth: date | None, own: Consent) -> bool:
    """The person's own word was given before 18: as a grown-up they give it anew."""
    day = given_on(world, own)
    return bool(birth and day and age(birth, day) < 18 <= age(birth, world.today))


def given_on(world: World, consent: Consent) -> date | None:
    if consent.given is Given.PAPER:
        return consent.paper
    if consent.given is Given.YES and consent.answer:
        return consent.answer.submitted.astimezone(world.programme.zone).date()
    return None


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


def needed_at(birth: date | None, day: date) -> tuple[Purpose, ...]:
    """Whose consents a person of this age needs; of an unknown age, both."""
    years = age(birth, day) if birth else None
    if years is not None and years >= 18:
        return (Purpose.OWN_CONSENT,)
    if years is not None and years < 14:
        return (Purpose.GUARDIAN_CONSENT,)
    return (Purpose.OWN_CONSENT, Purpose.GUARDIAN_CONSENT)


def birth_from(consents: Mapping[Purpose, Consent]) -> date | None:
    """For a person whose application is gone: the consent itself names the day of birth."""
    for consent in consents.values():
        if consent.answer and (day := to_date(consent.answer.text("birth_date"))):
            return day
    return None


def age(birth: date, today: date) -> int:
    """Whole years; born on 29 February, one grows older on 1 March."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


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
