"""«Диаграммы»: numbers in blocks, a chart beside each; what a sync writes of them, and what it leaves to the staff."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sheets_schema.as_read import BookAsRead, ChartAsRead
from sheets_schema.change import Drawing
from sheets_schema.tables.charts import BLOCK, CHARTS, CONTENT, INDICATORS, MEETINGS, QUALITY, WAY
from sync.rules.charts import Drawn, content_lines, draw_charts, growth_lines
from sync.rules.figures import Monitoring
from tests.report.made_up import monitoring
from tests.rules.paper import blank_books, changed_sheet, mentee, own_consent, rows, synced

YEAR = monitoring(30)
FIRST = 1  # row of the first block, below the header


def carried_out(book: BookAsRead, drawn: Drawn) -> BookAsRead:
    """The book with the tab as written, and every chart that was drawn showing the rows that it was to show."""
    charts = dict(book.charts)
    for item in drawn.change.charts:
        identity = next(chart.chart_id for chart in CHARTS.charts if chart.key == item.chart)
        charts[identity] = ChartAsRead(frozenset({(CHARTS.sheet_id, item.first, item.end)}), {})
    sheet = changed_sheet(CHARTS, book.sheets[CHARTS.key], drawn.change)
    return replace(book, sheets={**book.sheets, CHARTS.key: sheet}, charts=charts)


@pytest.fixture
def book() -> BookAsRead:
    return blank_books()["programme"]


@pytest.fixture
def standing(book: BookAsRead) -> tuple[BookAsRead, Drawn]:
    """A book in which everything has been drawn once."""
    drawn = draw_charts(book, {}, YEAR)
    return carried_out(book, drawn), drawn


def drawings(drawn: Drawn) -> dict[str, Drawing]:
    return {item.chart: item.drawing for item in drawn.change.charts}


def test_every_chart_is_added_once_over_its_own_block(standing: tuple[BookAsRead, Drawn]) -> None:
    book, drawn = standing
    assert set(drawings(drawn).values()) == {Drawing.ADD}
    assert [item.chart for item in drawn.change.charts] == [chart.key for chart in CHARTS.charts]
    firsts = [item.first for item in drawn.change.charts]
    assert firsts == [FIRST + BLOCK * place for place in range(len(firsts))]
    again = draw_charts(book, drawn.memory, YEAR)
    assert not again.change, "nothing new, nothing written"
    assert again.memory == drawn.memory


def test_the_rows_of_a_chart_say_what_it_shows(standing: tuple[BookAsRead, Drawn]) -> None:
    book, drawn = standing
    lines = {row.index: row.values for row in book.sheets[CHARTS.key].rows}
    way = next(item for item in drawn.change.charts if item.chart == WAY.key)
    assert lines[way.first] == {"label": WAY.title, "first": "Наставляемые", "second": "Наставники"}
    assert lines[way.first + 1] == {"label": "Анкет", "first": 45, "second": 45}
    assert lines[way.end - 1]["label"] == "Завершили"
    content = next(item for item in drawn.change.charts if item.chart == CONTENT.key)
    assert lines[content.first + 1] == {"label": "Наставляемые", "first": 22, "second": 8}


def test_a_chart_waits_for_its_numbers(book: BookAsRead) -> None:
    drawn = draw_charts(book, {}, Monitoring())
    assert not drawn.change.charts
    assert not drawn.memory
    assert [row.to_record().text("label") for row in carried_out(book, drawn).sheets[CHARTS.key].rows].count(
        "Пока нечего показать"
    ) == len(CHARTS.charts)


def test_a_chart_follows_rows_that_have_become_more(standing: tuple[BookAsRead, Drawn]) -> None:
    book, drawn = standing
    fewer = replace(YEAR, indicators=YEAR.indicators[:2])
    changed = draw_charts(book, drawn.memory, fewer)
    assert drawings(changed) == {INDICATORS.key: Drawing.FOLLOW}
    (item,) = changed.change.charts
    assert item.end - item.first == 3, "its names and two indicators"
    assert not draw_charts(carried_out(book, changed), changed.memory, fewer).change


def test_a_chart_that_staff_deleted_stays_deleted_while_its_tab_stands(standing: tuple[BookAsRead, Drawn]) -> None:
    book, drawn = standing
    without = replace(book, charts={key: item for key, item in book.charts.items() if key != QUALITY.chart_id})
    again = draw_charts(without, drawn.memory, YEAR)
    assert not again.change
    assert again.memory == drawn.memory
    no_tab = {key: sheet for key, sheet in without.sheets.items() if key != CHARTS.key}
    anew = draw_charts(replace(without, sheets=no_tab, charts={}), again.memory, YEAR)
    assert drawings(anew)[QUALITY.key] is Drawing.ADD


def test_a_chart_of_an_earlier_version_or_without_any_range_is_drawn_as_declared(
    standing: tuple[BookAsRead, Drawn],
) -> None:
    book, drawn = standing
    earlier = {**drawn.memory, f"chart:{WAY.key}": {"mark": "earlier"}}
    lost = {**book.charts, MEETINGS.chart_id: ChartAsRead(frozenset(), {})}
    renewed = draw_charts(replace(book, charts=lost), earlier, YEAR)
    assert drawings(renewed) == {WAY.key: Drawing.RENEW, MEETINGS.key: Drawing.RENEW}
    assert renewed.memory == drawn.memory


def test_when_the_memory_is_lost_no_chart_comes_twice(standing: tuple[BookAsRead, Drawn]) -> None:
    book, drawn = standing
    again = draw_charts(book, {}, YEAR)
    assert not again.change.charts
    assert again.memory == drawn.memory


def test_a_year_that_is_over_does_not_grow(standing: tuple[BookAsRead, Drawn]) -> None:
    book, drawn = standing
    pairs = tuple(replace(pair, by_week=(*pair.by_week, 0, 0)) for pair in YEAR.pairs)
    weeks = (*YEAR.weeks, *YEAR.weeks[-2:])
    assert not draw_charts(book, drawn.memory, replace(YEAR, pairs=pairs, weeks=weeks)).change


def test_a_sync_fills_the_tab_and_draws_beside_it() -> None:
    answers = [mentee(1, "Ия Ли", "01.02.2010"), own_consent(1, "Ия Ли", "01.02.2010")]
    books = synced(answers)
    labels = [row.text("label") for row in rows(books, CHARTS.key)]
    assert WAY.title in labels
    assert "chart:way" in {row.key for row in books["programme"].sheets["programme.memory"].rows}


def test_forms_of_mentoring_that_may_be_told_of_are_drawn_together() -> None:
    """Where there is no line of all forms together, one that is left out cannot be worked out from the chart."""
    shifts = [shift for shift in YEAR.influence.shifts if shift.role == "наставляемый"]
    twice = (*shifts, *(replace(shift, form="учитель — учитель", after=shift.before) for shift in shifts))
    told = replace(YEAR, influence=replace(YEAR.influence, shifts=twice))
    alone, both = ({line[0]: line[1:] for line in growth_lines("наставляемый")(year)} for year in (YEAR, told))
    for title, (before, after) in alone.items():
        assert both[title][0] == before
        assert both[title][1] == pytest.approx((before + after) / 2, abs=0.06)


def test_nothing_is_drawn_of_fewer_than_five_who_answered() -> None:
    few = tuple(replace(one, answered=4, satisfied=2) for one in YEAR.satisfaction)
    assert content_lines(replace(YEAR, satisfaction=few)) == []
