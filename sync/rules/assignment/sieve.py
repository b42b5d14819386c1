"""For a region: which candidates no best pairing contains, found with OR-tools if it is installed (extra ``region``).

OR-tools' numbers end at 64 bits, and all our objectives with their hash do not fit there. So it solves the leading
ones; prices of the places, worked out from its seating, prove of nearly all other candidates that any pairing with
them is worse on these leading objectives alone (complementary slackness: Ahuja, Magnanti, Orlin, «Network Flows»,
1993, §9.4). Ours chooses exactly among the few that are left. Whatever fails here leaves all candidates in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sync.rules.assignment.objective import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

EXACT = 2**60
"""OR-tools scales costs by the number of nodes and keeps potentials in 64 bits (ortools/graph/min_cost_flow.h)."""


@dataclass(frozen=True)
class _Offers:
    """Offers one below the other, sorted by place: mentee, place, gain cut to the leading objectives.

    ``rooms`` and ``first`` (1 for seats that should be filled at least) go by place.
    """

    mentee: Numbers
    place: Numbers
    gain: Numbers
    rooms: Numbers
    first: Numbers
    mentees: int
    pair_unit: int


def without_hopeless(problem: Problem) -> Problem:
    """The same problem with all its best pairings, but with few other candidates; unchanged without OR-tools."""
    try:
        from ortools.graph.python import min_cost_flow
    except ImportError:
        return problem
    unit = _cut(problem)
    if not unit:
        return problem
    offers = _in_arrays(problem, unit)
    seat = _seating(offers, min_cost_flow.SimpleMinCostFlow())
    prices = None if seat is None else _prices(offers, seat)
    return problem if prices is None else _kept(problem, offers, *prices)


def _cut(problem: Problem) -> int:
    """The unit of the last digit up to which gains fit into 64 bits; 0 where not even the pairs do."""
    largest = max((max(offer.values(), default=0) for offer in problem.offers), default=0)
    nodes = len(problem.mentees) + len(problem.places) + 2
    pair = problem.units[2]
    cost = max((gain % pair for offer in problem.offers for gain in offer.values()), default=0)
    if any(place.bonus for place in problem.places):
        cost += pair
    for unit in reversed(problem.units[2:]):
        if max(largest, pair) // unit < EXACT and cost // unit * nodes < EXACT:
            return unit
    return 0


def _in_arrays(problem: Problem, unit: int) -> _Offers:
    import numpy as np

    rows = sum(len(offer) for offer in problem.offers)
    place = np.fromiter((place for offer in problem.offers for place in offer), np.int64, rows)
    gain = np.fromiter((gain // unit for offer in problem.offers for gain in offer.values()), np.int64, rows)
    mentee = np.repeat(np.arange(len(problem.mentees)), [len(offer) for offer in problem.offers])
    order = np.argsort(place, kind="stable")
    rooms = np.array([place.room for place in problem.places], dtype=np.int64)
    first = np.array([int(place.bonus > 0) for place in problem.places], dtype=np.int64)
    pair_unit = problem.units[2] // unit
    return _Offers(mentee[order], place[order], gain[order], rooms, first, len(problem.mentees), pair_unit)


def _seating(offers: _Offers, flow: Any) -> Numbers | None:
    """For each mentee the row of the offer that the best seating by the leading objectives takes, or -1.

    The most pairs come from the flow, first seats from the costs: both together can always be had.
    """
    import numpy as np

    mentees, places = offers.mentees, len(offers.rooms)
    source, sink = mentees + places, mentees + places + 1
    everybody, everywhere = np.arange(mentees), mentees + np.arange(places)
    gain = offers.gain % offers.pair_unit + offers.pair_unit * offers.first[offers.place]
    add = flow.add_arcs_with_capacity_and_unit_cost
    arcs = add(offers.mentee, mentees + offers.place, np.ones_like(gain), -gain)
    add(np.full(mentees, source), everybody, np.ones_like(everybody), everybody * 0)
    add(everywhere, np.full(places, sink), offers.rooms, everywhere * 0)
    flow.set_node_supply(source, mentees)
    flow.set_node_supply(sink, -mentees)
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        return None
    seat = np.full(mentees, -1)
    taken = np.flatnonzero(flow.flows(arcs))
    seat[offers.mentee[taken]] = taken
    return seat


def _prices(offers: _Offers, seat: Numbers) -> tuple[Numbers, Numbers] | None:
    """What each mentee has net of the price of the seat, and the least prices at which nobody wants to move.

    None where there are no such prices: the seating is not the best one.
    """
    import numpy as np

    price = np.zeros(len(offers.rooms), dtype=np.int64)
    offered, starts = np.unique(offers.place, return_index=True)
    seated = np.flatnonzero(seat >= 0)
    full = np.bincount(offers.place[seat[seated]], minlength=len(price)) == offers.rooms
    net = np.zeros(offers.mentees, dtype=np.int64)
    for _ in range(len(price) + 2):
        net[seated] = offers.gain[seat[seated]] - price[offers.place[seat[seated]]]
        if (net < 0).any() or price[~full].any():
            return None
        bid = np.maximum.reduceat(offers.gain - net[offers.mentee], starts)
        if (bid <= price[offered]).all():
            return net, price
        price[offered] = np.maximum(price[offered], bid)
    return None


def _kept(problem: Problem, offers: _Offers, net: Numbers, price: Numbers) -> Problem:
    """Only offers that are worth to the mentee all that the mentee has."""
    import numpy as np

    tight = np.flatnonzero(offers.gain - price[offers.place] == net[offers.mentee])
    kept: list[dict[int, int]] = [{} for _ in problem.mentees]
    for mentee, place in zip(offers.mentee[tight].tolist(), offers.place[tight].tolist(), strict=True):
        kept[mentee][place] = problem.offers[mentee][place]
    return replace(problem, offers=tuple(kept))
