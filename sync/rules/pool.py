"""The people of whom pairs are made: who takes part and why somebody does not, and how they see each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from sheets_schema.record import Record
from sheets_schema.tables.bases import ADMITTED, REFUSED, RESERVE
from sync.programme import PUPILS, TEACHERS
from sync.rules.assignment.instance import Seats
from sync.rules.bases import YES
from sync.rules.own_words import resembled
from sync.rules.pairing_rules import PairingRules
from sync.rules.portrait import Portrait, TopicChange, portrait_of_mentee, portrait_of_mentor
from sync.rules.scoring import Fit, fit
from sync.rules.typed_word import typed_word
from sync.rules.wishes import kept_apart, wishes_of

ABSENT: Mapping[str, str] = {
    "no_consent": "согласие не действует",
    "finished": "программа для этого участника завершена",
    "form_unknown": "не указана форма наставничества",
    "form_off": "школа не ведёт эту форму наставничества",
    "no_class": "не указан класс",
    "not_interviewed": "ещё не было собеседования",
    "reserve": "по решению собеседования в резерве",
    "refused": "по решению собеседования не допущен",
    "not_trained": "обучение не пройдено",
    "no_seats": "никого не берёт",
}
BY_DECISION = {REFUSED: "refused", RESERVE: "reserve"}


class Portraits(dict[str, Portrait]):
    """By code, each made when it is first looked at: a plain sync looks at few. KeyError for who is in no base."""

    def __init__(self, make: Callable[[str], Portrait]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, code: str) -> Portrait:
        self[code] = made = self._make(code)
        return made


@dataclass(frozen=True)
class Pool:
    """``mentees`` and ``mentors`` are the rows of the bases of those whose consent holds, ``readiness``,
    ``preferences`` and the changes of topics those of their tabs, all by code; those who
    are ``waiting`` applied, and their consent does not hold."""

    mentees: Mapping[str, Record]
    mentors: Mapping[str, Record]
    readiness: Mapping[str, Record] = field(default_factory=dict)
    preferences: Mapping[str, Record] = field(default_factory=dict)
    changes: Mapping[str, TopicChange] = field(default_factory=dict)
    waiting_mentees: frozenset[str] = frozenset()
    waiting_mentors: frozenset[str] = frozenset()
    rules: PairingRules = field(default_factory=PairingRules)
    forms: tuple[str, ...] = (PUPILS, TEACHERS)

    @cached_property
    def of_mentees(self) -> Portraits:
        """As pairing sees them, whoever is in the base."""
        unchanged, changes = TopicChange(), self.changes
        return Portraits(lambda code: portrait_of_mentee(self.mentees[code], self.rules, changes.get(code, unchanged)))

    @cached_property
    def of_mentors(self) -> Portraits:
        return Portraits(lambda code: portrait_of_mentor(self.mentors[code], self.rules))

    def sounds_like(self, person: Portrait) -> tuple[str, ...]:
        """Other topics that the person's own words resemble: a guess, to be told as one and never applied."""
        known = {*person.topics, *person.removed}
        found = resembled(person.own_words, self.rules.of_teachers if person.is_teacher else self.rules.of_pupils)
        return tuple(topic for topic in found if topic not in known)

    @cached_property
    def absent_mentees(self) -> dict[str, str]:
        """Why these take no part, by code: a key of ABSENT."""
        found = {code: self._why_no_mentee(self.of_mentees[code]) for code in sorted(self.mentees)}
        return with_reasons(self.waiting_mentees, found)

    @cached_property
    def absent_mentors(self) -> dict[str, str]:
        found = {code: self._why_no_mentor(self.of_mentors[code]) for code in sorted(self.mentors)}
        return with_reasons(self.waiting_mentors, found)

    @cached_property
    def wishes(self) -> dict[str, tuple[str, ...]]:
        return wishes_of(self.preferences, {*self.mentees, *self.mentors})

    @cached_property
    def apart(self) -> frozenset[tuple[str, str]]:
        return frozenset(kept_apart(self.preferences, self.mentees, self.mentors))

    def fit(self, mentee: str, mentor: str) -> Fit:
        """How well the two fit, barriers or not. Raises KeyError when one of them is in no base."""
        found = fit(self.of_mentees[mentee], self.of_mentors[mentor], self.rules)
        guesses = self.sounds_like(self.of_mentees[mentee])
        return replace(found, hints=tuple(f"своими словами похоже на: {topic}" for topic in guesses))

    def _why_no_mentee(self, person: Portrait) -> str:
        if self.mentees[person.code].text("finished").strip():
            return "finished"
        if person.is_teacher:
            return "" if TEACHERS in self.forms else "form_off"
        return "no_class" if person.year is None else ""

    def _why_no_mentor(self, person: Portrait) -> str:
        record = self.mentors[person.code]
        if record.text("finished").strip():
            return "finished"
        if person.form not in self.forms:
            return "form_off" if person.form else "form_unknown"
        if person.form == PUPILS and person.year is None:
            return "no_class"
        return self._why_not_ready(person.code) or ("" if seats_of(record).most else "no_seats")

    def _why_not_ready(self, code: str) -> str:
        marks = self.readiness.get(code, Record(code, {}))
        decision = typed_word(marks.text("decision"))
        if decision != ADMITTED:
            return BY_DECISION.get(decision, "not_interviewed")
        return "" if typed_word(marks.text("trained")) == YES else "not_trained"


def with_reasons(waiting: Iterable[str], found: Mapping[str, str]) -> dict[str, str]:
    """Those who only wait for a consent, and of the others those whom a reason was found for."""
    absent = {code: reason for code, reason in found.items() if reason}
    return {**dict.fromkeys(sorted(waiting), "no_consent"), **absent}


def seats_of(mentor: Record) -> Seats:
    """As many as the mentor takes, one if the cell says nothing; a group that staff want of a least size may close."""
    said = number_in(mentor.text("seats"))
    most = 1 if said is None else said
    least = number_in(mentor.text("least")) or 0
    return Seats(most, least, may_close=True) if 1 < least <= most else Seats(most)


def number_in(text: str) -> int | None:
    """The number that opens a cell, however it was typed; None when there is none."""
    found = re.match(r"\s*(\d{1,3})(?!\d)", text)
    return int(found[1]) if found else None
