"""Proof that a pairing is the best one, whoever made it: it knows nothing of how pairings are computed.

A pairing is optimal if and only if no round of moves improves it (no negative cycle in the residual graph:
Ahuja, Magnanti, Orlin, «Network Flows», 1993, theorem 9.1). The graph's places are the mentors and one
outside, where mentees without a mentor are and where chains of moves begin and end; an arc is the most
profitable single move between two places. Its cycles are looked for with Bellman and Ford's method.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.rules.objective import Candidate, Problem, pose_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

OUTSIDE = None


@dataclass(frozen=True)
class Move:
    """One mentee goes from one mentor to another; None means: to or from no mentor."""

    mentee: str
    source: str | None
    target: str | None


@dataclass(frozen=True)
class Improvement:
    """Moves that together, and only together, turn a pairing into a better lawful one.

    ``change`` is what they add to the number of pairs and to the total of each level; all zeros mean that
    only the salted hash prefers the other pairing.
    """

    moves: tuple[Move, ...]
    change: tuple[int, ...]


@dataclass
class NotACandidateError(ValueError):
    """A pair that is not among the candidates, or not with these levels."""

    pair: Candidate


@dataclass
class PairedTwiceError(ValueError):
    """A mentee with more than one mentor."""

    mentee: str


@dataclass
class SeatsExceededError(ValueError):
    """A mentor with more mentees than seats."""

    mentor: str
    seats: int
    mentees: tuple[str, ...]


@dataclass
class NotTheBestError(ArithmeticError):
    """A pairing that could be better: our fault, and nothing may be shown."""

    improvement: Improvement


@dataclass(frozen=True)
class _Arc:
    source: str | None
    target: str | None
    gain: int
    mentee: str | None


def refuse_improvable(
    pairs: Iterable[Candidate], candidates: Iterable[Candidate], seats: Mapping[str, int], salt: str
) -> None:
    """Prove a pairing before anybody sees it, whoever computed it. Raises NotTheBestError."""
    if improvement := find_improvement(pairs, candidates, seats, salt):
        raise NotTheBestError(improvement)


def find_improvement(
    pairs: Iterable[Candidate], candidates: Iterable[Candidate], seats: Mapping[str, int], salt: str
) -> Improvement | None:
    """None if ``pairs`` is the best pairing, otherwise moves that make it better.

    Candidates, seats and salt are those of ``best_assignment``. Raises NotACandidateError, PairedTwiceError
    or SeatsExceededError where ``pairs`` is no lawful pairing, and the ValueErrors of
    ``sync.rules.objective``.
    """
    problem = pose_problem(candidates, seats, salt)
    place = _checked_places(problem, pairs)
    cycle = _improving_cycle(_best_arcs(problem, place))
    moves = tuple(Move(arc.mentee, arc.source, arc.target) for arc in cycle if arc.mentee is not None)
    return Improvement(moves, _change(problem, moves)) if moves else None


def _checked_places(problem: Problem, pairs: Iterable[Candidate]) -> dict[str, str]:
    """Mentee -> mentor, of a lawful pairing."""
    place: dict[str, str] = {}
    seated: dict[str, list[str]] = {}
    for pair in pairs:
        if problem.candidates.get((pair.mentee, pair.mentor)) != pair:
            raise NotACandidateError(pair)
        if pair.mentee in place:
            raise PairedTwiceError(pair.mentee)
        place[pair.mentee] = pair.mentor
        seated.setdefault(pair.mentor, []).append(pair.mentee)
    for mentor, mentees in seated.items():
        if len(mentees) > problem.seats[mentor]:
            raise SeatsExceededError(mentor, problem.seats[mentor], tuple(mentees))
    return place


def _best_arcs(problem: Problem, place: Mapping[str, str]) -> list[_Arc]:
    best: dict[tuple[str | None, str | None], _Arc] = {}
    for arc in (*_seat_arcs(problem, place), *_mentee_arcs(problem, place)):
        known = best.get((arc.source, arc.target))
        if known is None or arc.gain > known.gain:
            best[arc.source, arc.target] = arc
    return list(best.values())


def _seat_arcs(problem: Problem, place: Mapping[str, str]) -> Iterator[_Arc]:
    """Nobody moves: a chain of moves may begin by leaving any mentor and end at any free seat."""
    taken = Counter(place.values())
    for mentor, seats in problem.seats.items():
        yield _Arc(OUTSIDE, mentor, 0, None)
        if taken[mentor] < seats:
            yield _Arc(mentor, OUTSIDE, 0, None)


def _mentee_arcs(problem: Problem, place: Mapping[str, str]) -> Iterator[_Arc]:
    for mentee, gains in problem.gains.items():
        source = place.get(mentee, OUTSIDE)
        present = 0 if source is OUTSIDE else gains[source]
        if source is not OUTSIDE:
            yield _Arc(source, OUTSIDE, -present, mentee)
        for target, gain in gains.items():
            if target != source:
                yield _Arc(source, target, gain - present, mentee)


def _improving_cycle(arcs: list[_Arc]) -> list[_Arc]:
    """A cycle whose gain is positive, or nothing.

    The loop ends: a round that still reaches some place with more gain, when there have been as many rounds
    as places, has closed a cycle of last arcs.
    """
    reach: dict[str | None, int] = {place: 0 for arc in arcs for place in (arc.source, arc.target)}
    last: dict[str | None, _Arc] = {}
    while _relax(arcs, reach, last):
        cycle = _cycle_of(last)
        if cycle:
            return cycle
    return []


def _relax(arcs: list[_Arc], reach: dict[str | None, int], last: dict[str | None, _Arc]) -> bool:
    """One round over all arcs; whether any place was reached with more gain."""
    changed = False
    for arc in arcs:
        gain = reach[arc.source] + arc.gain
        if gain > reach[arc.target]:
            reach[arc.target] = gain
            last[arc.target] = arc
            changed = True
    return changed


def _cycle_of(last: Mapping[str | None, _Arc]) -> list[_Arc]:
    """A cycle among the arcs by which places were last reached; each place has at most one."""
    seen: dict[str | None, str | None] = {}
    for start in last:
        place = start
        while place in last and place not in seen:
            seen[place] = start
            place = last[place].source
        if place in last and seen[place] == start:
            return _around(last, place)
    return []


def _around(last: Mapping[str | None, _Arc], start: str | None) -> list[_Arc]:
    """The cycle through ``start``, in the order of its moves."""
    cycle = [last[start]]
    while cycle[-1].source != start:
        cycle.append(last[cycle[-1].source])
    return cycle[::-1]


def _change(problem: Problem, moves: Iterable[Move]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*(_digits_gained(problem, move) for move in moves), strict=True)))


def _digits_gained(problem: Problem, move: Move) -> tuple[int, ...]:
    after = _digits(problem, move.mentee, move.target)
    before = _digits(problem, move.mentee, move.source)
    return tuple(map(int.__sub__, after, before))


def _digits(problem: Problem, mentee: str, mentor: str | None) -> tuple[int, ...]:
    if mentor is None:
        return (0,) * (len(problem.units) - 1)
    return (1, *problem.candidates[mentee, mentor].levels)
