"""The proof that a pairing is best: it accepts only the best one, and shows how any other becomes better."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.rules import objective
from sync.rules.assignment import Candidate, best_assignment
from sync.rules.certificate import (
    Improvement,
    Move,
    NotACandidateError,
    PairedTwiceError,
    SeatsExceededError,
    _Arc,
    _cycle_of,
    find_improvement,
)
from sync.rules.objective import InvalidSeatsError
from tests.rules.schools import (
    SALT,
    big_school,
    greedy_pairs,
    is_lawful,
    lawful_pairings,
    small_schools,
    totals,
    value,
)


def improvement_of(pairs, school, salt=SALT) -> Improvement | None:
    return find_improvement(pairs, school.candidates, school.seats, salt)


def after(pairs, improvement: Improvement, school):
    """The pairing once all moves are made; each must start where its mentee is."""
    place = {pair.mentee: pair.mentor for pair in pairs}
    for move in improvement.moves:
        assert place.pop(move.mentee, None) == move.source
        if move.target is not None:
            place[move.mentee] = move.target
    return tuple(candidate for candidate in school.candidates if place.get(candidate.mentee) == candidate.mentor)


def padded(numbers, width) -> tuple[int, ...]:
    return (*numbers, *[0] * (width - len(numbers)))


@settings(deadline=None, max_examples=500)
@given(small_schools(), st.data())
def test_a_pairing_is_accepted_only_if_it_is_the_best_of_all(school, data):
    pairings = list(lawful_pairings(school))
    best = max(pairings, key=value)
    pairs = data.draw(st.sampled_from(pairings))
    assert improvement_of(best, school) is None
    assert (improvement_of(pairs, school) is None) == (value(pairs) == value(best))


@settings(deadline=None, max_examples=500)
@given(small_schools(), st.data())
def test_the_moves_lead_to_a_lawful_pairing_that_is_better_by_what_they_say(school, data):
    pairs = data.draw(st.sampled_from(list(lawful_pairings(school))))
    improvement = improvement_of(pairs, school)
    if improvement is None:
        return
    better = after(pairs, improvement, school)
    width = len(improvement.change)
    assert is_lawful(better, school)
    assert value(better) > value(pairs)
    gained = zip(padded(totals(better), width), padded(totals(pairs), width), strict=True)
    assert improvement.change == tuple(new - old for new, old in gained)


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_step_by_step_the_greedy_pairing_becomes_the_one_that_the_solver_finds(seed):
    school = big_school(seed)
    pairs = greedy_pairs(school)
    while improvement := improvement_of(pairs, school):
        better = after(pairs, improvement, school)
        assert value(better) > value(pairs)
        pairs = better
    assert tuple(sorted(pairs)) == best_assignment(school.candidates, school.seats, SALT).pairs


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_what_the_solver_finds_is_accepted(seed):
    school = big_school(seed)
    assert improvement_of(best_assignment(school.candidates, school.seats, SALT).pairs, school) is None


def test_the_moves_name_who_goes_where():
    """T1 has the only seat that M2 can take, and M1 sits on it though T2 is free."""
    candidates = [Candidate("M1", "T1", (9,)), Candidate("M1", "T2", (4,)), Candidate("M2", "T1", (0,))]
    improvement = find_improvement(candidates[:1], candidates, {"T1": 1, "T2": 1}, SALT)
    assert improvement is not None
    assert set(improvement.moves) == {Move("M1", "T1", "T2"), Move("M2", None, "T1")}
    assert improvement.change == (1, -5)


def test_between_equals_only_the_hash_is_better():
    candidates = [Candidate("M1", "T1", (3,)), Candidate("M2", "T1", (3,))]
    chosen, other = sorted(candidates, key=lambda candidate: value([candidate]), reverse=True)
    improvement = find_improvement([other], candidates, {"T1": 1}, SALT)
    assert improvement is not None
    assert set(improvement.moves) == {Move(other.mentee, "T1", None), Move(chosen.mentee, None, "T1")}
    assert improvement.change == (0, 0)


def test_the_smallest_difference_counts(monkeypatch):
    monkeypatch.setattr(objective, "TIE_BREAK_BITS", 0)
    candidates = [Candidate("M1", "T1", (1,)), Candidate("M1", "T2", (0,))]
    improvement = find_improvement(candidates[1:], candidates, {"T1": 1, "T2": 1}, SALT)
    assert improvement == Improvement((Move("M1", "T2", "T1"),), (0, 1))


def test_a_cycle_is_found_wherever_it_is():
    lone, leading = _Arc(None, "A", 1, "M1"), _Arc("C", "D", 1, "M2")
    there, back = _Arc("B", "C", 1, "M3"), _Arc("C", "B", 1, "M4")
    assert _cycle_of({"A": lone, "D": leading}) == []
    assert set(_cycle_of({"A": lone, "D": leading, "C": there, "B": back})) == {there, back}


def test_nothing_improves_an_empty_school():
    assert find_improvement([], [], {}, SALT) is None


def test_a_pair_that_is_no_candidate_is_refused():
    pair = Candidate("M1", "T1", (1,))
    with pytest.raises(NotACandidateError) as error:
        find_improvement([pair], [], {"T1": 1}, SALT)
    assert error.value.pair == pair


def test_a_pair_that_claims_other_levels_than_its_candidate_is_refused():
    with pytest.raises(NotACandidateError):
        find_improvement([Candidate("M1", "T1", (9,))], [Candidate("M1", "T1", (1,))], {"T1": 1}, SALT)


def test_a_mentee_with_two_mentors_is_refused():
    pairs = [Candidate("M1", "T1", (1,)), Candidate("M1", "T2", (1,))]
    with pytest.raises(PairedTwiceError) as error:
        find_improvement(pairs, pairs, {"T1": 1, "T2": 1}, SALT)
    assert error.value.mentee == "M1"


def test_a_mentor_with_more_mentees_than_seats_is_refused():
    pairs = [Candidate("M1", "T1", (1,)), Candidate("M2", "T1", (1,))]
    with pytest.raises(SeatsExceededError) as error:
        find_improvement(pairs, pairs, {"T1": 1}, SALT)
    assert error.value == SeatsExceededError("T1", 1, ("M1", "M2"))


def test_what_the_solver_refuses_is_refused_here_too():
    with pytest.raises(InvalidSeatsError):
        find_improvement([], [], {"T1": -1}, SALT)
