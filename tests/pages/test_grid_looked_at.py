"""The grid page for those who look: without a right to write, without scripts, at charts, at five thousand rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.localgoogle.school import OWNER, READER, WRITER
from tests.pages.grid_page import put, says, stands
from tests.pages.site import XSS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.pages.site import Site


def test_a_reader_looks_and_cannot_type(at_grid: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    page = at_grid(1280, READER)
    says(page, "Только просмотр")
    page.keyboard.type("x")
    says(page, "только для просмотра", "#words")
    axe(page)


def test_without_scripts_there_is_a_plain_table(
    open_page: Callable[..., Page], axe: Callable[[Page], None], base: str, width: int
) -> None:
    bare = open_page(width, user=WRITER, scripts=False)
    bare.goto(f"/spreadsheets/d/{base}/edit")
    bare.wait_for_url("**/table?gid=0")
    assert bare.locator("td", has_text="Аня").count() == 1
    page = open_page(width, user=WRITER)
    page.goto(f"/spreadsheets/d/{base}/table?gid=0")
    axe(page)
    page.get_by_role("link", name="в таблице с правкой").click()
    page.locator("#grid[data-ready]").wait_for()


def test_charts_can_be_looked_at_and_read(
    site: Site, base: str, open_page: Callable[..., Page], axe: Callable[[Page], None], width: int
) -> None:
    source = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 4}
    names_, ages = (
        {"sourceRange": {"sources": [source | {"startColumnIndex": at, "endColumnIndex": at + 1}]}} for at in (0, 3)
    )
    basic = {"chartType": "COLUMN", "headerCount": 1, "domains": [{"domain": names_}], "series": [{"series": ages}]}
    spec = {"title": f"Возраст {XSS}", "basicChart": basic}
    anchor = {"overlayPosition": {"anchorCell": {"sheetId": 0}}}
    request = {"addChart": {"chart": {"spec": spec, "position": anchor}}}
    site.ok("POST", f"/v4/spreadsheets/{base}:batchUpdate", {"requests": [request]})
    page = open_page(width, user=WRITER)
    page.goto(f"/spreadsheets/d/{base}/charts?gid=0")
    axe(page)
    assert page.get_by_role("img", name="Возраст").count() == 1
    page.locator("summary").click()
    axe(page)


def test_five_thousand_rows_are_all_there(site: Site, open_page: Callable[..., Page]) -> None:
    book = site.book(rows=[["Имя", "Класс"]])
    more = {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 4001}}
    site.ok("POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": [more]})
    pupils = [[f"Ученик {number}", "7А"] for number in range(5000)]
    site.ok("PUT", f"/v4/spreadsheets/{book}/values/A2", {"values": pupils}, valueInputOption="RAW")
    page = open_page(1280, user=OWNER)
    page.goto(f"/spreadsheets/d/{book}/edit")
    page.locator("#grid[data-rows='5000']").wait_for()
    assert page.locator(".tabulator-row").count() < 200, "only what is seen is drawn"
    page.locator(".tabulator-tableholder").focus()
    page.keyboard.press("ControlOrMeta+ArrowDown")
    says(page, "A5001", "#place")
    put(page, "последний")
    says(page, "Сохранено")
    assert stands(site, book, "A5001") == "последний"
