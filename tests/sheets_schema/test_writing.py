"""The machine writes: one atomic batch that touches its own cells only, and never twice."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_schema.as_read import BookAsRead
from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.kind import canonical
from sheets_schema.record import Record
from sheets_schema.to_google import KEPT_GENERATIONS, batch_from, runs
from tests.localgoogle.discovery import validated
from tests.localgoogle.school import School
from tests.sheets_schema.club import BOOK, IYA, LEV, NINE, SHEET, YAN, ZOYA, Club, everything


@pytest.fixture
def club(school: School) -> Club:
    """Three members."""
    return Club.founded(school, IYA, LEV, ZOYA)


def one(change: TableChange) -> BookChange:
    return BookChange("club", (change,))


# the whole book


def test_set_up_makes_every_tab_and_leaves_no_other(school: School) -> None:
    club = Club.founded(school)
    sheets = club.staff.get("sheets(properties(title,hidden,gridProperties.frozenRowCount))")["sheets"]
    assert [(sheet["properties"]["title"], sheet["properties"].get("hidden", False)) for sheet in sheets] == [
        ("_копия", True),
        ("Участники", False),
        ("Журнал", False),
        ("Сводка", False),
        ("_память", True),
    ]
    assert all(sheet["properties"]["gridProperties"]["frozenRowCount"] == 1 for sheet in sheets[1:])
    read = club.read()
    assert (read.locale, read.time_zone, read.generation) == ("ru_RU", "Europe/Moscow", 1)
    assert not any(sheet.rows for sheet in read.sheets.values())


def test_whose_a_column_is_can_be_seen(school: School) -> None:
    club = Club.founded(school)
    mask = "sheets(properties.sheetId,protectedRanges(range,warningOnly),data.rowData.values(note,{cell}))".format(
        cell="dataValidation,userEnteredFormat.backgroundColor"
    )
    sheet = next(s for s in club.staff.get(mask)["sheets"] if s["properties"]["sheetId"] == SHEET)
    rows = sheet["data"][0]["rowData"]
    head = rows[0]["values"]
    assert [cell["note"].splitlines()[-1].split()[0] for cell in head] == [
        "Считает",
        "Из",
        "Из",
        "Считает",
        "Заполняет",
        "Заполняет",
    ]
    assert len({str(cell["userEnteredFormat"]["backgroundColor"]) for cell in head}) == 3
    assert rows[1]["values"][4]["dataValidation"]["condition"]["values"] == [
        {"userEnteredValue": "да"},
        {"userEnteredValue": "нет"},
    ]
    guarded = [(found["range"]["startColumnIndex"], found["warningOnly"]) for found in sheet["protectedRanges"]]
    assert guarded == [(0, True), (3, True)]


# rows


def test_new_rows_go_below_the_last_one_and_a_note_under_them_stays_whole(club: Club) -> None:
    club.insert("ROWS", 4, 3)
    club.type(6, 0, "", "Звонить маме Льва", "", "после шести")
    club.change(new=(YAN,))
    members = club.members()
    assert [row.key for row in members.rows] == ["AAA", "BBB", "CCC", "DDD", ""]
    assert members.rows[-1].index == 7
    assert dict(members.rows[-1].values) == {"name": "Звонить маме Льва", "score": "после шести"}


def test_the_first_rows_go_right_below_the_header_above_a_note(school: School) -> None:
    club = Club.founded(school)
    club.insert("ROWS", 1, 5)
    club.type(5, 1, "Заполним в сентябре")
    club.change(new=(IYA, LEV))
    assert club.column(1) == ["Имя", "Ия", "Лев", "", "", "", "", "Заполним в сентябре"]


def test_rows_are_written_dropped_and_added_in_one_batch(club: Club) -> None:
    by_key = club.members().by_key
    score = RowChange(by_key["BBB"].index, "BBB", {"score": 10})
    club.change(rows=(score,), dropped=(by_key["AAA"].index, by_key["CCC"].index), new=(YAN,))
    assert [row.key for row in club.members().rows] == ["BBB", "DDD"]
    assert club.records()["BBB"] == {**LEV.values, "score": 10}


def test_all_rows_may_be_replaced_even_when_nothing_is_below_them(club: Club) -> None:
    club.delete("ROWS", 4, club.members().row_count - 4)
    club.change(dropped=(1, 2, 3), new=(YAN,))
    assert club.column(0) == ["Код", "DDD"]


def test_all_rows_may_go_even_when_nothing_is_below_them(club: Club) -> None:
    club.delete("ROWS", 4, club.members().row_count - 4)
    club.change(dropped=(1, 2, 3))
    assert club.column(0) == ["Код"]


def test_rows_are_added_when_staff_removed_the_blank_one_at_the_bottom(club: Club) -> None:
    club.delete("ROWS", 4, club.members().row_count - 4)
    club.change(new=(YAN,))
    assert club.column(0) == ["Код", "AAA", "BBB", "CCC", "DDD"]


def test_a_new_row_between_columns_of_the_staff_leaves_theirs_blank(club: Club) -> None:
    club.insert("COLUMNS", 1, 2)
    club.type(1, 1, "своё", "ещё")
    club.change(new=(YAN,))
    assert club.column(1) == ["", "своё"]
    assert club.records()["DDD"] == YAN.values


def test_only_the_cells_that_are_said_are_touched(club: Club) -> None:
    club.type(1, 4, "да", "молодец")
    club.set("AAA", score=None, name="Ия Л.")
    kept = {"code": "AAA", "born": IYA.get("born"), "decision": "да", "note": "молодец"}
    assert club.records()["AAA"] == kept | {"name": "Ия Л."}


def test_a_missing_tab_is_made_by_any_change_to_it(club: Club) -> None:
    summary = BOOK.by_key["summary"].sheet_id
    club.staff.batch({"deleteSheet": {"sheetId": summary}})
    club.change("summary", new=(Record("", {"what": "Всего", "count": 3}),))
    (row,) = club.read().sheets["summary"].rows
    assert dict(row.values) == {"what": "Всего", "count": 3}


def test_rows_of_a_derived_tab_are_added_below_the_last(club: Club) -> None:
    club.change("summary", new=(Record("", {"what": "Всего", "count": 3}),))
    club.change("summary", new=(Record("", {"what": "Девочек", "count": 2}),))
    assert [row.values["what"] for row in club.read().sheets["summary"].rows] == ["Всего", "Девочек"]


def test_a_journal_keeps_moments(club: Club) -> None:
    club.change("journal", new=(Record("1", {"number": 1, "moment": NINE}),))
    (row,) = club.read().sheets["journal"].rows
    assert dict(row.values) == {"number": 1, "moment": NINE}
    assert row.key == "1"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+79161234567",
        "-5",
        "007",
        "12Е3",
        "1E3",
        "10-11",
        "31.12.2010",
        "'текст",
        "TRUE",
        "#REF!",
        "3,5",
        " x ",
    ],
)
def test_text_stays_text(club: Club, text: str) -> None:
    club.set("AAA", name=text)
    assert club.records()["AAA"]["name"] == text
    assert club.column(1)[1] == text


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@settings(max_examples=25, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=8), st.dates(min_value=date(1900, 1, 1)))
def test_whatever_people_write_comes_back(texts: list[str], day: Any) -> None:
    school = School(wrap=validated)
    try:
        records = [
            Record(f"K{place}", {"code": f"K{place}", "name": text, "born": day}) for place, text in enumerate(texts)
        ]
        club = Club.founded(school, *records)
        assert club.records() == {record.key: dict(record.values) for record in records}
    finally:
        school.state.close()


# the fence


def test_of_two_machines_that_read_the_same_only_one_writes(club: Club) -> None:
    mine = yours = club.read()
    row = mine.sheets["members"].by_key["AAA"]
    club.write(one(TableChange("members", rows=(RowChange(row.index, "AAA", {"score": 8}),))), mine)
    late = club.batch(
        one(TableChange("members", rows=(RowChange(row.index, "AAA", {"score": 99}),), new=(YAN,))), yours
    )
    assert club.send(late).status == 400
    assert club.records()["AAA"]["score"] == 8
    assert "DDD" not in club.records()
    assert club.read().generation == mine.generation + 1


def test_a_batch_whose_reply_was_lost_may_be_sent_again_and_changes_nothing(club: Club) -> None:
    batch = club.batch(one(TableChange("members", new=(YAN,))))
    assert club.send(batch).status == 200
    before = club.staff.get()
    assert club.send(batch).status == 400
    assert club.staff.get() == before
    assert [row.key for row in club.members().rows] == ["AAA", "BBB", "CCC", "DDD"]


def test_set_up_sent_twice_is_refused(school: School) -> None:
    club = Club.founded(school)
    blank = BookAsRead("club", club.staff.id, all_titles={0: "Sheet1"})
    assert club.send(batch_from(BOOK, blank, everything())["requests"]).status == 400
    assert len(club.read().all_titles) == 5


def test_the_mark_moves_on_by_one_with_every_batch(club: Club) -> None:
    first = club.read().generation
    for step in (1, 2):
        club.set("AAA", score=step)
        assert club.read().generation == first + step


def test_a_machine_that_slept_through_several_writes_is_refused_too(club: Club) -> None:
    long_ago = club.read()
    for step in range(5):
        club.set("AAA", score=step)
        assert club.send(club.batch(one(TableChange("members", dropped=(1, 2, 3))), long_ago)).status == 400
    assert set(club.records()) == {"AAA", "BBB", "CCC"}


def test_old_marks_are_cleared_away(club: Club) -> None:
    for step in range(KEPT_GENERATIONS + 3):
        club.set("AAA", score=step)
        club.staff.school.later(seconds=5)
    marks = [
        int(item["metadataValue"]) for item in club.staff.get("developerMetadata(metadataValue)")["developerMetadata"]
    ]
    newest = club.read().generation
    assert sorted(marks) == list(range(newest + 1 - KEPT_GENERATIONS, newest + 1))


def test_one_refused_request_takes_the_whole_batch_with_it(club: Club) -> None:
    batch = club.batch(one(TableChange("members", new=(YAN,))))
    assert club.send([*batch, {"deleteSheet": {"sheetId": 12345}}]).status == 400
    assert "DDD" not in club.records()


# small parts


@given(st.sets(st.integers(0, 30)))
def test_runs_are_the_places_in_order_without_gaps_inside(places: set[int]) -> None:
    found = list(runs(sorted(places)))
    assert [place for run in found for place in run] == sorted(places)
    assert all(run == list(range(run[0], run[-1] + 1)) for run in found)
    assert all(left[-1] + 1 < right[0] for left, right in pairwise(found))


def test_nothing_to_change_is_falsy() -> None:
    assert not TableChange("members")
    assert not BookChange("club")
    assert TableChange("members", dropped=(1,))
    assert BookChange("club", settings={"locale": "ru_RU"})


def test_a_record_says_its_values_as_texts() -> None:
    assert (IYA.text("born"), IYA.text("score"), IYA.text("note")) == ("2010-12-31", "7", "")
    assert IYA.text("born") == canonical(IYA.get("born"))
