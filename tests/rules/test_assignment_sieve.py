"""The extra ``region``: OR-tools takes candidates away, and never one that the best pairing has."""

import builtins
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.rules.assignment import sieve, solver
from sync.rules.assignment.instance import Candidate, Seats, pose
from sync.rules.assignment.objective import encode
from sync.rules.assignment.shortest_paths import NOWHERE, best_seating
from sync.rules.assignment.sieve import without_hopeless
from sync.rules.assignment.solver import best_assignment
from tests.rules.schools import SALT, big_school, school, small_schools

pytestmark = pytest.mark.region
untimed = settings(deadline=None, max_examples=100)


@pytest.fixture(scope="module")
def ortools():
    """It holds protobuf below what Google's client wants, so CI runs these tests in an environment of their own."""
    if os.environ.get("CI") != "true":
        name = "ortools.graph.python.min_cost_flow"
        pytest.importorskip(name, reason="the extra «region» cannot be used here", exc_type=ImportError)


def mentors_in(problem) -> list[str | None]:
    """With whom the best seating of the problem puts every mentee."""
    return [None if at == NOWHERE else problem.places[at].mentor for at in best_seating(problem)]


def rows_of(problem) -> int:
    return sum(len(offer) for offer in problem.offers)


@untimed
@given(instance=small_schools(locked=False))
def test_the_best_pairing_of_any_small_school_goes_through_the_sieve(ortools, instance):
    problem = encode(instance)
    assert mentors_in(without_hopeless(problem)) == mentors_in(problem)


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_the_best_pairing_of_a_bigger_school_goes_through_and_little_else(ortools, seed):
    problem = encode(big_school(seed, mentees=150, mentors=60))
    sieved = without_hopeless(problem)
    assert mentors_in(sieved) == mentors_in(problem)
    assert rows_of(sieved) < rows_of(problem) // 2


def test_least_seats_go_through_the_sieve_too(ortools):
    """More seats than mentees, so that it matters which of them are filled."""
    bigger = big_school(3, mentees=60, mentors=60)
    seats = {mentor: Seats(said.most, said.most // 2) for mentor, said in bigger.seats.items()}
    instance = pose(bigger.candidates.values(), seats, SALT, bigger.levels)
    problem = encode(instance)
    assert mentors_in(without_hopeless(problem)) == mentors_in(problem)
    assert rows_of(without_hopeless(problem)) < rows_of(problem) // 2


def test_numbers_too_large_for_64_bits_are_left_to_ours(ortools):
    candidates = [Candidate("M1", "T1", (2**200,)), Candidate("M1", "T2", (2**200 + 1,))]
    problem = encode(school(candidates, {"T1": 1, "T2": 1}))
    assert [candidates[1]] == [*best_assignment(school(candidates, {"T1": 1, "T2": 1})).pairs]
    assert rows_of(without_hopeless(problem)) == 2


def test_what_goes_to_ortools_fits_into_64_bits_the_bonus_of_first_seats_included():
    candidates = [Candidate(f"M{number}", "T0", (2**48,)) for number in range(30)]
    problem = encode(school(candidates, {"T0": Seats(5, 3, may_close=True)}))
    assert 0 < max(problem.offers[0].values()) // sieve._cut(problem) < 2**60


def test_costs_that_ortools_refuses_after_all_are_left_to_ours(ortools, monkeypatch):
    """The flow says BAD_COST_RANGE, loudly, where a cost does not fit."""
    monkeypatch.setattr(sieve, "_cut", lambda problem: problem.units[-2])
    candidates = [Candidate(f"M{i}", f"T{j}", (2**58 + i * j,)) for i in range(9) for j in range(9)]
    problem = encode(school(candidates, {f"T{j}": 1 for j in range(9)}))
    monkeypatch.setattr(sieve, "_prices", None)  # nobody asks for the prices of a flow that was refused
    assert without_hopeless(problem) is problem


def test_a_seating_that_is_not_the_best_takes_no_candidate_away(ortools, monkeypatch):
    problem = encode(big_school(1))
    monkeypatch.setattr(sieve, "_seating", lambda offers, _: nobody(offers))
    assert without_hopeless(problem) is problem


def nobody(offers):
    import numpy as np

    return np.full(offers.mentees, -1)


def test_without_ortools_all_candidates_stay(monkeypatch):
    def missing(name, *args):
        if name.startswith("ortools"):
            raise ImportError(name)
        return real(name, *args)

    real = builtins.__import__
    problem = encode(big_school(1))
    monkeypatch.setattr(builtins, "__import__", missing)
    assert without_hopeless(problem) is problem


def test_the_sieve_is_used_from_a_size_on(monkeypatch):
    asked = []
    monkeypatch.setattr(solver, "without_hopeless", lambda problem: asked.append(len(problem.mentees)) or problem)
    monkeypatch.setattr(solver, "LARGE", 30)
    small, large = big_school(1, mentees=29), big_school(1, mentees=30)
    best_assignment(small)
    best_assignment(large)
    assert asked == [30]
