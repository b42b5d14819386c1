"""The harness itself: what goes over the wire in one process is what goes over a socket."""

from __future__ import annotations

import pytest

from sync.demo.people import make_school
from tests.reliability.town import CORE, open_town
from tests.reliability.wire import Go, Killed, Moment
from tests.system.office import TODAY


def everyone_answers(town) -> None:
    for resident in make_school(8, 1, CORE, TODAY):
        for sent in resident.sent:
            town.submit(sent.form, sent.given)


def test_a_sync_over_the_wire_is_a_sync():
    with open_town() as town:
        everyone_answers(town)
        assert town.sync().written == ("personal", "programme", "bases")
        assert town.sync().written == ()
        assert town.shown()["bases/mentees"]


def test_a_kill_before_a_call_leaves_it_undone_and_one_after_it_does_not():
    def kill(when: str):
        def weather(moment: Moment, go: Go):
            if moment.path.endswith(":batchUpdate"):
                if when == "after":
                    go()
                raise Killed
            return go()

        return weather

    for when, written in (("before", False), ("after", True)):
        with open_town() as town:
            everyone_answers(town)
            with pytest.raises(Killed):
                town.sync_in(kill(when))
            assert bool(town.shown()["personal/consents"]) is written


def test_the_same_seed_tells_the_same_story():
    def told(seed: int) -> dict:
        with open_town(seed) as town:
            everyone_answers(town)
            town.sync()
            return town.shown()

    assert told(3) == told(3)
    assert told(3) != told(4)
