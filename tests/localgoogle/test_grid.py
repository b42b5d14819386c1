"""Staff edit a sheet on the grid page: what the server takes, refuses, keeps of the past and takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.localgoogle.grid import ANYA, BORYA, HEADER, Grid, make_base, values, write
from tests.localgoogle.school import OWNER, READER, STRANGER, WRITER

if TYPE_CHECKING:
    from tests.localgoogle.school import School


@pytest.fixture
def base(school: School) -> str:
    return make_base(school)


# typing


def test_what_is_typed_is_taken_as_the_book_writes_it(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    for column, text in ((1, "1,5"), (2, "22.11.2026"), (5, "'007")):
        assert grid.type(2, column, text).status == 200
    assert values(school, base)[0] == [1.5, 46348, "", 13, "007"]
    assert grid.texts()[0] == ["1,5", "22.11.2026", "", "13", "007"]
    entries = [cell[1] for cell in grid.shown["rows"][0][3] if isinstance(cell, list)]
    assert entries == ["'007"], "editing it again must not make a number of it"


def test_a_sheet_is_told_with_what_one_may_do_in_it(school: School, base: str) -> None:
    head = Grid(school, base, WRITER).shown["head"]
    assert [column["title"] for column in head["columns"]][:4] == HEADER
    assert head["columns"][2]["list"] == ["утвердить", "отклонить"]
    assert [column["kind"] for column in head["columns"]][:4] == ["text", "text", "list", "number"]
    assert head["locks"] == [{"box": [0, 3, 1000, 4], "except": [], "words": "Его считает программа."}]
    assert Grid(school, base, OWNER).shown["head"]["locks"] == []


def test_a_protected_cell_is_refused_with_its_reason(school: School, base: str) -> None:
    answer = Grid(school, base, WRITER).type(2, 4, "99")
    assert answer.status == 403
    words = "Строка 2, столбец «Возраст»: ячейка защищена, менять её нельзя. Его считает программа."
    assert answer.json()["problem"] == words
    assert Grid(school, base, OWNER).type(2, 4, "99").status == 200


def test_a_value_outside_a_strict_list_is_refused(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    answer = grid.type(2, 3, "наверное")
    assert answer.status == 422
    assert "Можно выбрать: утвердить, отклонить." in answer.json()["problem"]
    assert grid.type(2, 3, "отклонить").status == 200
    grid.look()
    assert grid.type(2, 3, "").status == 200, "a cell may always be emptied"


@pytest.mark.parametrize(
    ("condition", "good", "bad"),
    [
        ({"type": "BOOLEAN"}, "да", "может быть"),
        ({"type": "DATE_IS_VALID"}, "01.09.2026", "в сентябре"),
        ({"type": "NUMBER_BETWEEN", "values": [{"userEnteredValue": "1"}, {"userEnteredValue": "5"}]}, "5", "6"),
        ({"type": "TEXT_IS_EMAIL"}, "a@school.ru", "a собака school.ru"),
        ({"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "=Sheet1!B2:B3"}]}, "7А", "9В"),
    ],
)
def test_other_strict_rules_hold_too(school: School, base: str, condition: dict[str, Any], good: str, bad: str) -> None:
    where = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 4, "endColumnIndex": 5}
    request = {"setDataValidation": {"range": where, "rule": {"condition": condition, "strict": True}}}
    school.ok("POST", f"/v4/spreadsheets/{base}:batchUpdate", {"requests": [request]})
    grid = Grid(school, base, WRITER)
    assert grid.type(2, 5, bad).status == 422
    assert grid.type(2, 5, good).status == 200
    if condition["type"] == "BOOLEAN":
        assert values(school, base)[0][4] is True


def test_a_paste_is_one_change_and_says_what_it_skipped(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    answer = grid.paste(2, 1, [["Вера", "9А", "что-то", "15"], ["Гоша", "9Б", "отклонить", "16"]]).json()
    assert grid.texts() == [["Вера", "9А", "", "13"], ["Гоша", "9Б", "отклонить", "14"]]
    assert len(answer["skipped"]) == 3
    assert "«что-то» сюда не подходит" in answer["skipped"][0]["reason"]
    page = grid.get("history").text
    assert page.count(f"— {WRITER}</h2>") == 1
    assert "<del>Аня</del> → <ins>Вера</ins>" in page


def test_a_batch_that_may_not_skip_is_all_or_nothing(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    assert grid.paste(2, 2, [["9А", "отклонить", "15"]], skip=False).status == 403
    assert grid.texts() == [[*ANYA], [*BORYA]]


def test_a_formula_is_worked_out_and_edited_as_it_was_typed(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    assert grid.type(2, 5, "=D2+D3").json()["cells"][0][2] == ["27", "=D2+D3"]
    seen = grid.look()["revision"]
    write(school, base, "D2", [[20]])
    assert grid.texts()[0][4] == "34"
    news = grid.read("changes.json", revision=seen, layout=grid.shown["head"]["layout"])
    assert ["34", "=D2+D3"] in news["rows"][0][3]


# two editors


def test_of_two_who_edit_one_cell_the_second_sees_both_variants(school: School, base: str) -> None:
    first, second = Grid(school, base, OWNER), Grid(school, base, WRITER)
    assert first.type(2, 2, "7В").status == 200
    answer = second.type(2, 2, "7Г")
    assert answer.status == 409
    conflict = answer.json()["conflicts"][0]
    assert (conflict["theirs"], conflict["yours"], conflict["author"]) == ("7В", "7Г", OWNER)
    assert conflict["place"] == "Строка 2, столбец «Класс»"
    assert conflict["label"] == "Аня"
    assert second.texts()[0][1] == "7В"
    assert second.type(2, 2, "7Г").status == 200, "having seen it, they may insist"


def test_two_may_edit_one_row_in_different_cells(school: School, base: str) -> None:
    first, second = Grid(school, base, OWNER), Grid(school, base, WRITER)
    assert first.type(2, 2, "7В").status == 200
    assert second.type(2, 3, "утвердить").status == 200
    assert second.texts()[0] == ["Аня", "7В", "утвердить", "13"]


def test_sending_the_same_edit_again_does_no_harm(school: School, base: str) -> None:
    """The reply was lost on the way, so the page sends it once more."""
    grid = Grid(school, base, WRITER)
    assert [grid.type(2, 2, "7В").status for _ in range(2)] == [200, 200]
    assert len(grid.history(2, 2)) == 2, "the coordinator's, and theirs once"


def test_a_change_by_a_program_is_a_change_too(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    write(school, base, "B2", [["10А"]])
    answer = grid.type(2, 2, "7Г")
    assert answer.status == 409
    assert answer.json()["conflicts"][0]["author"] == f"программа ({OWNER})"


def test_rows_that_others_move_are_still_the_same_rows(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    move = {"source": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}, "destinationIndex": 3}
    insert = {"range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}
    school.ok(
        "POST",
        f"/v4/spreadsheets/{base}:batchUpdate",
        {"requests": [{"moveDimension": move}, {"insertDimension": insert}]},
    )
    assert grid.type(2, 2, "7Я").status == 200
    assert grid.texts() == [["", *BORYA], ["", "Аня", "7Я", "", "13"]]


def test_a_header_tells_whose_its_column_is_and_what_better_stays_as_it_is(school: School, base: str) -> None:
    look = {"backgroundColor": {"red": 0.86, "green": 0.92, "blue": 0.98}}
    header = {"values": [{"userEnteredFormat": look, "note": "Из анкеты."}]}
    cells = {"start": {"sheetId": 0}, "rows": [header], "fields": "userEnteredFormat,note"}
    first = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    warning = {"range": first, "description": "Считает программа: Имя", "warningOnly": True}
    requests = [{"updateCells": cells}, {"addProtectedRange": {"protectedRange": warning}}]
    school.ok("POST", f"/v4/spreadsheets/{base}:batchUpdate", {"requests": requests})
    grid = Grid(school, base, WRITER)
    head = grid.shown["head"]
    assert [(column["note"], column["tint"]) for column in head["columns"][:2]] == [("Из анкеты.", "#dbebfa"), ("", "")]
    assert head["warned"] == [{"box": [1, 0, 1000, 1], "except": [], "words": "Считает программа: Имя"}]
    assert grid.type(2, 1, "Анна").status == 200, "it is said, and not forbidden"


def test_one_account_s_flood_of_calls_holds_up_nobody_else(
    school: School, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Grid(school, base, WRITER), Grid(school, base, OWNER)
    monkeypatch.setattr("localgoogle.pages.grid_access.PER_MINUTE", 5)
    assert [first.get("grid.json").status for _ in range(6)][-1] == 429
    assert first.type(2, 1, "Анна").status == 429
    assert second.type(2, 1, "Анна").status == 200
    school.later(minutes=1)
    assert first.get("grid.json").status == 200


def test_an_edit_of_a_row_that_is_gone_is_told(school: School, base: str) -> None:
    grid, other = Grid(school, base, WRITER), Grid(school, base, OWNER)
    assert other.shape("delete", dimension="ROWS", line=other.ids(2, 1)[0]).status == 200
    assert grid.type(2, 2, "7В").status == 410


def test_news_are_the_rows_that_changed(school: School, base: str) -> None:
    grid, other = Grid(school, base, WRITER), Grid(school, base, OWNER)
    asked = {"revision": grid.shown["revision"], "layout": grid.shown["head"]["layout"]}
    assert grid.read("changes.json", **asked) == {"revision": asked["revision"]}
    other.type(3, 2, "8В")
    news = grid.read("changes.json", **asked)
    assert [(number, cells[1]) for _, number, _, cells in news["rows"]] == [(3, "8В")]
    other.shape("insert", dimension="ROWS", line=other.ids(2, 1)[0], after=False, count=1)
    assert grid.read("changes.json", **asked)["reload"] is True


# shape


def test_lines_are_added_and_removed(school: School, base: str) -> None:
    grid = Grid(school, base, OWNER)
    row, column = grid.ids(2, 1)
    assert grid.shape("insert", dimension="ROWS", line=row, after=True, count=2).status == 200
    assert grid.texts() == [ANYA, [], [], BORYA]
    grid.shape("insert", dimension="COLUMNS", line=column, after=False, count=1)
    assert grid.texts()[0] == ["", *ANYA]
    grid.shape("delete", dimension="COLUMNS", line=grid.shown["head"]["columns"][0]["id"])
    assert grid.texts()[0] == ANYA


def test_the_order_and_the_filter_for_everybody(school: School, base: str) -> None:
    grid = Grid(school, base, OWNER)
    name = grid.ids(2, 1)[1]
    assert grid.shape("sort", line=name, descending=True).status == 200
    assert [row[0] for row in grid.texts()] == ["Боря", "Аня"]
    assert grid.shape("filter", line=name, hidden=["Аня"]).status == 200
    assert [hidden for _, _, hidden, cells in grid.look()["rows"] if cells[0]] == [0, 1]
    assert grid.shown["head"]["filtered"] == {str(name): ["Аня"]}
    grid.shape("filter", line=name, hidden=[])
    assert grid.look()["head"]["filtered"] == {}


def test_a_width_is_kept(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    assert grid.shape("resize", line=grid.ids(2, 1)[1], pixels=333).status == 200
    assert grid.look()["head"]["columns"][0]["width"] == 333


def test_a_shape_that_would_break_protection_is_refused(school: School, base: str) -> None:
    grid = Grid(school, base, WRITER)
    answer = grid.shape("sort", line=grid.ids(2, 1)[1])
    assert answer.status == 403
    assert "защищённые ячейки" in answer.json()["problem"]
    assert grid.texts() == [ANYA, BORYA]


# who may


def test_readers_look_and_strangers_do_not(school: School, base: str) -> None:
    reader = Grid(school, base, READER)
    assert reader.shown["head"]["writes"] is False
    assert reader.type(2, 2, "9А").status == 403
    assert reader.shape("insert", dimension="ROWS", line=1, after=True, count=1).status == 403
    assert reader.post("undo", {}).status == 403
    stranger = school.post("/signin", {"email": STRANGER, "token": "neighbour-key"})
    session = stranger.headers["set-cookie"].partition(";")[0]
    for name in ("grid.json", "changes.json", "cell.json", "token.json", "history", "charts"):
        assert school.get(f"{reader.path}/{name}", "gid=0", cookie=session).status in (403, 404)
        assert school.get(f"{reader.path}/{name}", "gid=0").status in (303, 401)


def test_a_hidden_tab_is_not_given_out(school: School, base: str) -> None:
    add = {"addSheet": {"properties": {"sheetId": 9, "title": "_память", "hidden": True}}}
    school.ok("POST", f"/v4/spreadsheets/{base}:batchUpdate", {"requests": [add]})
    grid = Grid(school, base, OWNER)
    assert school.get(f"{grid.path}/grid.json", "gid=9", cookie=grid.session).status == 404
    assert grid.post("edit", {"gid": 9, "edits": [grid.edit_of(2, 1, "x")]}).status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"x-csrf-token": ""},
        {"x-csrf-token": "made up"},
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_another_page_cannot_write(school: School, base: str, headers: dict[str, str]) -> None:
    grid = Grid(school, base, OWNER)
    for name, body in (
        ("edit", {"edits": [grid.edit_of(2, 1, "x")]}),
        ("undo", {}),
        ("shape", {"do": "sort", "line": 1}),
    ):
        assert grid.post(name, body, **headers).status == 403
    assert grid.texts() == [ANYA, BORYA]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"gid": 0}',
        '{"gid": 0, "edits": []}',
        '{"gid": 0, "edits": [{"row": "1"}]}',
        '{"gid": 0, "edits": 5}',
        '{"gid": 0, "edits": [{"row": 2, "column": 1, "text": "", "revision": 9223372036854775808}]}',
        '{"gid": 0, "edits": [{"row": 2, "column": 1, "text": "", "revision": -1}]}',
    ],
)
def test_nonsense_is_refused_in_words(school: School, base: str, body: str) -> None:
    answer = Grid(school, base, OWNER).post("edit", body)
    assert answer.status in (400, 404)
    assert answer.json()["problem"]


def test_only_json_is_read(school: School, base: str) -> None:
    grid = Grid(school, base, OWNER)
    body = {"edits": [grid.edit_of(2, 1, "x")]}
    assert grid.post("edit", body, **{"content-type": "text/plain"}).status == 415


def test_a_text_may_be_as_long_as_a_cell(school: School, base: str) -> None:
    grid = Grid(school, base, OWNER)
    assert grid.type(2, 1, "я" * 50_000).status == 200
    assert grid.type(3, 1, "я" * 50_001).status == 422


def test_the_page_may_run_our_scripts_and_nothing_else(school: School, base: str) -> None:
    grid = Grid(school, base, OWNER)
    policy = grid.get("edit").headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "script-src" not in grid.get("table").headers["content-security-policy"]
