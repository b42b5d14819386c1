"""A large school, and machines in a hurry, under Google's quotas. ``python -m bench.load`` prints the figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sheets_schema.tables import BOOKS
from sync.remote.session import LIMITS
from sync.run import synchronise
from tests.reliability.large_school import FORMS, Counted, open_large_school, told, year_of

N, S = FORMS, len(BOOKS)
MOST_MEGABYTES = 10


def test_a_school_of_two_thousand_keeps_within_its_calls(tmp_path: Path, figure: Callable[[str], None]) -> None:
    year = year_of(tmp_path / "school", 2000)
    set_up, first, again = year.steps
    assert year.answers == 10_000
    assert set_up.calls.total() <= set_up.bound
    assert (first.written, first.calls.total()) == (("personal", "programme", "bases"), N + S + S)
    assert (again.written, again.calls.total(), again.calls["sheets.write"]) == ((), N + S, 0)
    assert not any(step.refused for step in year.steps)
    assert max(step.largest for step in year.steps) < MOST_MEGABYTES * 1_000_000
    for line in told(year):
        figure(line)


@pytest.mark.parametrize("machines", [1, 2])
def test_machines_in_a_hurry_wait_and_never_fail(tmp_path: Path, figure: Callable[[str], None], machines: int) -> None:
    """One user may read 60 times a minute. One machine knows what it sent and waits; two learn it from a 429."""
    syncs = 40
    with open_large_school(tmp_path / "school") as school:
        school.set_up()
        school.answer(8)
        counted = Counted()
        jobs = [school.job(counted) for _ in range(machines)]
        began = school.town.time.now
        for number in range(syncs):
            synchronise(jobs[number % machines], lambda _plan: None)
        seconds = school.town.time.now - began
    least = 60 * (syncs * S // LIMITS["sheets.read"] - 1)
    assert seconds >= least
    assert set(counted.refused) <= {429}
    assert bool(counted.refused[429]) is (machines > 1)
    figure(
        f"{machines} machines, {syncs} syncs in {seconds:.0f} simulated s: {counted.refused[429]} times 429, 0 failed"
    )
