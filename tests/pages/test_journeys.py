"""People's whole ways through the pages, with the keyboard alone, on a telephone's and on a desk's width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from localgoogle.accounts import new_claim
from tests.localgoogle.school import OWNER, WRITER, choice, entry, question
from tests.pages.site import ABOUT, CLASS, HOW, NAME, ROLE, Site
from tests.pages.test_look import picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

PASSWORD = "зимний лес и лыжи"
SMALLEST = 44


def tab_to(page: Page, selector: str) -> None:
    """Tab until the element has the focus; the way back is never used, so that it must lie ahead."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => !!document.activeElement?.matches(selector)", selector):
            return
    message = f"Tab never reaches {selector}"
    raise AssertionError(message)


def fill(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def press(page: Page, selector: str) -> None:
    """Tab to a button or a link and press Enter."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def small_targets(page: Page) -> list[str]:
    """What a thumb could miss: everything to press or to fill that is under 44 px, links in a text aside."""
    return list(
        page.evaluate(
            """smallest => [...document.querySelectorAll(
                "main button, main select, main textarea, main input[type=text], main .choice, main .scale label")]
                .filter(each => each.getBoundingClientRect().height < smallest)
                .map(each => each.outerHTML.slice(0, 80))""",
            SMALLEST,
        )
    )


def test_a_link_in_a_letter_leads_those_in_who_have_signed_in(site: Site, open_page: Callable[..., Page]) -> None:
    """Another site, as the browser sees it: there the strict cookie stays behind."""
    book = site.book()
    letter = f"data:text/html,<a href='{site.address}/spreadsheets/d/{book}/table'>открыть</a>"
    signed_in, guest = open_page(), open_page()
    name, value = site.session(OWNER)
    strict = {"name": name, "value": value, "url": site.address, "sameSite": "Strict"}
    signed_in.context.add_cookies([strict])
    for page in (signed_in, guest):
        page.goto(letter)
        page.locator("a").press("Enter")
    signed_in.get_by_role("heading", name="Наставничество: базы").wait_for()
    guest.get_by_role("heading", name="Вход для сотрудников").wait_for()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (360, True), (1280, True)])
def test_a_pupil_answers_without_a_mouse_and_without_scripts(
    site: Site, open_page: Callable[..., Page], axe: Callable[[Page], None], width: int, *, scripts: bool
) -> None:
    form = site.questionnaire()
    page = open_page(width, scripts=scripts)
    judge = axe if scripts else nothing_to_judge
    page.goto(form["responderUri"])
    assert small_targets(page) == []
    press(page, "button[name=continue]")
    assert page.title().startswith("Проверьте ответы")
    picture(page, "form-faults", width)
    judge(page)
    press_link(page, f"a[href='#q{int(NAME, 16)}']")
    assert page.evaluate("document.activeElement.name") == entry(NAME)
    page.keyboard.type("Оля Иванова")
    tab_to(page, f"input[name='{entry(ROLE)}']")
    page.keyboard.press("Space")
    press(page, "button[name=continue]")
    assert page.inner_text("h1") == "О школе"
    assert "Шаг 2 из 2" in page.inner_text("main")
    assert small_targets(page) == []
    picture(page, "form-second", width)
    judge(page)
    tab_to(page, f"select[name='{entry(CLASS)}']")
    page.keyboard.press("ArrowDown")
    tab_to(page, f"input[name='{entry(HOW)}']")
    page.keyboard.press("ArrowRight")
    fill(page, f"textarea[name='{entry(ABOUT)}']", "Люблю химию")
    press(page, "button[name=back]")
    assert page.input_value(f"input[name='{entry(NAME)}']") == "Оля Иванова"
    press(page, "button[name=continue]")
    assert page.input_value(f"textarea[name='{entry(ABOUT)}']") == "Люблю химию"
    press(page, "button[name=submit]")
    assert page.inner_text("h1") == "Ответ записан"
    picture(page, "recorded", width)
    judge(page)
    (response,) = site.responses(form)
    answers = {key: each["textAnswers"]["answers"][0]["value"] for key, each in response["answers"].items()}
    assert answers == {NAME: "Оля Иванова", ROLE: "Ученик", CLASS: "7А", HOW: "2", ABOUT: "Люблю химию"}


def nothing_to_judge(_page: Page) -> None:
    """axe is a script itself: without scripts it never ends."""


def press_link(page: Page, selector: str) -> None:
    """A link within the page: nothing is loaded."""
    tab_to(page, selector)
    page.keyboard.press("Enter")


def test_a_double_click_back_and_a_reload_are_one_answer(site: Site, open_page: Callable[..., Page]) -> None:
    form = site.form(question("Имя", NAME, textQuestion={}))
    page = open_page(360)
    page.goto(form["responderUri"])
    page.fill(f"input[name='{entry(NAME)}']", "Оля")
    page.dblclick("button[name=submit]")
    page.get_by_role("heading", name="Ответ записан").wait_for()  # of two navigations, whenever the last one ends
    page.reload()
    assert page.inner_text("h1") == "Ответ записан"
    page.go_back()
    assert page.input_value(f"input[name='{entry(NAME)}']") == "Оля", "what was typed is still there"
    page.fill(f"input[name='{entry(NAME)}']", "Ольга")
    page.click("button[name=submit]")
    page.get_by_role("heading", name="Ответ записан").wait_for()
    (response,) = site.responses(form)
    assert response["answers"][NAME]["textAnswers"]["answers"] == [{"value": "Ольга"}]


def test_the_coordinator_begins_and_invites_a_colleague(
    site: Site, open_page: Callable[..., Page], axe: Callable[[Page], None], width: int
) -> None:
    site.questionnaire()
    with site.state.transaction():
        claim = f"/first/{new_claim(site.state)}"
    page = open_page(width)
    page.goto(claim)
    fill(page, "#new-password", PASSWORD)
    fill(page, "#again", "другой пароль")
    press(page, "button")
    assert "не совпали" in page.inner_text("[role=alert]")
    picture(page, "first-fault", width)
    axe(page)
    fill(page, "#new-password", PASSWORD)
    fill(page, "#again", PASSWORD)
    press(page, "button")
    assert page.inner_text("h1") == "Таблицы и анкеты"
    press(page, "a[href='/people']")
    press(page, f"form:has(input[value='{WRITER}']) button[value=invite]")
    link = page.inner_text("code")
    picture(page, "people-link", width)
    axe(page)
    colleague = open_page(width)
    colleague.goto(link)
    fill(colleague, "#new-password", PASSWORD[::-1])
    fill(colleague, "#again", PASSWORD[::-1])
    press(colleague, "button")
    assert WRITER in colleague.inner_text("header")
    press(colleague, "form[action='/signout'] button")
    press(colleague, "a[href='/signin']")
    fill(colleague, "#email", WRITER)
    fill(colleague, "#password", PASSWORD[::-1])
    press(colleague, "button")
    assert colleague.inner_text("h1") == "Таблицы и анкеты"


def test_a_prank_is_deleted(
    site: Site, open_page: Callable[..., Page], axe: Callable[[Page], None], width: int
) -> None:
    form = site.questionnaire()
    site.post(form["responderUri"].replace("viewform", "formResponse"), {entry(NAME): "Шутник", entry(ROLE): "Гость"})
    page = open_page(width, user=OWNER)
    page.goto("/home")
    press(page, ".news a")
    press(page, ".sheet tbody a")
    press(page, "a.danger")
    assert page.inner_text("h1").startswith("Удалить ответ")
    press(page, "button.danger")
    assert "Здесь пока нет ответов" in page.inner_text("main")
    assert site.responses(form) == []
    picture(page, "answers-none", width)
    axe(page)


def test_a_form_can_be_read_on_the_narrowest_screen_and_enlarged(site: Site, open_page: Callable[..., Page]) -> None:
    form = site.form(
        question(
            "Оцените, пожалуйста", HOW, scaleQuestion={"low": 0, "high": 10, "lowLabel": "нет", "highLabel": "да"}
        ),
        question("Когда удобно?", NAME, dateQuestion={"includeTime": True}),
        question("Достопримечательности", CLASS, choiceQuestion=choice("CHECKBOX", "Ж" * 80, {"isOther": True})),
        title="Сельскохозяйственнопромышленность" * 2,
    )
    for width, size in ((320, "100%"), (640, "200%")):
        page = open_page(width)
        page.goto(form["responderUri"])
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, size
        assert small_targets(page) == []
