"""Tells many fresh stories by hand, as ``test_interleavings.py`` does a few.

``python -m tests.reliability.hunt SEED COUNT`` tells as many from that seed on. Two more numbers share the seeds among
processes: PART OF, from 0. Every plan that fails is printed, with the reason.
"""

from __future__ import annotations

import sys

from hypothesis import given, seed, settings

from tests.reliability.plans import PLANS, Plan
from tests.reliability.story import Tally, tell
from tests.reliability.test_interleavings import DRAWN, OF_ONE_SEED


def stories_of(number: int, count: int, tally: Tally) -> list[str]:
    """Those of one seed that failed, with their plans."""
    failed = []

    @seed(number)
    @settings(DRAWN, max_examples=count)
    @given(PLANS)
    def one(plan: Plan) -> None:
        try:
            tell(plan, tally)
        except AssertionError as error:
            failed.append(f"SEED {number} {plan!r}\n{error}")

    one()
    return failed


def main(first: int, count: int, part: int = 0, parts: int = 1) -> None:
    tally, seeds, failed = Tally(), range(first, first + count), 0
    for number in seeds[::OF_ONE_SEED][part::parts]:
        found = stories_of(number, min(OF_ONE_SEED, seeds.stop - number), tally)
        failed += len(found)
        print("\n".join([*found, f"{number}: {tally.told()}; failed: {failed}"]), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
