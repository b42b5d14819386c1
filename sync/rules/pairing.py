"""Pairs: who may be paired, what is proposed, and what staff decided. A pair is a proposal until they decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from forms.normalise import class_number
from sheets_schema.kind import Value, canonical, to_date
from sheets_schema.record import Record
from sheets_schema.tables.programme import APPROVE, DECISIONS, LOCK, REJECT
from sync.programme import PUPILS, TEACHERS
from sync.rules.assignment import best_assignment
from sync.rules.consent import RENEW
from sync.rules.objective import Candidate
from sync.rules.plan import Issue
from sync.rules.scoring import fit

PROPOSED, APPROVED, LOCKED, REJECTED, CLOSED = (
    "предложена",
    "утверждена",
    "закреплена",
    "отклонена",
    "нет согласия",
)
STATES = {"": PROPOSED, APPROVE: APPROVED, LOCK: LOCKED, REJECT: REJECTED}
STANDING = frozenset({PROPOSED, APPROVED, LOCKED, RENEW})
DECIDED = frozenset({APPROVED, LOCKED})
# The first words found in a mentee's request decide; a school's own topics that bear none of them are equals.
BY_REQUEST = (
    (("Учёба",), "успевающий — неуспевающий"),
    (("Новый класс",), "адаптированный — неадаптированный"),
    (("Уверенность", "Общение", "Время"), "лидер — пассивный"),
)
EQUALS = "равный — равному"
ROLE_MODELS = {TEACHERS: "опытный учитель — коллега"}
HIDDEN = "скрыто: нет согласия"


@dataclass(frozen=True)
class Pair:
    """A line of «Пары и группы»."""

    mentee: str
    mentor: str
    state: str
    proposed_on: date | None = None

    @property
    def key(self) -> str:
        return pair_key(self.mentee, self.mentor)


def pair_key(mentee: str, mentor: str) -> str:
    return f"{mentee}-{mentor}"


def standing_pairs(
    rows: Mapping[str, Record], open_codes: frozenset[str], expired: frozenset[str] = frozenset()
) -> list[Pair]:
    """The pairs on the tab with the state that staff's decision and the consents give them."""
    found = []
    for key, row in sorted(rows.items()):
        mentee, _, mentor = key.partition("-")
        state = STATES.get(decision(row), PROPOSED)
        if not {mentee, mentor} <= open_codes:
            state = RENEW if {mentee, mentor} <= open_codes | expired else CLOSED
        day = row.get("proposed_on")
        found.append(Pair(mentee, mentor, state, day if isinstance(day, date) else to_date(canonical(day))))
    return found


def decision(row: Record) -> str:
    return row.text("decision").strip().lower()


def unclear_decisions(rows: Mapping[str, Record]) -> Iterator[Issue]:
    for key, row in sorted(rows.items()):
        if decision(row) not in STATES:
            yield Issue(
                key=f"pairs-{key}-decision",
                what="Непонятное решение о паре",
                who=key,
                where="Пары и группы: Решение",
                now=row.text("decision"),
                advice="Впишите одно из: " + ", ".join(f"«{word}»" for word in DECISIONS),
            )


def propose(
    pairs: list[Pair], mentees: Mapping[str, Record], mentors: Mapping[str, Record], salt: str, today: date
) -> list[Pair]:
    """New pairs for the mentees without one; what stands or was rejected is left as it is."""
    busy = {pair.mentee for pair in pairs if pair.state in STANDING}
    known = {pair.key for pair in pairs}
    seats = {code: free_seats(code, mentor, pairs) for code, mentor in mentors.items()}
    candidates = [
        Candidate(mentee, mentor, (points,))
        for mentee, mentor, points in scored(mentees, mentors, seats)
        if mentee not in busy and pair_key(mentee, mentor) not in known
    ]
    best = best_assignment(candidates, seats, salt)
    return [Pair(found.mentee, found.mentor, PROPOSED, today) for found in best.pairs]


def free_seats(code: str, mentor: Record, pairs: list[Pair]) -> int:
    """As many mentees as the mentor takes (one, if the cell says nothing), less those already theirs."""
    said = mentor.get("seats")
    seats = said if isinstance(said, int) and not isinstance(said, bool) else 1
    return max(0, seats - sum(1 for pair in pairs if pair.mentor == code and pair.state in STANDING))


def scored(
    mentees: Mapping[str, Record], mentors: Mapping[str, Record], seats: Mapping[str, int]
) -> Iterator[tuple[str, str, int]]:
    for mentee, record in sorted(mentees.items()):
        for mentor, other in sorted(mentors.items()):
            if seats[mentor] and mentee != mentor and may_meet(record, other):
                points = fit(record, other).points
                if points:
                    yield mentee, mentor, points


def may_meet(mentee: Record, mentor: Record) -> bool:
    """Pupils with pupils of no younger class, with graduates and employers; teachers with teachers."""
    form = mentor.text("mentoring_form")
    year = class_number(mentee.text("school_class"))
    if form == TEACHERS or year is None:
        return form == TEACHERS and year is None
    if form == PUPILS:
        older = class_number(mentor.text("place"))
        return older is not None and older >= year
    return True


def pair_values(
    pairs: list[Pair], mentees: Mapping[str, Record], mentors: Mapping[str, Record]
) -> dict[str, dict[str, Value]]:
    """What the machine says of each pair. Of a pair whose consent ended it says nothing but that."""
    return {pair.key: one_pair_values(pair, mentees.get(pair.mentee), mentors.get(pair.mentor)) for pair in pairs}


def one_pair_values(pair: Pair, mentee: Record | None, mentor: Record | None) -> dict[str, Value]:
    values: dict[str, Value] = {"pair": pair.key, "state": pair.state, "proposed_on": pair.proposed_on}
    if pair.state == RENEW:
        return values
    if pair.state == CLOSED or mentee is None or mentor is None:
        hidden = dict.fromkeys(("mentee_place", "mentor_place", "role_model", "why", "fit"))
        return {**values, **hidden, "mentee_name": HIDDEN, "mentor_name": HIDDEN, "mentoring_form": None}
    suits = fit(mentee, mentor)
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


def joined(values: dict[str, Value], column: str, text: str) -> None:
    before = canonical(values.get(column))
    values[column] = f"{before}; {text}" if before else text
