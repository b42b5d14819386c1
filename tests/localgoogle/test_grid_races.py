"""Two editors on the same cells in a random order: nobody's words are written over unseen, and the history is whole."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.localgoogle.grid import Grid
from tests.localgoogle.school import OWNER, WRITER

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.localgoogle.school import School

Where = tuple[int, int]

CELLS: list[Where] = [(2, 1), (2, 2), (3, 1)]
STEPS = 6


@dataclass
class Editor:
    """A person who types into cells, and what they have seen there."""

    grid: Grid
    name: str
    saw: dict[Where, str]


def look(editor: Editor) -> None:
    rows = {number: cells for _, number, _, cells in editor.grid.look()["rows"]}
    editor.saw = {(row, column): rows[row][column - 1] for row, column in CELLS}


def test_nobody_writes_over_what_they_have_not_seen(
    school: School, runs: Callable[[int], range], figure: Callable[[str], None]
) -> None:
    """Two people (and a program) type, paste, take back and look, or do not look, in a random order."""
    school.state.settings.enforceQuotas = False
    small = {"properties": {"sheetId": 0, "gridProperties": {"rowCount": 3, "columnCount": 2}}}
    book = school.ok("POST", "/v4/spreadsheets", {"properties": {"title": "Базы"}, "sheets": [small]})["spreadsheetId"]
    school.share(book, type="user", role="writer", emailAddress=WRITER)
    editors = [Editor(Grid(school, book, user), user, {}) for user in (OWNER, WRITER)]
    written = refused = 0
    for seed in runs(500):
        outcome = interleave(school, book, editors, random.Random(seed))  # noqa: S311
        written, refused = written + outcome[0], refused + outcome[1]
    figure(f"{len(runs(500))} interleavings: {written} edits taken, {refused} refused, 0 silent overwrites")
    assert written > 0
    assert refused > 0


def interleave(school: School, book: str, editors: list[Editor], chance: random.Random) -> tuple[int, int]:
    truth: dict[Where, str] = {}
    for editor in editors:
        look(editor)
        truth = dict(editor.saw)
    written = refused = 0
    for step in range(STEPS):
        editor, where = chance.choice(editors), chance.choice(CELLS)
        text = f"{editor.name[:3]} {step} {chance.randrange(10**6)}"
        deed = chance.choice(["type", "type", "type", "look", "program"])
        if deed == "look":
            look(editor)
        elif deed == "program":
            place = f"{'ABC'[where[1] - 1]}{where[0]}"
            path = f"/v4/spreadsheets/{book}/values/{place}"
            school.ok("PUT", path, {"values": [[text]]}, valueInputOption="RAW")
            truth[where] = text
        else:
            status = editor.grid.type(*where, text).status
            unseen = editor.saw[where] != truth[where]
            assert status == (409 if unseen else 200), (editor.name, where, editor.saw[where], truth[where])
            if status == 200:
                truth[where] = text
                look(editor)
            written, refused = written + (status == 200), refused + (status == 409)
    look(editors[0])
    assert editors[0].saw == truth
    for where in CELLS:
        check_history(editors[0].grid, where, truth[where])
    return written, refused


def check_history(grid: Grid, where: Where, now: str) -> None:
    """Each change begins where the one before it ended, and the last one ends with what stands there now."""
    changes = grid.history(*where)
    assert (changes[0]["new"] if changes else "") == now
    assert all(later["old"] == earlier["new"] for later, earlier in pairwise(changes))
