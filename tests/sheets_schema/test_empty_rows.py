"""What fell into a row without a code, in the very moment in which staff came between, leaves nothing there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.kind import Value
from sheets_schema.repair import repair
from tests.localgoogle.school import School
from tests.sheets_schema.club import BOOK, IYA, LEV, ZOYA, Club

if TYPE_CHECKING:
    from sheets_schema.as_read import BookAsRead


def test_a_repair_that_fell_into_an_empty_row_leaves_nothing_there(school: School) -> None:
    club = Club.founded(school, IYA, LEV, ZOYA)
    read = club.read()
    place = read.sheets["members"].by_key["AAA"].index
    club.sort(0)
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(place, "AAA", {"name": "Ия II"}),)),)), read)
    now = club.read()
    club.insert("ROWS", place)
    club.write(BookChange("club", repair(BOOK, now)), now)
    assert club.column(1) == ["Имя", "Зоя", "Ия II", "Лев", "Ия"]
    club.repair()
    assert club.column(1) == ["Имя", "", "Зоя", "Лев", "Ия"]


def landed_below(club: Club, **values: Value) -> BookAsRead:
    """Answers for CCC land in the empty row below, for another row goes in that moment. The book as it was read."""
    read = club.read()
    place = read.sheets["members"].by_key["CCC"].index
    club.delete("ROWS", 1)
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(place, "CCC", values),)),)), read)
    return read


def test_answers_that_fell_into_an_empty_row_go_although_staff_have_typed_there_since(school: School) -> None:
    club = Club.founded(school, IYA, LEV, ZOYA)
    landed_below(club, name="Зоя II", born=date(2012, 3, 4), score=3)
    club.type(3, 3, "позвонить", "да")
    club.repair()
    assert [club.column(place)[3:] for place in range(5)] == [[], [], [], ["позвонить"], ["да"]]


def test_a_note_that_said_the_same_before_stays_where_answers_fell_into_an_empty_row(school: School) -> None:
    club = Club.founded(school, IYA, LEV, ZOYA)
    club.insert("ROWS", 4, 2)
    club.type(5, 1, "Зоя II", "", "", "да")
    before = landed_below(club, name="Зоя II")
    club.delete("ROWS", 3)
    club.repair(before)
    assert [club.column(place)[3:] for place in (1, 4)] == [["Зоя II"], ["да"]]


def answered_anew(club: Club, **values: Value) -> BookChange:
    """What the machine is about to write into the row of CCC, where it stands by now."""
    place = club.members().by_key["CCC"].index
    return BookChange("club", (TableChange("members", rows=(RowChange(place, "CCC", values),)),))


def test_answers_that_fell_into_an_empty_row_go_although_one_stands_where_the_codes_stand_now(school: School) -> None:
    club = Club.founded(school, IYA, ZOYA)
    read, change = club.read(), answered_anew(club, name="Зоя II")
    club.insert("ROWS", 2)
    club.move_column(0, 2)
    club.write(change, read)
    assert club.column(1) == ["Код", "AAA", "Зоя II", "CCC"]
    club.repair()
    assert club.column(1) == ["Код", "AAA", "", "CCC"]


def test_a_row_whose_code_was_written_over_below_a_moved_header_is_put_right(school: School) -> None:
    club = Club.founded(school, IYA, LEV, ZOYA)
    read, change = club.read(), answered_anew(club, name="Зоя II")
    club.insert("ROWS", 0)
    club.move_column(0, 2)
    club.write(change, read)
    assert club.column(1) == ["", "Код", "AAA", "Зоя II", "CCC"]
    club.repair()
    assert club.records() == {record.key: dict(record.values) for record in (IYA, LEV, ZOYA)}


def test_what_a_repair_took_off_a_note_does_not_come_to_stand_beside_another_note(school: School) -> None:
    club = Club.founded(school, IYA, ZOYA)
    read, change = club.read(), answered_anew(club, name="Зоя II", score=3)
    club.insert("ROWS", 2)
    club.type(2, 5, "позвонить")
    club.write(change, read)
    now = club.read()
    changes = repair(BOOK, now)
    club.move_column(3, 5)
    club.write(BookChange("club", changes), now)
    club.insert("ROWS", 2)
    club.type(2, 4, "спросить")
    for _ in range(3):
        club.repair()
        assert [club.column(place)[2:] for place in (1, 4, 5)] == [["", "", "Зоя"], ["спросить"], ["", "позвонить"]]


def test_a_row_to_be_removed_that_was_gone_by_then_is_not_missed(school: School) -> None:
    club = Club.founded(school, IYA, LEV)
    read, gone = club.read(), TableChange("members", dropped=(2,))
    club.delete("ROWS", 2)
    club.write(BookChange("club", (gone,)), read)
    assert repair(BOOK, club.read()) == ()
    assert club.records() == {"AAA": dict(IYA.values)}


def test_a_code_that_a_repair_put_back_into_an_empty_row_goes_once_it_is_back_in_its_own(school: School) -> None:
    club = Club.founded(school, IYA, LEV, ZOYA)
    read = club.read()
    place = read.sheets["members"].by_key["AAA"].index
    club.move_column(0, 2)  # the codes come to stand where the names stood
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(place, "AAA", {"name": "Ия II"}),)),)), read)
    now = club.read()
    club.insert("ROWS", place)
    club.write(BookChange("club", repair(BOOK, now)), now)
    assert club.column(1) == ["Код", "AAA", "Ия II", "BBB", "CCC"]
    club.insert("COLUMNS", 2)
    club.type(0, 2, "Своё")
    club.type(place, 2, "позвонить")
    club.repair()
    club.repair()
    assert club.column(1) == ["Код", "", "AAA", "BBB", "CCC"]
    assert club.column(2) == ["Своё", "позвонить"]
