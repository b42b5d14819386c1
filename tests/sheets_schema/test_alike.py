"""People answer alike: what a row shows of somebody else's answer may be its own."""

from __future__ import annotations

from datetime import date

import pytest

from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.kind import Value
from sheets_schema.record import Record
from sheets_schema.repair import repair
from sheets_schema.tables.memory import row_key
from tests.localgoogle.school import School
from tests.sheets_schema.club import BOOK, IYA, LEV, SHEET, Club

BORN = date(2010, 5, 5)
ZOYA = Record("CCC", {"code": "CCC", "name": "Зоя", "born": BORN, "score": 5})


def club_that_remembers(school: School, *members: Record) -> Club:
    """A club whose memory knows its members, as it does after every synchronisation."""
    club = Club.founded(school, *members)
    lines = [row_key("members", each.key) for each in members]
    club.change("club.memory", new=tuple(Record(line, {"key": line, "content": "{}"}) for line in lines))
    club.staff.batch({"appendDimension": {"sheetId": SHEET, "dimension": "ROWS", "length": 4}})
    return club


def write(club: Club, read: object, *rows: RowChange) -> None:
    club.write(BookChange("club", (TableChange("members", rows=rows),)), read)


@pytest.mark.parametrize(
    ("column", "note", "answer"),
    [
        (2, "05.05.2010", {"born": date(2009, 9, 9), "score": 5}),
        (1, "Зоя", {"name": "Лев II", "score": 5}),
        (1, "позвонить", {"name": "Лев II", "born": BORN, "score": 5}),
        (4, "позвонить", {"name": "Лев II", "born": BORN, "score": 5}),
    ],
)
def test_of_an_answer_that_fell_into_a_note_nothing_is_taken_from_another_who_answered_so(
    school: School, column: int, note: str, answer: dict[str, Value]
) -> None:
    club = club_that_remembers(school, LEV, ZOYA)
    club.insert("ROWS", 2)
    club.type(2, column, note)
    read = club.read()
    club.delete("ROWS", 1)
    write(club, read, RowChange(1, "BBB", answer))
    club.repair(read)
    assert club.records()["CCC"] == ZOYA.values


def test_while_two_rows_are_put_right_staff_type_into_both(school: School) -> None:
    """What should have gone back into Лев's row fell into Ия's, for a row came above them; the two are alike."""
    iya = {"code": "AAA", "name": "Ия", "born": BORN, "score": 7, "note": "да"}
    lev = {**iya, "code": "BBB", "name": "Лев", "score": 5}
    club = club_that_remembers(school, Record("AAA", iya), Record("BBB", lev))
    read = club.read()
    club.type(2, 1, "Лёва")
    write(club, read, RowChange(2, "BBB", {"name": "Лев II", "score": 9}))
    for happens in (lambda: club.insert("ROWS", 1), lambda: (club.type(2, 1, "Ия П."), club.type(3, 1, "Лев П."))):
        now = club.read()
        changes = repair(BOOK, now)
        happens()
        club.write(BookChange("club", changes), now)
    while changes := repair(BOOK, club.read()):
        club.write(BookChange("club", changes))
    assert club.column(1) == ["Имя", "", "Ия П.", "Лев П."]
    assert club.column(3) == ["Баллы", "", "7", "5"]


def test_two_who_are_masked_at_once_get_their_own_codes_back(school: School) -> None:
    """The codes' column moved to where both were emptied, and a row moved below the other."""
    alike = [Record(key, {**ZOYA.values, "code": key, "name": key, "note": f"о {key}"}) for key in ("AAA", "BBB")]
    club = club_that_remembers(school, *alike)
    read = club.read()
    club.insert("COLUMNS", 0)
    club.move_row(1, 3)
    gone = {"name": None, "born": None}
    write(club, read, RowChange(1, "AAA", gone), RowChange(2, "BBB", gone))
    club.repair(read)
    assert {key: row.get("note") for key, row in club.records().items()} == {"AAA": "о AAA", "BBB": "о BBB"}


def test_two_who_are_alike_but_for_their_names_get_their_own_codes_back(school: School) -> None:
    """Once the codes are emptied, nothing but the names tells which of the two rows is whose."""
    alike = [Record(key, {**ZOYA.values, "code": key, "name": f"имя {key}", "note": "да"}) for key in ("AAA", "BBB")]
    club = club_that_remembers(school, *alike)
    read = club.read()
    club.move_column(0, 3)
    write(club, read, *(RowChange(row, key, {"born": None}) for row, key in ((1, "AAA"), (2, "BBB"))))
    club.repair(read)
    assert {key: row["name"] for key, row in club.records().items()} == {"AAA": "имя AAA", "BBB": "имя BBB"}


def test_a_line_that_staff_begin_with_a_code_is_no_double_of_its_row(school: School) -> None:
    club = club_that_remembers(school, IYA, LEV, ZOYA)
    read = club.read()
    club.delete("ROWS", 1)
    write(club, read, RowChange(2, "BBB", {"name": "Лев II"}))
    club.repair(read)
    club.type(4, 0, "CCC", "Лев II")
    club.repair()
    assert club.column(1) == ["Имя", "Лев", "Зоя", "", "Лев II"]


def test_nothing_is_put_back_into_staffs_own_column_where_the_tab_has_lost_its_marks(school: School) -> None:
    """A mask missed its row; before the repair staff delete the column of the names, and begin one of their own."""
    club = club_that_remembers(school, IYA, LEV, ZOYA)
    club.lose_anchors()
    read = club.read()
    club.delete("ROWS", 1)
    write(club, read, RowChange(2, "BBB", {"name": None, "born": None, "score": 9}))
    club.delete("COLUMNS", 1)
    club.insert("COLUMNS", 5)
    club.type(0, 5, "Моё")
    club.repair(read)
    assert club.column(5) == ["Моё"]
