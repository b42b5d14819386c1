"""Proof that a pairing is the best one, whoever made it: it knows nothing of how pairings are computed.

A pairing is optimal if and only if no round of moves improves it (no negative cycle in the residual graph:
Ahuja, Magnanti, Orlin, «Network Flows», 1993, theorem 9.1). The graph's nodes are the places with the mentors and
one outside, where mentees without a mentor are and where chains of moves begin and end; an arc is the most
profitable single move between two nodes. Its cycles are looked for with Bellman and Ford's method.
Of groups it proves that no exchange is better among the groups that are open; not that the right ones are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sync.rules.assignment.instance import Candidate, Instance, Lock, totals_of, with_groups
from sync.rules.assignment.objective import Problem, encode

OUTSIDE = -1


@dataclass(frozen=True)
class Move:
    """One mentee goes from one mentor to another; None means: to or from no mentor."""

    mentee: str
    source: str | None
    target: str | None


@dataclass(frozen=True)
class Improvement:
    """Moves that together, and only together, turn a pairing into a better lawful one.

    ``change`` is what they add to each of the totals (``Instance.of_totals``); all zeros mean that only the
    salted hash prefers the other pairing.
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
class GroupTooSmallError(ValueError):
    """A group that should have been closed: fewer mentees than it takes to open it."""

    mentor: str
    least: int
    mentees: tuple[str, ...]


@dataclass
class LockBrokenError(ValueError):
    """A locked pair that is not there."""

    lock: Lock


@dataclass
class NotTheBestError(ArithmeticError):
    """A pairing that could be better: our fault, and nothing may be shown."""

    improvement: Improvement


@dataclass(frozen=True)
class _Arc:
    source: int
    target: int
    gain: int
    mentee: int | None


def refuse_improvable(instance: Instance, pairs: Iterable[Candidate]) -> None:
    """Prove a pairing before anybody sees it, whoever computed it. Raises NotTheBestError."""
    if found := improvement(instance, pairs):
        raise NotTheBestError(found)


def improvement(instance: Instance, pairs: Iterable[Candidate]) -> Improvement | None:
    """None if ``pairs`` is the best pairing of the instance, otherwise moves that make it better.

    Raises NotACandidateError, PairedTwiceError, SeatsExceededError, GroupTooSmallError or LockBrokenError where
    ``pairs`` is no lawful pairing.
    """
    chosen = tuple(pairs)
    seated = _lawfully_seated(instance, chosen)
    problem = encode(with_groups(instance, seated))
    place = _places(problem, {pair.mentee: pair.mentor for pair in chosen})
    cycle = _improving_cycle(_best_arcs(problem, place))
    moves = tuple(move for arc in cycle for move in _moves(problem, arc))
    return Improvement(moves, _change(instance, chosen, moves)) if cycle else None


def _lawfully_seated(instance: Instance, pairs: tuple[Candidate, ...]) -> dict[str, list[str]]:
    """Mentor -> mentees, of a lawful pairing."""
    mentors: dict[str, str] = {}
    seated: dict[str, list[str]] = {}
    for pair in pairs:
        if instance.candidates.get(pair.pair) != pair:
            raise NotACandidateError(pair)
        if pair.mentee in mentors:
            raise PairedTwiceError(pair.mentee)
        mentors[pair.mentee] = pair.mentor
        seated.setdefault(pair.mentor, []).append(pair.mentee)
    for mentor, mentees in seated.items():
        _check_group(instance, mentor, tuple(mentees))
    for lock in instance.locks:
        if mentors.get(lock.mentee) != lock.mentor:
            raise LockBrokenError(lock)
    return seated


def _check_group(instance: Instance, mentor: str, mentees: tuple[str, ...]) -> None:
    seats = instance.seats[mentor]
    if len(mentees) > seats.most:
        raise SeatsExceededError(mentor, seats.most, mentees)
    if seats.may_close and len(mentees) < seats.least:
        raise GroupTooSmallError(mentor, seats.least, mentees)


def _places(problem: Problem, mentors: Mapping[str, str]) -> list[int]:
    """Where each mentee of the problem sits: whoever comes first, on a seat that should be filled at least."""
    at: dict[str, list[int]] = {}
    for index, place in enumerate(problem.places):
        at.setdefault(place.mentor, []).extend([index] * place.room)
    seats = {mentor: iter(indexes) for mentor, indexes in at.items()}
    return [next(seats[mentors[mentee]]) if mentee in mentors else OUTSIDE for mentee in problem.mentees]


def _best_arcs(problem: Problem, place: list[int]) -> list[_Arc]:
    best: dict[tuple[int, int], _Arc] = {}
    for source, target, gain, mentee in (*_seat_arcs(problem, place), *_mentee_arcs(problem, place)):
        known = best.get((source, target))
        if known is None or gain > known.gain:
            best[source, target] = _Arc(source, target, gain, mentee)
    return list(best.values())


def _seat_arcs(problem: Problem, place: list[int]) -> Iterator[tuple[int, int, int, None]]:
    """Nobody moves: a chain of moves may begin by leaving any place and end at any free seat."""
    taken = Counter(place)
    for index, seats in enumerate(problem.places):
        yield OUTSIDE, index, 0, None
        if taken[index] < seats.room:
            yield index, OUTSIDE, 0, None


def _mentee_arcs(problem: Problem, place: list[int]) -> Iterator[tuple[int, int, int, int]]:
    for mentee, (source, gains) in enumerate(zip(place, problem.offers, strict=True)):
        present = 0 if source == OUTSIDE else gains[source]
        if source != OUTSIDE:
            yield source, OUTSIDE, -present, mentee
        for target, gain in gains.items():
            if target != source:
                yield source, target, gain - present, mentee


def _moves(problem: Problem, arc: _Arc) -> Iterator[Move]:
    """The move of an arc; from one seat to another with the same mentor is none."""
    source, target = (None if node == OUTSIDE else problem.places[node].mentor for node in (arc.source, arc.target))
    if arc.mentee is not None and source != target:
        yield Move(problem.mentees[arc.mentee], source, target)


def _improving_cycle(arcs: list[_Arc]) -> list[_Arc]:
    """A cycle whose gain is positive, or nothing.

    The loop ends: a round that still reaches some node with more gain, when there have been as many rounds
    as nodes, has closed a cycle of last arcs.
    """
    leaving: dict[int, list[_Arc]] = {node: [] for arc in arcs for node in (arc.source, arc.target)}
    for arc in arcs:
        leaving[arc.source].append(arc)
    reach, last = dict.fromkeys(leaving, 0), dict[int, _Arc]()
    improved = list(leaving)
    while improved:
        improved = _relax([arc for node in improved for arc in leaving[node]], reach, last)
        cycle = _cycle_of(last)
        if cycle:
            return cycle
    return []


def _relax(arcs: list[_Arc], reach: dict[int, int], last: dict[int, _Arc]) -> list[int]:
    """One round over arcs from nodes that were improved; which nodes are reached with more gain by them."""
    improved = dict[int, None]()
    for arc in arcs:
        gain = reach[arc.source] + arc.gain
        if gain > reach[arc.target]:
            reach[arc.target] = gain
            last[arc.target] = arc
            improved[arc.target] = None
    return list(improved)


def _cycle_of(last: Mapping[int, _Arc]) -> list[_Arc]:
    """A cycle among the arcs by which nodes were last reached; each node has at most one."""
    seen: dict[int, int] = {}
    for start in last:
        node = start
        while node in last and node not in seen:
            seen[node] = start
            node = last[node].source
        if node in last and seen[node] == start:
            return _around(last, node)
    return []


def _around(last: Mapping[int, _Arc], start: int) -> list[_Arc]:
    """The cycle through ``start``, in the order of its moves."""
    cycle = [last[start]]
    while cycle[-1].source != start:
        cycle.append(last[cycle[-1].source])
    return cycle[::-1]


def _change(instance: Instance, pairs: tuple[Candidate, ...], moves: tuple[Move, ...]) -> tuple[int, ...]:
    """What the moves add to each total."""
    mentors = {pair.mentee: pair.mentor for pair in pairs} | {move.mentee: move.target for move in moves}
    after = [instance.candidates[mentee, mentor] for mentee, mentor in mentors.items() if mentor is not None]
    return tuple(map(int.__sub__, totals_of(instance, after), totals_of(instance, pairs)))
