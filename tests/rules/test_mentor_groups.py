"""Groups that take nobody or enough: the extra ``groups`` against brute force."""

import os
import sys
from random import Random

import pytest

from sync.rules.assignment import groups
from sync.rules.assignment.certificate import improvement
from sync.rules.assignment.groups import (
    GroupsImpossibleError,
    GroupsNotInstalledError,
    GroupsUndecidedError,
    groups_to_open,
)
from sync.rules.assignment.instance import Candidate, Lock, Seats, pose, rated
from sync.rules.assignment.solver import Shortfall, best_assignment
from tests.rules.oracle import random_school
from tests.rules.schools import SALT, changed, is_lawful, lawful_pairings, school, totals

TRIO = Seats(4, 3, may_close=True)


@pytest.fixture
def highspy():
    """On a user's machine the extra may be missing, or OR-tools was loaded before it; where it counts it is there."""
    if os.environ.get("CI") != "true":
        pytest.importorskip("highspy", reason="the extra «groups» cannot be used here", exc_type=ImportError)


def everyone(mentees: int, mentors: int, fit: int = 1) -> list[Candidate]:
    return [Candidate(f"M{i}", f"T{j}", (fit,)) for i in range(mentees) for j in range(mentors)]


def test_two_groups_of_three_cannot_both_open_for_five(highspy):
    instance = school(everyone(5, 2), {"T0": TRIO, "T1": TRIO})
    best = best_assignment(instance)
    assert len({pair.mentor for pair in best.pairs}) == 1
    assert best.totals == (0, 4, 4)
    assert best.shortfalls == ()


def test_both_open_for_six(highspy):
    best = best_assignment(school(everyone(6, 2), {"T0": TRIO, "T1": TRIO}))
    assert [sum(pair.mentor == mentor for pair in best.pairs) for mentor in ("T0", "T1")] == [3, 3]


def test_a_group_that_nobody_can_fill_stays_closed(highspy):
    best = best_assignment(school(everyone(2, 1), {"T0": TRIO}))
    assert best.pairs == ()


def test_a_lock_opens_its_group(highspy):
    candidates = [*everyone(3, 1), *(Candidate(f"M{i}", "T9", (50,)) for i in range(3))]
    instance = school(candidates, {"T0": TRIO, "T9": 3}, [Lock("M0", "T0")])
    assert best_assignment(instance).totals == (0, 3, 3)


def test_a_lock_into_a_group_that_cannot_be_filled_is_refused(highspy):
    with pytest.raises(GroupsImpossibleError) as error:
        best_assignment(school(everyone(2, 1), {"T0": TRIO}, [Lock("M0", "T0")]))
    assert error.value.mentors == ("T0",)


def test_least_seats_of_a_mentor_come_before_a_group_that_could_open_instead(highspy):
    instance = school([*everyone(3, 1), Candidate("M0", "T9", (9,))], {"T0": TRIO, "T9": Seats(1, 1)})
    best = best_assignment(instance)
    assert is_lawful(best.pairs, instance)
    assert best.totals == (1, 1, 9)


def test_a_group_that_a_lock_opened_is_not_emptied_to_fill_another_mentor_s_least_seats(highspy):
    candidates = [*everyone(3, 1), Candidate("M1", "T9", (9,))]
    best = best_assignment(school(candidates, {"T0": TRIO, "T9": Seats(1, 1)}, [Lock("M0", "T0")]))
    assert {pair.mentor for pair in best.pairs} == {"T0"}
    assert best.totals == (0, 3, 3)
    assert best.shortfalls == (Shortfall("T9", 1, 0),)


@pytest.mark.parametrize("seed", range(40))
def test_brute_force_finds_no_better_choice_of_groups(highspy, seed):
    chance = Random(seed)  # noqa: S311  # a made-up school is no secret
    instance = random_school(chance)
    grouped = {
        mentor: Seats(seats.most, chance.randint(0, seats.most), may_close=chance.random() < 0.7)
        for mentor, seats in instance.seats.items()
    }
    instance = changed(instance, seats=grouped)
    lawful = list(lawful_pairings(instance))
    if not lawful:
        with pytest.raises(GroupsImpossibleError):
            best_assignment(instance)
        return
    best = best_assignment(instance)
    assert is_lawful(best.pairs, instance)
    assert best.totals == max(totals(pairs, instance) for pairs in lawful)
    assert improvement(instance, best.pairs) is None


def test_among_equal_groups_the_salt_chooses_whatever_the_order_of_rows(highspy):
    opened = set()
    for salt in ("a", "b", "c", "d", "e", "f"):
        instance = school(everyone(3, 2), {"T0": TRIO, "T1": TRIO}, salt=salt)
        turned = changed(instance, list(instance.candidates.values())[::-1], dict(reversed(instance.seats.items())))
        assert groups_to_open(instance) == groups_to_open(turned)
        opened.add(groups_to_open(instance))
    assert opened == {("T0",), ("T1",)}


def test_an_unproven_choice_is_never_used(highspy, monkeypatch):
    monkeypatch.setattr(groups, "SECONDS", 0.0)
    chance = Random(1)  # noqa: S311  # a made-up school is no secret
    candidates = [rated(f"M{i}", f"T{j}", chance.randint(0, 1000)) for i in range(60) for j in range(20)]
    seats = {f"T{j}": Seats(5, 4, may_close=True) for j in range(20)}
    with pytest.raises(GroupsUndecidedError):
        best_assignment(pose(candidates, seats, SALT))


def test_without_the_extra_groups_are_refused_with_the_names_of_their_mentors(monkeypatch):
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(GroupsNotInstalledError) as error:
        best_assignment(school(everyone(5, 2), {"T0": TRIO, "T1": Seats(2)}))
    assert error.value.mentors == ("T0",)
    assert "highspy" in error.value.reason


def test_without_groups_nobody_needs_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "highspy", None)
    assert len(best_assignment(school(everyone(5, 2), {"T0": Seats(4, 1, may_close=True), "T1": 1})).pairs) == 5
