"""Other ways to pair the same school. Each takes an instance and gives pairs; what it needs may not be installed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from sync.rules.assignment.instance import Candidate, Instance

Pair = tuple[str, str]


def weights(instance: Instance) -> dict[Pair, int]:
    """One number for a pair: a mutual wish is worth more than all fits together. No hash: they need not agree."""
    wish = 1 + instance.levels[1].most * len({mentee for mentee, _ in instance.candidates})
    return {pair: wish * found.levels[0] + found.levels[1] for pair, found in instance.candidates.items()}


def liked(candidate: Candidate) -> tuple[tuple[int, ...], str, str]:
    """The order in which both sides like a pair; without equals."""
    return candidate.levels, candidate.mentee, candidate.mentor


def greedy(instance: Instance) -> Iterable[Pair]:
    """The best candidate of all, then the best of the rest, and so on."""
    left = {mentor: seats.most for mentor, seats in instance.seats.items()}
    found: dict[str, str] = {}
    for candidate in sorted(instance.candidates.values(), key=liked, reverse=True):
        if candidate.mentee not in found and left[candidate.mentor]:
            found[candidate.mentee] = candidate.mentor
            left[candidate.mentor] -= 1
    return found.items()


def deferred_acceptance(instance: Instance) -> Iterable[Pair]:
    """Gale and Shapley's: mentees ask in the order of their liking, a mentor keeps the best who asked so far."""
    wishes: dict[str, list[Candidate]] = {}
    for candidate in sorted(instance.candidates.values(), key=liked):
        wishes.setdefault(candidate.mentee, []).append(candidate)
    kept: dict[str, list[Candidate]] = {mentor: [] for mentor in instance.seats}
    asking = list(wishes)
    while asking:
        mine = wishes[asking.pop()]
        if mine:
            there = kept[mine[-1].mentor]
            there.append(mine.pop())
            there.sort(key=liked, reverse=True)
            most = instance.seats[there[0].mentor].most
            asking += [out.mentee for out in there[most:]]
            del there[most:]
    return [pair.pair for pairs in kept.values() for pair in pairs]


def scipy_sparse(instance: Instance) -> Iterable[Pair]:
    """Every seat a column of its own, and for every mentee one more column that means: no mentor."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    gain = weights(instance)
    mentees = {mentee: row for row, mentee in enumerate(sorted({mentee for mentee, _ in gain}))}
    owner = [mentor for mentor, seats in instance.seats.items() for _ in range(seats.most)]
    columns: dict[str, list[int]] = {}
    for column, mentor in enumerate(owner):
        columns.setdefault(mentor, []).append(column)
    top = max(gain.values())
    entries = [
        (top - value + 1, mentees[p[0]], column) for p, value in gain.items() for column in columns.get(p[1], ())
    ]
    entries += [((top + 1) * len(mentees) + 1, row, len(owner) + row) for row in mentees.values()]
    cost, rows, places = zip(*entries, strict=True)
    matrix = csr_matrix((cost, (rows, places)), dtype=float)
    names = list(mentees)
    found = zip(*min_weight_full_bipartite_matching(matrix), strict=True)
    return [(names[row], owner[column]) for row, column in found if column < len(owner)]


def networkx_flow(instance: Instance) -> Iterable[Pair]:
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_edges_from(("source", mentee, {"capacity": 1}) for mentee, _ in instance.candidates)
    graph.add_edges_from((mentor, "sink", {"capacity": seats.most}) for mentor, seats in instance.seats.items())
    graph.add_edges_from((*pair, {"capacity": 1, "weight": -gain}) for pair, gain in weights(instance).items())
    flow = nx.max_flow_min_cost(graph, "source", "sink")
    return [pair for pair in instance.candidates if flow[pair[0]][pair[1]]]


def hospital_resident(instance: Instance) -> Iterable[Pair]:
    """Of the package matching; strict lists of both sides. It copies itself deeply, so recursion goes deep."""
    from matching.games import HospitalResident

    sys.setrecursionlimit(10**6)
    mentees: dict[str, list[str]] = {}
    mentors: dict[str, list[str]] = {}
    for candidate in sorted(instance.candidates.values(), key=liked, reverse=True):
        if instance.seats[candidate.mentor].most:
            mentees.setdefault(candidate.mentee, []).append(candidate.mentor)
            mentors.setdefault(candidate.mentor, []).append(candidate.mentee)
    room = {mentor: instance.seats[mentor].most for mentor in mentors}
    found = HospitalResident.create_from_dictionaries(mentees, mentors, room).solve(optimal="resident")
    return [(resident.name, hospital.name) for hospital, residents in found.items() for resident in residents]


def munkres(instance: Instance) -> Iterable[Pair]:
    """What mentor-match calls for each of its rounds; here once, with every seat a column."""
    from munkres import Munkres

    gain = weights(instance)
    mentees = sorted({mentee for mentee, _ in gain})
    owner: list[str | None] = [mentor for mentor, seats in instance.seats.items() for _ in range(seats.most)]
    owner += [None] * max(0, len(mentees) - len(owner))
    top = max(gain.values()) + 1
    rows = [
        [
            top - gain.get((mentee, mentor or ""), 0) + top * len(mentees) * ((mentee, mentor) not in gain)
            for mentor in owner
        ]
        for mentee in mentees
    ]
    found = [(mentees[row], owner[column]) for row, column in Munkres().compute(rows)]
    return [(mentee, mentor) for mentee, mentor in found if mentor is not None and (mentee, mentor) in gain]


RIVALS: dict[str, tuple[Callable[[Instance], Iterable[Pair]], int]] = {
    "greedy": (greedy, 10**9),
    "deferred acceptance": (deferred_acceptance, 10**9),
    "scipy, sparse": (scipy_sparse, 5000),
    "networkx": (networkx_flow, 1000),
    "matching": (hospital_resident, 100),
    "munkres (mentor-match)": (munkres, 100),
}
"""By name, and up to how many mentees the wait is bearable (or, with matching, the stack is deep enough)."""
