"""The clients of Google Sheets that Python people use every day work with the school's own server unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import gspread
import httplib2
import pandas as pd
import pygsheets
import pytest
import requests
from google.oauth2.credentials import Credentials
from gspread.utils import MergeType, ValidationConditionType
from gspread_dataframe import get_as_dataframe, set_with_dataframe
from gspread_formatting import (
    BooleanCondition,
    BooleanRule,
    CellFormat,
    Color,
    ConditionalFormatRule,
    DataValidationRule,
    GridRange,
    TextFormat,
    batch_updater,
    format_cell_range,
    get_conditional_format_rules,
    get_data_validation_rule,
    get_frozen_row_count,
    get_user_entered_format,
    set_column_width,
    set_data_validation_for_cell_range,
    set_frozen,
    set_row_height,
)

from localgoogle.server import running
from localgoogle.state import State
from tests.localgoogle.discovery import validated
from tests.localgoogle.school import READER, TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "kurator-key"

ROWS = [["Имя", "Класс", "Балл"], ["Аня", "9А", 5], ["Боря", "9Б", 3], ["Вера", "9А", 4]]


class Redirected(requests.Session):
    """A session whose calls to Google go to the school's server."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.headers["Authorization"] = f"Bearer {KEY}"

    def request(self, method: str, url: str, *args: Any, **options: Any) -> requests.Response:  # type: ignore[override]
        return super().request(method, redirected(url, self.address), *args, **options)


class RedirectedHttp(httplib2.Http):  # type: ignore[misc]
    """The same for clients that are built on Google's own library."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def request(self, uri: str, *args: Any, **options: Any) -> Any:
        return super().request(redirected(uri, self.address), *args, **options)


def redirected(url: str, address: str) -> str:
    there = urlsplit(url)
    return address + there.path + (f"?{there.query}" if there.query else "")


@pytest.fixture
def address() -> Iterator[str]:
    with running(State(users=dict(TOKENS)), wrap=validated) as found:
        yield found


@pytest.fixture
def client(address: str) -> Iterator[gspread.Client]:
    with Redirected(address) as session:
        yield gspread.Client(auth=None, session=session)  # type: ignore[arg-type]


@pytest.fixture
def book(client: gspread.Client) -> gspread.Spreadsheet:
    return client.create("Базы")


@pytest.fixture
def tab(book: gspread.Spreadsheet) -> gspread.Worksheet:
    book.sheet1.update(ROWS, "A1")
    return book.sheet1


def test_gspread_opens_books_and_keeps_tabs(client: gspread.Client, book: gspread.Spreadsheet) -> None:
    assert client.open("Базы").id == client.open_by_key(book.id).id == book.id
    first = book.sheet1
    added = book.add_worksheet("Итоги", rows=10, cols=5)
    copy = book.duplicate_sheet(added.id, new_sheet_name="Копия")
    book.reorder_worksheets([copy, added, first])
    assert [tab.title for tab in book.worksheets()] == ["Копия", "Итоги", "Sheet1"]
    added.update_title("Сводка")
    added.resize(rows=20)
    added.update_tab_color("#ff0000")
    book.del_worksheet(copy)
    assert book.worksheet("Сводка").row_count == 20
    added.hide()
    assert book.worksheet("Сводка").isSheetHidden
    book.share(READER, perm_type="user", role="reader", notify=False)
    assert READER in [each["emailAddress"] for each in book.list_permissions()]


def test_gspread_reads_and_writes(tab: gspread.Worksheet) -> None:
    assert tab.get_all_records()[0] == {"Имя": "Аня", "Класс": "9А", "Балл": 5}
    assert tab.acell("C2").value == "5"
    assert tab.col_values(1) == ["Имя", "Аня", "Боря", "Вера"]
    tab.append_row(["Гена", "9В", 2])
    tab.append_rows([["Дима", "9А", 5]], value_input_option="USER_ENTERED")
    tab.update_cell(2, 3, 4)
    tab.batch_update([{"range": "A7", "values": [["Ева"]]}, {"range": "C7", "values": [[1]]}])
    assert tab.batch_get(["A6:A7", "C2"]) == [[["Дима"], ["Ева"]], [["4"]]]
    tab.insert_row(["Новая"], index=2)
    tab.delete_rows(3)
    tab.insert_cols([["Почта"]], col=2)
    assert tab.row_values(1) == ["Имя", "Почта", "Класс", "Балл"]
    tab.batch_clear(["A7:A8"])
    assert [cell.row for cell in tab.findall("9А")] == [4, 6]
    found = tab.find("Вера")
    assert found is not None
    assert found.address == "A4"
    tab.clear()
    assert tab.get_all_values() == [[]]


def test_gspread_looks_and_rules(tab: gspread.Worksheet) -> None:
    tab.format("A1:C1", {"textFormat": {"bold": True}, "backgroundColor": {"red": 1}})
    tab.freeze(rows=1)
    tab.sort((3, "des"))
    assert tab.col_values(1) == ["Имя", "Аня", "Вера", "Боря"]
    tab.insert_note("A2", "староста")
    assert tab.get_note("A2") == "староста"
    tab.merge_cells("E1:F2", merge_type=MergeType.merge_all)
    tab.unmerge_cells("E1:F2")
    tab.set_basic_filter("A1:C4")
    tab.clear_basic_filter()
    tab.add_protected_range("A1:C1", description="шапка")
    tab.add_validation("B2:B4", ValidationConditionType.one_of_list, ["9А", "9Б"], showCustomUi=True)
    tab.columns_auto_resize(0, 2)
    tab.hide_columns(1, 2)
    tab.unhide_columns(1, 2)
    tab.add_dimension_group_rows(1, 3)
    assert tab.list_dimension_group_rows()[0]["depth"] == 1
    tab.delete_dimension_group_rows(1, 3)
    tab.copy_range("A1:C1", "A10:C10")
    tab.cut_range("A10:C10", "A12")
    assert tab.get("A12:C12") == [["Имя", "Класс", "Балл"]]
    sheet = tab.spreadsheet.fetch_sheet_metadata()["sheets"][0]
    assert sheet["protectedRanges"][0]["description"] == "шапка"


def test_gspread_named_ranges_and_copies(tab: gspread.Worksheet) -> None:
    book = tab.spreadsheet
    tab.define_named_range("A2:A4", "Имена")
    assert book.values_get("Имена")["values"] == [["Аня"], ["Боря"], ["Вера"]]
    assert book.list_named_ranges()[0]["name"] == "Имена"
    other = book.client and gspread.Client(auth=None, session=book.client.session).create("Другая")  # type: ignore[arg-type]
    tab.copy_to(other.id)
    assert [each.title for each in other.worksheets()] == ["Sheet1", "Copy of Sheet1"]
    tab.delete_named_range(book.list_named_ranges()[0]["namedRangeId"])
    assert book.list_named_ranges() == []


def test_gspread_tells_errors_apart(client: gspread.Client, tab: gspread.Worksheet) -> None:
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        client.open("Нет такой")
    with pytest.raises(gspread.exceptions.WorksheetNotFound):
        tab.spreadsheet.worksheet("Нет")
    with pytest.raises(gspread.exceptions.APIError, match="exceeds grid limits"):
        tab.get("A5000")


def test_a_dataframe_goes_there_and_back(tab: gspread.Worksheet) -> None:
    frame = pd.DataFrame({"Имя": ["Аня", "Боря"], "Балл": [5, 3.5], "Код": ["007", "=1"]})
    set_with_dataframe(tab, frame, resize=True, string_escaping="full")
    assert (tab.row_count, tab.col_count) == (3, 3)
    back = get_as_dataframe(tab, dtype={"Код": str})
    assert back.to_dict("list") == frame.to_dict("list")


def test_gspread_formatting(tab: gspread.Worksheet) -> None:
    bold = CellFormat(
        backgroundColor=Color(1, 0.9, 0.8), textFormat=TextFormat(bold=True), horizontalAlignment="CENTER"
    )
    format_cell_range(tab, "A1:C1", bold)
    assert get_user_entered_format(tab, "A1").textFormat.bold is True
    set_frozen(tab, rows=1)
    assert get_frozen_row_count(tab) == 1
    set_row_height(tab, "1", 40)
    set_column_width(tab, "A:B", 200)
    rule = DataValidationRule(BooleanCondition("ONE_OF_LIST", ["9А", "9Б"]), showCustomUi=True)
    set_data_validation_for_cell_range(tab, "B2:B4", rule)
    assert get_data_validation_rule(tab, "B3") == rule
    with batch_updater(tab.spreadsheet) as batch:
        batch.format_cell_range(tab, "A2", CellFormat(textFormat=TextFormat(italic=True)))
        batch.set_row_height(tab, "2:3", 30)
    rules = get_conditional_format_rules(tab)
    condition = BooleanRule(BooleanCondition("NUMBER_LESS", ["4"]), CellFormat(backgroundColor=Color(1, 0, 0)))
    rules.append(ConditionalFormatRule([GridRange.from_a1_range("C2:C4", tab)], condition))
    rules.save()
    assert len(get_conditional_format_rules(tab)) == 1
    rules.clear()
    rules.save()
    assert len(get_conditional_format_rules(tab)) == 0


@pytest.fixture
def pyg(address: str) -> Iterator[pygsheets.Client]:
    http = RedirectedHttp(address)
    yield pygsheets.authorize(custom_credentials=Credentials(KEY), http=http, check=False)  # type: ignore[no-untyped-call]
    http.close()


def test_pygsheets(pyg: pygsheets.Client) -> None:
    book = pyg.create("Базы")
    tab = pyg.open("Базы").sheet1
    tab.update_values("A1", ROWS)
    assert tab.get_all_records()[1]["Имя"] == "Боря"
    tab.append_table(["Гена", "9В", 2])
    assert tab.get_value("A5") == "Гена"
    cell = tab.cell("A2")
    cell.note = "староста"
    cell.set_text_format("bold", True)  # noqa: FBT003 - their own order of arguments
    assert tab.cell("A2").note == "староста"
    tab.set_dataframe(pd.DataFrame({"x": [1, 2]}), "F1")
    assert tab.get_as_df(start="F1", end="F3")["x"].tolist() == [1, 2]
    named = tab.create_named_range("names", start="A2", end="A5", returnas="json")
    assert named["range"] == {"startRowIndex": 1, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 1}
    tab.create_protected_range("A1", "C1")
    tab.sort_range("A2", "C5", basecolumnindex=2, sortorder="DESCENDING")
    assert tab.get_col(1, include_tailing_empty=False) == ["Имя", "Аня", "Вера", "Боря", "Гена"]
    tab.set_data_validation(start="B2", end="B5", condition_type="ONE_OF_LIST", condition_values=["9А"])
    tab.frozen_rows = 1
    tab.insert_rows(1, number=2, values=[["а"], ["б"]])
    tab.delete_rows(2, number=2)
    tab.adjust_column_width(1, 2, 150)
    assert [found.label for found in tab.find("9А")] == ["B2", "B3"]
    copy = book.add_worksheet("Копия", src_worksheet=tab)
    copy.title = "Вторая"
    assert {each.title for each in pyg.open_by_key(book.id).worksheets()} == {"Sheet1", "Вторая"}
    chart = tab.add_chart(("A1", "A5"), [("C1", "C5")], "Баллы", anchor_cell="H1")
    assert tab.get_charts("Баллы")[0].id == chart.id
    chart.title = "Успехи"
    chart.delete()
    book.del_worksheet(copy)
    tab.clear()
    assert tab.get_all_values(include_tailing_empty=False, include_tailing_empty_rows=False) == [[]]
