"""Killed, begun again, killed again: the third run ends in the same books, forms and rights as if nothing had been.

To tell one sample again: ``--runs 1 --seed N``. The clean figure: ``--runs 2000``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

import pytest

from tests.reliability.founding import SET_UP, SYNC, Errand, Undisturbed, undisturbed
from tests.reliability.town import Town
from tests.reliability.wire import Go, Killed, Moment, fair

ERRANDS = {"set-up": SET_UP, "sync": SYNC}
PARTS = 2  # of the samples, told side by side


@dataclass(frozen=True)
class Kill:
    """The process ends before its ``nth`` call, or right after the server applied it."""

    nth: int
    when: str

    def __call__(self, moment: Moment, go: Go):
        # A dead process makes no more calls, those of its other threads among them.
        if moment.number < self.nth:
            return go()
        if moment.number == self.nth and self.when == "after":
            go()
        raise Killed


@cache
def whole(name: str) -> Undisturbed:
    return undisturbed(ERRANDS[name])


def killed(errand: Errand, town: Town, kill: Kill) -> bool:
    """Whether the errand was killed: a second one may have less to do than the kill waits for."""
    try:
        errand.do(town, kill)
    except Killed:
        return True
    return False


def some_kill(chance: Random, calls: int) -> Kill:
    return Kill(chance.randint(1, calls), chance.choice(["before", "after"]))


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", ERRANDS)
def test_killed_twice_at_any_calls_the_third_run_completes_it(
    name: str, part: int, runs: Callable[[int], range], figure
):
    errand, whole_run = ERRANDS[name], whole(name)
    kills: Counter[int] = Counter()
    for seed in runs(50)[part::PARTS]:
        chance = Random(seed)  # noqa: S311 - a sample must repeat
        first = some_kill(chance, len(whole_run.calls))
        second = some_kill(chance, errand.calls_left(len(whole_run.calls), first.nth))
        with errand.begin() as town:
            kills[killed(errand, town, first) + killed(errand, town, second)] += 1
            told = f"seed {seed}: {first}, then {second}"
            errand.do(town, fair)
            assert errand.outcome(town) == whole_run.outcome, told
            assert errand.idle(town), told
    figure(
        f"{name} of {len(whole_run.calls)} calls: {kills.total()} samples, "
        f"{kills[2]} killed twice, {kills[1]} once: 0 lost, 0 doubled, same final state"
    )


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_once_at_every_call_of_a_mid_year_sync_the_second_run_completes_it(when: str, figure):
    whole_run = whole("sync")
    for nth in range(1, len(whole_run.calls) + 1):
        with SYNC.begin() as town:
            assert killed(SYNC, town, Kill(nth, when))
            town.sync()
            assert SYNC.outcome(town) == whole_run.outcome, f"killed {when} call {nth}"
            assert SYNC.idle(town), f"killed {when} call {nth}"
    figure(f"killed {when} each of {len(whole_run.calls)} calls: 0 lost, 0 doubled, same final books")
