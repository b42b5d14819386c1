"""What was masked stays so, whatever else the repair puts back in that row."""

from __future__ import annotations

from datetime import date

import pytest

from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.record import Record
from sheets_schema.tables.memory import mask_key, row_key
from tests.localgoogle.school import School
from tests.sheets_schema.club import IYA, LEV, MEMBERS, ZOYA, Club

NAME, BORN = mask_key("members", "BBB", "name"), mask_key("members", "BBB", "born")


def test_a_name_masked_while_its_column_was_renamed_does_not_come_back_once_the_mark_is_lost_too(
    school: School,
) -> None:
    club = Club.founded(school, IYA, LEV)
    read = club.read()
    club.type(0, 1, "Как зовут")
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(1, "AAA", {"name": None}),)),)), read)
    club.lose_anchors("name")
    club.repair()
    assert club.column(1) == ["Как зовут", "", "Лев"]


def masked_in_the_moment_a_column_moved(club: Club) -> None:
    """Ия's name and day of birth are masked, and her points become 0, while staff's decision moves to where the day
    stood: that is emptied in its stead, and the points come to stand for her day."""
    club.type(1, 4, "да", "своё")
    read = club.read()
    club.move_column(4, 2)
    gone = RowChange(1, "AAA", {"name": None, "born": None, "score": 0})
    club.write(BookChange("club", (TableChange("members", rows=(gone,)),)), read)


def test_what_was_masked_stays_masked_in_a_row_that_staff_have_given_another_code_since(school: School) -> None:
    club = Club.founded(school, IYA, LEV)
    masked_in_the_moment_a_column_moved(club)
    club.type(1, 0, "BBB")
    club.repair()
    assert [club.column(place)[1] for place in range(6)] == ["BBB", "", "да", "", "7", "своё"]


def test_what_staff_typed_into_a_row_masked_amiss_stays_beside_another_code(school: School) -> None:
    club = Club.founded(school, IYA, LEV)
    masked_in_the_moment_a_column_moved(club)
    club.type(1, 0, "BBB", "Лев")
    club.repair()
    assert [club.column(place)[1] for place in range(6)] == ["BBB", "Лев", "да", "", "7", "своё"]


def test_titles_emptied_for_a_row_come_back_though_no_column_bears_a_mark(school: School) -> None:
    """A tab that was deleted and brought back by hand; a row came above its header in that moment."""
    club = Club.founded(school, IYA, LEV)
    club.lose_anchors()
    read = club.read()
    club.insert("ROWS", 0)
    gone = RowChange(1, "AAA", {"name": None, "born": None, "score": None})
    club.write(BookChange("club", (TableChange("members", rows=(gone,)),)), read)
    club.repair()
    assert [club.column(place)[1] for place in range(6)] == [column.title for column in MEMBERS.columns]
    assert club.records()["AAA"]["name"] == "Ия"


@pytest.mark.parametrize("below", [(ZOYA,), ()], ids=["into another row", "into an empty row"])
def test_what_staff_emptied_while_a_mask_missed_its_row_is_remembered_no_more(school: School, below) -> None:
    """Лев's row is to be masked, and all that it shows goes to the hidden tab: staff empty his name in that moment."""
    club = Club.founded(school, IYA, LEV, *below)
    read = club.read()
    club.type(2, 1, "")
    club.delete("ROWS", 1)
    gone = TableChange("members", rows=(RowChange(2, "BBB", {"name": None, "born": None, "score": 9}),))
    kept = [(row_key("members", "BBB"), "{}"), (BORN, "2011-01-01"), (NAME, "Лев")]
    new = tuple(Record(key, {"key": key, "content": text}) for key, text in kept)
    club.write(BookChange("club", (gone, TableChange("club.memory", new=new))), read)
    club.repair()
    hidden = club.read().sheets["club.memory"]
    assert BORN in hidden.by_key
    assert NAME not in hidden.by_key
    assert club.records() == {
        "BBB": {"code": "BBB", "born": date(2011, 1, 1), "score": 0},
        **{record.key: dict(record.values) for record in below},
    }


def mask_and_remember(*rows: int) -> BookChange:
    """Лев's name and day of birth go out of view, wherever he stands; the memory keeps them."""
    gone = [RowChange(row, "BBB", {"name": None, "born": None, "score": 9}) for row in rows]
    kept = [(row_key("members", "BBB"), "{}"), (BORN, "2011-01-01"), (NAME, "Лев")]
    new = tuple(Record(key, {"key": key, "content": text}) for key, text in kept)
    return BookChange("club", (TableChange("members", rows=tuple(gone)), TableChange("club.memory", new=new)))


@pytest.mark.parametrize("deleted", [2, 3])
def test_what_was_masked_in_one_of_two_rows_is_remembered_though_staff_delete_the_other(
    school: School, deleted: int
) -> None:
    club = Club.founded(school, IYA, LEV, LEV, ZOYA)
    read = club.read()
    club.delete("ROWS", deleted)
    club.write(mask_and_remember(2, 3), read)
    club.repair(read)
    assert {NAME, BORN} <= set(club.read().sheets["club.memory"].by_key)


@pytest.mark.parametrize("code", ["BBX", ""])
@pytest.mark.parametrize("name", ["Лёва", ""])
def test_what_was_masked_is_remembered_though_staff_had_mistyped_the_code_in_that_moment(
    school: School, code: str, name: str
) -> None:
    club = Club.founded(school, IYA, LEV, ZOYA)
    read = club.read()
    club.type(2, 0, code, name)
    club.write(mask_and_remember(2), read)
    club.type(2, 0, "BBB")
    club.repair(read)
    assert BORN in club.read().sheets["club.memory"].by_key
