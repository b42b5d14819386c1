"""Rows that bear the same code: each is put right by its own copy, and so are those that were made since."""

from __future__ import annotations

from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.record import Record
from sheets_schema.repair import repair
from tests.localgoogle.school import School
from tests.localgoogle.spreadsheet import grid, lines
from tests.sheets_schema.club import BOOK, IYA, LEV, SHEET, Club


def test_what_stood_in_one_of_two_rows_with_one_code_is_put_back_there_and_only_there(school: School) -> None:
    club = Club.founded(school, IYA)
    club.type(2, 0, "AAA", "Ия")
    read = club.read()
    both = [RowChange(row.index, "AAA", {"name": None}) for row in read.sheets["members"].rows]
    club.insert("COLUMNS", 1)
    club.type(1, 1, "заметка")
    club.write(BookChange("club", (TableChange("members", rows=tuple(both)),)), read)
    for _ in range(2):  # looking at the same copies again changes nothing
        club.repair()
        assert club.column(1) == ["", "заметка"]


def test_of_two_rows_with_one_code_each_is_put_right(school: School) -> None:
    names = {"JJJ": "Ия", "LLL": "Лев", "KKK": "Катя", "NNN": "Коля", "MMM": "Мая"}
    club = Club.founded(
        school, *(Record(key, {"code": key, "name": name, "note": name}) for key, name in names.items())
    )
    rows = club.members().by_key
    club.type(rows["NNN"].index, 0, "KKK")
    read = club.read()
    renamed = tuple(RowChange(rows[key].index, key, {"name": f"{names[key]} новая"}) for key in ("JJJ", "LLL"))
    for _ in renamed:  # both rows go down, so both rows with one code stand in their places
        club.staff.batch({"moveDimension": {"source": lines("ROWS", 1, 2, SHEET), "destinationIndex": 6}})
    club.write(BookChange("club", (TableChange("members", rows=renamed),)), read)
    now = club.read()
    club.staff.batch({"moveDimension": {"source": lines("ROWS", 3, 4, SHEET), "destinationIndex": 2}})
    club.write(BookChange("club", repair(BOOK, now)), now)
    club.write(BookChange("club", repair(BOOK, club.read())))
    assert sorted(row.values["name"] for row in club.members().rows) == sorted(names.values())
    assert repair(BOOK, club.read()) == ()


def test_of_a_row_that_stood_twice_a_third_one_made_since_is_put_right_too(school: School) -> None:
    club = Club.founded(school, IYA, LEV)
    double(club, 1)
    read = club.read()
    both = tuple(RowChange(row.index, "AAA", {"name": "Ия II"}) for row in read.sheets["members"].rows[:2])
    club.insert("COLUMNS", 1)
    club.write(BookChange("club", (TableChange("members", rows=both),)), read)
    double(club, 1)
    club.repair()
    assert [club.column(place)[1:] for place in (0, 1, 2)] == [["AAA"] * 3 + ["BBB"], [], ["Ия"] * 3 + ["Лев"]]


def double(club: Club, row: int) -> None:
    """Somebody inserts a row below and copies this one there."""
    club.insert("ROWS", row + 1)
    source, below = (grid(at, 0, at + 1, 12, sheet=SHEET) for at in (row, row + 1))
    club.staff.batch({"copyPaste": {"source": source, "destination": below, "pasteType": "PASTE_NORMAL"}})
