"""Staff and families at work between any two calls of a synchronisation: no word is lost, doubled or misplaced.

What happens is drawn by Hypothesis; a failing story is made as short as it can be, and told as people would tell it.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.reliability.plans import PLANS, Plan, shorter
from tests.reliability.story import Tally, tell
from tests.reliability.told_of_columns import OF_COLUMNS
from tests.reliability.told_of_headers import OF_HEADERS
from tests.reliability.told_of_rows import OF_ROWS
from tests.reliability.told_of_words import OF_WORDS

TOLD_BEFORE = {**OF_HEADERS, **OF_COLUMNS, **OF_ROWS, **OF_WORDS}
OF_ONE_SEED = 50
PARTS = 2  # told side by side
MOST_TELLINGS = 150  # of a failing story, to make it shorter
DRAWN = settings(
    database=None,
    deadline=None,
    phases=(Phase.generate,),  # what Hypothesis knows of plans makes its own shrinking of them slow
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


def tell_some(number: int, count: int, tally: Tally, tellings: int = MOST_TELLINGS) -> None:
    """``count`` stories of one seed. Raises AssertionError with a story that breaks a promise, made shorter by telling
    it so many times."""
    told: list[Plan] = []

    @seed(number)
    @settings(DRAWN, max_examples=count)
    @given(PLANS)
    def tell_one(plan: Plan) -> None:
        told.append(plan)
        tell(plan, tally)

    try:
        tell_one()
    except AssertionError as error:
        shortest = shortened(told[-1], error, tellings)
        shortest.add_note(f"again: --runs {count} --seed {number}")
        raise shortest from None


def broken(plan: Plan) -> AssertionError | None:
    try:
        tell(plan, Tally())
    except AssertionError as error:
        return error
    return None


def shortened(plan: Plan, why: AssertionError, left: int) -> AssertionError:
    """What goes wrong in the shortest story that was found in as many tellings as are left."""
    candidates = shorter(plan)
    while left and (candidate := next(candidates, None)):
        left -= 1
        if error := broken(candidate):
            plan, why, candidates = candidate, error, shorter(candidate)
    why.add_note(repr(plan))
    return why


@pytest.mark.parametrize("plan", TOLD_BEFORE.values(), ids=TOLD_BEFORE.keys())
def test_a_story_that_once_went_wrong_ends_well(plan):
    tell(plan, Tally())


@pytest.mark.parametrize("part", range(PARTS))
def test_no_word_is_lost_doubled_or_misplaced(part, runs, figure, request):
    tally, seeds = Tally(), runs(200)
    tellings = 0 if request.config.getoption("unshortened") else MOST_TELLINGS
    for number in seeds[::OF_ONE_SEED][part::PARTS]:
        tell_some(number, min(OF_ONE_SEED, seeds.stop - number), tally, tellings)
    figure(tally.told())
