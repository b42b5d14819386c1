"""Charts of a book, drawn by the server: the numbers are right, every text is a text, and a table says the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localgoogle.pages.charts import HEIGHT, PAINTERS, WIDTH, Picture, Series, draw
from tests.localgoogle.grid import Grid
from tests.localgoogle.school import OWNER

if TYPE_CHECKING:
    from tests.localgoogle.school import School

SVG = "{http://www.w3.org/2000/svg}"
XSS = '<img src=x onerror="window.__xss=1">'

VALUES = st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 100).map(float))


def texts(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - ours


def bars(svg: str) -> list[float]:
    """The heights of the bars, the background left out."""
    return [float(each.get("height", "0")) for each in list(ET.fromstring(svg).iter(f"{SVG}rect"))[1:]]  # noqa: S314


@given(
    st.sampled_from(sorted(PAINTERS)),
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="￾￿")), max_size=30
    ),
    st.lists(st.lists(VALUES, min_size=4, max_size=4), max_size=5),
    st.sampled_from(["", "STACKED", "PERCENT_STACKED"]),
)
def test_any_numbers_make_a_picture_that_fits(
    kind: str, labels: list[str], rows: list[list[float | None]], stacked: str
) -> None:
    series = [Series(f"ряд {number}", row) for number, row in enumerate(rows)]
    svg = draw(Picture(kind, "Итоги", labels, series, stacked, [1.0, 2.0, None, 4.0]), "chart-1")
    tree = ET.fromstring(svg)  # noqa: S314 - made here
    assert tree.find(f"{SVG}title") is not None
    assert tree.find(f"{SVG}desc") is not None
    for each in tree.iter(f"{SVG}rect"):
        assert -1 <= float(each.get("x", "0")) <= WIDTH + 1
        assert -1 <= float(each.get("y", "0")) <= HEIGHT + 1
    assert not re.search(r"nan|inf|<script|style=", svg.replace("window", ""))


def test_bars_are_as_high_as_their_numbers() -> None:
    heights = bars(draw(Picture("COLUMN", "", ["a", "b", "c"], [Series("", [10, 20, 40])]), "x"))
    assert heights[1] == pytest.approx(heights[0] * 2, abs=0.2)
    assert heights[2] == pytest.approx(heights[0] * 4, abs=0.2)


def test_percent_stacked_bars_are_all_of_one_height() -> None:
    picture = Picture("COLUMN", "", ["было", "стало"], [Series("да", [1, 3]), Series("нет", [3, 1])], "PERCENT_STACKED")
    heights = [height for height in bars(draw(picture, "x")) if height > 12]
    assert heights[0] + heights[2] == pytest.approx(heights[1] + heights[3], abs=0.3)


def test_a_long_label_beside_a_bar_is_told_in_two_lines() -> None:
    label = "Школьники от десяти до девятнадцати лет, ставшие наставляемыми"
    drawn = texts(draw(Picture("BAR", "", [label, "Итого"], [Series("", [1, 2])]), "x"))
    assert "Школьники от десяти до девятнадцати лет," in drawn
    assert "ставшие наставляемыми" in drawn


def test_texts_never_become_markup() -> None:
    svg = draw(Picture("PIE", XSS, [XSS], [Series(XSS, [1])], description=XSS), "x")
    assert "<img" not in svg
    assert texts(svg)[0] == XSS


@pytest.fixture
def chart_book(school: School) -> str:
    """Meetings by month, with a column chart, a pie and a kind that is not drawn."""
    book = school.ok("POST", "/v4/spreadsheets", {"properties": {"title": "Мониторинг", "locale": "ru_RU"}})
    book_id = str(book["spreadsheetId"])
    rows = [["Месяц", "Встречи", "Пары"], ["сентябрь", 12, 5], ["октябрь", 18, 6], [XSS, "=B2+B3", 7]]
    school.ok("PUT", f"/v4/spreadsheets/{book_id}/values/A1", {"values": rows}, valueInputOption="USER_ENTERED")
    specs = [
        {
            "title": "Встречи по месяцам",
            "basicChart": {
                "chartType": "COLUMN",
                "headerCount": 1,
                "domains": [{"domain": column(0)}],
                "series": [{"series": column(1)}, {"series": column(2)}],
            },
        },
        {
            "title": "Доли",
            "altText": "Сколько встреч пришлось на месяц",
            "pieChart": {"domain": column(0), "series": column(1)},
        },
        {"title": "Структура", "orgChart": {"labels": column(0)}},
    ]
    anchor = {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 1, "columnIndex": 4}}}
    requests = [{"addChart": {"chart": {"spec": spec, "position": anchor}}} for spec in specs]
    school.ok("POST", f"/v4/spreadsheets/{book_id}:batchUpdate", {"requests": requests})
    return book_id


def column(index: int) -> dict[str, Any]:
    source = {
        "sheetId": 0,
        "endRowIndex": 4,
        "startRowIndex": 0,
        "startColumnIndex": index,
        "endColumnIndex": index + 1,
    }
    return {"sourceRange": {"sources": [source]}}


def test_the_charts_of_a_tab_are_drawn_from_its_cells(school: School, chart_book: str) -> None:
    page = Grid(school, chart_book, OWNER).get("charts").text
    drawn = re.findall(r"<svg.*?</svg>", page)
    assert len(drawn) == 2
    assert {"Встречи по месяцам", "12", "18", "30", "сентябрь", "Пары"} <= set(texts(drawn[0]))
    assert "Сколько встреч пришлось на месяц" in drawn[1]
    assert "сентябрь — 12 (20%)" in texts(drawn[1])
    assert "Такие диаграммы здесь не рисуются" in page
    assert '<th scope="row">октябрь</th><td>18</td><td>6</td>' in page, "the same numbers as a table"
    assert "<img" not in page


def test_charts_are_shown_in_the_order_in_which_they_stand(school: School, chart_book: str) -> None:
    charts = school.ok("GET", f"/v4/spreadsheets/{chart_book}", fields="sheets(charts(chartId))")["sheets"][0]["charts"]
    lower = {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 3, "columnIndex": 4}}}
    move = {"objectId": charts[0]["chartId"], "newPosition": lower, "fields": "anchorCell"}
    body = {"requests": [{"updateEmbeddedObjectPosition": move}]}
    school.ok("POST", f"/v4/spreadsheets/{chart_book}:batchUpdate", body)
    page = Grid(school, chart_book, OWNER).get("edit").text
    assert page.index("Сколько встреч пришлось на месяц") < page.index("Встречи по месяцам")


def test_a_chart_follows_its_cells(school: School, chart_book: str) -> None:
    grid = Grid(school, chart_book, OWNER)
    grid.type(2, 2, "100")
    assert ">100<" in grid.get("charts").text
    for page in ("edit", "table"):
        assert ">100<" in grid.get(page).text, f"{page} shows it below the cells"
