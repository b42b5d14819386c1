"""Both reports as pages: what is in them, what must not be, and how a browser, a telephone and a printer show them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sync.render.report.growth import growth_section
from sync.render.report.page import report_page
from sync.render.report.public import public_report
from sync.render.report.staff import staff_report
from sync.rules.figures import Marks, Monitoring
from sync.rules.monitoring.publication import published_of
from tests.pages.conftest import axe, browser
from tests.report.made_up import HEADING, XSS, monitoring

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["axe", "browser"]
SHOTS = os.environ.get("NASTAVNIK_SHOTS", "")
STAFF = report_page(staff_report(monitoring(18, XSS), HEADING))
PUBLIC = report_page(public_report(published_of(monitoring(18, XSS)), HEADING), public=True)
PAGES = {"report": STAFF, "report-public": PUBLIC}
CODE = re.compile(r"\b[KX]\d{5}[BE]\b")
each_page = pytest.mark.parametrize("name", PAGES)


def sections(page: str) -> list[str]:
    return re.findall(r'<section id="([a-z]+)"', page)


def test_the_staff_find_every_figure_in_theirs() -> None:
    assert sections(STAFF) == [
        "way", "topics", "meetings", "growth", "content", "indicators", "quality", "look", "definitions"
    ]  # fmt: skip
    for words in ("Предварительных запросов собрано: 23", "K00000B-X00000E", "Опытные педагоги", "«Пары и группы»"):
        assert words in STAFF
    assert "Оля И." not in STAFF, "lists are counted, nobody is named"


def test_the_page_for_the_site_has_no_code_no_name_and_no_word_of_anybodys() -> None:
    assert sections(PUBLIC)[0] == "way"
    assert "meetings" not in sections(PUBLIC)
    assert CODE.search(STAFF)
    assert not CODE.search(PUBLIC)
    for words in ("Опытные педагоги", "Мало времени", "onerror", "Оля", "nastavnik report"):
        assert words not in PUBLIC


@each_page
def test_a_report_needs_nothing_but_itself_and_runs_nothing(name: str) -> None:
    page = PAGES[name]
    assert not re.search(r"<(script|link|iframe|img|object|form)\b", page)
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert len(re.findall("<svg", page)) == len(re.findall(r"<desc id=", page)) >= 4
    identities = re.findall(r' id="([^"]+)"', page)
    assert len(set(identities)) == len(identities)


def test_what_people_wrote_is_text() -> None:
    assert "&lt;img src=x onerror=" in STAFF


def test_a_school_that_has_only_begun_gets_a_page_too() -> None:
    page = report_page(staff_report(Monitoring(), HEADING))
    assert sections(page) == []
    assert "МБОУ «Лицей № 22»" in report_page(public_report(published_of(Monitoring()), HEADING))


def test_no_mean_of_fewer_than_five_is_drawn() -> None:
    page = report_page(staff_report(monitoring(4), HEADING))
    assert "Ответили дважды меньше пяти человек" in page
    assert "было" not in re.sub("<desc.*?</desc>", "", page).lower().partition('id="growth"')[2].partition("<svg")[0]


def test_what_too_few_answered_is_in_the_table_and_not_drawn() -> None:
    figures = monitoring(18)
    first, *others = figures.influence.shifts
    empty = Marks((1, 2, 1, 0, 0, 0, 0, 0, 0, 0))
    shifts = (replace(first, before=empty, after=empty), *others)
    section = growth_section(replace(figures, influence=replace(figures.influence, shifts=shifts)))
    figure = section.figures[0]
    assert len(figure.table.rows) == 5
    assert figure.table.rows[0][2:4] == ("—", "—")
    assert figure.pictures[0].told.startswith("Средние баллы до и после. Показателей: 4,")


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """``opened("report", width=360, color_scheme="dark")`` from a file, as people open it."""
    contexts = []

    def fresh(name: str, width: int, **options: str) -> Page:
        path = tmp_path / f"{name}.html"
        path.write_text(PAGES[name], encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, **options))
        page = contexts[-1].new_page()
        page.goto(path.as_uri())
        return page

    yield fresh
    for context in contexts:
        context.close()


TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OUTSIDE = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const sheet = svg.viewBox.baseVal
  return [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBBox()
    return box.x < -2 || box.y < -3 || box.x + box.width > sheet.width + 2 || box.y + box.height > sheet.height + 4
  }).map(text => text.textContent)
})"""


@pytest.mark.parametrize(("name", "width", "scheme"), [("report", 1280, "light"), ("report-public", 360, "dark")])
def test_everybody_can_read_it_on_a_telephone_and_at_a_desk(
    opened: Callable[..., Page], axe: Callable[[Page], None], name: str, width: int, scheme: str
) -> None:
    page = opened(name, width, color_scheme=scheme)
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}-{scheme}.png", full_page=True)
    axe(page)
    assert page.evaluate(TOO_WIDE) <= 0
    assert page.evaluate(OUTSIDE) == [], "a browser's letters are no wider than we think"
    assert page.evaluate("window.__xss") is None


def test_on_paper_it_is_whole_and_light(opened: Callable[..., Page]) -> None:
    page = opened("report", 1280, color_scheme="dark")
    page.emulate_media(media="print")
    ink = "getComputedStyle(document.querySelector('svg text')).fill"
    assert page.evaluate(ink) == "rgb(29, 42, 53)", "dark letters, whatever the screen is like"
    cut_off = "[...document.querySelectorAll('.table')].filter(each => each.scrollWidth > each.clientWidth + 1).length"
    page.set_viewport_size({"width": 700, "height": 990})  # A4 without its margins, in pixels
    assert page.evaluate(cut_off) == 0
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_pages_say_the_same_when_made_again() -> None:
    again = report_page(staff_report(monitoring(18, XSS), HEADING))
    assert again == STAFF
