"""What the grid page keeps of the past, takes back, and forgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.localgoogle.grid import ANYA, Grid, make_base, values, write
from tests.localgoogle.school import OWNER, WRITER

if TYPE_CHECKING:
    from tests.localgoogle.school import School


@pytest.fixture
def base(school: School) -> str:
    return make_base(school)


def test_every_change_of_a_cell_is_known(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    grid.type(2, 2, "7В")
    school.later(minutes=5)
    write(school, base, "B2", [["10А"]])
    told = [(each["author"], each["old"], each["new"]) for each in grid.history(2, 2)]
    program = f"программа ({OWNER})"
    assert told == [(program, "7В", "10А"), (WRITER, "7А", "7В"), (program, "", "7А")]
    assert [each["at"] for each in grid.history(2, 2)] == ["22.11.2026 09:05", "22.11.2026 09:00", "22.11.2026 09:00"]


def test_history_is_escaped_and_paged(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    for number in range(120):
        grid.look()
        grid.type(2, 1, f"<b>{number}</b>")
    page = grid.get("history").text
    assert "&lt;b&gt;119&lt;/b&gt;" in page
    assert "<b>" not in page
    older = page.partition("before=")[2].partition('"')[0]
    assert "<ins>Аня</ins>" in grid.get("history", before=older).text
    assert "<ins>Аня</ins>" not in page


def test_history_leaves_out_what_nobody_can_see(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    grid.type(2, 5, "12")
    school.later(minutes=5)
    school.ok("PUT", f"/v4/spreadsheets/{base}/values/E2", {"values": [["12"]]}, valueInputOption="RAW")
    assert values(school, base)[0][4] == "12", "a number has become a text that looks alike"
    page = grid.get("history").text
    assert "09:05" not in page
    assert "<ins>12</ins>" in page
    assert [(each["old"], each["new"]) for each in grid.history(2, 5)] == [("", "12")]


def test_a_book_s_pages_go_by_its_own_clock(school: School, base: str) -> None:
    there = {"properties": {"timeZone": "Asia/Vladivostok"}, "fields": "timeZone"}
    requests = [{"updateSpreadsheetProperties": there}]
    school.ok("POST", f"/v4/spreadsheets/{base}:batchUpdate", {"requests": requests})
    grid = Grid(school, base, WRITER)
    grid.type(2, 2, "7В")
    assert grid.history(2, 2)[0]["at"] == "22.11.2026 19:00"
    assert "изменена 22 ноября 2026, 19:00" in school.get("/home", cookie=grid.session).text


def test_a_change_of_many_rows_is_not_torn_by_a_page_s_end(school: School, base: str) -> None:
    write(school, base, "F2", [[f"старое {row}"] for row in range(60)])
    write(school, base, "F2", [[f"новое {row}"] for row in range(60)])
    grid = Grid(school, base, WRITER)
    page = grid.get("history").text
    assert page.count("<ins>новое") == 60
    older = grid.get("history", before=page.partition("before=")[2].partition('"')[0]).text
    assert older.count("<ins>старое") == 60
    write(school, base, "F2", [[f"новейшее {row}"] for row in range(150)])
    page = grid.get("history").text
    assert page.count("<ins>новейшее") == 100
    assert "больше строк, чем показано" in page


def test_one_takes_back_ones_own_last_change(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    grid.type(2, 5, "22.11.2026")
    grid.look()
    grid.paste(2, 1, [["Вера", "9А"]])
    assert grid.post("undo", {}).json()["undone"] == 2
    assert grid.texts()[0] == ["Аня", "7А", "", "13", "22.11.2026"]
    assert grid.post("undo", {}).status == 200
    assert grid.texts()[0] == [*ANYA]
    assert grid.post("undo", {}).status == 422, "nothing of theirs is left to take back"
    assert grid.history(2, 1)[0]["undo"] is True


def test_undo_brings_back_the_value_and_how_it_was_shown(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    for text in ("5", "22.11.2026"):
        grid.type(2, 5, text)
        grid.look()
    grid.post("undo", {})
    assert grid.texts()[0][4] == "5"


def test_undo_does_not_take_away_what_somebody_else_wrote_since(school: School, base: str) -> None:
    first, second = Grid(school, base, WRITER), Grid(school, base, OWNER)
    first.type(2, 2, "7В")
    second.look()
    second.type(2, 2, "7Д")
    answer = first.post("undo", {})
    assert answer.status == 409
    assert OWNER in answer.json()["problem"]
    assert first.texts()[0][1] == "7Д"


def test_what_is_undone_by_a_colleague_is_not_ones_own(school: School, base: str) -> None:
    Grid(school, base, WRITER).type(2, 2, "7В")
    assert Grid(school, base, OWNER).post("undo", {}).status == 422


# erasure


def all_history(school: School) -> str:
    return str(school.state.db.execute("SELECT cells FROM row_history").fetchall())


@pytest.mark.parametrize("way", ["emptied", "deleted", "deleted by hand"])
def test_what_is_erased_is_erased_from_history(school: School, base: str, way: str) -> None:
    """The coordinator's erasure empties a person's cells or deletes the row: no version of them stays."""
    grid = Grid(school, base, WRITER)
    grid.type(2, 1, "Анна Тайная")
    write(school, base, "A9", [["Анна Тайная"]])
    write(school, base, "A9", [["другая"]])
    rows = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2}
    emptied = {"updateCells": {"range": rows, "fields": "userEnteredValue"}}
    deleted = {"deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}}
    if way == "deleted by hand":
        owner = Grid(school, base, OWNER)
        assert owner.shape("delete", dimension="ROWS", line=owner.ids(2, 1)[0]).status == 200
    else:
        request = emptied if way == "emptied" else deleted
        school.ok("POST", f"/v4/spreadsheets/{base}:batchUpdate", {"requests": [request]})
    kept = all_history(school)
    assert "Тайная" not in kept
    assert "Аня" not in kept, "nor what the row had held before"
    assert "Боря" in kept
    assert "тексты стёрты" in grid.get("history").text


def test_a_text_that_others_still_have_stays_in_their_history(school: School, base: str) -> None:
    write(school, base, "B3", [["7А"]])
    school.ok("POST", f"/v4/spreadsheets/{base}/values/A2:E2:clear", {})
    assert "7А" in all_history(school)


def test_what_a_person_empties_by_hand_can_be_taken_back(school: School, base: str) -> None:
    grid = Grid(school, base, OWNER)
    grid.paste(2, 1, [["", "", "", ""]])
    assert grid.texts()[0] == []
    assert grid.post("undo", {}).status == 200
    assert grid.texts()[0] == [*ANYA]


def test_a_deleted_book_and_a_deleted_sheet_leave_no_history(school: School, base: str) -> None:
    school.ok(
        "POST", f"/v4/spreadsheets/{base}:batchUpdate", {"requests": [{"addSheet": {"properties": {"sheetId": 5}}}]}
    )
    school.ok("POST", f"/v4/spreadsheets/{base}:batchUpdate", {"requests": [{"deleteSheet": {"sheetId": 0}}]})
    assert all_history(school) == "[]"
    write(school, base, "A1", [["Аня"]])
    school.ok("DELETE", f"/drive/v3/files/{base}")
    assert all_history(school) == "[]"


def test_history_has_its_bounds(school: School, base: str) -> None:
    settings = school.state.settings
    settings.historyDays, settings.historyRows, settings.enforceQuotas = 30, 40, False
    write(school, base, "A5", [["Давняя"]])
    school.later(days=31)
    for number in range(130):
        write(school, base, "A6", [[f"новая {number}"]])
    kept = all_history(school)
    assert "Давняя" not in kept
    assert "новая 129" in kept
    assert 40 <= kept.count("новая") / 2 <= 40 + 64
