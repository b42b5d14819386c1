"""What a pairing maximises: objectives in order of importance, folded into one exact whole number.

A gain is a mixed-radix number whose digits are, most significant first: 1 for a seat without which an open group
would be too small, 1 for a seat that a mentor should have filled at least, 1 for the pair, the candidate's levels, a
tie-break hash. Each radix exceeds the largest possible total of its digit, so sums never carry, and to compare two
sums is to compare their totals level by level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from operator import mul

from sync.rules.assignment.instance import Instance

TIE_BREAK_BITS = 30
"""By the isolation lemma the best pairing is unique with probability >= 1 - candidates / 2**30.

Mulmuley, Vazirani, Vazirani, «Matching is as easy as matrix inversion», https://doi.org/10.1007/BF02579206
"""


@dataclass(frozen=True)
class Place:
    """Seats with one mentor that are worth the same; the first ones, to be filled at least, are worth a bonus."""

    mentor: str
    room: int
    bonus: int


@dataclass(frozen=True)
class Problem:
    """What is left to choose once the locks are taken out, in numbers.

    ``offers`` has for every one of ``mentees`` the places (by index) and what sitting there gains; ``gains`` the
    gain of every candidate without the bonus of a first seat; ``units`` are the weights of the digits.
    """

    mentees: tuple[str, ...]
    places: tuple[Place, ...]
    offers: tuple[Mapping[int, int], ...]
    gains: Mapping[tuple[str, str], int]
    units: tuple[int, ...]


def encode(instance: Instance) -> Problem:
    """The instance in numbers. Which groups open must have been settled before (``with_groups``)."""
    rows = [found.levels for found in instance.candidates.values()]
    largest = [max((row[index] for row in rows), default=0) for index in range(len(instance.levels))]
    units = _units([1, *largest, 2**TIE_BREAK_BITS - 1], len({mentee for mentee, _ in instance.candidates}))
    gains = {
        pair: units[2] + sum(map(mul, units[3:-1], row)) + tie_break(instance.salt, *pair)
        for pair, row in zip(instance.candidates, rows, strict=True)
    }
    places = _places(instance, units)
    offers = _offers(gains, places, locked={lock.mentee for lock in instance.locks})
    return Problem(tuple(offers), places, tuple(offers.values()), gains, units)


def tie_break(salt: str, mentee: str, mentor: str) -> int:
    """The first 30 bits of BLAKE2b-512 over salt, mentee and mentor, joined by newlines (as of ``b2sum``)."""
    digest = blake2b(f"{salt}\n{mentee}\n{mentor}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - TIE_BREAK_BITS)


def decode_totals(problem: Problem, gain: int) -> tuple[int, ...]:
    """Take a sum of gains apart: first seats filled of open groups and of others, pairs, each level, the tie-breaks."""
    totals = []
    for unit in problem.units:
        total, gain = divmod(gain, unit)
        totals.append(total)
    return tuple(totals)


def _units(largest: list[int], mentees: int) -> tuple[int, ...]:
    """The weight of each digit, from the largest value that one candidate has in it; first seats above all."""
    units = [1]
    for bound in reversed([1, *largest]):
        units.append(units[-1] * (mentees * bound + 1))
    return tuple(reversed(units))


def _places(instance: Instance, units: tuple[int, ...]) -> tuple[Place, ...]:
    """Locked mentees take the first seats first."""
    locked = Counter(lock.mentor for lock in instance.locks)
    places = []
    for mentor, seats in instance.seats.items():
        first = max(0, seats.least - locked[mentor])
        further = seats.most - locked[mentor] - first
        bonus = units[0] if seats.may_close else units[1]
        places += [Place(mentor, room, extra) for room, extra in ((first, bonus), (further, 0)) if room]
    return tuple(places)


def _offers(
    gains: Mapping[tuple[str, str], int], places: tuple[Place, ...], locked: set[str]
) -> dict[str, dict[int, int]]:
    at: dict[str, list[tuple[int, int]]] = {}
    for index, place in enumerate(places):
        at.setdefault(place.mentor, []).append((index, place.bonus))
    offers: dict[str, dict[int, int]] = {}
    for (mentee, mentor), gain in gains.items():
        if mentee not in locked:
            mine = offers.setdefault(mentee, {})
            for index, bonus in at.get(mentor, ()):
                mine[index] = gain + bonus if bonus else gain
    return offers
