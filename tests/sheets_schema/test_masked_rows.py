"""What was masked stays so, whatever else the repair puts back in that row."""

from __future__ import annotations

from sheets_schema.change import BookChange, RowChange, TableChange
from tests.localgoogle.school import School
from tests.sheets_schema.club import IYA, LEV, Club


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
