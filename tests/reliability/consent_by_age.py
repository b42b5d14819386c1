"""Whose consent is needed and holds, said once more and apart from the engine: what the planner is judged by.

Under 14 a guardian consents, from 14 to 17 both, from 18 the person alone; of an unknown age both. Of each consent the
newest word counts, in a form or on paper. A word whose response is gone goes on counting. After the programme's last
day none does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from tests.reliability.tale import CAST, EXACT, NO_BIRTH, TYPO, Identity, Resident, Tale, Word
from tests.rules.paper import NO, PROGRAMME, YES

OWN, GUARDIAN = "consent_participant", "consent_guardian"
PAPER = {OWN: "own_paper", GUARDIAN: "guardian_paper"}
OLDEST_PAPER = date(2024, 1, 1)


def may_be_shown(tale: Tale) -> dict[Resident, bool]:
    """Who may be written about, of those of whom the rule tells; to be asked once before each synchronisation."""
    if tale.forgot:
        tale.doubt(
            row.to_record().text("full_name") for row in tale.rows("consents") if set(PAPER.values()) & set(row.values)
        )
    tale.last = {place: word for place in places() if (word := last_word(tale, *place))}
    found = dict.fromkeys(CAST, False)
    for identity in identities():
        found[identity.resident] |= holds(tale, identity)
    return {resident: may for resident, may in found.items() if resident not in tale.unsure and not resident.namesake}


def identities() -> Iterator[Identity]:
    for resident in CAST:
        for variant in (EXACT, TYPO, NO_BIRTH):
            yield Identity(resident, variant)


def places() -> Iterator[tuple[Identity, str]]:
    for identity in identities():
        yield identity, OWN
        yield identity, GUARDIAN


def holds(tale: Tale, identity: Identity) -> bool:
    if tale.today > PROGRAMME.until or not has_applied(tale, identity):
        return False
    words = [tale.last.get((identity, kind)) for kind in needed(identity.born, tale.today)]
    return all(word and word.yes for word in words)


def has_applied(tale: Tale, identity: Identity) -> bool:
    return any(tale.said[n].author == identity and "application" in tale.said[n].form for n in tale.answers)


def needed(born: str, today: date) -> tuple[str, ...]:
    if not born:
        return OWN, GUARDIAN
    day = date.fromisoformat(born)
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    return (GUARDIAN,) if years < 14 else (OWN, GUARDIAN) if years < 18 else (OWN,)


def last_word(tale: Tale, identity: Identity, kind: str) -> Word | None:
    words = [*words_in_forms(tale, identity, kind), *words_on_paper(tale, identity, kind)]
    before = tale.last.get((identity, kind))
    if before and before.answer is not None and is_unreadable(tale, before.answer):
        words.append(before)
        if tale.forgot:
            tale.unsure.add(identity.resident)
    return max(words, key=lambda word: word.moment, default=None)


def is_unreadable(tale: Tale, number: int) -> bool:
    return number not in tale.answers or tale.answers[number].text("decision") not in (YES, NO)


def words_in_forms(tale: Tale, identity: Identity, kind: str) -> Iterator[Word]:
    for number, answer in tale.answers.items():
        said, decision = tale.said[number], answer.text("decision")
        if said.form == kind and said.author == identity and decision in (YES, NO):
            yield Word(answer.submitted, decision == YES, number)


def words_on_paper(tale: Tale, identity: Identity, kind: str) -> Iterator[Word]:
    code = tale.code_of(identity)
    for row in tale.rows("consents") if code else ():
        day = row.values.get(PAPER[kind])
        if row.key == code and isinstance(day, date) and OLDEST_PAPER <= day <= tale.today:
            yield Word(datetime.combine(day, time(), PROGRAMME.zone), yes=True, answer=None)
