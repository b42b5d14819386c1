"""Killed before any call, or right after it was applied, a second run ends in the same state: nothing lost or twice.

Usually the first call of each kind and a few more, chosen once for all; every call: ``--runs 1000``.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from random import Random

import pytest

from tests.system.made import Shown, things, without_last_run
from tests.system.office import Office, open_office

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")


def killed_at(office: Office, when: str, nth: int, *command: str) -> bool:
    """Run a command and kill it at its ``nth`` call; False when it ended before that."""
    office.killer.seen, office.killer.nth, office.killer.when = 0, nth, when
    process = office.killer.process = office.child(*command)
    out, _ = process.communicate(timeout=120)
    office.killer.process = None
    assert process.returncode in (0, 3, -9), out
    return process.returncode == -9


BOTH = pytest.mark.parametrize("when", ["before", "after"])
USUALLY = 6
IDENTITY = re.compile(r"[\w-]{40,}")


def chosen_calls(office: Office, seeds: range) -> tuple[list[int], int]:
    """The calls to be killed at (the first of each kind, and one more for each seed), and how many were made."""
    kinds = [f"{call['method']} {IDENTITY.sub('ID', call['path'])}" for call in office.control("calls")["requests"]]
    calls = len(kinds)
    firsts = {1 + kinds.index(kind) for kind in kinds}
    in_turn = Random(calls).sample(range(1, calls + 1), calls)  # noqa: S311 - a sample must repeat
    return sorted(firsts.union(in_turn[(seed - 1) % calls] for seed in seeds[:calls])), calls


@BOTH
def test_a_set_up_killed_at_any_call_is_completed_by_the_next(tmp_path, when, runs: Callable[[int], range], figure):
    with open_office(tmp_path / "whole") as office:
        office.set_up()
        chosen, calls = chosen_calls(office, runs(USUALLY))
        whole = things(office)
    for nth in chosen:
        with open_office(tmp_path / f"killed-{nth}") as office:
            assert killed_at(office, when, nth, "setup")
            office.set_up()
            assert things(office) == whole, f"differs after a kill {when} call {nth}"
            assert sum_of_second_run(office) == 1
    figure(f"set-up killed {when} {len(chosen)} of {calls} calls: 0 lost, 0 doubled, same final state")


def sum_of_second_run(office: Office) -> int:
    office.forget_calls()
    office.set_up()
    return sum(office.calls().values())


@BOTH
def test_a_sync_killed_at_any_call_is_completed_by_the_next(tmp_path, when, runs: Callable[[int], range], figure):
    database = tmp_path / "school.db"
    with open_office(tmp_path / "whole", database) as office:
        office.set_up()
        office.answer()
        office.state.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    untouched = tmp_path / "untouched.db"
    shutil.copy(database, untouched)
    with open_office(tmp_path / "whole", database) as office:
        office.sync()
        chosen, calls = chosen_calls(office, runs(USUALLY))
        whole = without_addresses(office.shown())
        known = office.folder.known_files.read_bytes()
    for nth in chosen:
        copy = tmp_path / f"killed-{nth}.db"
        shutil.copy(untouched, copy)
        with open_office(tmp_path / f"killed-{nth}", copy) as office:
            office.folder.known_files.parent.mkdir()
            office.folder.known_files.write_bytes(known)
            assert killed_at(office, when, nth, "sync")
            office.sync()
            assert without_addresses(office.shown()) == whole, f"{when} call {nth}"
            assert office.sync().written == ()
    figure(f"sync killed {when} {len(chosen)} of {calls} calls: 0 lost, 0 doubled, same final books")


def without_addresses(shown: Shown) -> Shown:
    """The panel and the memory name the forms' addresses, whose port differs from office to office."""
    left = without_last_run(shown)
    return {tab: [row for row in rows if "/forms/d/e/" not in repr(row)] for tab, rows in left.items()}
