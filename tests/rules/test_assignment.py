"""The solver against brute force, and against what must hold whatever the school."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.rules import objective
from sync.rules.assignment import (
    Assignment,
    Candidate,
    DisagreeingTotalsError,
    _agreed_totals,
    _Seating,
    best_assignment,
)
from sync.rules.objective import (
    ContradictoryCandidatesError,
    InvalidLevelsError,
    InvalidSeatsError,
    UnevenLevelsError,
    UnknownMentorError,
    pose_problem,
    tie_break,
)
from tests.rules.schools import (
    SALT,
    School,
    big_school,
    greedy_pairs,
    is_lawful,
    lawful_pairings,
    small_schools,
    totals,
    value,
)

untimed = settings(deadline=None)
seeds = st.integers(0, 10**6)
with_levels = small_schools(least_levels=1)


def solved(school: School, salt: str = SALT) -> Assignment:
    return best_assignment(school.candidates, school.seats, salt)


def without(school: School, unwanted) -> School:
    return replace(school, candidates=tuple(c for c in school.candidates if not unwanted(c)))


def with_level(candidate: Candidate, index: int, change) -> Candidate:
    levels = list(candidate.levels)
    levels[index] = change(levels[index])
    return replace(candidate, levels=tuple(levels))


# What is best


@settings(deadline=None, max_examples=400)
@given(small_schools())
def test_no_pairing_at_all_is_better(school):
    best = max(lawful_pairings(school), key=value)
    assert solved(school).pairs == tuple(sorted(best))
    assert solved(school).totals[: len(totals(best))] == totals(best)


@untimed
@given(seeds)
def test_a_bigger_school_gets_a_lawful_pairing_at_least_as_good_as_the_greedy_one(seed):
    school = big_school(seed)
    assert is_lawful(solved(school).pairs, school)
    assert solved(school).totals == totals(solved(school).pairs) >= totals(greedy_pairs(school))


def test_everybody_paired_counts_for_more_than_the_best_fit():
    """Alone, T1 would be best with M1; but then M2, whom nobody else can take, would be left."""
    candidates = [
        Candidate("M1", "T1", (1, 1000)),
        Candidate("M1", "T2", (0, 1)),
        Candidate("M2", "T1", (0, 0)),
    ]
    best = best_assignment(candidates, {"T1": 1, "T2": 1}, SALT)
    assert [(pair.mentee, pair.mentor) for pair in best.pairs] == [("M1", "T2"), ("M2", "T1")]
    assert best.totals == (2, 0, 1)


def test_one_wish_counts_for_more_than_any_fit():
    candidates = [
        Candidate("M1", "T1", (0, 1000)),
        Candidate("M1", "T2", (1, 0)),
        Candidate("M2", "T2", (0, 1000)),
        Candidate("M2", "T1", (0, 0)),
    ]
    assert best_assignment(candidates, {"T1": 1, "T2": 1}, SALT).totals == (2, 1, 0)


def test_numbers_of_any_size_are_exact():
    huge = 2**200
    candidates = [Candidate("M1", "T1", (huge,)), Candidate("M1", "T2", (huge + 1,))]
    best = best_assignment(candidates, {"T1": 1, "T2": 1}, SALT)
    assert best == Assignment((candidates[1],), (1, huge + 1))


def test_a_mentor_takes_as_many_as_there_are_seats_and_the_best_of_them():
    candidates = [Candidate(f"M{number}", "T1", (number,)) for number in range(5)]
    best = best_assignment(candidates, {"T1": 3}, SALT)
    assert [pair.mentee for pair in best.pairs] == ["M2", "M3", "M4"]


@pytest.mark.parametrize("seats", [{}, {"T1": 2}])
def test_where_nobody_may_be_paired_nobody_is(seats):
    assert best_assignment([], seats, SALT) == Assignment((), (0,))


def test_where_no_mentor_has_a_seat_every_total_is_zero():
    assert best_assignment([Candidate("M1", "T1", (1, 900))], {"T1": 0}, SALT) == Assignment((), (0, 0, 0))


@untimed
@given(seeds)
def test_the_prices_prove_the_optimum(seed):
    """Duality: no pairing gains more than the mentees' best offers, net of prices, and the seats bring."""
    school = big_school(seed)
    seating = _Seating(pose_problem(school.candidates, school.seats, SALT))
    for mentee in seating.gains:
        seating.admit(mentee)
    offers = [max(0, *(gain - seating.price[t] for t, gain in g.items())) for g in seating.gains.values()]
    seats = [number * seating.price[mentor] for mentor, number in school.seats.items()]
    assert min(seating.price.values()) >= 0
    assert sum(seating.gains[m][t] for m, t in seating.place.items()) == sum(offers) + sum(seats)


# The result depends on the data and the salt alone


@untimed
@given(small_schools(), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_repeated_rows_matter(school, chance):
    rows = list(school.candidates) * 2
    chance.shuffle(rows)
    seats = list(school.seats.items())
    chance.shuffle(seats)
    assert best_assignment(rows, dict(seats), SALT) == solved(school)


@untimed
@given(small_schools(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_even_where_all_hashes_are_equal(school, chance):
    rows = list(school.candidates)
    chance.shuffle(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(objective, "TIE_BREAK_BITS", 0)
        assert solved(replace(school, candidates=tuple(rows))) == solved(school)


@untimed
@given(small_schools())
def test_new_names_choose_anew_only_among_equally_good_pairings(school):
    renamed = School(
        tuple(replace(c, mentee=c.mentee[::-1], mentor=c.mentor[::-1]) for c in school.candidates),
        {mentor[::-1]: seats for mentor, seats in school.seats.items()},
    )
    assert solved(renamed).totals == solved(school).totals


def test_the_salt_alone_decides_between_equals():
    candidates = [Candidate("M1", "T1", ()), Candidate("M2", "T1", ())]
    chosen = {best_assignment(candidates, {"T1": 1}, f"salt {number}").pairs for number in range(20)}
    assert chosen == {(candidates[0],), (candidates[1],)}


def test_the_hash_is_the_one_that_b2sum_shows():
    """``printf '2026/27\\nM1\\nT1' | b2sum`` begins with 15102da7."""
    assert tie_break("2026/27", "M1", "T1") == 0x15102DA7 >> 2


def test_a_school_of_equals_is_paired_the_same_on_every_computer():
    candidates = [Candidate(f"M{i}", f"T{j}", (1,)) for i in range(6) for j in range(3)]
    best = best_assignment(candidates, {"T0": 2, "T1": 2, "T2": 2}, SALT)
    assert " ".join(f"{pair.mentee}{pair.mentor}" for pair in best.pairs) == "M0T1 M1T0 M2T2 M3T0 M4T2 M5T1"


# What a change of the school may change


@untimed
@given(small_schools(), st.data())
def test_locking_a_pair_of_the_best_pairing_leaves_the_others(school, data):
    best = solved(school).pairs
    if not best:
        return
    lock = data.draw(st.sampled_from(best))
    rest = without(school, lambda c: c.mentee == lock.mentee)
    seats = {**school.seats, lock.mentor: school.seats[lock.mentor] - 1}
    assert solved(replace(rest, seats=seats)).pairs == tuple(pair for pair in best if pair != lock)


@untimed
@given(small_schools())
def test_vetoing_pairs_that_were_not_made_changes_nothing(school):
    best = solved(school)
    assert solved(without(school, lambda c: c not in best.pairs)).pairs == best.pairs


@untimed
@given(small_schools(), st.data())
def test_a_vetoed_pair_is_not_made(school, data):
    if school.candidates:
        veto = data.draw(st.sampled_from(school.candidates))
        assert veto not in solved(without(school, lambda c: c == veto)).pairs


@untimed
@given(with_levels, st.integers(1, 5), st.data())
def test_raising_a_level_of_a_chosen_pair_keeps_the_pairing(school, rise, data):
    best = solved(school).pairs
    if not best:
        return
    raised = data.draw(st.sampled_from(best))
    better = with_level(raised, data.draw(st.integers(0, len(raised.levels) - 1)), lambda level: level + rise)
    candidates = tuple(better if c == raised else c for c in school.candidates)
    expected = tuple(better if c == raised else c for c in best)
    assert solved(replace(school, candidates=candidates)).pairs == expected


@untimed
@given(with_levels, st.data())
def test_lowering_levels_of_pairs_not_chosen_keeps_the_pairing(school, data):
    best = solved(school).pairs
    lowered = tuple(
        c if c in best else with_level(c, 0, lambda level: data.draw(st.integers(0, level))) for c in school.candidates
    )
    assert solved(replace(school, candidates=lowered)).pairs == best


@untimed
@given(with_levels, st.integers(1, 7), st.integers(0, 9), st.data())
def test_another_scale_of_a_level_keeps_the_pairs(school, factor, shift, data):
    if not school.candidates:
        return
    index = data.draw(st.integers(0, len(school.candidates[0].levels) - 1))
    scaled = tuple(with_level(c, index, lambda level: level * factor + shift) for c in school.candidates)
    before, after = solved(school), solved(replace(school, candidates=scaled))
    assert [(p.mentee, p.mentor) for p in after.pairs] == [(p.mentee, p.mentor) for p in before.pairs]
    assert after.totals[index + 1] == before.totals[index + 1] * factor + shift * len(before.pairs)


@untimed
@given(small_schools(), st.data())
def test_one_more_seat_never_makes_it_worse(school, data):
    if school.seats:
        mentor = data.draw(st.sampled_from(sorted(school.seats)))
        roomier = replace(school, seats={**school.seats, mentor: school.seats[mentor] + 1})
        assert solved(roomier).totals >= solved(school).totals


@untimed
@given(small_schools())
def test_taking_away_those_left_out_changes_nothing(school):
    best = solved(school)
    mentees = {pair.mentee for pair in best.pairs}
    mentors = {pair.mentor for pair in best.pairs}
    assert solved(without(school, lambda c: c.mentee not in mentees)).pairs == best.pairs
    assert solved(without(school, lambda c: c.mentor not in mentors)).pairs == best.pairs


@untimed
@given(seeds, seeds)
def test_two_schools_together_are_paired_like_each_alone(first_seed, second_seed):
    first, second = big_school(first_seed, prefix="A"), big_school(second_seed, prefix="B")
    both = School(first.candidates + second.candidates, {**first.seats, **second.seats})
    assert solved(both).pairs == solved(first).pairs + solved(second).pairs


# What is refused


@pytest.mark.parametrize("level", [-1, 0.5, 3.0, float("nan"), "3", None])
def test_a_level_must_be_a_whole_number_that_is_not_negative(level):
    bad = Candidate("M1", "T1", (0, level))
    with pytest.raises(InvalidLevelsError) as error:
        best_assignment([bad], {"T1": 1}, SALT)
    assert error.value.candidate is bad


@pytest.mark.parametrize("number", [-1, 1.0, float("inf"), "1", None])
def test_seats_must_be_a_whole_number_that_is_not_negative(number):
    with pytest.raises(InvalidSeatsError) as error:
        best_assignment([], {"T1": number}, SALT)
    assert error.value == InvalidSeatsError("T1", number)


def test_candidates_with_different_numbers_of_levels_are_refused():
    first, second = Candidate("M1", "T1", (1,)), Candidate("M2", "T1", (1, 2))
    with pytest.raises(UnevenLevelsError) as error:
        best_assignment([first, second], {"T1": 1}, SALT)
    assert error.value == UnevenLevelsError(first, second)


def test_one_pair_with_two_sets_of_levels_is_refused():
    first, second = Candidate("M1", "T1", (1,)), Candidate("M1", "T1", (2,))
    with pytest.raises(ContradictoryCandidatesError) as error:
        best_assignment([first, second], {"T1": 1}, SALT)
    assert error.value == ContradictoryCandidatesError(first, second)


def test_a_mentor_whose_seats_were_forgotten_is_not_taken_for_one_without_seats():
    with pytest.raises(UnknownMentorError) as error:
        best_assignment([Candidate("M1", "T1", (1,))], {}, SALT)
    assert error.value.candidate.mentor == "T1"


def test_totals_that_disagree_are_never_returned():
    candidate = Candidate("M1", "T1", (1,))
    problem = pose_problem([candidate], {"T1": 1}, "one salt")
    with pytest.raises(DisagreeingTotalsError):
        _agreed_totals(problem, [candidate], "another salt")
