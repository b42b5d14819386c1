"""A book taken away as a file: what is in it, what never is, and whose it is."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from localgoogle.pages.download import attachment, harmless
from localgoogle.sheets.book import Cell
from tests.localgoogle.grid import Grid
from tests.localgoogle.school import OWNER, READER, STRANGER, Answer

if TYPE_CHECKING:
    from tests.localgoogle.school import School

NAME = 'Базы: 2026/27\r\nSet-Cookie: stolen=1; "x"'
ROWS = [["Имя", "Баллы"], ["=HYPERLINK(1)", -5], ["+79161234567", 7], ['Ира "Ирка", 7А', 0], [" @SUM(1)", 1]]


@pytest.fixture
def base(school: School) -> str:
    """Two tabs, and a hidden one with what was taken from sight."""
    properties = {"title": NAME, "locale": "ru_RU"}
    sheets = [{"properties": {"sheetId": at, "title": title}} for at, title in enumerate(("Базы", "Пары", "Скрытое"))]
    sheets[2]["properties"]["hidden"] = True
    book = school.ok("POST", "/v4/spreadsheets", {"properties": properties, "sheets": sheets})["spreadsheetId"]
    for place, rows in (("Базы!A1", ROWS), ("Пары!A1", [["Вторая"]]), ("Скрытое!A1", [["Прежнее имя"]])):
        path = f"/v4/spreadsheets/{book}/values/{quote(place)}"
        school.ok("PUT", path, {"values": rows}, valueInputOption="RAW")
    school.share(book, type="user", role="reader", emailAddress=READER)
    return str(book)


def fetch(school: School, book: str, user: str = READER, **query: Any) -> Answer:
    own = "" if user == STRANGER else Grid(school, book, user).session
    return school.get(f"/spreadsheets/d/{book}/export", query, cookie=own)


def test_a_colleague_who_reads_takes_what_is_to_be_seen(school: School, base: str) -> None:
    answer = fetch(school, base, format="xlsx")
    workbook = load_workbook(io.BytesIO(answer.content))
    assert workbook.sheetnames == ["Базы", "Пары"], "a hidden tab stays where it is"
    assert "Прежнее имя" not in answer.text
    cells = [cell for row in workbook["Базы"].iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert cells[2].value == "=HYPERLINK(1)"


def test_no_text_of_a_csv_is_a_formula_and_numbers_stay_numbers(school: School, base: str) -> None:
    answer = fetch(school, base, format="csv", gid=0)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[1:] == [
        ["'=HYPERLINK(1)", "-5"],
        ["'+79161234567", "7"],
        ['Ира "Ирка", 7А', "0"],
        ["' @SUM(1)", "1"],
    ]


@given(st.sampled_from("=+-@\t\r\n\0＝＋－＠"), st.sampled_from(["", " ", "\ufeff", "\u00a0"]), st.text())
def test_what_could_begin_a_formula_is_told_as_text(first: str, blank: str, rest: str) -> None:
    assert harmless(Cell(blank * (first in "=+-@") + first + rest), "ru_RU").startswith("'")


@pytest.mark.parametrize("gid", [2, 7, "x"])
def test_a_hidden_or_unknown_tab_is_no_file(school: School, base: str, gid: Any) -> None:
    answer = fetch(school, base, OWNER, format="csv", gid=gid)
    assert answer.status == 400
    assert "Прежнее имя" not in answer.text
    assert fetch(school, base, format="pdf").status == 400


def test_a_guest_signs_in_first_and_a_stranger_gets_nothing(school: School, base: str) -> None:
    asked = fetch(school, base, STRANGER, format="csv", gid=1)
    assert asked.status == 303
    assert unquote(asked.headers["location"]).endswith(f"/spreadsheets/d/{base}/export?gid=1&format=csv")
    signed = school.post("/signin", {"email": STRANGER, "token": "neighbour-key"})
    cookie = signed.headers["set-cookie"].partition(";")[0]
    assert school.get(f"/spreadsheets/d/{base}/export", cookie=cookie).status == 403


def test_a_book_s_name_is_a_file_s_name_and_no_header(school: School, base: str) -> None:
    answer = fetch(school, base, format="csv")
    told = answer.headers["content-disposition"]
    assert told.startswith("attachment; filename=\"table.csv\"; filename*=UTF-8''")
    assert "set-cookie" not in answer.headers
    assert unquote(told.partition("''")[2]) == "Базы_ 2026_27__Set-Cookie_ stolen=1; _x_ - Базы.csv"


@given(st.text())
def test_no_name_of_a_file_breaks_out_of_its_header(name: str) -> None:
    told = attachment(b"", "text/csv", f"{name}.csv".encode("utf-8", "replace").decode()).headers["Content-Disposition"]
    assert told.isascii()
    assert not set(told) & {"\r", "\n", "\0"}
    assert told.count('"') == 2


def test_one_account_s_downloads_hold_up_nobody_else(school: School, base: str) -> None:
    reader = Grid(school, base, READER)
    path = f"{reader.path}/export"
    assert [school.get(path, cookie=reader.session).status for _ in range(6)] == [200] * 5 + [429]
    assert fetch(school, base, OWNER).status == 200
