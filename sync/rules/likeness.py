"""Whether two who were described are one person: sure, for a human to say, or not. A wrong join destroys a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from forms.normalise import read_class
from sheets_schema.kind import to_date
from sync.rules.full_name import FullName, read_full_name
from sync.rules.likeness_of_parts import (
    Level,
    compare_born,
    compare_class,
    compare_given,
    compare_patronymic,
    compare_surname,
)


class Verdict(IntEnum):
    """The better, the greater: candidates are ranked by it."""

    DIFFERENT = 0
    ASK = 1
    SAME = 2


@dataclass(frozen=True)
class Described:
    """What an answer or a base says of a person, as it was typed. ``of`` is whose description it is: a code."""

    name: str
    born: str = ""
    school_class: str = ""
    of: str = ""

    @cached_property
    def full_name(self) -> FullName:
        return read_full_name(self.name)


@dataclass(frozen=True)
class Likeness:
    """How two descriptions compare, part by part."""

    surname: Level
    given: Level
    patronymic: Level
    born: Level
    school_class: Level
    whole: bool  # every word found its place, and in the same one

    @property
    def levels(self) -> tuple[Level, ...]:
        return (self.surname, self.given, self.patronymic, self.born, self.school_class)

    @property
    def verdict(self) -> Verdict:
        if self.is_refuted:
            return Verdict.DIFFERENT
        return Verdict.SAME if self.is_sure else Verdict.ASK

    @property
    def is_refuted(self) -> bool:
        """Another given name is a twin's or a brother's, another day of birth a namesake's or a father's.

        Where neither surname nor given name can be compared, nothing speaks for one person.
        """
        if self.surname is self.given is Level.MISSING:
            return True
        if Level.OTHER in (self.given, self.born):
            return True
        if self.patronymic is Level.OTHER and self.given is Level.UNCLEAR:
            return True
        same_day = self.born is Level.EQUAL
        if self.surname is Level.OTHER:  # married, or given the stepfather's name; only with all else the same
            return not (same_day and self.given >= Level.VARIANT and self.patronymic >= Level.SLIP)
        return not same_day and Level.OTHER in (self.patronymic, self.school_class)

    @property
    def is_sure(self) -> bool:
        """The names agree, and the day of birth does, or at least the class; one slip of the pen is allowed."""
        names = (self.surname, self.given, self.patronymic)
        if not self.whole or any(level < Level.SLIP and level is not Level.MISSING for level in names):
            return False
        if Level.MISSING in (self.surname, self.given):
            return False
        if self.born is Level.EQUAL:
            borne_out = self.school_class is Level.EQUAL or self.patronymic is Level.EQUAL
            slips = names.count(Level.SLIP)
            return slips <= borne_out and self.school_class in (Level.EQUAL, Level.MISSING)
        rest = self.born is Level.MISSING and self.school_class is Level.EQUAL
        return rest and self.surname is self.given is Level.EQUAL and self.patronymic in (Level.EQUAL, Level.MISSING)

    @property
    def rank(self) -> tuple[int, int]:
        weights = (4, 4, 2, 4, 2)
        return self.verdict, sum(weight * level for weight, level in zip(weights, self.levels, strict=True))


@lru_cache(maxsize=100_000)  # two are compared once to be joined, once to be asked about
def likeness(one: Described, other: Described) -> Likeness:
    ours, theirs = one.full_name, other.full_name
    swapped = (ours.unclear or theirs.unclear) and ours.surname == theirs.given and ours.given == theirs.surname
    theirs_in_place = swapped_name(theirs) if swapped else theirs
    return Likeness(
        surname=compare_surname(ours, theirs_in_place),
        given=compare_given(ours, theirs_in_place),
        patronymic=compare_patronymic(ours.patronymic, theirs.patronymic),
        born=compare_born(to_date(one.born), to_date(other.born)),
        school_class=compare_class(read_class(one.school_class), read_class(other.school_class)),
        whole=not swapped and ours.more == theirs.more and not ours.foreign and not theirs.foreign,
    )


def swapped_name(name: FullName) -> FullName:
    return FullName(name.given, name.surname, name.patronymic, name.former, name.more, name.unclear, name.foreign)


def ranked(sought: Described, known: Iterable[Described]) -> list[tuple[Described, Likeness]]:
    """Everyone who may be the one sought, the likeliest first; equals in the order of their codes."""
    found = [(person, likeness(sought, person)) for person in known]
    possible = [(person, like) for person, like in found if like.verdict is not Verdict.DIFFERENT]
    return sorted(possible, key=lambda item: (*(-part for part in item[1].rank), item[0].of, item[0].name))


def the_one(candidates: list[tuple[Described, Likeness]]) -> Described | None:
    """The one person that is meant for sure: one fits, and nobody else fits as well."""
    sure = [person for person, like in candidates if like.verdict is Verdict.SAME]
    return sure[0] if len(sure) == 1 else None
