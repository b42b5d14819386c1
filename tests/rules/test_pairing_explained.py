"""What staff can be told of a pairing: the price of a lock, a wish that was lost, pairs that would rather change."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sync.rules.assignment.blocking import BlockingPair, blocking_pairs
from sync.rules.assignment.certificate import Move
from sync.rules.assignment.instance import Candidate, Lock, Seats, pose, rated
from sync.rules.assignment.lock_price import what_if
from sync.rules.assignment.lost_wish import LostWish, Seated, why_not
from sync.rules.assignment.solver import best_assignment
from tests.rules.schools import SALT, lawful_pairings, school, small_schools, totals, value

untimed = settings(deadline=None, max_examples=100)

# Anna and Boris both wish for Tatiana, who has one seat; Viktor takes anybody.
ANNA, BORIS = rated("Anna", "Tatiana", 900), rated("Boris", "Tatiana", 700, mutual=True)
ROWS = [ANNA, BORIS, rated("Anna", "Viktor", 300), rated("Boris", "Viktor", 650)]
SCHOOL = pose(ROWS, {"Tatiana": Seats(1), "Viktor": Seats(2)}, SALT)
BEST = best_assignment(SCHOOL)


def test_the_price_of_a_lock_is_what_all_lose_and_who_would_sit_elsewhere():
    price = what_if(SCHOOL, BEST, Lock("Anna", "Tatiana"))
    assert dict(zip(SCHOOL.of_totals, price.change, strict=True)) == {
        "least": 0,
        "pairs": 0,
        "mutual": -1,
        "fit": 550,
        "stay": 0,
    }
    assert price.moves == (Move("Anna", "Viktor", "Tatiana"), Move("Boris", "Tatiana", "Viktor"))


def test_a_lock_that_leaves_somebody_out_says_so():
    candidates = [Candidate("M1", "T1", ()), Candidate("M1", "T2", ()), Candidate("M2", "T1", ())]
    instance = school(candidates, {"T1": 1, "T2": 1})
    price = what_if(instance, best_assignment(instance), Lock("M1", "T1"))
    assert price.change == (0, -1)
    assert price.moves == (Move("M1", "T2", "T1"), Move("M2", "T1", None))


@untimed
@given(small_schools(), st.data())
def test_no_pairing_with_the_lock_costs_less(instance, data):
    taken = [lock.mentor for lock in instance.locks]
    free = {lock.mentee for lock in instance.locks}
    wishes = [p for p in instance.candidates if p[0] not in free and taken.count(p[1]) < instance.seats[p[1]].most]
    assume(wishes)
    wish = data.draw(st.sampled_from(wishes))
    best = best_assignment(instance)
    price = what_if(instance, best, Lock(*wish))
    lawful = [pairs for pairs in lawful_pairings(instance) if instance.candidates[wish] in pairs]
    assert price.locked.pairs == max(lawful, key=lambda pairs: value(pairs, instance))
    assert price.change == tuple(map(int.__sub__, price.locked.totals, totals(best.pairs, instance)))
    assert price.change <= (0,) * len(price.change)
    assert (price.moves == ()) == (instance.candidates[wish] in best.pairs)


def test_who_sits_on_the_wished_seat_and_by_what_they_are_ahead():
    lost = why_not(SCHOOL, BEST, "Anna", "Tatiana")
    assert lost is not None
    assert (lost.wish, lost.free_seats) == (ANNA, 0)
    assert lost.seated == (Seated(BORIS, "mutual", 1, locked=False),)
    assert lost.instead is not None
    assert lost.instead.mentor == "Viktor"
    assert lost.price == what_if(SCHOOL, BEST, Lock("Anna", "Tatiana"))


def test_a_wish_that_came_true_needs_no_reason():
    assert why_not(SCHOOL, BEST, "Boris", "Tatiana") is None


def test_somebody_may_sit_there_though_they_fit_less_because_all_gain_by_it():
    rows = [rated("M1", "T1", 900), rated("M1", "T2", 850), rated("M2", "T1", 800), rated("M2", "T2", 100)]
    instance = pose(rows, {"T1": Seats(1), "T2": Seats(1)}, SALT)
    lost = why_not(instance, best_assignment(instance), "M1", "T1")
    assert lost is not None
    assert lost.seated == (Seated(rows[2], "fit", -100, locked=False),)


def test_a_wish_that_a_filter_took_has_no_price():
    lost = why_not(SCHOOL, BEST, "Anna", "Galina")
    assert lost == LostWish("Anna", "Galina", rated("Anna", "Viktor", 300), None, (), 0, None)


def test_a_wish_for_a_seat_that_is_locked_has_no_price():
    instance = pose(ROWS, SCHOOL.seats, SALT, locks=[Lock("Boris", "Tatiana")])
    lost = why_not(instance, best_assignment(instance), "Anna", "Tatiana")
    assert lost is not None
    assert lost.price is None
    assert [seated.locked for seated in lost.seated] == [True]


def test_those_who_would_rather_be_together_are_named():
    """Anna and Tatiana, if mentees and mentors looked at the fit alone."""

    def by_fit(candidate):
        return candidate.levels[1:2]

    assert blocking_pairs(SCHOOL, BEST.pairs) == ()
    assert blocking_pairs(SCHOOL, BEST.pairs, by_fit, by_fit) == (BlockingPair(ANNA, "Viktor", "Boris"),)


def test_a_closed_group_has_no_free_seat_to_leave_for():
    candidates = [Candidate("M1", "T1", (9,)), Candidate("M1", "T2", (1,))]
    instance = school(candidates, {"T1": Seats(4, 2, may_close=True), "T2": 1})
    assert blocking_pairs(instance, candidates[1:]) == ()
