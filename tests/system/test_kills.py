"""Killed right after any call was applied, a second run ends in the same state: nothing lost, nothing twice."""

from __future__ import annotations

import shutil
import sys
from collections import Counter

import pytest

from tests.system.office import Office, open_office

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")


def killed_at(office: Office, nth: int, *command: str) -> bool:
    """Run a command and kill it at its ``nth`` applied call; False when it ended before that."""
    office.killer.seen, office.killer.nth = 0, nth
    process = office.killer.process = office.child(*command)
    out, _ = process.communicate(timeout=120)
    office.killer.process = None
    assert process.returncode in (0, 3, -9), out
    return process.returncode == -9


def things(office: Office) -> dict[str, object]:
    """Everything that a set-up makes, without the ids that the server chose."""
    state = office.state
    files = {file.id: file for file in state.files()}
    return {
        "files": Counter((file.mime, file.name) for file in files.values()),
        "parents": Counter((file.name, tuple(files[p].name for p in file.parents)) for file in files.values()),
        "grants": Counter(
            (file.name, grant.email, grant.role, grant.type, grant.view)
            for file in files.values()
            for grant in state.permissions(file.id)
        ),
        "forms": {key: form_of(office, known.id) for key, known in office.folder.load_known().forms.items()},
        "books": {
            key: {name: (sheet.title, dict(sheet.columns), sheet.rows) for name, sheet in book.sheets.items()}
            for key, book in office.books().items()
        },
    }


def form_of(office: Office, identity: str) -> dict[str, object]:
    form = office.job().apis.forms.get(identity)
    return {key: form[key] for key in ("info", "settings", "items", "publishSettings")}


def test_a_set_up_killed_after_any_call_is_completed_by_the_next(tmp_path):
    with open_office(tmp_path / "whole") as office:
        office.set_up()
        calls = sum(office.calls().values())
        whole = things(office)
    tried = 0
    for nth in range(1, calls + 1):
        with open_office(tmp_path / f"killed-{nth}") as office:
            assert killed_at(office, nth, "setup")
            office.set_up()
            assert things(office) == whole, f"differs after a kill at call {nth}"
            assert sum_of_second_run(office) == 1
            tried += 1
    print(f"set-up killed after each of {tried} calls: 0 lost, 0 doubled")
    assert tried == calls


def sum_of_second_run(office: Office) -> int:
    office.forget_calls()
    office.set_up()
    return sum(office.calls().values())


def test_a_sync_killed_after_any_call_is_completed_by_the_next(tmp_path):
    database = tmp_path / "school.db"
    with open_office(tmp_path / "whole", database) as office:
        office.set_up()
        office.answer()
        office.state.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    untouched = tmp_path / "untouched.db"
    shutil.copy(database, untouched)
    with open_office(tmp_path / "whole", database) as office:
        office.sync()
        calls = sum(office.calls().values())
        whole = office.shown()
        known = office.folder.known_files.read_bytes()
    tried = 0
    for nth in range(1, calls + 1):
        copy = tmp_path / f"killed-{nth}.db"
        shutil.copy(untouched, copy)
        with open_office(tmp_path / f"killed-{nth}", copy) as office:
            office.folder.known_files.parent.mkdir()
            office.folder.known_files.write_bytes(known)
            assert killed_at(office, nth, "sync")
            office.sync()
            assert without_addresses(office.shown()) == without_addresses(whole), f"differs after call {nth}"
            assert office.sync().written == ()
            tried += 1
    print(f"sync killed after each of {tried} calls: 0 lost, 0 doubled")
    assert tried == calls


def without_addresses(shown: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    """The panel and the memory name the forms' addresses, whose port differs from office to office."""
    return {tab: [row for row in rows if "/forms/d/e/" not in repr(row)] for tab, rows in shown.items()}
