"""The fence against people keeps what a row's memory said, however long that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.from_google import copies_from_google
from sheets_schema.kind import Value
from sheets_schema.record import Record
from sheets_schema.repair import repair
from sheets_schema.tables.memory import mask_key, row_key
from sheets_schema.to_google import REPLY_MASK
from tests.localgoogle.school import School
from tests.localgoogle.spreadsheet import lines
from tests.sheets_schema.club import BOOK, IYA, LEV, SHEET, ZOYA, Club

ENTRY, MASKED = row_key("members", "AAA"), mask_key("members", "AAA", "name")
LONGEST_CELL = 50_000
NAME = '"' * LONGEST_CELL


@pytest.fixture
def club(school: School) -> Club:
    """Ия is masked: her name is in the hidden tab only."""
    club = Club.founded(school, IYA, LEV, ZOYA)
    entries = (Record(ENTRY, {"key": ENTRY, "content": "{}"}), Record(MASKED, {"key": MASKED, "content": NAME}))
    club.change("club.memory", new=entries)
    club.set("AAA", name=None)
    return club


def unmasked(club: Club) -> BookChange:
    """Her name is written back, and the hidden tab forgets it."""
    read = club.read()
    place = read.sheets["members"].by_key["AAA"].index
    hidden = read.sheets["club.memory"].by_key[MASKED].index
    name = TableChange("members", rows=(RowChange(place, "AAA", {"name": "Ия"}),))
    return BookChange("club", (name, TableChange("club.memory", dropped=(hidden,))))


def remembered(club: Club) -> dict[str, str]:
    return {row.key: row.to_record().text("content") for row in club.read().sheets["club.memory"].rows}


def test_what_was_masked_is_remembered_again_when_the_rows_moved_in_that_moment(club: Club) -> None:
    change, read = unmasked(club), club.read()
    club.sort(0)
    club.write(change, read)
    assert remembered(club) == {ENTRY: "{}"}
    club.repair()
    assert remembered(club) == {ENTRY: "{}", MASKED: NAME}
    assert club.records()["CCC"] == dict(ZOYA.values)
    assert "name" not in club.records()["AAA"]


def test_nothing_is_put_back_when_nobody_came_between(club: Club) -> None:
    club.write(unmasked(club))
    assert repair(BOOK, club.read()) == ()
    assert remembered(club) == {ENTRY: "{}"}
    assert club.records()["AAA"]["name"] == "Ия"


def test_an_entry_that_somebody_typed_full_does_not_make_the_batch_too_long(club: Club) -> None:
    place = club.read().sheets["club.memory"].by_key[ENTRY].index
    club.change("club.memory", rows=(RowChange(place, ENTRY, {"content": '"' * LONGEST_CELL}),))
    club.set("AAA", score=9)
    assert club.records()["AAA"]["score"] == 9
    lines = copies_from_google(BOOK, {"sheets": club.staff.get(f"{SHEETS}")["sheets"]})
    assert [copy.line.get("kept") for copy in lines if copy.line.get("key") == "AAA"] == [None]


@pytest.mark.parametrize("moment", ["of the writing", "after it"])
def test_where_the_header_itself_was_gone_the_rows_tell_where_the_columns_stood(school: School, moment: str) -> None:
    club = Club.founded(school, IYA, LEV, ZOYA)
    read, titles = club.read(), [column.title for column in BOOK.by_key["members"].columns]
    place = read.sheets["members"].by_key["BBB"].index
    if moment == "of the writing":
        club.insert("COLUMNS", 1)
    club.delete("ROWS", 0)
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(place, "BBB", {"name": "Лёва"}),)),)), read)
    club.insert("ROWS", 0)
    if moment == "after it":
        club.insert("COLUMNS", 1)
    club.type(0, 0, titles[0], "Своё", *titles[1:])
    club.repair()
    assert club.records() == {record.key: dict(record.values) for record in (IYA, LEV, ZOYA)}
    assert club.column(1) == ["Своё"]


def test_where_a_note_stood_for_the_header_the_rows_tell_where_the_columns_stood(school: School) -> None:
    club = Club.founded(school, IYA, LEV, ZOYA)
    club.delete("ROWS", 0)
    club.insert("ROWS", 0)
    club.type(0, 3, "заметка")
    read = club.read()
    place = read.sheets["members"].by_key["BBB"].index
    club.insert("COLUMNS", 1)
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(place, "BBB", {"name": "Лёва"}),)),)), read)
    club.insert("COLUMNS", 0)
    club.delete("ROWS", 0)
    club.insert("ROWS", 0)
    titles = [column.title for column in BOOK.by_key["members"].columns]
    club.type(0, 0, "Своё", titles[0], "", *titles[1:])
    club.repair()
    assert club.records() == {record.key: dict(record.values) for record in (IYA, LEV, ZOYA)}
    assert club.column(2) == []


def test_a_tab_none_of_whose_columns_is_left_is_looked_at_without_a_fault(school: School) -> None:
    club = Club.founded(school, IYA)
    read = club.read()
    club.insert("ROWS", 0)  # another row is copied in the header's place
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(1, "AAA", {"name": "Ия II"}),)),)), read)
    now = club.read()
    bare = replace(now.sheets["members"], columns={}, header=(), rows=(), top=())
    assert repair(BOOK, replace(now, sheets={**now.sheets, "members": bare})) == ()  # nothing is left to put right


def test_a_column_whose_title_was_renamed_after_the_writing_is_known_by_its_mark(school: School) -> None:
    club = Club.founded(school, IYA, LEV, ZOYA)
    read = club.read()
    place = read.sheets["members"].by_key["BBB"].index
    club.insert("COLUMNS", 1)
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(place, "BBB", {"born": None}),)),)), read)
    club.delete("COLUMNS", 1)
    club.type(0, 1, "Кого как зовут", "Когда родился")
    club.repair()
    assert club.records() == {record.key: dict(record.values) for record in (IYA, LEV, ZOYA)}


def test_a_newcomer_is_put_right_although_a_column_went_after_the_writing(school: School) -> None:
    club = Club.founded(school, LEV)
    read = club.read()
    club.insert("COLUMNS", 1)
    club.write(BookChange("club", (TableChange("members", new=(IYA,)),)), read)
    club.type(0, 1, "Своё")
    club.delete("COLUMNS", 3)  # the days of birth, and with them her points
    now = club.read()
    changes = repair(BOOK, now)
    club.write(BookChange("club", changes), now)
    assert club.records()["AAA"] == {"code": "AAA", "name": "Ия"}
    assert club.column(1) == ["Своё"]


def test_a_hidden_row_whose_code_was_written_over_in_that_moment_shows_what_it_showed(school: School) -> None:
    club = Club.founded(school, IYA, LEV, ZOYA)
    read = club.read()
    place = read.sheets["members"].by_key["AAA"].index
    club.type(place, 0, "Своё")
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(place, "AAA", {"name": "Ия II"}),)),)), read)
    now = club.read()
    hidden = [copy if copy.line.get("header") else replace(copy, cells=()) for copy in now.copies]
    club.write(BookChange("club", repair(BOOK, replace(now, copies=tuple(hidden)), read)), now)
    assert club.records()["Своё"] == {**IYA.values, "code": "Своё"}


def test_a_hidden_row_keeps_its_name_although_it_shows_what_was_meant_for_all(school: School) -> None:
    club = Club.founded(school, IYA, LEV, ZOYA)
    read = club.read()
    meant: dict[str, dict[str, Value]] = {
        "AAA": {"name": "Ия II", "score": 5},
        "BBB": {"score": 5},
        "CCC": {"score": 5},
    }
    rows = tuple(RowChange(read.sheets["members"].by_key[key].index, key, values) for key, values in meant.items())
    club.sort(0)
    club.write(BookChange("club", (TableChange("members", rows=rows),)), read)
    now = club.read()
    hidden = [copy if copy.line.get("header") else replace(copy, cells=()) for copy in now.copies]
    club.write(BookChange("club", repair(BOOK, replace(now, copies=tuple(hidden)), read)), now)
    assert {key: row["name"] for key, row in club.records().items()} == {"AAA": "Ия", "BBB": "Лев", "CCC": "Зоя"}


def test_a_header_that_got_the_answers_is_itself_again_although_its_first_cell_was_renamed(school: School) -> None:
    club = Club.founded(school, IYA, LEV)
    read, titles = club.read(), [column.title for column in BOOK.by_key["members"].columns]
    place = read.sheets["members"].by_key["AAA"].index
    club.insert("ROWS", 0)
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(place, "AAA", {"name": "Ия II"}),)),)), read)
    club.type(1, 0, "Шифр")
    club.repair()
    assert [club.column(place)[1] for place in range(4)] == ["Шифр", *titles[1:4]]


def test_a_header_that_got_the_answers_is_itself_again_although_a_column_moved_too(school: School) -> None:
    club = Club.founded(school, IYA)
    read, titles = club.read(), [column.title for column in BOOK.by_key["members"].columns]
    club.insert("ROWS", 0)
    club.move_column(0, 3)
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(1, "AAA", {"name": "Ия II"}),)),)), read)
    assert club.column(1)[1] == "Ия II"
    club.repair()
    assert [club.column(place)[1] for place in range(3)] == [titles[1], titles[2], titles[0]]


def test_a_note_of_one_word_that_was_emptied_in_another_rows_place_comes_back_once(school: School) -> None:
    club = Club.founded(school, IYA)
    club.type(2, 1, "позвонить")
    read = club.read()
    club.staff.batch({"moveDimension": {"source": lines("ROWS", 1, 2, SHEET), "destinationIndex": 3}})
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(1, "AAA", {"name": None}),)),)), read)
    assert "позвонить" not in club.column(1)
    for _ in range(2):
        club.repair()
        assert sorted(filter(None, club.column(1))) == ["Имя", "Ия", "позвонить"]


def test_what_was_agreed_on_a_column_that_comes_back_stays_although_another_comes_in_that_moment(club: Club) -> None:
    club.delete("COLUMNS", 1)
    read = club.read()
    row, entry = read.sheets["members"].by_key["AAA"], read.sheets["club.memory"].by_key[ENTRY]
    name = TableChange("members", columns=("name",), rows=(RowChange(row.index, "AAA", {"name": "Ия"}),))
    agreed = TableChange("club.memory", rows=(RowChange(entry.index, ENTRY, {"content": "{...}"}),))
    club.insert("COLUMNS", 2)
    club.write(BookChange("club", (name, agreed)), read)
    assert club.records()["AAA"]["name"] == "Ия"
    assert repair(BOOK, club.read()) == ()


def test_a_column_without_a_title_goes_with_the_one_beside_it(school: School) -> None:
    club = Club.founded(school, IYA, LEV)
    club.insert("COLUMNS", 2)  # before the days of birth: staff gave it no title
    read = club.read()
    place = read.sheets["members"].by_key["AAA"].index
    club.delete("COLUMNS", 1)
    club.write(BookChange("club", (TableChange("members", rows=(RowChange(place, "AAA", {"name": "Ия II"}),)),)), read)
    club.insert("COLUMNS", 1)
    club.type(0, 1, "Имя")
    club.repair()
    assert club.column(2) == []


def test_what_somebody_typed_over_a_misplaced_newcomer_stays_and_the_rest_is_put_right(school: School) -> None:
    club = Club.founded(school, LEV)
    read = club.read()
    club.insert("COLUMNS", 1)
    club.write(BookChange("club", (TableChange("members", new=(IYA,)),)), read)
    place = club.read().sheets["members"].by_key["AAA"].index
    club.type(place, 3, "спросить")  # her points stand under the day of birth
    club.repair()
    assert club.records()["AAA"] == {"code": "AAA", "name": "Ия", "born": "спросить"}
    assert club.column(1) == []


def test_a_misplaced_newcomer_whose_cells_were_mostly_typed_over_gets_the_rest_back(school: School) -> None:
    club = Club.founded(school, LEV)
    read = club.read()
    club.insert("COLUMNS", 1)
    club.write(BookChange("club", (TableChange("members", new=(IYA,)),)), read)
    club.type(club.read().sheets["members"].by_key["AAA"].index, 1, "спросить", "у мамы")
    club.repair()
    assert club.records()["AAA"] == {"code": "AAA", "name": "у мамы", "score": 7}
    assert club.column(1) == ["", "", "спросить"]


def test_a_newcomer_whose_repair_was_overtaken_by_another_column_is_put_right_once(school: School) -> None:
    club = Club.founded(school, LEV)
    read = club.read()
    club.insert("COLUMNS", 1)
    club.write(BookChange("club", (TableChange("members", new=(IYA,)),)), read)
    now = club.read()
    changes = repair(BOOK, now)
    club.insert("COLUMNS", 3)
    club.type(0, 3, "Своё")
    club.write(BookChange("club", changes), now)
    for _ in range(3):
        club.repair()
        assert club.records()["AAA"] == dict(IYA.values)
        assert (club.column(1), club.column(3)) == ([], ["Своё"])


SHEETS = REPLY_MASK.removeprefix("spreadsheetId,updatedSpreadsheet(").removesuffix(")")
