"""What pairs put into the two bases, so that the official columns are right at any time: names, places, form, days."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date

from sheets_schema.kind import Value, canonical
from sheets_schema.record import Record
from sync.programme import PUPILS, TEACHERS
from sync.rules.pair_rows import Pair
from sync.rules.pair_states import DECIDED, MADE

# The first words found in a mentee's request decide; a school's own topics that bear none of them are equals.
BY_REQUEST = (
    (("Учёба",), "успевающий — неуспевающий"),
    (("Новый класс",), "адаптированный — неадаптированный"),
    (("Уверенность", "Общение", "Время"), "лидер — пассивный"),
)
EQUALS = "равный — равному"
ROLE_MODELS = {TEACHERS: "опытный учитель — коллега"}

NamesByCode = dict[str, dict[str, Value]]


def role_model(mentee: Record, mentor: Record) -> str:
    """The roles of the target model that suit the request; staff see it and may note another."""
    form = mentor.text("mentoring_form")
    if form != PUPILS:
        return ROLE_MODELS.get(form, "куратор — автор проекта")
    request = mentee.text("request")
    return next((model for words, model in BY_REQUEST if any(word in request for word in words)), EQUALS)


def names_by_pair(
    pairs: list[Pair], mentees: Mapping[str, Record], mentors: Mapping[str, Record]
) -> tuple[NamesByCode, NamesByCode]:
    """What the pairs of this year put into the two bases: each other's name and place, for both sides by code.

    A finished pair stays there, and one that was dissolved goes.
    """
    for_mentees: NamesByCode = {}
    for_mentors: NamesByCode = {}
    for pair in pairs:
        if pair.state not in MADE or pair.mentee not in mentees or pair.mentor not in mentors:
            continue
        mentee, mentor = mentees[pair.mentee], mentors[pair.mentor]
        mine = for_mentees.setdefault(pair.mentee, {})
        joined(mine, "mentor_name", mentor.text("full_name"))
        joined(mine, "mentor_place", mentor.text("place"))
        joined(mine, "pair_days", days_of(pair))
        if pair.state in DECIDED or "role_model" not in mine:
            mine["mentoring_form"] = mentor.get("mentoring_form")
            mine["role_model"] = role_model(mentee, mentor)
        theirs = for_mentors.setdefault(pair.mentor, {})
        joined(theirs, "mentee_names", mentee.text("full_name"))
        joined(theirs, "mentee_places", mentee.text("school_class"))
        joined(theirs, "pair_days", days_of(pair))
    return for_mentees, for_mentors


def days_of(pair: Pair) -> str:
    """From when to when, as far as staff have written it down."""
    days = [pair.row.get(key) if pair.row else None for key in ("start", "end")]
    said = [f"{day:%d.%m.%Y}" if isinstance(day, date) else canonical(day).strip() for day in days]
    return " ".join(f"{word} {day}" for word, day in zip(("с", "по"), said, strict=True) if day)


def with_missing_partner(pairs: Iterable[Pair], mentees: Container[str], mentors: Container[str]) -> frozenset[str]:
    """Codes of those in pairs of which one row is gone: the names that the bases show of them stay."""
    made = [pair for pair in pairs if pair.state in MADE]
    gone = [pair for pair in made if pair.mentee not in mentees or pair.mentor not in mentors]
    return frozenset(code for pair in gone for code in (pair.mentee, pair.mentor))


def joined(values: dict[str, Value], column: str, text: str) -> None:
    """Several pairs in one cell, in one order everywhere; what nobody wrote down takes no place."""
    before = canonical(values.get(column))
    values[column] = f"{before}; {text}" if before and text else before or text or None
