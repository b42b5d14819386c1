"""Staff do with their sheet as they please; the machine finds its columns and rows again, and leaves theirs alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_schema.change import RowChange
from sheets_schema.errors import BaseVanished, ColumnLost
from sheets_schema.from_google import book_from_google
from sheets_schema.record import Record
from sheets_schema.tables.memory import memory, row_key
from tests.localgoogle.discovery import validated
from tests.localgoogle.school import School
from tests.sheets_schema.club import BOOK, IYA, LEV, MEMBERS, SHEET, YAN, ZOYA, Club

WHOLE = {"AAA": dict(IYA.values), "BBB": dict(LEV.values), "CCC": dict(ZOYA.values)}


@pytest.fixture
def club(school: School) -> Club:
    """Three members."""
    return Club.founded(school, IYA, LEV, ZOYA)


def test_what_was_written_is_read(club: Club) -> None:
    assert club.records() == WHOLE
    assert club.column(2) == ["Дата рождения", "31.12.2010", "01.01.2011"]
    assert club.members().anchored == set(MEMBERS.by_key)


def test_columns_are_found_after_one_was_inserted_one_moved_and_one_renamed(club: Club) -> None:
    club.insert("COLUMNS", 1)
    club.type(0, 1, "Класс")
    club.move_column(2, 6)
    club.type(0, 0, "Шифр")
    assert club.column(5)[:2] == ["Имя", "Ия"]
    assert club.records() == WHOLE
    club.set("BBB", name="Лев Толстой", score=9)
    assert club.records() == WHOLE | {"BBB": WHOLE["BBB"] | {"name": "Лев Толстой", "score": 9}}
    assert club.column(1) == ["Класс"]


def test_columns_are_found_by_their_headers_when_the_anchors_are_lost(club: Club) -> None:
    club.lose_anchors()
    club.move_column(1, 4)
    assert club.members().anchored == frozenset()
    assert club.records() == WHOLE


def test_a_renamed_column_without_an_anchor_is_missing_and_comes_back_at_the_edge(club: Club) -> None:
    club.lose_anchors()
    club.type(0, 3, "Очки")
    assert "score" not in club.members().columns
    club.change(columns=("score",))
    assert club.members().columns["score"] == 6
    assert club.members().anchored == {"score"}
    assert club.column(3) == ["Очки", "7", "0"]
    assert club.column(6) == ["Баллы"]


def test_an_anchor_beats_a_header_that_someone_copied(club: Club) -> None:
    club.insert("COLUMNS", 0)
    club.type(0, 0, "Имя")
    club.type(1, 0, "не то имя")
    assert club.members().columns["name"] == 2
    assert club.records() == WHOLE


def test_an_anchored_column_is_not_taken_for_another_whose_title_it_was_given(club: Club) -> None:
    club.lose_anchors("score")
    club.type(0, 1, "Баллы")
    assert club.members().anchored == set(MEMBERS.by_key) - {"score"}
    assert club.records() == WHOLE


def test_blank_and_doubled_headers_of_the_staff_are_theirs(club: Club) -> None:
    club.insert("COLUMNS", 2, 3)
    club.type(0, 2, "", "Имя", "Имя")
    club.type(1, 2, "а", "б", "в")
    club.set("AAA", name="Ия Львовна", born=None)
    assert club.records()["AAA"] == {"code": "AAA", "name": "Ия Львовна", "score": 7}
    assert [club.column(index)[1] for index in range(6)] == ["AAA", "Ия Львовна", "а", "б", "в", ""]


def test_a_header_below_inserted_rows_is_still_the_header(club: Club) -> None:
    club.insert("ROWS", 0, 2)
    club.type(0, 0, "Список кружка", "на сентябрь")
    assert club.members().header_row == 2
    assert club.records() == WHOLE
    club.change(new=(YAN,))
    assert club.column(0) == ["Список кружка", "", "Код", "AAA", "BBB", "CCC", "DDD"]


def test_sorted_rows_are_known_by_their_keys(club: Club) -> None:
    club.sort(1, "ASCENDING")
    assert club.column(1) == ["Имя", "Зоя", "Ия", "Лев"]
    club.set("AAA", score=8)
    assert club.records() == WHOLE | {"AAA": WHOLE["AAA"] | {"score": 8}}


def test_two_rows_with_one_key_are_told_and_belong_to_nobody(club: Club) -> None:
    club.type(3, 0, "AAA")
    members = club.members()
    assert members.doubled == {"AAA"}
    assert set(members.by_key) == {"BBB"}
    assert [row.key for row in members.rows] == ["AAA", "BBB", "AAA"]


def test_a_row_of_the_staff_s_own_has_no_key_and_is_kept(club: Club) -> None:
    club.insert("ROWS", 2)
    club.type(2, 1, "Не забыть про Марка")
    (own,) = [row for row in club.members().rows if not row.key]
    assert (own.index, dict(own.values)) == (2, {"name": "Не забыть про Марка"})
    assert club.records() == WHOLE


def test_what_a_person_typed_into_a_date_stays_what_it_is(club: Club) -> None:
    club.type(1, 2, "31.12.2010")
    club.type(2, 2, "точно не знаю")
    assert club.records()["AAA"]["born"] == date(2010, 12, 31)
    assert club.records()["BBB"]["born"] == "точно не знаю"


def test_a_failed_formula_is_seen_and_not_taken_for_an_empty_cell(club: Club) -> None:
    cell = {"effectiveValue": {"errorValue": {"type": "REF", "message": "Reference does not exist."}}}
    spreadsheet = {
        "spreadsheetId": "1",
        "sheets": [
            {
                "properties": {"sheetId": SHEET, "title": "Участники"},
                "data": [{"rowData": [header(), {"values": [{"effectiveValue": {"stringValue": "AAA"}}, cell]}]}],
            }
        ],
    }
    row = book_from_google(BOOK, spreadsheet).sheets["members"].by_key["AAA"]
    assert row.values["name"] == "#ERROR!"


def header() -> dict[str, object]:
    return {"values": [{"effectiveValue": {"stringValue": column.title}} for column in MEMBERS.columns]}


def test_a_tab_that_was_renamed_is_known_and_one_that_was_deleted_is_missing(club: Club) -> None:
    properties = {"sheetId": SHEET, "title": "Ребята"}
    club.staff.batch({"updateSheetProperties": {"properties": properties, "fields": "title"}})
    club.staff.batch({"deleteSheet": {"sheetId": BOOK.by_key["summary"].sheet_id}})
    read = club.read()
    assert read.sheets["members"].title == "Ребята"
    assert set(read.sheets) == {"members", "journal", memory("club").key}


def test_a_tab_is_made_again_under_another_name_when_staff_took_its_own(club: Club) -> None:
    club.staff.batch({"deleteSheet": {"sheetId": BOOK.by_key["summary"].sheet_id}})
    club.staff.batch({"addSheet": {"properties": {"title": "Сводка"}}})
    club.change("summary", make=True)
    assert club.read().sheets["summary"].title == "Сводка (2)"


# a base must not be taken for an empty one


def test_a_base_without_its_header_row_stops_everything(club: Club) -> None:
    club.delete("ROWS", 0)
    club.lose_anchors()
    with pytest.raises(ColumnLost) as caught:
        club.read()
    assert caught.value == ColumnLost("Кружок", "Участники", "Код")


@pytest.fixture
def remembered(club: Club) -> Club:
    """The three members, and the hidden tab that remembers their rows."""
    entries = tuple(Record(key, {"key": key, "content": "{}"}) for key in map(row_of, WHOLE))
    club.change("club.memory", new=entries)
    return club


def row_of(key: str) -> str:
    return row_key("members", key)


def test_a_base_whose_first_row_moved_up_into_the_header_s_place_stops_everything(remembered: Club) -> None:
    remembered.delete("ROWS", 0)
    with pytest.raises(BaseVanished) as caught:
        remembered.read()
    assert caught.value == BaseVanished("Кружок", "Участники", "header")


def test_any_row_put_in_the_place_of_a_deleted_header_is_the_header(remembered: Club) -> None:
    remembered.delete("ROWS", 0)
    remembered.insert("ROWS", 0)
    remembered.type(0, 0, "Шифр")
    assert remembered.records() == WHOLE


def test_a_header_that_was_renamed_throughout_is_the_last_row_above_the_known_ones(remembered: Club) -> None:
    remembered.type(0, 0, *[f"Столбец {place}" for place in range(len(MEMBERS.columns))])
    assert remembered.records() == WHOLE
    remembered.insert("ROWS", 0, 2)
    remembered.type(0, 0, "Школа 22")
    assert remembered.members().header_row == 2
    assert [row.key for row in remembered.members().rows] == sorted(WHOLE)


def test_a_row_that_says_a_title_is_no_header_when_it_is_a_row_of_ours(remembered: Club) -> None:
    remembered.type(0, 0, *[f"Столбец {place}" for place in range(len(MEMBERS.columns))])
    remembered.type(2, 5, "Имя")
    assert remembered.members().header_row == 0
    assert set(remembered.records()) == set(WHOLE)


def test_an_emptied_header_row_stops_everything(club: Club) -> None:
    club.type(0, 0, *[""] * len(MEMBERS.columns))
    with pytest.raises(BaseVanished) as caught:
        club.read()
    assert caught.value == BaseVanished("Кружок", "Участники", "header")


def test_a_base_without_its_key_column_stops_everything(club: Club) -> None:
    club.delete("COLUMNS", 0)
    with pytest.raises(ColumnLost) as caught:
        club.read()
    assert caught.value == ColumnLost("Кружок", "Участники", "Код")


def test_a_journal_that_may_be_made_again_stops_nothing(school: School) -> None:
    club = Club.founded(school)
    place = {"sheetId": BOOK.by_key["journal"].sheet_id, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    club.staff.batch({"deleteDimension": {"range": place}})
    assert "number" not in club.read().sheets["journal"].columns


# any rearrangement

MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("insert column"), st.integers(0, 6)),
        st.tuples(st.just("move column"), st.integers(0, 5), st.integers(0, 6)),
        st.tuples(st.just("insert row"), st.integers(0, 4)),
        st.tuples(st.just("sort"), st.integers(0, 5)),
        st.tuples(st.just("rename"), st.integers(0, 5)),
    ),
    max_size=5,
)


@settings(max_examples=40, deadline=None)
@given(MOVES)
def test_no_rearrangement_loses_a_value_or_writes_beside_its_cell(moves: list[tuple[str, int]]) -> None:
    school = School(wrap=validated)
    try:
        club = Club.founded(school, IYA, LEV, ZOYA)
        for move in moves:
            rearrange(club, *move)
        assert club.records() == WHOLE
        row = club.members().by_key["BBB"]
        club.change(rows=(RowChange(row.index, "BBB", {"name": "Лев Т.", "born": None}),), new=(YAN,))
        changed = {"BBB": {"code": "BBB", "name": "Лев Т.", "score": 0}}
        assert club.records() == WHOLE | changed | {"DDD": dict(YAN.values)}
        assert school.app.problems == []
    finally:
        school.state.close()


def rearrange(club: Club, kind: str, at: int, to: int = 0) -> None:
    members = club.members()
    if kind == "insert column":
        club.insert("COLUMNS", at)
    elif kind == "move column" and to not in (at, at + 1):
        club.move_column(at, to)
    elif kind == "insert row":
        club.insert("ROWS", at)
    elif kind == "sort" and members.header_row == 0:
        club.sort(at)
    elif kind == "rename":
        place = list(members.columns.values())[at]
        if list(members.columns)[at] != "code":
            club.type(members.header_row, place, f"Столбец {at}")
