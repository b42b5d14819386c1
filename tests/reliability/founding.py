"""A town before its set-up, and what a set-up and a synchronisation are to a test that disturbs them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localgoogle.state import State
from sheets_schema.tables import BOOKS
from sync.setup import set_up
from tests.reliability.mid_year import mid_year
from tests.reliability.town import ADDRESS, WITH_WISHES, Town, chance, open_town
from tests.reliability.wire import Go, Moment, Weather, fair
from tests.system.made import things, without_last_run
from tests.system.office import NOW, TOKENS, found_programme


@contextmanager
def empty_town(seed: int = 0) -> Iterator[Town]:
    """Nothing but programme.toml and the keys, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="nastavnik-empty-") as folder, chance(seed):
        state = State(users={token: email for email, token in TOKENS.items()})
        town = Town(Path(folder), state=state, address=ADDRESS, questionnaires=WITH_WISHES)
        town.control("settings", {"enforceQuotas": False, "now": NOW})
        found_programme(town.path, ADDRESS)
        try:
            yield town
        finally:
            state.close()


def set_up_in(town: Town, weather: Weather) -> None:
    job = town.job(weather)
    set_up(job.programme, job.folder, job.apis, job.questionnaires, lambda _kind, _title: None)


@dataclass(frozen=True)
class Errand:
    """Something that the coordinator does: where it begins, what it is, and what it must have led to.

    ``idle`` tells whether doing it once more would change nothing. ``calls_left`` is how many calls it has left at the
    least after it ended at its nth call of so many: a set-up goes on where it stopped, a sync reads everything again.
    """

    name: str
    begin: Callable[[], AbstractContextManager[Town]]
    do: Callable[[Town, Weather], Any]
    outcome: Callable[[Town], Any]
    idle: Callable[[Town], bool]
    calls_left: Callable[[int, int], int]


def second_set_up_is_one_call(town: Town) -> bool:
    return len(calls_of(SET_UP, town)) == 1


def second_sync_writes_nothing(town: Town) -> bool:
    return not town.sync().written


# What a sync may have written before it was killed: the books, and the form that offers people.
WRITES = len(BOOKS) + 1
# The server's clock stands still: what is written bears its moment, and waiting for a fault to pass would change it.
SET_UP = Errand(
    "set-up", empty_town, set_up_in, things, second_set_up_is_one_call, lambda calls, ended: calls - ended + 1
)
SYNC = Errand(
    "sync",
    lambda: open_town(stored=mid_year(WITH_WISHES), questionnaires=WITH_WISHES, now=NOW),
    Town.sync_in,
    lambda town: without_last_run(town.shown()),
    second_sync_writes_nothing,
    lambda calls, _ended: calls - WRITES,
)


def calls_of(errand: Errand, town: Town, weather: Weather = fair) -> list[Moment]:
    """Do the errand; the calls that it made, in order."""
    calls: list[Moment] = []

    def noting(moment: Moment, go: Go) -> Any:
        calls.append(moment)
        return weather(moment, go)

    errand.do(town, noting)
    return calls


@dataclass(frozen=True)
class Undisturbed:
    """How the errand goes when nothing happens."""

    calls: list[Moment]
    outcome: Any


def undisturbed(errand: Errand) -> Undisturbed:
    with errand.begin() as town:
        return Undisturbed(calls_of(errand, town), errand.outcome(town))
