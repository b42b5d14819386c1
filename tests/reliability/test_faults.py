"""Every call of a set-up and of a sync fails, once and for good, in every way that the network and Google know.

It ends in bounded time with a code and an advice; afterwards a run is clean. All of the matrix: ``--runs 5000``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

import pytest

from sync.demo.people import make_school
from sync.errors import AnswersVanished, Exit
from sync.remote.session import REPEATABLE
from sync.render.sentences import FORESEEN, exit_code, sentence
from tests.reliability.faults import FAULTS, LASTING, Struck
from tests.reliability.founding import SET_UP, SYNC, Errand, Undisturbed, undisturbed
from tests.reliability.town import CORE, Town, open_town
from tests.reliability.wire import Weather, fair
from tests.system.made import Shown, without_last_run
from tests.system.office import NOW, TODAY, FakeTime

ERRANDS = {"set-up": SET_UP, "sync": SYNC}
# Simulated seconds. A write whose reply never comes is read back and tried again a few times, 200 s each.
LONGEST = 25 * 60
NEXT = re.compile(r"nastavnik \w+|повторите команду|войдите", re.IGNORECASE)

NO_ANSWERS = {"200 {}", "200 other"}
STEP = 7  # has no divisor in common with the number of calls
Case = tuple[int, str, str]  # the call that is hit, by what, for how long


@cache
def whole(name: str) -> Undisturbed:
    return undisturbed(ERRANDS[name])


@cache
def matrix(name: str) -> list[Case]:
    """Every case once, round by round: each has every fault, and every call in turn."""
    calls = len(whole(name).calls)
    kinds = list(product(FAULTS, LASTING))
    return [
        (1 + (STEP * place + turn) % calls, fault, lasting)
        for turn in range(calls)
        for place, (fault, lasting) in enumerate(kinds)
    ]


def sampled(name: str, seeds: range) -> Iterator[Case]:
    cases = matrix(name)
    yield from (cases[(seed - 1) % len(cases)] for seed in seeds[: len(cases)])


def disturbed(errand: Errand, town: Town, case: Case) -> tuple[Exit, float]:
    """Do the errand in that weather, and judge how it ended. Gives the code and the simulated seconds."""
    nth, fault, lasting = case
    weather = Struck(FAULTS[fault], nth, lasting, town.time)
    began = town.time.now
    try:
        errand.do(town, weather)
    except FORESEEN as error:
        said, code = sentence(error), exit_code(error)
        assert NEXT.search(said.next), f"{case}: no next step in «{said.next}»"
    else:
        code = Exit.DONE
    assert weather.hits, case
    return code, town.time.now - began


def expected(name: str, case: Case) -> set[Exit]:
    """How it may end. Where only the replies to one write are lost, reading back can show that it was done."""
    nth, fault, lasting = case
    known, call = FAULTS[fault], whole(name).calls[nth - 1]
    if fault in NO_ANSWERS and lasting != "for good" and call.path.endswith("/responses"):
        # So Google answers of a form without answers: the guard on vanished answers sees it, not the session.
        return {Exit.STOPPED}
    if lasting == "once" and known.passes:
        return {Exit.DONE}
    done_unseen = lasting == "this address" and known.applies and call.method not in REPEATABLE
    return {*known.codes, Exit.DONE} if done_unseen else {*known.codes}


@pytest.mark.parametrize("name", ERRANDS)
def test_whatever_fails_ends_in_time_with_advice_and_the_next_run_is_clean(
    name: str, runs: Callable[[int], range], figure
):
    errand, whole_run = ERRANDS[name], whole(name)
    ended: Counter[str] = Counter()
    longest = 0.0
    for case in sampled(name, runs(len(FAULTS) * len(LASTING))):
        with errand.begin() as town:
            code, took = disturbed(errand, town, case)
            assert code in expected(name, case), f"{case}: ended with {code!r}"
            assert took <= LONGEST, f"{case}: took {took} s"
            ended[code.name] += 1
            longest = max(longest, took)
            errand.do(town, fair)
            assert errand.outcome(town) == whole_run.outcome, case
            assert errand.idle(town), case
    told = ", ".join(f"{code} {count}" for code, count in sorted(ended.items()))
    figure(
        f"{name}: {ended.total()} of {len(matrix(name))} faults ({told}), the longest {longest / 60:.0f} simulated "
        "minutes: every one with its code and advice; 0 lost, 0 doubled after it"
    )


LISTINGS = pytest.mark.parametrize("nth", range(1, len(CORE) + 1))


@LISTINGS
def test_a_form_that_is_suddenly_listed_as_empty_stops_the_sync(nth: int):
    with SYNC.begin() as town:
        before = town.shown()
        with pytest.raises(AnswersVanished):
            town.sync_in(Struck(FAULTS["200 {}"], nth, "once", town.time))
        assert town.shown() == before


@LISTINGS
def test_a_form_that_the_first_sync_is_told_is_empty_is_read_in_by_the_next(nth: int):
    everyone = [sent for resident in make_school(16, 1, CORE, TODAY) for sent in resident.sent]

    def two_syncs(weather: Weather) -> dict[str, Counter[str]]:
        with open_town(now=NOW) as town:
            for sent in everyone:
                town.submit(sent.form, sent.given)
            town.sync_in(weather)
            town.sync()
            assert town.sync().written == ()
            return whatever_the_order(without_last_run(town.shown()))

    assert two_syncs(Struck(FAULTS["200 {}"], nth, "once", FakeTime())) == two_syncs(fair)


def whatever_the_order(shown: Shown) -> dict[str, Counter[str]]:
    """Who came in later has a later number, here and in the log, whose sums follow; the memory is nobody's to read."""
    left_out = ("number", "digest", "previous", "changed")
    return {
        tab: Counter(repr({name: text for name, text in row.items() if name not in left_out}) for row in rows)
        for tab, rows in shown.items()
        if not tab.endswith(".memory")
    }
