"""The best seating of mentees at places, exact at any size of numbers.

Mentees come in one by one. Each starts a chain of moves (the newcomer to a place, one of those seated there to
another, …) that ends at a free seat or with somebody left unpaired; the chain that loses least is the shortest
path that Dijkstra finds in the residual graph, with prices of the places as potentials. This is the successive
shortest path method for minimum-cost flow: Ahuja, Magnanti, Orlin, «Network Flows», 1993, §9.7.
"""

from __future__ import annotations

from heapq import heappop, heappush

from sync.rules.assignment.objective import Problem

NOWHERE = -1


def best_seating(problem: Problem) -> list[int]:
    """For every mentee of the problem the place where they sit best for all; NOWHERE where they are left out."""
    seating = Seating(problem)
    for mentee in range(len(problem.mentees)):
        seating.admit(mentee)
    return seating.place


class Seating:
    """Who sits where among the mentees admitted so far, and what a seat at each place is worth.

    Prices are the dual solution: a free seat costs nothing, and nobody would gain more, net of the price, by
    any other seat or by none. So no step of a search has negative length, and Dijkstra settles a place once.
    """

    def __init__(self, problem: Problem) -> None:
        self.offers = problem.offers
        self.free = [place.room for place in problem.places]
        self.place = [NOWHERE] * len(problem.mentees)
        self.seated: list[dict[int, int]] = [{} for _ in problem.places]
        self.price = [0] * len(problem.places)

    def admit(self, newcomer: int) -> None:
        """Let one more mentee in, and move others where that is best for all."""
        search = _Search(self, newcomer)
        search.run()
        for place in search.settled:
            self.price[place] += search.best - search.loss[place]
        self._follow(search)

    def _follow(self, search: _Search) -> None:
        """Make the moves of the best chain, from its end back to the newcomer."""
        mentee, target = search.last, search.target
        if target != NOWHERE:
            self.free[target] -= 1
        while True:
            source = self.place[mentee]
            self._move(mentee, source, target)
            if source == NOWHERE:
                return
            mentee, target = search.mover[source], source

    def _move(self, mentee: int, source: int, target: int) -> None:
        self.place[mentee] = target
        if source != NOWHERE:
            del self.seated[source][mentee]
        if target != NOWHERE:
            self.seated[target][mentee] = self.offers[mentee][target]


class _Search:
    """Dijkstra from a newcomer over places whose seats are all taken; lengths are gain lost, net of prices.

    The best chain known so far loses ``best`` (0 where the newcomer stays out, negative where all gain) and
    ends with the move of ``last`` to ``target``, where NOWHERE means: is left unpaired.
    """

    def __init__(self, seating: Seating, newcomer: int) -> None:
        self.seating = seating
        self.best = 0
        self.last = newcomer
        self.target = NOWHERE
        self.loss: dict[int, int] = {}
        self.mover: dict[int, int] = {}
        self.settled: list[int] = []
        self.queue: list[tuple[int, int]] = []

    def run(self) -> None:
        self._look_around(self.last, 0)
        while self.queue:
            loss, place = heappop(self.queue)
            if loss >= self.best:
                return
            if loss == self.loss[place]:
                self._settle(place, loss)

    def _settle(self, place: int, loss: int) -> None:
        self.settled.append(place)
        net = loss - self.seating.price[place]
        for mentee, gain in self.seating.seated[place].items():
            self._look_around(mentee, net + gain)

    def _look_around(self, mentee: int, without: int) -> None:
        """Try every way on for a mentee whose being unpaired would lose ``without``."""
        if without < self.best:
            self.best, self.last, self.target = without, mentee, NOWHERE
        price, known, best = self.seating.price, self.loss, self.best
        for place, gain in self.seating.offers[mentee].items():
            loss = without - gain + price[place]
            if loss < best and loss < known.get(place, best):
                self._reach(place, loss, mentee)
                best = self.best

    def _reach(self, place: int, loss: int, mentee: int) -> None:
        if self.seating.free[place]:
            self.best, self.last, self.target = loss, mentee, place
            return
        self.loss[place] = loss
        self.mover[place] = mentee
        heappush(self.queue, (loss, place))
