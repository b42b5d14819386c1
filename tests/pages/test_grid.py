"""Staff at the grid page in a real browser: typing, pasting, two people on one cell, a server that goes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.localgoogle.grid import Grid
from tests.localgoogle.school import OWNER, READER, WRITER
from tests.pages.grid_page import chosen, put, says, shows, stands
from tests.pages.site import XSS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from tests.pages.site import Site

PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""
COPY = """() => {
  const data = new DataTransfer();
  const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
  return data.getData("text/plain");
}"""


def test_the_whole_journey_with_the_keyboard_alone(
    site: Site, base: str, at_grid: Callable[..., Page], axe: Callable[[Page], None], width: int
) -> None:
    page = at_grid(width)
    keys = page.keyboard
    axe(page)
    assert chosen(page) == "A2 «Имя»"
    keys.press("ArrowRight")
    keys.type("9В")
    keys.press("Enter")
    says(page, "Сохранено")
    assert chosen(page) == "B3 «Класс»"
    assert stands(site, base, "B2") == "9В"
    keys.press("F2")
    keys.type(" и ещё")
    keys.press("Escape")
    assert stands(site, base, "B3") == "8Б"
    keys.press("Delete")
    shows(page, "9В")
    says(page, "Сохранено")
    keys.press("ControlOrMeta+z")
    says(page, "Отменено", "#words")
    assert stands(site, base, "B3") == "8Б"
    keys.press("Tab")
    assert chosen(page) == "C3 «Решение»"
    axe(page)
    for _ in range(6):
        keys.press("Tab")
    assert page.evaluate("document.activeElement.closest('#grid')") is None, "Tab leads out of the table in the end"


def test_typing_begins_with_any_character(site: Site, base: str, at_grid: Callable[..., Page]) -> None:
    """Tabulator itself takes "(" for an arrow: both have the number 40."""
    page = at_grid()
    for text in ("(да)", "%", "'007", "&"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    says(page, "Сохранено")
    assert [stands(site, base, f"A{row}") for row in range(2, 6)] == ["(да)", "%", "007", "&"]


def test_a_drop_down_offers_its_list(
    site: Site, base: str, at_grid: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = at_grid()
    page.locator(".tabulator-row", has_text="Боря").locator(".tabulator-cell").nth(3).dblclick()
    choice = page.locator("#grid select")
    assert choice.locator("option").all_text_contents() == ["—", "утвердить", "отклонить", XSS]
    axe(page)
    choice.select_option("отклонить")
    choice.press("Enter")
    says(page, "Сохранено")
    assert stands(site, base, "C3") == "отклонить"


def test_a_telephone_edits_in_the_line_above(site: Site, base: str, at_grid: Callable[..., Page]) -> None:
    page = at_grid(360)
    page.locator(".tabulator-cell", has_text="Вера").click()
    entry = page.locator("#entry")
    entry.fill("Вероника")
    entry.press("Enter")
    says(page, "Сохранено")
    assert stands(site, base, "A4") == "Вероника"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_paste_from_excel_skips_what_may_not_be_written(site: Site, base: str, at_grid: Callable[..., Page]) -> None:
    page = at_grid()
    page.evaluate(PASTE, 'Гоша\t9А\tутвердить\t15\r\n"две\nстроки"\t9Б\tнаверное\t16\r\n')
    says(page, "Записано ячеек: 5, пропущено: 3.", "#words")
    says(page, "ячейка защищена", "#words")
    says(page, "«наверное» сюда не подходит", "#words")
    found = site.ok("GET", f"/v4/spreadsheets/{base}/values/A2:D3")["values"]
    assert found == [["Гоша", "9А", "утвердить", "13"], ["две\nстроки", "9Б", "", "14"]]
    page.keyboard.press("ControlOrMeta+z")
    says(page, "Отменено: ваше последнее изменение (ячеек: 4)", "#words")
    assert stands(site, base, "A2") == "Аня"


def test_what_is_copied_can_be_pasted(site: Site, base: str, at_grid: Callable[..., Page]) -> None:
    page = at_grid()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    text = page.evaluate(COPY)
    assert text == "Аня\t7А\nБоря\t8Б"
    page.locator(".tabulator-cell", has_text="Вера").click()
    page.evaluate(PASTE, text)
    says(page, "Сохранено")
    assert site.ok("GET", f"/v4/spreadsheets/{base}/values/A4:B5")["values"] == [["Аня", "7А"], ["Боря", "8Б"]]


def test_a_protected_cell_says_so(at_grid: Callable[..., Page]) -> None:
    page = at_grid()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.type("5")
    says(page, "Эта ячейка защищена", "#words")
    assert page.locator("#grid input").count() == 0
    assert page.locator("#entry").get_attribute("readonly") is not None


def test_whose_a_column_is_can_be_seen_and_read(
    site: Site, base: str, at_grid: Callable[..., Page], axe: Callable[[Page], None], width: int
) -> None:
    tints = ({"red": 0.86, "green": 0.92, "blue": 0.98}, {"blue": 0.2})
    notes = (f"Из анкеты.\n{XSS}", "Считает программа: ручная правка будет возвращена.")
    header = [
        {"userEnteredFormat": {"backgroundColor": tint}, "note": note} for tint, note in zip(tints, notes, strict=True)
    ]
    cells = {"start": {"sheetId": 0}, "rows": [{"values": header}], "fields": "userEnteredFormat,note"}
    box = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2}
    warning = {"range": box, "description": f"Считает программа: Класс {XSS}", "warningOnly": True}
    requests = [{"updateCells": cells}, {"addProtectedRange": {"protectedRange": warning}}]
    site.ok("POST", f"/v4/spreadsheets/{base}:batchUpdate", {"requests": requests})
    page = at_grid(width)
    says(page, f"Из анкеты. {XSS}", "#about")
    axe(page)
    painted = "each => getComputedStyle(each).backgroundColor + getComputedStyle(each).color"
    found = [page.locator(f".tabulator-col[tabulator-field='c{at}']").evaluate(painted) for at in (1, 2)]
    assert found == ["rgb(219, 235, 250)rgb(27, 31, 36)", "rgb(0, 0, 51)rgb(255, 255, 255)"]
    page.keyboard.press("ArrowRight")
    says(page, "Считает программа: ручная правка", "#about")
    assert page.locator("#words").is_hidden()
    page.keyboard.press("Enter")
    says(page, f"Эти ячейки просили не менять. Считает программа: Класс {XSS}", "#words")
    page.keyboard.press("Escape")
    put(page, "7В")
    says(page, "Сохранено")
    assert stands(site, base, "B2") == "7В", "it is said, and not forbidden"


def test_the_whole_book_is_taken_away_for_excel(
    site: Site, base: str, at_grid: Callable[..., Page], width: int
) -> None:
    page = at_grid(width, READER)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Скачать для Excel").press("Enter")
    assert taken.value.suggested_filename == "Наставничество_ базы.xlsx"


def test_two_browsers_on_one_cell(
    site: Site, base: str, at_grid: Callable[..., Page], axe: Callable[[Page], None], width: int
) -> None:
    first, second = at_grid(width, OWNER), at_grid(width, WRITER)
    second.keyboard.press("Enter")
    put(first, f"Аня {XSS}")
    says(first, "Сохранено")
    second.keyboard.type("!")
    second.keyboard.press("Enter")
    dialog = second.locator("#conflict[open]")
    dialog.wait_for()
    axe(second)
    assert second.locator("#conflict-theirs").text_content() == f"Аня {XSS}"
    assert second.locator("#conflict-yours").text_content() == "Аня!"
    assert OWNER in str(second.locator("#conflict-who").text_content())
    assert stands(site, base, "A2") == f"Аня {XSS}"
    second.locator("#take-yours").press("Enter")
    says(second, "Сохранено")
    assert stands(site, base, "A2") == "Аня!"
    shows(first, "Аня!")


def test_nothing_typed_is_lost_while_the_server_is_away(site: Site, base: str, at_grid: Callable[..., Page]) -> None:
    page = at_grid()
    page.route("**/edit", lambda route: route.abort())
    for text in ("первая", "вторая"):
        put(page, text)
    says(page, "Нет связи: изменение не потеряно, повторяем. Ждут отправки ячеек: 2.")
    assert stands(site, base, "A2") == "Аня"
    page.unroute("**/edit")
    says(page, "Сохранено")
    assert [stands(site, base, f"A{row}") for row in (2, 3)] == ["первая", "вторая"]


def test_an_edit_whose_answer_breaks_off_is_sent_again(site: Site, base: str, at_grid: Callable[..., Page]) -> None:
    page = at_grid()

    def broken_off(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=reply.body()[:9])

    page.route("**/edit", broken_off, times=1)
    put(page, "первая")
    says(page, "Нет связи: изменение не потеряно, повторяем. Ждут отправки ячеек: 1.")
    assert stands(site, base, "A2") == "первая"
    put(page, "вторая")
    says(page, "Сохранено")
    assert [stands(site, base, f"A{row}") for row in (2, 3)] == ["первая", "вторая"]


def test_what_waits_is_saved_after_signing_in_again(site: Site, base: str, at_grid: Callable[..., Page]) -> None:
    page = at_grid()
    page.context.clear_cookies()
    put(page, "после перерыва")
    says(page, "Сеанс закончился: войдите ещё раз в другой вкладке")
    name, value = site.session(WRITER)
    page.context.add_cookies([{"name": name, "value": value, "url": site.address}])
    says(page, "Сохранено")
    assert stands(site, base, "A2") == "после перерыва"


def test_others_changes_appear_by_themselves(site: Site, base: str, at_grid: Callable[..., Page]) -> None:
    page = at_grid()
    Grid(site, base, OWNER).type(4, 2, "10А")
    shows(page, "10А")
    insert = {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    site.ok("POST", f"/v4/spreadsheets/{base}:batchUpdate", {"requests": [{"insertDimension": insert}]})
    page.locator(".tabulator-row", has_text="Аня").locator(".number", has_text="3").wait_for()


def names(page: Page) -> list[str]:
    cells = page.locator(".tabulator-row .tabulator-cell:nth-child(2)").all_text_contents()
    return [text for text in cells if text]


def test_sorting_and_filtering_for_oneself_change_nothing_for_others(
    site: Site, base: str, at_grid: Callable[..., Page], axe: Callable[[Page], None], width: int
) -> None:
    page = at_grid(width)
    page.locator("#column-menu").click()
    axe(page)
    page.get_by_role("button", name="От Я до А — только у меня").click()
    page.locator(".tabulator-row", has_text="Вера").first.wait_for()
    assert names(page) == ["Вера", "Боря", "Аня"]
    page.locator("#column-menu").click()
    page.locator("#values").get_by_label("Боря").uncheck()
    page.get_by_role("button", name="Отобрать — только у меня").click()
    page.locator(".tabulator-row", has_text="Боря").wait_for(state="detached")
    assert names(page) == ["Вера", "Аня"]
    says(page, "Показаны не все строки, действует отбор: «Имя» (только у вас)", "#filtered")
    axe(page)
    assert stands(site, base, "A2") == "Аня"
    page.keyboard.press("Escape")
    others = at_grid(width, OWNER)
    assert names(others) == ["Аня", "Боря", "Вера"]
    assert others.locator("#filtered").is_hidden()


def test_rows_columns_order_and_filter_for_everybody(site: Site, base: str, at_grid: Callable[..., Page]) -> None:
    page = at_grid(1280, OWNER)
    page.locator("#row-menu").click()
    page.get_by_role("button", name="Добавить строку ниже").click()
    says(page, "Готово.", "#words")
    assert stands(site, base, "A4") == "Боря"
    page.locator("#column-menu").click()
    page.locator("#column-title").fill(f"ФИО {XSS}")
    page.get_by_role("button", name="Переименовать").click()
    page.locator(".heading", has_text="ФИО").wait_for()
    page.locator("#column-menu").click()
    page.get_by_role("button", name="От Я до А — для всех").click()
    page.locator(".tabulator-row", has_text="Вера").locator(".number", has_text="2").wait_for()
    assert stands(site, base, "A2") == "Вера"
    page.locator("#column-menu").click()
    page.locator("#values").get_by_label("Боря").uncheck()
    page.get_by_role("button", name="Отобрать — для всех").click()
    says(page, "(для всех)", "#filtered")
    says(at_grid(1280, WRITER), "(для всех)", "#filtered")


def test_who_changed_a_cell(
    site: Site, base: str, at_grid: Callable[..., Page], axe: Callable[[Page], None], width: int
) -> None:
    Grid(site, base, OWNER).type(2, 1, XSS)
    page = at_grid(width)
    page.locator("#cell-history").click()
    page.locator("#history[open]").wait_for()
    axe(page)
    told = str(page.locator("#history-list li").first.text_content())
    assert OWNER in told
    assert XSS in told
    page.keyboard.press("Escape")
    page.get_by_role("link", name="История листа").click()
    axe(page)
    assert XSS in str(page.locator("main").text_content())
