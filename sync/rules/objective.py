"""What a pairing maximises: objectives in order of importance, folded into one exact whole number.

A candidate's gain is a mixed-radix number whose digits are, most significant first: 1 for the pair itself,
its levels, a tie-break hash. Each radix exceeds the largest possible total of its digit, so sums never carry,
and to compare two sums is to compare their totals level by level.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TIE_BREAK_BITS = 30
"""By the isolation lemma the best pairing is unique with probability >= 1 - candidates / 2**30.

Mulmuley, Vazirani, Vazirani, «Matching is as easy as matrix inversion», https://doi.org/10.1007/BF02579206
"""


@dataclass(frozen=True, order=True)
class Candidate:
    """A pair that may be made: ids of mentee and mentor, and how well they fit on each level.

    ``levels`` are non-negative whole numbers, the most important first, as many as every other candidate has.
    """

    mentee: str
    mentor: str
    levels: tuple[int, ...]


@dataclass
class InvalidLevelsError(ValueError):
    """A level that is negative or no whole number."""

    candidate: Candidate


@dataclass
class UnevenLevelsError(ValueError):
    """Two candidates with different numbers of levels: they cannot be compared."""

    first: Candidate
    second: Candidate


@dataclass
class ContradictoryCandidatesError(ValueError):
    """The same pair twice, with different levels."""

    first: Candidate
    second: Candidate


@dataclass
class InvalidSeatsError(ValueError):
    """A mentor's number of seats that is negative or no whole number."""

    mentor: str
    seats: object


@dataclass
class UnknownMentorError(ValueError):
    """A candidate whose mentor has no entry among the seats; a mentor who takes nobody has 0 there."""

    candidate: Candidate


@dataclass(frozen=True)
class Problem:
    """Distinct candidates in the order of their ids, and what each would add to the objective.

    ``gains`` is mentee -> mentor -> gain; ``units`` are the weights of the digits of a gain: of the pair, of
    each level, of the tie-break.
    """

    candidates: Mapping[tuple[str, str], Candidate]
    seats: Mapping[str, int]
    gains: Mapping[str, Mapping[str, int]]
    units: tuple[int, ...]


def pose_problem(candidates: Iterable[Candidate], seats: Mapping[str, int], salt: str) -> Problem:
    """Check and encode what is to be solved. Raises the ValueErrors of this module."""
    distinct = _distinct(candidates)
    _check_seats(distinct.values(), seats)
    digits = {pair: (1, *candidate.levels, tie_break(salt, *pair)) for pair, candidate in distinct.items()}
    largest = [max(digit) for digit in zip(*digits.values(), strict=True)] or [1, 0]
    units = _units(largest, mentees=len({mentee for mentee, _ in distinct}))
    gains: dict[str, dict[str, int]] = {}
    for (mentee, mentor), values in digits.items():
        gains.setdefault(mentee, {})[mentor] = sum(map(int.__mul__, units, values))
    return Problem(distinct, dict(seats), gains, units)


def tie_break(salt: str, mentee: str, mentor: str) -> int:
    """The first 30 bits of BLAKE2b-512 over salt, mentee and mentor, joined by newlines (as of ``b2sum``)."""
    digest = blake2b(f"{salt}\n{mentee}\n{mentor}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - TIE_BREAK_BITS)


def decode_totals(problem: Problem, gain: int) -> tuple[int, ...]:
    """Take a sum of gains apart: the number of pairs, the total of each level and of the tie-breaks."""
    totals = []
    for unit in problem.units:
        total, gain = divmod(gain, unit)
        totals.append(total)
    return tuple(totals)


def _units(largest: list[int], mentees: int) -> tuple[int, ...]:
    """The weight of each digit, from the largest value that one candidate has in it."""
    units = [1]
    for bound in reversed(largest[1:]):
        units.append(units[-1] * (mentees * bound + 1))
    return tuple(reversed(units))


def _distinct(candidates: Iterable[Candidate]) -> dict[tuple[str, str], Candidate]:
    found: dict[tuple[str, str], Candidate] = {}
    for candidate in _checked(candidates):
        first = found.setdefault((candidate.mentee, candidate.mentor), candidate)
        if first != candidate:
            raise ContradictoryCandidatesError(first, candidate)
    return dict(sorted(found.items()))


def _checked(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    first = None
    for candidate in candidates:
        first = first or candidate
        if len(candidate.levels) != len(first.levels):
            raise UnevenLevelsError(first, candidate)
        if not all(isinstance(level, int) and level >= 0 for level in candidate.levels):
            raise InvalidLevelsError(candidate)
        yield candidate


def _check_seats(candidates: Iterable[Candidate], seats: Mapping[str, int]) -> None:
    for mentor, number in seats.items():
        if not isinstance(number, int) or number < 0:
            raise InvalidSeatsError(mentor, number)
    for candidate in candidates:
        if candidate.mentor not in seats:
            raise UnknownMentorError(candidate)
