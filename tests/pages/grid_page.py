"""What a person does at the grid page, and what they see there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.pages.site import XSS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.pages.site import Site

ROWS = [
    ["Имя", "Класс", "Решение", "Возраст", XSS],
    ["Аня", "7А", "утвердить", "13", ""],
    ["Боря", "8Б", "", "14", XSS],
    ["Вера", "7Б", "отклонить", "13", ""],
]


def says(page: Page, text: str, where: str = "#state") -> None:
    page.locator(where, has_text=text).wait_for()


def chosen(page: Page) -> str:
    return str(page.locator("#place").text_content())


def stands(site: Site, book: str, place: str) -> Any:
    return site.ok("GET", f"/v4/spreadsheets/{book}/values/{place}").get("values", [[""]])[0][0]


def put(page: Page, text: str) -> None:
    """Write a cell anew. Playwright sends no key for a letter that no American keyboard has, so Enter opens it."""
    page.keyboard.press("Enter")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def shows(page: Page, text: str) -> None:
    page.locator(".tabulator-cell", has_text=text).first.wait_for()
