"""A question's line goes in the batch that carries out its answer: where that batch missed the row, it stands again."""

from __future__ import annotations

import pytest

from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.questions import about_cell, about_row
from sheets_schema.record import Record
from sheets_schema.repair import repair
from tests.localgoogle.school import School
from tests.localgoogle.spreadsheet import lines
from tests.sheets_schema.club import BOOK, IYA, LEV, SHEET, ZOYA, Club

ASKED = f"{about_cell('members', 'CCC', 'name')}1f"
OF_ANOTHER = f"{about_row('members', 'BBB')}row"
LINES = [Record(key, {"code": key, "decision": "да", "note": f"о {key}"}) for key in (ASKED, OF_ANOTHER)]
NAME = 1  # a column


@pytest.fixture
def club(school: School) -> Club:
    return Club.founded(school, IYA, LEV, ZOYA, *LINES)


def carried_out(club: Club) -> BookChange:
    """The answer to the one question is written, and both are settled."""
    rows = club.members().by_key
    name = RowChange(rows["CCC"].index, "CCC", {"name": "Зоя Ивановна"})
    settled = (rows[ASKED].index, rows[OF_ANOTHER].index)
    return BookChange("club", (TableChange("members", rows=(name,), dropped=settled),))


def mend(club: Club) -> None:
    now = club.read()
    club.write(BookChange("club", repair(BOOK, now)), now)


def test_an_answer_that_was_written_into_another_row_stands_again_once(club: Club) -> None:
    change, read = carried_out(club), club.read()
    place = read.sheets["members"].by_key["BBB"].index
    move = {"source": lines("ROWS", place, place + 1, SHEET), "destinationIndex": place + 2}
    club.staff.batch({"moveDimension": move})
    club.write(change, read)
    assert club.records().keys() == {"AAA", "BBB", "CCC"}
    club.move_column(5, 2)
    mend(club)
    assert club.records() == {row.key: dict(row.values) for row in (IYA, LEV, ZOYA, LINES[0])}
    assert repair(BOOK, club.read()) == ()


def test_no_question_stands_again_when_nobody_came_between(club: Club) -> None:
    club.write(carried_out(club))
    assert repair(BOOK, club.read()) == ()


def test_an_answer_says_nothing_of_what_was_typed_after_it(club: Club) -> None:
    change, read = carried_out(club), club.read()
    club.type(read.sheets["members"].by_key["CCC"].index, NAME, "Зоя П.")
    club.write(change, read)
    mend(club)
    assert club.records().keys() == {"AAA", "BBB", "CCC"}
    assert club.records()["CCC"]["name"] == "Зоя П."


@pytest.mark.parametrize("in_that_moment", [True, False])
def test_nor_of_what_was_typed_into_a_row_that_moved_or_that_a_dead_machine_left_behind(
    club: Club, in_that_moment: bool
) -> None:
    change, read = carried_out(club), club.read()
    place = read.sheets["members"].by_key["BBB"].index
    move = {"source": lines("ROWS", place, place + 1, SHEET), "destinationIndex": place + 2}
    club.staff.batch({"moveDimension": move})
    if in_that_moment:
        club.type(club.members().by_key["CCC"].index, NAME, "Зоя П.")
    club.write(change, read)
    if not in_that_moment:
        club.type(club.members().by_key["CCC"].index, NAME, "Зоя П.")
    mend(club)
    assert ASKED not in club.records()
    assert club.records()["CCC"]["name"] == "Зоя П."
