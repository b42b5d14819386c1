"""How long pairing takes on made-up schools of growing size, and how networkx compares, if it is installed.

Run it from the repository: ``python -m bench.pairing [MENTEES …]``.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from random import Random
from time import perf_counter

from sync.rules.assignment import Assignment, Candidate, best_assignment
from sync.rules.certificate import find_improvement

SALT = "bench"
CANDIDATES_EACH = 30
NETWORKX_UP_TO = 1000
"""Mentees: its network simplex takes minutes beyond."""


def made_up_school(mentees: int, seed: int = 1) -> tuple[list[Candidate], dict[str, int]]:
    """A third as many mentors, one to five seats each, thirty candidates for a mentee, some mentors liked."""
    chance = Random(seed)  # noqa: S311  # a made-up school is no secret
    seats = {f"T{number:05}": chance.randint(1, 5) for number in range(max(1, mentees // 3))}
    mentors, demand = list(seats), [chance.lognormvariate(0, 1) for _ in seats]
    candidates = []
    for number in range(mentees):
        chosen = dict.fromkeys(chance.choices(mentors, demand, k=CANDIDATES_EACH * 2))
        for mentor in list(chosen)[:CANDIDATES_EACH]:
            levels = (int(chance.random() < 0.1), chance.randint(0, 1000))
            candidates.append(Candidate(f"M{number:05}", mentor, levels))
    return candidates, seats


def seconds_of_networkx(candidates: list[Candidate], seats: dict[str, int], ours: Assignment) -> float:
    """Time of the network simplex on the same school; stops if its totals differ from ours."""
    import networkx as nx  # optional

    mentees = {c.mentee for c in candidates}
    wish_unit = 1 + len(mentees) * max(c.levels[1] for c in candidates)
    graph = nx.DiGraph()
    graph.add_edges_from(("source", mentee, {"capacity": 1}) for mentee in mentees)
    graph.add_edges_from((mentor, "sink", {"capacity": number}) for mentor, number in seats.items())
    for c in candidates:
        graph.add_edge(c.mentee, c.mentor, capacity=1, weight=-(c.levels[0] * wish_unit + c.levels[1]))
    begin = perf_counter()
    flow = nx.max_flow_min_cost(graph, "source", "sink")
    spent = perf_counter() - begin
    chosen = [c.levels for c in candidates if flow[c.mentee][c.mentor]]
    totals = (len(chosen), *map(sum, zip(*chosen, strict=True)))
    if totals != ours.totals:
        sys.exit(f"networkx found {totals}, we found {ours.totals}")
    return spent


def measure(mentees: int) -> None:
    candidates, seats = made_up_school(mentees)
    begin = perf_counter()
    best = best_assignment(candidates, seats, SALT)
    solved = perf_counter()
    improvement = find_improvement(best.pairs, candidates, seats, SALT)
    proved = perf_counter()
    if improvement:
        sys.exit(f"not optimal: {improvement}")
    size = f"{mentees} mentees x {len(seats)} mentors, {len(candidates)} candidates"
    print(f"{size}: totals {best.totals}, solved {solved - begin:.2f} s, proved {proved - solved:.2f} s")
    if find_spec("networkx") and mentees <= NETWORKX_UP_TO:
        theirs = seconds_of_networkx(candidates, seats, best)
        print(f"  networkx: {theirs:.2f} s, x{theirs / (solved - begin):.1f}, the same totals")


if __name__ == "__main__":
    for mentees in map(int, sys.argv[1:] or ["100", "1000", "5000"]):
        measure(mentees)
