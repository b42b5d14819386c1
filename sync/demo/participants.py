"""The participants of a made-up school as its tables know them, and the pairs they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from forms.normalise import class_number
from sheets_schema.kind import to_date
from sheets_schema.record import Record
from sync.demo.phrases import picked, topic_words
from sync.rules.form_choices import BETWEEN, option
from sync.rules.pair_states import MADE
from sync.rules.portrait import parts

PLACES = {"mentees": "school_class", "mentors": "place"}
MOST = 60  # of a large school so many people, or pairs, answer each later survey


@dataclass(frozen=True)
class Someone:
    """``place`` is a class, a position or an organisation; ``option`` is how forms offer this person to others."""

    code: str
    name: str
    place: str
    birth_date: date | None
    request: str
    option: str

    @property
    def is_pupil(self) -> bool:
        return class_number(self.place) is not None

    @property
    def is_teacher(self) -> bool:
        return self.place.casefold().startswith(("учител", "педагог"))


@dataclass(frozen=True)
class Couple:
    """A pair that was approved: ``words`` belong to what its mentee asked help with."""

    mentee: Someone
    mentor: Someone

    @property
    def key(self) -> str:
        return f"{self.mentee.code}-{self.mentor.code}"

    @property
    def option(self) -> str:
        return f"{self.mentee.option}{BETWEEN}{self.mentor.option}"

    @property
    def words(self) -> dict[str, Any]:
        return topic_words(self.mentee.request)

    @property
    def case(self) -> str:
        return picked(self.words["case"], self.mentee.name)


def people_of(table: str, records: list[Record]) -> list[Someone]:
    """Everybody of a base, by name."""
    found = (someone(record, PLACES[table]) for record in records if record.text("full_name"))
    return sorted(found, key=lambda one: (one.name, one.place))


def someone(record: Record, place: str) -> Someone:
    return Someone(
        code=record.key,
        name=record.text("full_name"),
        place=record.text(place),
        birth_date=to_date(record.text("birth_date")),
        request=next(iter(parts(record, "request")), ""),
        option=option(record.key, record),
    )


def couples_of(pairs: list[Record], mentees: list[Someone], mentors: list[Someone]) -> list[Couple]:
    """The pairs that staff approved and did not dissolve, by the mentee's name."""
    theirs, helpers = ({one.code: one for one in people} for people in (mentees, mentors))
    codes = [pair.key.split("-") for pair in pairs if pair.text("state") in MADE]
    found = [Couple(theirs[left], helpers[right]) for left, right in codes if left in theirs and right in helpers]
    return sorted(found, key=lambda couple: (couple.mentee.name, couple.mentor.name))


def few(found: list[Any]) -> list[Any]:
    """All of them, or of a large school every so many-th."""
    return found[:: max(1, -(-len(found) // MOST))]
