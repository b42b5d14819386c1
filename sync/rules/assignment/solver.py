"""The best pairing of an instance, from whichever solver suits it; all give the same pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sync.rules.assignment.groups import groups_to_open
from sync.rules.assignment.instance import Candidate, Instance, first_seats_filled, totals_of, with_groups
from sync.rules.assignment.objective import Problem, decode_totals, encode, tie_break
from sync.rules.assignment.shortest_paths import NOWHERE, best_seating
from sync.rules.assignment.sieve import without_hopeless

LARGE = 2000
"""Mentees from which the sieve saves more than its import costs."""


@dataclass(frozen=True)
class Shortfall:
    """A mentor with fewer mentees than there should be at least."""

    mentor: str
    least: int
    seated: int


@dataclass(frozen=True)
class Assignment:
    """Pairs sorted by mentee, locks among them; their totals in the order of ``Instance.of_totals``."""

    pairs: tuple[Candidate, ...]
    totals: tuple[int, ...]
    shortfalls: tuple[Shortfall, ...] = ()


@dataclass
class DisagreeingTotalsError(ArithmeticError):
    """The encoded objective and the pairs say different things: our fault, and nothing may be shown."""

    decoded: tuple[int, ...]
    summed: tuple[int, ...]


def best_assignment(instance: Instance) -> Assignment:
    """The lawful pairing with the largest totals, level by level, the same on every machine.

    Pairings that are equal on every level are told apart by a hash of the salt and the ids, so that the result
    depends on the data and the salt and not on the order of rows. Raises GroupsNotInstalledError or
    GroupsImpossibleError where mentors may close.
    """
    settled = with_groups(instance, groups_to_open(instance))
    problem = encode(settled)
    smaller = without_hopeless(problem) if len(problem.mentees) >= LARGE else problem
    pairs = _pairs(settled, smaller)
    check_totals(settled, problem, pairs)
    return Assignment(pairs, totals_of(instance, pairs), tuple(_shortfalls(instance, pairs)))


def _pairs(instance: Instance, problem: Problem) -> tuple[Candidate, ...]:
    found = {lock.pair for lock in instance.locks}
    for mentee, place in zip(problem.mentees, best_seating(problem), strict=True):
        if place != NOWHERE:
            found.add((mentee, problem.places[place].mentor))
    return tuple(instance.candidates[pair] for pair in sorted(found))


def check_totals(instance: Instance, problem: Problem, pairs: tuple[Candidate, ...]) -> None:
    """Totals of all digits, decoded from the objective and summed from the pairs, must be the same."""
    groups = first_seats_filled(instance, pairs, of_groups=True)
    hashes = sum(tie_break(instance.salt, *pair.pair) for pair in pairs)
    summed = (groups, *totals_of(instance, pairs), hashes)
    bonus = summed[0] * problem.units[0] + summed[1] * problem.units[1]
    decoded = decode_totals(problem, bonus + sum(problem.gains[pair.pair] for pair in pairs))
    if decoded != summed:
        raise DisagreeingTotalsError(decoded, summed)


def _shortfalls(instance: Instance, pairs: Iterable[Candidate]) -> Iterator[Shortfall]:
    taken = Counter(pair.mentor for pair in pairs)
    for mentor, seats in instance.seats.items():
        if taken[mentor] < seats.least and not seats.may_close:
            yield Shortfall(mentor, seats.least, taken[mentor])
