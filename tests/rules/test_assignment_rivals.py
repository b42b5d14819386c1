"""The solver against two that know nothing of it, on schools too large for brute force."""

import os

import pytest

from sync.rules.assignment.solver import best_assignment
from tests.rules.schools import big_school


@pytest.fixture(params=["networkx", "highspy"])
def rival(request):
    """Both are among the packages for tests; on a machine without them the test is skipped."""
    if os.environ.get("CI") == "true":
        return __import__(request.param)
    return pytest.importorskip(request.param, reason="not among what is installed here", exc_type=ImportError)


@pytest.mark.parametrize("seed", range(5))
def test_others_reach_the_same_totals(rival, seed):
    """Folded into one number: a pair counts for more than all mutual wishes, and one of these more than all fits."""
    instance = big_school(seed, mentees=120, mentors=40)
    wish = 1 + 20 * 120
    weight = {pair: wish * found.levels[0] + found.levels[1] for pair, found in instance.candidates.items()}
    chosen = (by_flow if rival.__name__ == "networkx" else by_program)(rival, instance, weight)
    pairs, gain = len(chosen), sum(weight[pair] for pair in chosen)
    assert (0, pairs, *divmod(gain, wish), 0) == best_assignment(instance).totals


def by_flow(nx, instance, weight):
    graph = nx.DiGraph()
    graph.add_edges_from(("source", mentee, {"capacity": 1}) for mentee, _ in instance.candidates)
    graph.add_edges_from((mentor, "sink", {"capacity": seats.most}) for mentor, seats in instance.seats.items())
    graph.add_edges_from((*pair, {"capacity": 1, "weight": -gain}) for pair, gain in weight.items())
    flow = nx.max_flow_min_cost(graph, "source", "sink")
    return [pair for pair in weight if flow[pair[0]][pair[1]]]


def by_program(highspy, instance, weight):
    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("mip_rel_gap", 0.0)
    column = {pair: highs.addIntegral(0, 1) for pair in weight}
    for mentee in {mentee for mentee, _ in weight}:
        highs.addConstr(highs.qsum(column[pair] for pair in weight if pair[0] == mentee) <= 1)
    for mentor, seats in instance.seats.items():
        highs.addConstr(highs.qsum(column[pair] for pair in weight if pair[1] == mentor) <= seats.most)
    highs.maximize(highs.qsum(column.values()))
    highs.addConstr(highs.qsum(column.values()) >= round(highs.getObjectiveValue()) - 0.5)
    highs.maximize(highs.qsum(gain * column[pair] for pair, gain in weight.items() if gain))
    return [pair for pair in weight if round(highs.val(column[pair]))]
