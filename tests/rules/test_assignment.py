"""The solver against brute force, against rivals, and what it refuses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.rules.assignment.instance import (
    Candidate,
    DoubledCandidateError,
    InvalidLevelsError,
    InvalidSeatsError,
    Level,
    Lock,
    LockedTwiceError,
    LockNotACandidateError,
    LocksExceedSeatsError,
    Seats,
    SelfPairError,
    UnknownMentorError,
    pose,
    rated,
    with_locks,
)
from sync.rules.assignment.objective import encode, tie_break
from sync.rules.assignment.shortest_paths import NOWHERE, Seating
from sync.rules.assignment.solver import Assignment, DisagreeingTotalsError, Shortfall, best_assignment, check_totals
from tests.rules.oracle import compare
from tests.rules.schools import (
    SALT,
    big_school,
    deferred_acceptance,
    greedy_pairs,
    is_lawful,
    lawful_pairings,
    school,
    small_schools,
    totals,
    value,
)

untimed = settings(deadline=None)
seeds = st.integers(0, 10**6)


def who_with_whom(best: Assignment) -> list[tuple[str, str]]:
    return [pair.pair for pair in best.pairs]


# What is best


def test_brute_force_finds_nothing_better_and_the_certificate_is_never_wrong():
    found = compare(runs=400)
    assert (found.mismatches, found.wrong_verdicts) == (0, 0)
    assert min(found.best, found.worse) > 100


@settings(deadline=None, max_examples=300)
@given(small_schools())
def test_no_pairing_at_all_is_better(instance):
    best = max(lawful_pairings(instance), key=lambda pairs: value(pairs, instance))
    found = best_assignment(instance)
    assert found.pairs == tuple(sorted(best))
    assert found.totals == totals(best, instance)


@untimed
@given(seeds)
def test_level_by_level_it_is_at_least_as_good_as_greedy_and_as_deferred_acceptance(seed):
    instance = big_school(seed)
    found = best_assignment(instance)
    assert is_lawful(found.pairs, instance)
    assert found.totals >= totals(greedy_pairs(instance), instance)
    assert found.totals >= totals(deferred_acceptance(instance), instance)


def test_everybody_paired_counts_for_more_than_the_best_fit():
    """Alone, T1 would be best with M1; but then M2, whom nobody else can take, would be left."""
    candidates = [rated("M1", "T1", 1000, mutual=True), rated("M1", "T2", 1), rated("M2", "T1", 0)]
    best = best_assignment(pose(candidates, {"T1": Seats(1), "T2": Seats(1)}, SALT))
    assert who_with_whom(best) == [("M1", "T2"), ("M2", "T1")]
    assert best.totals == (0, 2, 0, 1, 0)


def test_one_mutual_wish_counts_for_more_than_any_fit():
    candidates = [
        rated("M1", "T1", 1000),
        rated("M1", "T2", 0, mutual=True),
        rated("M2", "T2", 1000),
        rated("M2", "T1", 0),
    ]
    assert best_assignment(pose(candidates, {"T1": Seats(1), "T2": Seats(1)}, SALT)).totals == (0, 2, 1, 0, 0)


def test_between_equal_fits_the_published_pair_stays():
    candidates = [rated("M1", f"T{number}", 500, published=number == 3) for number in range(6)]
    best = best_assignment(pose(candidates, {f"T{number}": Seats(1) for number in range(6)}, SALT))
    assert who_with_whom(best) == [("M1", "T3")]


def test_numbers_of_any_size_are_exact():
    huge = 2**200
    candidates = [Candidate("M1", "T1", (huge,)), Candidate("M1", "T2", (huge + 1,))]
    best = best_assignment(school(candidates, {"T1": 1, "T2": 1}))
    assert best == Assignment((candidates[1],), (0, 1, huge + 1))


def test_a_mentor_takes_as_many_as_there_are_seats_and_the_best_of_them():
    best = best_assignment(school([Candidate(f"M{number}", "T1", (number,)) for number in range(5)], {"T1": 3}))
    assert [pair.mentee for pair in best.pairs] == ["M2", "M3", "M4"]


@pytest.mark.parametrize("seats", [{}, {"T1": 2}])
def test_where_nobody_may_be_paired_nobody_is(seats):
    assert best_assignment(school([], seats)) == Assignment((), (0, 0))


def test_where_no_mentor_has_a_seat_every_total_is_zero():
    assert best_assignment(school([Candidate("M1", "T1", (1, 900))], {"T1": 0})) == Assignment((), (0, 0, 0, 0))


@untimed
@given(seeds)
def test_the_prices_prove_the_optimum(seed):
    """Duality: no pairing gains more than the mentees' best offers, net of prices, and the seats bring."""
    problem = encode(big_school(seed))
    seating = Seating(problem)
    for mentee in range(len(problem.mentees)):
        seating.admit(mentee)
    offers = [max(0, *(gain - seating.price[at] for at, gain in mine.items()), 0) for mine in problem.offers]
    seats = [place.room * price for place, price in zip(problem.places, seating.price, strict=True)]
    sitting = [mine[at] for mine, at in zip(problem.offers, seating.place, strict=True) if at != NOWHERE]
    assert min(seating.price) >= 0
    assert sum(sitting) == sum(offers) + sum(seats)


# At least so many


def test_a_mentor_who_should_have_two_gets_two_before_anybody_gets_the_best_fit():
    candidates = [Candidate("M1", "T1", (0,)), Candidate("M2", "T1", (0,)), Candidate("M1", "T2", (9,))]
    candidates.append(Candidate("M2", "T2", (9,)))
    assert best_assignment(school(candidates, {"T1": Seats(3, 2), "T2": 2})).totals == (2, 2, 0)
    assert best_assignment(school(candidates, {"T1": 3, "T2": 2})).totals == (0, 2, 18)


def test_a_shortfall_is_told_and_nobody_is_sent_away_for_it():
    candidates = [Candidate("M1", "T1", (1,)), Candidate("M2", "T2", (1,))]
    best = best_assignment(school(candidates, {"T1": Seats(4, 3), "T2": 1}))
    assert who_with_whom(best) == [("M1", "T1"), ("M2", "T2")]
    assert best.shortfalls == (Shortfall("T1", 3, 1),)


@untimed
@given(small_schools())
def test_least_seats_never_cost_a_pair(instance):
    plain = {mentor: Seats(seats.most) for mentor, seats in instance.seats.items()}
    without_least = pose(instance.candidates.values(), plain, SALT, instance.levels, instance.locks)
    assert best_assignment(instance).totals[1] == best_assignment(without_least).totals[1]


# The same on every computer


def test_the_hash_is_the_one_that_b2sum_shows():
    """``printf '2026/27\\nM1\\nT1' | b2sum`` begins with 15102da7."""
    assert tie_break("2026/27", "M1", "T1") == 0x15102DA7 >> 2


def test_a_school_of_equals_is_paired_the_same_on_every_computer():
    candidates = [Candidate(f"M{i}", f"T{j}", (1,)) for i in range(6) for j in range(3)]
    best = best_assignment(school(candidates, {"T0": 2, "T1": 2, "T2": 2}))
    assert " ".join(f"{pair.mentee}{pair.mentor}" for pair in best.pairs) == "M0T1 M1T0 M2T2 M3T0 M4T2 M5T1"


# What is refused

ONE = (Level("fit", 1000),)


@pytest.mark.parametrize("level", [-1, 1001, 10**400, 0.5, 3.0, float("nan"), float("inf"), "3", None])
def test_a_level_must_be_a_whole_number_within_its_bound(level):
    bad = Candidate("M1", "T1", (level,))
    with pytest.raises(InvalidLevelsError) as error:
        pose([bad], {"T1": Seats(1)}, SALT, ONE)
    assert error.value.candidate is bad


@pytest.mark.parametrize("levels", [(), (1, 2)])
def test_a_candidate_has_as_many_levels_as_there_are(levels):
    with pytest.raises(InvalidLevelsError):
        pose([Candidate("M1", "T1", levels)], {"T1": Seats(1)}, SALT, ONE)


@pytest.mark.parametrize(
    "seats", [Seats(-1), Seats(1.0), Seats(float("inf")), Seats("1"), Seats(None), Seats(1, 2), Seats(2, -1)]
)
def test_seats_must_be_whole_numbers_and_no_fewer_at_most_than_at_least(seats):
    with pytest.raises(InvalidSeatsError) as error:
        pose([], {"T1": seats}, SALT)
    assert error.value == InvalidSeatsError("T1", seats)


def test_one_pair_with_two_sets_of_levels_is_refused():
    first, second = Candidate("M1", "T1", (1,)), Candidate("M1", "T1", (2,))
    with pytest.raises(DoubledCandidateError) as error:
        pose([first, second], {"T1": Seats(1)}, SALT, ONE)
    assert error.value == DoubledCandidateError(first, second)


def test_nobody_is_their_own_mentor():
    with pytest.raises(SelfPairError):
        pose([rated("P1", "P1", 900)], {"P1": Seats(1)}, SALT)


def test_a_mentor_whose_seats_were_forgotten_is_not_taken_for_one_without_seats():
    with pytest.raises(UnknownMentorError) as error:
        pose([rated("M1", "T1", 1)], {}, SALT)
    assert error.value.candidate.mentor == "T1"


def test_totals_that_disagree_are_never_returned():
    instance = school([Candidate("M1", "T1", (1,))], {"T1": 1})
    other = school([Candidate("M1", "T1", (1,))], {"T1": 1}, salt="another salt")
    with pytest.raises(DisagreeingTotalsError):
        check_totals(instance, encode(other), tuple(instance.candidates.values()))


TWO_AND_TWO = school([Candidate(f"M{i}", f"T{j}", ()) for i in (1, 2) for j in (1, 2)], {"T1": 1, "T2": 1})


def test_a_lock_on_a_pair_that_was_filtered_is_refused_by_name():
    with pytest.raises(LockNotACandidateError) as error:
        with_locks(TWO_AND_TWO, [Lock("M1", "T3")])
    assert error.value.lock == Lock("M1", "T3")


def test_a_mentee_is_locked_to_one_mentor_only():
    with pytest.raises(LockedTwiceError) as error:
        with_locks(TWO_AND_TWO, [Lock("M1", "T1"), Lock("M1", "T2")])
    assert error.value == LockedTwiceError("M1", ("T1", "T2"))


def test_more_locks_than_seats_are_refused_with_the_names_of_all():
    with pytest.raises(LocksExceedSeatsError) as error:
        with_locks(with_locks(TWO_AND_TWO, [Lock("M1", "T1")]), [Lock("M2", "T1")])
    assert error.value == LocksExceedSeatsError("T1", 1, ("M1", "M2"))
