"""What must hold of a pairing whatever the school, and what a change of the school may change."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sync.rules.assignment import objective
from sync.rules.assignment.blocking import BlockingPair, blocking_pairs
from sync.rules.assignment.instance import Candidate, Instance, Lock, Seats, pose, rated, standard_levels, with_locks
from sync.rules.assignment.solver import best_assignment
from tests.rules.schools import (
    SALT,
    big_school,
    changed,
    deferred_acceptance,
    is_lawful,
    lawful_pairings,
    school,
    small_schools,
    without,
)

untimed = settings(deadline=None, max_examples=60)
seeds = st.integers(0, 10**6)
plain = small_schools(first_seats=False, locked=False)
with_levels = small_schools(least_levels=1, first_seats=False, locked=False)
dice = st.randoms(use_true_random=False)


def solved(instance: Instance) -> tuple[Candidate, ...]:
    return best_assignment(instance).pairs


def couples(pairs) -> list[tuple[str, str]]:
    return [pair.pair for pair in pairs]


def with_level(candidate: Candidate, index: int, change) -> Candidate:
    levels = list(candidate.levels)
    levels[index] = change(levels[index])
    return replace(candidate, levels=tuple(levels))


def drawn(data, rows):
    """One of them, or the example is of no use."""
    assume(rows)
    return data.draw(st.sampled_from(list(rows)))


# What every pairing is


@untimed
@given(small_schools())
def test_each_mentee_once_no_mentor_too_often_only_candidates_and_every_lock(instance):
    assert is_lawful(solved(instance), instance)


@untimed
@given(plain, st.data())
def test_a_vetoed_pair_is_not_made(instance, data):
    veto = drawn(data, instance.candidates.values())
    assert veto not in solved(without(instance, lambda candidate: candidate == veto))


@untimed
@given(plain, st.data())
def test_a_locked_pair_is_made_whatever_it_costs(instance, data):
    lock = drawn(data, [pair for pair in instance.candidates if instance.seats[pair[1]].most])
    assert lock in couples(solved(with_locks(instance, [Lock(*lock)])))


# The result depends on the data and the salt alone


@untimed
@given(small_schools(), dice)
def test_neither_the_order_of_rows_nor_repeated_rows_matter(instance, chance):
    rows = list(instance.candidates.values()) * 2
    chance.shuffle(rows)
    seats = list(instance.seats.items())
    chance.shuffle(seats)
    assert best_assignment(changed(instance, rows, dict(seats))) == best_assignment(instance)


@pytest.mark.parametrize("number", range(5))
def test_the_order_of_rows_does_not_matter_even_where_all_hashes_are_equal(number, monkeypatch):
    monkeypatch.setattr(objective, "TIE_BREAK_BITS", 0)
    rows = [Candidate(f"M{i}", f"T{j}", (1,)) for i in range(5) for j in range(3)]
    seats = {"T0": 1, "T1": 1, "T2": 1}
    shuffled = Random(number).sample(rows, len(rows))  # noqa: S311  # a made-up school is no secret
    assert solved(school(shuffled, dict(reversed(seats.items())))) == solved(school(rows, seats))


@untimed
@given(plain)
def test_new_ids_choose_anew_only_among_equally_good_pairings(instance):
    renamed = [
        replace(candidate, mentee=candidate.mentee[::-1], mentor=candidate.mentor[::-1])
        for candidate in instance.candidates.values()
    ]
    seats = {mentor[::-1]: number for mentor, number in instance.seats.items()}
    assert best_assignment(changed(instance, renamed, seats)).totals == best_assignment(instance).totals


def test_the_salt_alone_decides_between_equals():
    candidates = [Candidate("M1", "T1", ()), Candidate("M2", "T1", ())]
    chosen = {solved(school(candidates, {"T1": 1}, salt=f"salt {number}")) for number in range(20)}
    assert chosen == {(candidates[0],), (candidates[1],)}


# Other fits


@untimed
@given(with_levels, st.integers(1, 7), st.data())
def test_multiplying_a_level_of_all_leaves_the_pairs(instance, factor, data):
    assume(instance.levels)
    index = data.draw(st.integers(0, len(instance.levels) - 1))
    scaled = [with_level(c, index, lambda level: level * factor) for c in instance.candidates.values()]
    after = best_assignment(changed(instance, scaled))
    assert couples(after.pairs) == couples(solved(instance))
    assert after.totals[index + 2] == best_assignment(instance).totals[index + 2] * factor


@untimed
@given(with_levels, st.integers(0, 9), st.data())
def test_adding_the_same_to_a_level_of_all_leaves_the_pairs(instance, shift, data):
    assume(instance.levels)
    index = data.draw(st.integers(0, len(instance.levels) - 1))
    shifted = [with_level(c, index, lambda level: level + shift) for c in instance.candidates.values()]
    assert couples(solved(changed(instance, shifted))) == couples(solved(instance))


@untimed
@given(with_levels, st.integers(1, 5), st.data())
def test_raising_a_level_of_a_chosen_pair_keeps_all(instance, rise, data):
    raised = drawn(data, solved(instance))
    better = with_level(raised, data.draw(st.integers(0, len(raised.levels) - 1)), lambda level: level + rise)
    rows = [better if candidate == raised else candidate for candidate in instance.candidates.values()]
    assert couples(solved(changed(instance, rows))) == couples(solved(instance))


@untimed
@given(with_levels, st.data())
def test_lowering_a_level_of_pairs_not_chosen_keeps_all(instance, data):
    best = solved(instance)
    lowered = [
        c if c in best else with_level(c, 0, lambda level: data.draw(st.integers(0, level)))
        for c in instance.candidates.values()
    ]
    assert solved(changed(instance, lowered)) == best


# More and fewer people


@untimed
@given(plain, st.data())
def test_one_more_seat_never_makes_it_worse(instance, data):
    mentor = drawn(data, sorted(instance.seats))
    seats = {**instance.seats, mentor: Seats(instance.seats[mentor].most + 1)}
    assert best_assignment(changed(instance, seats=seats)).totals >= best_assignment(instance).totals


@untimed
@given(plain)
def test_taking_away_mentees_who_were_left_out_changes_nothing(instance):
    best = solved(instance)
    paired = {pair.mentee for pair in best}
    assert solved(without(instance, lambda candidate: candidate.mentee not in paired)) == best


@untimed
@given(plain)
def test_taking_away_mentors_whom_nobody_got_changes_nothing(instance):
    best = solved(instance)
    busy = {pair.mentor for pair in best}
    assert solved(without(instance, lambda candidate: candidate.mentor not in busy)) == best


@untimed
@given(plain)
def test_vetoing_pairs_that_were_not_made_changes_nothing(instance):
    best = solved(instance)
    assert solved(without(instance, lambda candidate: candidate not in best)) == best


@untimed
@given(small_schools(first_seats=False), st.data())
def test_locking_a_pair_of_the_best_pairing_changes_nothing(instance, data):
    best = solved(instance)
    lock = drawn(data, best)
    assert solved(with_locks(instance, [Lock(*lock.pair)])) == best


@untimed
@given(seeds, seeds)
def test_two_schools_together_are_paired_like_each_alone(first_seed, second_seed):
    first, second = big_school(first_seed, prefix="A"), big_school(second_seed, prefix="B")
    both = changed(first, [*first.candidates.values(), *second.candidates.values()], {**first.seats, **second.seats})
    assert solved(both) == solved(first) + solved(second)


@untimed
@given(seeds, seeds, st.integers(0, 39))
def test_a_consent_that_ends_touches_only_those_who_hang_together_with_its_mentee(first_seed, second_seed, number):
    first, second = big_school(first_seed, prefix="A"), big_school(second_seed, prefix="B")
    both = changed(first, [*first.candidates.values(), *second.candidates.values()], {**first.seats, **second.seats})
    after = solved(without(both, lambda candidate: candidate.mentee == f"AM{number}"))
    assert [pair for pair in after if pair.mentee.startswith("B")] == list(solved(second))
    assert f"AM{number}" not in {pair.mentee for pair in after}


# A published pairing


def published(instance: Instance, pairs, inertia: int, fits: dict[tuple[str, str], int] | None = None) -> Instance:
    """The same school after ``pairs`` were published; ``fits`` are those that changed since."""
    there = set(couples(pairs))
    rows = [
        rated(
            *pair,
            (fits or {}).get(pair, candidate.levels[1]),
            mutual=bool(candidate.levels[0]),
            published=pair in there,
            inertia=inertia,
        )
        for pair, candidate in instance.candidates.items()
    ]
    return pose(rows, instance.seats, instance.salt, standard_levels(inertia))


@untimed
@given(seeds, st.integers(0, 50))
def test_pairing_again_what_was_published_changes_nothing(seed, inertia):
    instance = big_school(seed)
    best = solved(instance)
    assert couples(solved(published(instance, best, inertia))) == couples(best)


@untimed
@given(seeds, dice)
def test_enough_inertia_keeps_every_published_pair_when_fits_change(seed, chance):
    instance = big_school(seed)
    best = solved(instance)
    fits = {pair: chance.randint(0, 1000) for pair in instance.candidates}
    assert couples(solved(published(instance, best, 10**6, fits))) == couples(best)


@untimed
@given(seeds, dice)
def test_without_inertia_it_is_as_good_as_a_fresh_one_and_staying_decides_only_between_equals(seed, chance):
    instance = big_school(seed)
    other = solved(changed(instance, salt="last year"))
    again, fresh = best_assignment(published(instance, other, 0)), best_assignment(instance)
    assert again.totals[:4] == fresh.totals[:4]
    assert again.totals[4] >= len(set(couples(fresh.pairs)) & set(couples(other)))


# Stability


@untimed
@given(seeds)
def test_deferred_acceptance_leaves_nobody_who_would_rather_change(seed):
    instance = big_school(seed)
    assert blocking_pairs(instance, deferred_acceptance(instance)) == ()


@untimed
@given(small_schools(first_seats=False), st.data())
def test_blocking_pairs_are_those_that_a_look_at_everybody_finds(instance, data):
    pairs = data.draw(st.sampled_from(list(lawful_pairings(instance))))
    assert blocking_pairs(instance, pairs) == tuple(naively_blocking(instance, pairs))


def naively_blocking(instance: Instance, pairs):
    locked = {lock.pair for lock in instance.locks}
    for mentee, mentor in product(sorted({m for m, _ in instance.candidates}), sorted(instance.seats)):
        wish = instance.candidates.get((mentee, mentor))
        mine = [pair for pair in pairs if pair.mentee == mentee]
        stuck = any(pair.pair in locked or pair.levels >= getattr(wish, "levels", ()) for pair in mine)
        if wish is None or stuck:
            continue
        there = [pair for pair in pairs if pair.mentor == mentor]
        worse = sorted(
            (pair.levels, pair.mentee) for pair in there if pair.pair not in locked and pair.levels < wish.levels
        )
        leaves = mine[0].mentor if mine else None
        if len(there) < instance.seats[mentor].most:
            yield BlockingPair(wish, leaves, None)
        elif worse:
            yield BlockingPair(wish, leaves, worse[0][1])


# Nothing to choose


@pytest.mark.parametrize("number", [0, 1, 5])
def test_equal_weights_pair_as_many_as_there_are_seats(number):
    candidates = [rated(f"M{i}", f"T{j}", 500) for i in range(6) for j in range(2)]
    best = best_assignment(pose(candidates, {"T0": Seats(number), "T1": Seats(0)}, SALT))
    assert best.totals == (0, number, 0, 500 * number, 0)


@untimed
@given(plain)
def test_with_everything_vetoed_nobody_is_paired(instance):
    assert solved(without(instance, lambda candidate: True)) == ()
