"""The best pairing of mentees with mentors, exact at any size.

Mentees come in one by one. Each starts a chain of moves (the newcomer to a mentor, one of those seated there
to another, …) that ends at a free seat or with somebody left unpaired; the chain that loses least is the
shortest path that Dijkstra finds in the residual graph, with prices of the mentors as potentials. This is the
successive shortest path method for minimum-cost flow: Ahuja, Magnanti, Orlin, «Network Flows», 1993, §9.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from sync.rules.objective import Candidate, Problem, decode_totals, pose_problem, tie_break

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Assignment", "Candidate", "DisagreeingTotalsError", "best_assignment"]


@dataclass(frozen=True)
class Assignment:
    """Pairs sorted by mentee; the number of pairs and then the total of each level.

    Without candidates the number of levels is unknown, and ``totals`` is ``(0,)``.
    """

    pairs: tuple[Candidate, ...]
    totals: tuple[int, ...]


@dataclass
class DisagreeingTotalsError(ArithmeticError):
    """The encoded objective and the pairs say different things: our fault, and nothing may be shown."""

    decoded: tuple[int, ...]
    summed: tuple[int, ...]


def best_assignment(candidates: Iterable[Candidate], seats: Mapping[str, int], salt: str) -> Assignment:
    """Match as many mentees as possible, and among those pairings take the largest totals, level by level.

    ``seats`` is how many mentees each mentor takes. Pairings that are equal on every level are told apart by
    a hash of ``salt`` and the ids, so that the result depends on the data and the salt and not on the order
    of rows. Raises the ValueErrors of ``sync.rules.objective``.
    """
    problem = pose_problem(candidates, seats, salt)
    seating = _Seating(problem)
    for mentee in problem.gains:
        seating.admit(mentee)
    pairs = tuple(problem.candidates[pair] for pair in sorted(seating.place.items()))
    return Assignment(pairs, _agreed_totals(problem, pairs, salt)[:-1])


def _agreed_totals(problem: Problem, pairs: Iterable[Candidate], salt: str) -> tuple[int, ...]:
    """Totals of all digits, decoded from the objective and summed from the pairs."""
    rows = [(1, *pair.levels, tie_break(salt, pair.mentee, pair.mentor)) for pair in pairs]
    summed = tuple(map(sum, zip(*rows, strict=True))) or (0,) * len(problem.units)
    decoded = decode_totals(problem, sum(problem.gains[pair.mentee][pair.mentor] for pair in pairs))
    if decoded != summed:
        raise DisagreeingTotalsError(decoded, summed)
    return decoded


class _Seating:
    """Who sits where among the mentees admitted so far, and what a seat with each mentor is worth.

    Prices are the dual solution: a free seat costs nothing, and nobody would gain more, net of the price, by
    any other seat or by none. So no step of a search has negative length, and Dijkstra settles a mentor once.
    """

    def __init__(self, problem: Problem) -> None:
        self.gains = problem.gains
        self.seats = problem.seats
        self.place: dict[str, str] = {}
        self.seated: dict[str, dict[str, int]] = {mentor: {} for mentor in problem.seats}
        self.price = dict.fromkeys(problem.seats, 0)

    def admit(self, newcomer: str) -> None:
        """Let one more mentee in, and move others where that is best for all."""
        search = _Search(self, newcomer)
        search.run()
        for mentor in search.settled:
            self.price[mentor] += search.best - search.loss[mentor]
        self._follow(search)

    def _follow(self, search: _Search) -> None:
        """Make the moves of the best chain, from its end back to the newcomer."""
        mentee, target = search.last, search.target
        while True:
            source = self.place.pop(mentee, None)
            if source is not None:
                del self.seated[source][mentee]
            if target is not None:
                self.place[mentee] = target
                self.seated[target][mentee] = self.gains[mentee][target]
            if source is None:
                return
            mentee, target = search.mover[source], source


class _Search:
    """Dijkstra from a newcomer over mentors whose seats are all taken; lengths are gain lost, net of prices.

    The best chain known so far loses ``best`` (0 where the newcomer stays out, negative where all gain) and
    ends with the move of ``last`` to ``target``, where None means: is left unpaired.
    """

    def __init__(self, seating: _Seating, newcomer: str) -> None:
        self.seating = seating
        self.best = 0
        self.last = newcomer
        self.target: str | None = None
        self.loss: dict[str, int] = {}
        self.mover: dict[str, str] = {}
        self.settled: list[str] = []
        self.queue: list[tuple[int, str]] = []

    def run(self) -> None:
        self._look_around(self.last, 0)
        while self.queue:
            loss, mentor = heappop(self.queue)
            if loss >= self.best:
                return
            if loss == self.loss[mentor]:
                self._settle(mentor, loss)

    def _settle(self, mentor: str, loss: int) -> None:
        self.settled.append(mentor)
        price = self.seating.price[mentor]
        for mentee, gain in self.seating.seated[mentor].items():
            self._look_around(mentee, loss + gain - price)

    def _look_around(self, mentee: str, without: int) -> None:
        """Try every way on for a mentee whose being unpaired would lose ``without``."""
        if without < self.best:
            self.best, self.last, self.target = without, mentee, None
        price = self.seating.price
        for mentor, gain in self.seating.gains[mentee].items():
            loss = without - gain + price[mentor]
            if loss < self.loss.get(mentor, self.best):
                self._reach(mentor, loss, mentee)

    def _reach(self, mentor: str, loss: int, mentee: str) -> None:
        if len(self.seating.seated[mentor]) < self.seating.seats[mentor]:
            self.best, self.last, self.target = loss, mentee, mentor
            return
        self.loss[mentor] = loss
        self.mover[mentor] = mentee
        heappush(self.queue, (loss, mentor))
