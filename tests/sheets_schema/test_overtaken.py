"""A repair that staff overtake in the very moment of it: the next one puts right what that one did amiss."""

from __future__ import annotations

import pytest

from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.record import Record
from sheets_schema.repair import repair
from tests.localgoogle.school import School
from tests.sheets_schema.club import BOOK, Club


@pytest.mark.parametrize("written", [{"name": "Лев II"}, {"name": "Лев II", "score": 7}], ids=["all of it", "a part"])
def test_what_staff_copied_from_a_row_stays_where_its_repair_came_to_write(school: School, written) -> None:
    names = {"JJJ": "Ия", "LLL": "Лев", "KKK": "Катя", "NNN": "Коля"}
    people = [Record(key, {"code": key, "name": name, "score": 1}) for key, name in names.items()]
    club = Club.founded(school, *people)
    read = club.read()
    new = RowChange(club.members().by_key["LLL"].index, "LLL", written)
    club.delete("ROWS", 1)
    club.write(BookChange("club", (TableChange("members", rows=(new,)),)), read)
    now = club.read()
    club.type(club.members().by_key["NNN"].index, 1, "Лев II")
    club.delete("ROWS", 1)
    club.write(BookChange("club", repair(BOOK, now)), now)
    club.repair()
    shown = {key: (row.values["name"], row.values["score"]) for key, row in club.members().by_key.items()}
    assert shown == {"KKK": ("Катя", 1), "NNN": ("Лев II", 1)}
