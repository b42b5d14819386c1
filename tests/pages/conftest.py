"""A real browser on a made-up school's pages. It watches for itself: nothing may break the policy or run a text."""

from __future__ import annotations

import importlib.util
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from localgoogle.server import running
from tests.localgoogle.discovery import validated
from tests.localgoogle.school import OWNER, READER, WRITER
from tests.pages.grid_page import ROWS
from tests.pages.site import XSS, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

WIDTHS = (360, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
WATCH = "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective))"


@pytest.fixture
def site() -> Iterator[Site]:
    """The school's server on a port of its own, for this test alone."""
    fresh = Site(wrap=validated)
    with running(fresh.state, wrap=lambda _: fresh.app) as address:
        fresh.address = address
        yield fresh
    fresh.network.close()
    fresh.state.close()
    assert fresh.app.problems == []


# Not for the whole session: while Playwright runs in a thread, no other test of that thread may use asyncio.run.
@pytest.fixture(scope="module")
def browser(needs: Callable[..., None]) -> Iterator[Browser]:
    """Debian's Chromium; without it or without Playwright the test is skipped, and with CI=true it fails."""
    if importlib.util.find_spec("playwright") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("not on this machine: playwright")
    needs("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """``open_page(360, user=OWNER, scripts=False)``: a fresh browser of somebody; addresses begin with "/".

    When the test is over, no page of it may have broken its policy, thrown an error or run a text.
    """
    opened: list[Page] = []
    said: list[str] = []

    def fresh(width: int = 1280, user: str = "", **options: Any) -> Page:
        context = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 800},
            locale="ru-RU",
            java_script_enabled=options.pop("scripts", True),
            **options,
        )
        if user:
            name, value = site.session(user)
            context.add_cookies([{"name": name, "value": value, "url": site.address}])
        context.set_default_timeout(20_000)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if is_complaint(message) else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        opened.append(page)
        return page

    yield fresh
    for page in opened:
        if not page.is_closed() and page.url.startswith("http"):
            assert page.evaluate("typeof window.__xss") == "undefined"
        page.context.close()
    assert said == []


def is_complaint(message: Any) -> bool:
    """An error of the page; a status that a page is answered with is the test's own business."""
    return message.type == "error" and "Failed to load resource" not in message.text


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """``axe(page)`` judges the page as it stands by WCAG 2.2 A and AA."""

    def judge(page: Page) -> None:
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []

    return judge


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    """A telephone and a desk."""
    return int(request.param)


@pytest.fixture
def base(site: Site) -> str:
    """A book in Russian with a drop-down (one option is a trap), a protected column, and a colleague who may edit."""
    book = site.book(rows=ROWS)
    options = [{"userEnteredValue": text} for text in ("утвердить", "отклонить", XSS)]
    rule = {"condition": {"type": "ONE_OF_LIST", "values": options}, "strict": True}
    decisions = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 2, "endColumnIndex": 3}
    age = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 3, "endColumnIndex": 4}
    protected = {"range": age, "description": f"Его считает программа. {XSS}", "editors": {"users": [OWNER]}}
    requests = [
        {"updateSpreadsheetProperties": {"properties": {"locale": "ru_RU"}, "fields": "locale"}},
        {"setDataValidation": {"range": decisions, "rule": rule}},
        {"addProtectedRange": {"protectedRange": protected}},
    ]
    site.ok("POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": requests})
    for email, role in ((WRITER, "writer"), (READER, "reader")):
        site.share(book, type="user", role=role, emailAddress=email)
    return book


@pytest.fixture
def at_grid(open_page: Callable[..., Page], base: str) -> Callable[..., Page]:
    """``at_grid(1280, WRITER)``: somebody's browser with the sheet drawn and the first cell chosen."""

    def opened(width: int = 1280, user: str = WRITER) -> Page:
        page = open_page(width, user=user)
        page.goto(f"/spreadsheets/d/{base}/edit")
        page.locator("#grid[data-ready]").wait_for()
        page.locator(".tabulator-tableholder").focus()
        return page

    return opened
