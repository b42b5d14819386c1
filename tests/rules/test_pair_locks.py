"""Locks on paper: a pair that staff want themselves, and why one may be refused by name."""

from __future__ import annotations

import pytest

from sheets_schema.as_read import RowAsRead
from sync.rules.decide import decide
from tests.rules.paper import (
    NO,
    guardian_consent,
    mentee,
    mentor,
    own_consent,
    row,
    rows,
    synced,
    typed,
    with_rows,
    world,
)
from tests.rules.test_pairs import CHILDREN, MENTOR, pair_of, school

GLEB, ALENA = (name for name, _ in CHILDREN)
OTHER, OTHER_BORN = "Громов Олег Юрьевич", "2008-02-02"
BOTH = [*school("1"), mentor(60, OTHER, OTHER_BORN), own_consent(60, OTHER, OTHER_BORN)]


def ready(answers, *names):
    """The books once these mentors are admitted and trained; all of them when none is named."""
    books = synced(answers)
    for found in rows(books, "readiness"):
        if not names or found.text("full_name") in names:
            books = typed(books, "readiness", found.key, decision="допущен", trained="да")
    return synced(answers, books)


def key_of(books, child, mentor_name):
    return f"{row(books, 'mentees', full_name=child).key}-{row(books, 'mentors', full_name=mentor_name).key}"


def locked(answers, books, *keys):
    """Staff write the pairs into lines of their own and lock them."""
    lines = [RowAsRead(0, key, {"pair": key, "decision": "закрепить"}) for key in keys]
    books = synced(answers, with_rows(books, "pairs", lambda found: [*found, *lines]))
    assert not decide(world(answers, books))
    return books


def refusals(books):
    return {
        line.text("who"): line.text("advice") for line in rows(books, "attention") if "Закрепить" in line.text("what")
    }


def test_staff_may_write_a_pair_of_their_own_and_the_machine_fills_in_the_rest():
    books = ready(BOTH)
    key = key_of(books, GLEB, OTHER)
    books = locked(BOTH, books, key)
    line = row(books, "pairs", pair=key)
    assert (line.text("state"), line.text("mentee_name"), line.text("mentor_name")) == ("закреплена", GLEB, OTHER)
    assert row(books, "mentees", full_name=GLEB).text("mentor_name") == OTHER
    assert refusals(books) == {}
    books = synced(BOTH, books, wants_pairs=True)
    assert {pair.key for pair in rows(books, "pairs")} == {key, key_of(books, ALENA, MENTOR)}


def test_a_lock_takes_the_place_of_the_proposal_that_its_mentee_had():
    books = synced(BOTH, ready(BOTH, MENTOR, OTHER), wants_pairs=True)
    proposed = pair_of(books, GLEB)
    other = ({MENTOR, OTHER} - {proposed.text("mentor_name")}).pop()
    books = locked(BOTH, books, key_of(books, GLEB, other))
    states = {line.key: line.text("state") for line in rows(books, "pairs")}
    assert (states[proposed.key], states[key_of(books, GLEB, other)]) == ("снята", "закреплена")


def test_a_mentor_who_is_not_ready_cannot_be_locked():
    books = ready(BOTH, OTHER)
    books = locked(BOTH, books, key_of(books, GLEB, MENTOR))
    assert rows(books, "pairs")[0].text("state") == "закрепить нельзя"
    assert refusals(books)[f"{GLEB} — {MENTOR}"].startswith("Причина: наставник: ещё не было собеседования.")
    assert row(books, "mentees", full_name=GLEB).text("mentor_name") == ""


def test_a_lock_is_held_once_what_stood_against_it_is_gone():
    books = ready(BOTH, OTHER)
    books = locked(BOTH, books, key_of(books, GLEB, MENTOR))
    code = row(books, "readiness", full_name=MENTOR).key
    books = synced(BOTH, typed(books, "readiness", code, decision="допущен", trained="да"))
    books = synced(BOTH, books)
    assert rows(books, "pairs")[0].text("state") == "закреплена"
    assert refusals(books) == {}


def test_more_locks_than_seats_are_all_refused():
    books = ready(BOTH)
    books = locked(BOTH, books, key_of(books, GLEB, MENTOR), key_of(books, ALENA, MENTOR))
    assert {advice.partition(". ")[0] for advice in refusals(books).values()} == {
        "Причина: у наставника больше нет места: берёт 1"
    }
    assert set(refusals(books)) == {f"{GLEB} — {MENTOR}", f"{ALENA} — {MENTOR}"}


def test_one_mentee_is_not_locked_to_two_mentors():
    books = ready(BOTH)
    books = locked(BOTH, books, key_of(books, GLEB, MENTOR), key_of(books, GLEB, OTHER))
    assert all("уже есть пара" in advice for advice in refusals(books).values())
    assert len(refusals(books)) == 2


def test_what_keeps_two_apart_keeps_them_from_being_locked():
    answers = [mentee(9, GLEB, CHILDREN[0][1], "11А"), guardian_consent(9, *CHILDREN[0]), *BOTH[:2]]
    books = ready(answers)
    books = locked(answers, books, key_of(books, GLEB, MENTOR))
    assert "постарше" in refusals(books)[f"{GLEB} — {MENTOR}"]


def test_without_a_consent_a_lock_is_refused_by_code_alone():
    withdrawn = [*BOTH, guardian_consent(99, *CHILDREN[0], NO, edited=5000)]
    books = ready(BOTH)
    key = key_of(books, GLEB, MENTOR)
    books = locked(withdrawn, synced(withdrawn, books), key)
    assert refusals(books)[f"{key.partition('-')[0]} — {MENTOR}"].startswith("Причина: наставляемый: нет действующего")
    assert GLEB not in repr(rows(books, "pairs")) + repr(rows(books, "attention"))


@pytest.mark.parametrize("word", ["утвердить", "закрепить"])
def test_a_pair_in_force_stays_whatever_changes_for_only_people_end_it(word):
    books = synced(BOTH, ready(BOTH), wants_pairs=True)
    pair = pair_of(books, GLEB)
    books = synced(BOTH, typed(books, "pairs", pair.key, decision="утвердить"))
    books = typed(books, "readiness", pair.key.partition("-")[2], decision="отказ")
    books = synced(BOTH, typed(books, "pairs", pair.key, decision=word))
    assert refusals(books) == {}
    assert row(books, "mentees", full_name=GLEB).text("mentor_name") == pair.text("mentor_name")
