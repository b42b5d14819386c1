"""The proof that a pairing is best: it accepts only the best one, and shows how any other becomes better."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.rules.assignment import objective
from sync.rules.assignment.certificate import (
    GroupTooSmallError,
    Improvement,
    LockBrokenError,
    Move,
    NotACandidateError,
    PairedTwiceError,
    SeatsExceededError,
    _Arc,
    _cycle_of,
    improvement,
)
from sync.rules.assignment.instance import Candidate, Lock, Seats
from sync.rules.assignment.solver import best_assignment
from tests.rules.schools import (
    big_school,
    greedy_pairs,
    is_lawful,
    lawful_pairings,
    school,
    small_schools,
    totals,
    value,
)


def after(pairs, found: Improvement, instance):
    """The pairing once all moves are made; each must start where its mentee is."""
    place = {pair.mentee: pair.mentor for pair in pairs}
    for move in found.moves:
        assert place.pop(move.mentee, None) == move.source
        if move.target is not None:
            place[move.mentee] = move.target
    return tuple(pair for pair in instance.candidates.values() if place.get(pair.mentee) == pair.mentor)


@settings(deadline=None, max_examples=200)
@given(small_schools(), st.data())
def test_a_pairing_is_accepted_only_if_it_is_the_best_of_all(instance, data):
    pairings = list(lawful_pairings(instance))
    best = max(pairings, key=lambda pairs: value(pairs, instance))
    pairs = data.draw(st.sampled_from(pairings))
    assert improvement(instance, best) is None
    assert (improvement(instance, pairs) is None) == (value(pairs, instance) == value(best, instance))


@settings(deadline=None, max_examples=200)
@given(small_schools(), st.data())
def test_the_moves_lead_to_a_lawful_pairing_that_is_better_by_what_they_say(instance, data):
    pairs = data.draw(st.sampled_from(list(lawful_pairings(instance))))
    found = improvement(instance, pairs)
    if found is None:
        return
    better = after(pairs, found, instance)
    assert is_lawful(better, instance)
    assert value(better, instance) > value(pairs, instance)
    assert found.change == tuple(map(int.__sub__, totals(better, instance), totals(pairs, instance)))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6))
def test_step_by_step_the_greedy_pairing_becomes_the_one_that_the_solver_finds(seed):
    instance = big_school(seed)
    pairs = greedy_pairs(instance)
    while found := improvement(instance, pairs):
        better = after(pairs, found, instance)
        assert value(better, instance) > value(pairs, instance)
        pairs = better
    assert tuple(sorted(pairs)) == best_assignment(instance).pairs


def test_the_moves_name_who_goes_where():
    """T1 has the only seat that M2 can take, and M1 sits on it though T2 is free."""
    candidates = [Candidate("M1", "T1", (9,)), Candidate("M1", "T2", (4,)), Candidate("M2", "T1", (0,))]
    found = improvement(school(candidates, {"T1": 1, "T2": 1}), candidates[:1])
    assert found is not None
    assert set(found.moves) == {Move("M1", "T1", "T2"), Move("M2", None, "T1")}
    assert found.change == (0, 1, -5)


def test_a_move_to_another_seat_of_the_same_mentor_is_no_move():
    """T1 should have two; M1, who sits on the first of the seats there, is wanted elsewhere more."""
    candidates = [Candidate(f"M{number}", "T1", (5,)) for number in (1, 2, 3)] + [Candidate("M1", "T2", (9,))]
    instance = school(candidates, {"T1": Seats(3, 2), "T2": 1})
    assert improvement(instance, candidates[:3]) == Improvement((Move("M1", "T1", "T2"),), (0, 0, 4))


def test_between_equals_only_the_hash_is_better():
    candidates = [Candidate("M1", "T1", (3,)), Candidate("M2", "T1", (3,))]
    instance = school(candidates, {"T1": 1})
    chosen, other = sorted(candidates, key=lambda candidate: value([candidate], instance), reverse=True)
    found = improvement(instance, [other])
    assert found is not None
    assert set(found.moves) == {Move(other.mentee, "T1", None), Move(chosen.mentee, None, "T1")}
    assert found.change == (0, 0, 0)


def test_the_smallest_difference_counts(monkeypatch):
    monkeypatch.setattr(objective, "TIE_BREAK_BITS", 0)
    candidates = [Candidate("M1", "T1", (1,)), Candidate("M1", "T2", (0,))]
    found = improvement(school(candidates, {"T1": 1, "T2": 1}), candidates[1:])
    assert found == Improvement((Move("M1", "T2", "T1"),), (0, 0, 1))


def test_a_locked_pair_is_never_moved():
    candidates = [Candidate("M1", "T1", (0,)), Candidate("M1", "T2", (9,))]
    assert improvement(school(candidates, {"T1": 1, "T2": 1}, [Lock("M1", "T1")]), candidates[:1]) is None


def test_a_cycle_is_found_wherever_it_is():
    lone, leading = _Arc(-1, 0, 1, 1), _Arc(2, 3, 1, 2)
    there, back = _Arc(1, 2, 1, 3), _Arc(2, 1, 1, 4)
    assert _cycle_of({0: lone, 3: leading}) == []
    assert set(_cycle_of({0: lone, 3: leading, 2: there, 1: back})) == {there, back}


def test_nothing_improves_an_empty_school():
    assert improvement(school([], {}), []) is None


def test_a_pair_that_is_no_candidate_is_refused():
    pair = Candidate("M1", "T1", (1,))
    with pytest.raises(NotACandidateError) as error:
        improvement(school([], {"T1": 1}), [pair])
    assert error.value.pair == pair


def test_a_pair_that_claims_other_levels_than_its_candidate_is_refused():
    with pytest.raises(NotACandidateError):
        improvement(school([Candidate("M1", "T1", (1,))], {"T1": 1}), [Candidate("M1", "T1", (9,))])


def test_a_mentee_with_two_mentors_is_refused():
    pairs = [Candidate("M1", "T1", (1,)), Candidate("M1", "T2", (1,))]
    with pytest.raises(PairedTwiceError) as error:
        improvement(school(pairs, {"T1": 1, "T2": 1}), pairs)
    assert error.value.mentee == "M1"


def test_a_mentor_with_more_mentees_than_seats_is_refused():
    pairs = [Candidate("M1", "T1", (1,)), Candidate("M2", "T1", (1,))]
    with pytest.raises(SeatsExceededError) as error:
        improvement(school(pairs, {"T1": 1}), pairs)
    assert error.value == SeatsExceededError("T1", 1, ("M1", "M2"))


def test_a_group_below_its_least_is_refused():
    pairs = [Candidate("M1", "T1", (1,)), Candidate("M2", "T1", (1,))]
    with pytest.raises(GroupTooSmallError) as error:
        improvement(school(pairs, {"T1": Seats(5, 3, may_close=True)}), pairs)
    assert error.value == GroupTooSmallError("T1", 3, ("M1", "M2"))


def test_a_pairing_without_a_locked_pair_is_refused():
    candidate = Candidate("M1", "T1", (1,))
    with pytest.raises(LockBrokenError) as error:
        improvement(school([candidate], {"T1": 1}, [Lock("M1", "T1")]), [])
    assert error.value.lock == Lock("M1", "T1")
