"""How alike two surnames, given names, patronymics, days of birth and classes are."""

from __future__ import annotations

import re
from datetime import date
from enum import IntEnum

from sync.rules.edits import edits, is_clear_slip
from sync.rules.full_name import FullName, is_initial, sex_of_patronymic, stem_of_patronymic
from sync.rules.given_names import KNOWN, Sex, is_kin, meanings_of

LONG, VERY_LONG = 6, 11  # letters: the longer a word, the less a changed letter makes it another
NO_NAME = 50  # letters: a page that was pasted into the field is not compared letter by letter
A_GENERATION = 18  # years: a father and a son may share a name and a birthday
ENDINGS = re.compile(r"(?:а|ая|ии|ои|ыи)$")


class Level(IntEnum):
    """The greater, the more alike; ``MISSING`` says nothing either way."""

    OTHER = 0
    UNCLEAR = 1
    MISSING = 2
    SLIP = 3
    VARIANT = 4
    EQUAL = 5


def compare_surname(ours: FullName, theirs: FullName) -> Level:
    """One half of a double surname, a former one, the ending of the other sex are for a human to judge."""
    left, right = ours.surname, theirs.surname
    if not left or not right:
        return Level.MISSING
    if left.replace("-", "") == right.replace("-", ""):
        return Level.EQUAL
    if ours.halves & theirs.halves or right in ours.former or left in theirs.former:
        return Level.UNCLEAR
    if ENDINGS.sub("", left) == ENDINGS.sub("", right):
        return Level.UNCLEAR
    return compare_words(left, right)


def compare_words(left: str, right: str) -> Level:
    """A slip of one or two letters in a long word; in a short one it makes another word. Numbers are no slips."""
    longer = max(len(left), len(right))
    if longer > NO_NAME or re.search(r"\d", left + right):
        return Level.OTHER
    changed = edits(left, right)
    if is_clear_slip(left, right) or (changed == 1 and longer > LONG):
        return Level.SLIP
    allowed = 1 if longer < LONG else 2 if longer < VERY_LONG else 3
    return Level.UNCLEAR if changed <= allowed else Level.OTHER


def compare_given(ours: FullName, theirs: FullName) -> Level:
    """Two names that both exist are two people's: twins differ by no more than a letter."""
    if not ours.given or not theirs.given:
        return Level.MISSING
    if ours.more and theirs.more and ours.more != theirs.more:
        return Level.OTHER
    if is_initial(ours.given) or is_initial(theirs.given):  # of Иван and Илья alike
        return Level.UNCLEAR if ours.given[0] == theirs.given[0] else Level.OTHER
    if ours.given.replace("-", "") == theirs.given.replace("-", ""):
        return Level.EQUAL
    if {ours.given, theirs.given} <= KNOWN:
        return compare_known(ours, theirs)
    return compare_unknown(ours.given, theirs.given)


def compare_unknown(left: str, right: str) -> Level:
    """At least one is no name of the table: half a double name, a slip, or a rare name."""
    if set(left.split("-")) & set(right.split("-")):
        return Level.UNCLEAR
    level = compare_words(left, right)
    sure = left[0] == right[0] and is_clear_slip(left, right) and bool({left, right} & KNOWN)
    return Level.UNCLEAR if level is Level.SLIP and not sure else level


def compare_known(ours: FullName, theirs: FullName) -> Level:
    """A short form is sure only when it can stand for one name."""
    left = meanings_of(ours.given, ours.sex or theirs.sex)
    right = meanings_of(theirs.given, theirs.sex or ours.sex)
    if not left & right:
        return Level.UNCLEAR if is_kin(ours.given, theirs.given) else Level.OTHER
    return Level.VARIANT if len(left) == len(right) == 1 else Level.UNCLEAR


def compare_patronymic(left: str, right: str) -> Level:
    if not left or not right:
        return Level.MISSING
    if left == right:
        return Level.EQUAL
    if is_initial(left) or is_initial(right):
        return Level.VARIANT if left[0] == right[0] else Level.OTHER
    if {sex_of_patronymic(left), sex_of_patronymic(right)} == set(Sex):
        return Level.UNCLEAR
    if stem_of_patronymic(left) == stem_of_patronymic(right):
        return Level.VARIANT
    return compare_words(left, right)


def compare_born(left: date | None, right: date | None) -> Level:
    if not left or not right:
        return Level.MISSING
    if left == right:
        return Level.EQUAL
    return Level.SLIP if is_slip(left, right) else Level.OTHER


def is_slip(left: date, right: date) -> bool:
    """Day and month swapped, one digit wrong, or another year of the same generation."""
    if (left.month, left.day) == (right.month, right.day):
        return abs(left.year - right.year) < A_GENERATION
    ours, theirs = left.isoformat(), right.isoformat()
    swapped = left.year == right.year and sorted(ours[5:]) == sorted(theirs[5:])
    return swapped or sum(one != other for one, other in zip(ours, theirs, strict=True)) == 1


def compare_class(left: str, right: str) -> Level:
    """``left`` and ``right`` as ``read_class`` gives them. Last year's class, or the one next door, is no proof."""
    if not left or not right:
        return Level.MISSING
    if left == right:
        return Level.EQUAL
    years = abs(int(re.sub(r"\D", "", left)) - int(re.sub(r"\D", "", right)))
    if years == 0 and (left.isdecimal() or right.isdecimal()):
        return Level.MISSING
    return Level.UNCLEAR if years <= 1 else Level.OTHER
