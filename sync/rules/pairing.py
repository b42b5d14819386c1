"""Pairs: who may be paired, what is proposed, and what is shown of it. A pair is a proposal until staff decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from sheets_schema.kind import Value, canonical
from sheets_schema.record import Record
from sync.programme import PUPILS, TEACHERS
from sync.rules.assignment.certificate import refuse_improvable
from sync.rules.assignment.instance import Seats, pose
from sync.rules.assignment.solver import best_assignment
from sync.rules.candidates import Model, levels_of, model_of, rated_candidates
from sync.rules.consent import RENEW
from sync.rules.pair_rows import CLOSED, DECIDED, PROPOSED, STANDING, Pair
from sync.rules.plan import Issue
from sync.rules.pool import Pool, number_in

# The first words found in a mentee's request decide; a school's own topics that bear none of them are equals.
BY_REQUEST = (
    (("Учёба",), "успевающий — неуспевающий"),
    (("Новый класс",), "адаптированный — неадаптированный"),
    (("Уверенность", "Общение", "Время"), "лидер — пассивный"),
)
EQUALS = "равный — равному"
ROLE_MODELS = {TEACHERS: "опытный учитель — коллега"}
HIDDEN = "скрыто: нет согласия"


def propose(pairs: list[Pair], pool: Pool, salt: str, today: date, remembered: Iterable[str] = ()) -> list[Pair]:
    """New pairs for the mentees without one; what stands, was rejected or ``remembered`` is left as it is."""
    busy = {pair.mentee for pair in pairs if pair.state in STANDING}
    model = model_of(pool, vetoed={*(pair.key for pair in pairs), *remembered})
    candidates = [found for found in rated_candidates(model) if found.mentee not in busy]
    instance = pose(candidates, free_seats(model, pairs), salt, levels_of(model))
    best = best_assignment(instance)
    refuse_improvable(instance, best.pairs)
    return [Pair(found.mentee, found.mentor, PROPOSED, today) for found in best.pairs]


def free_seats(model: Model, pairs: Iterable[Pair]) -> dict[str, Seats]:
    """The seats of every mentor less those that are taken."""
    taken = Counter(pair.mentor for pair in pairs if pair.state in STANDING)
    return {
        mentor: replace(seats, most=max(0, seats.most - taken[mentor]), least=max(0, seats.least - taken[mentor]))
        for mentor, seats in model.seats.items()
    }


def unclear_seats(mentors: Mapping[str, Record]) -> Iterator[Issue]:
    for code, mentor in sorted(mentors.items()):
        if mentor.text("seats").strip() and number_in(mentor.text("seats")) is None:
            yield Issue(
                key=f"seats-{code}",
                what="Непонятно, сколько наставляемых готов взять наставник",
                who=mentor.text("full_name") or code,
                where="База наставников: Сколько наставляемых готов взять",
                now=mentor.text("seats"),
                advice="Впишите в эту ячейку число; пока считается, что одного",
            )


def pair_values(pairs: list[Pair], pool: Pool) -> dict[str, dict[str, Value]]:
    """What the machine says of each pair. Of a pair whose consent ended it says nothing but that.

    What stands there stays when a consent waits to be renewed, or when a row of the bases is not there to tell more.
    """
    return {pair.key: one_pair_values(pair, pool) for pair in pairs}


def one_pair_values(pair: Pair, pool: Pool) -> dict[str, Value]:
    mentee, mentor = pool.mentees.get(pair.mentee), pool.mentors.get(pair.mentor)
    values: dict[str, Value] = {"pair": pair.key, "state": pair.state, "proposed_on": pair.proposed_on}
    if pair.state == CLOSED:
        hidden = dict.fromkeys(("mentee_place", "mentor_place", "role_model", "why", "fit"))
        return {**values, **hidden, "mentee_name": HIDDEN, "mentor_name": HIDDEN, "mentoring_form": None}
    if pair.state == RENEW or mentee is None or mentor is None:
        return values
    suits = pool.fit(pair.mentee, pair.mentor)
    return {
        **values,
        "mentee_name": mentee.get("full_name"),
        "mentee_place": mentee.get("school_class"),
        "mentor_name": mentor.get("full_name"),
        "mentor_place": mentor.get("place"),
        "mentoring_form": mentor.get("mentoring_form"),
        "role_model": role_model(mentee, mentor),
        "fit": suits.points,
        "why": suits.why,
    }


def role_model(mentee: Record, mentor: Record) -> str:
    """The roles of the target model that suit the request; staff see it and may note another."""
    form = mentor.text("mentoring_form")
    if form != PUPILS:
        return ROLE_MODELS.get(form, "куратор — автор проекта")
    request = mentee.text("request")
    return next((model for words, model in BY_REQUEST if any(word in request for word in words)), EQUALS)


def names_by_pair(
    pairs: list[Pair], mentees: Mapping[str, Record], mentors: Mapping[str, Record]
) -> tuple[dict[str, dict[str, Value]], dict[str, dict[str, Value]]]:
    """What approved pairs put into the two bases: each other's name and place, for both sides by code."""
    for_mentees: dict[str, dict[str, Value]] = {}
    for_mentors: dict[str, dict[str, Value]] = {}
    for pair in pairs:
        if pair.state not in DECIDED or pair.mentee not in mentees or pair.mentor not in mentors:
            continue
        mentee, mentor = mentees[pair.mentee], mentors[pair.mentor]
        mine = for_mentees.setdefault(pair.mentee, {})
        joined(mine, "mentor_name", mentor.text("full_name"))
        joined(mine, "mentor_place", mentor.text("place"))
        mine["mentoring_form"] = mentor.get("mentoring_form")
        mine["role_model"] = role_model(mentee, mentor)
        theirs = for_mentors.setdefault(pair.mentor, {})
        joined(theirs, "mentee_names", mentee.text("full_name"))
        joined(theirs, "mentee_places", mentee.text("school_class"))
    return for_mentees, for_mentors


def with_missing_partner(pairs: Iterable[Pair], mentees: Container[str], mentors: Container[str]) -> frozenset[str]:
    """Codes of those in approved pairs of which one row is gone: the names that the bases show of them stay."""
    approved = [pair for pair in pairs if pair.state in DECIDED]
    gone = [pair for pair in approved if pair.mentee not in mentees or pair.mentor not in mentors]
    return frozenset(code for pair in gone for code in (pair.mentee, pair.mentor))


def joined(values: dict[str, Value], column: str, text: str) -> None:
    before = canonical(values.get(column))
    values[column] = f"{before}; {text}" if before else text
