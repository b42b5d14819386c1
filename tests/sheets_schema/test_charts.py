"""Charts on the local Google: added in the batch of their numbers, moved with these, staff's changes of looks kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sheets_schema.as_read import BookAsRead
from sheets_schema.change import BookChange, ChartChange, Drawing, TableChange
from sheets_schema.from_google import READ_MASK, book_from_google
from sheets_schema.record import Record
from sheets_schema.table import Book
from sheets_schema.tables.charts import CHARTS, CONTENT, WAY
from sheets_schema.tables.memory import memory
from sheets_schema.to_google import batch_from
from tests.localgoogle.discovery import against
from tests.localgoogle.spreadsheet import Spreadsheet

if TYPE_CHECKING:
    from tests.localgoogle.school import School

BOOK = Book("pictures", "Картинки", (CHARTS, memory("pictures")))
LINES = tuple(
    Record("", dict(zip(("label", "first", "second"), line, strict=False)))
    for line in [(WAY.title, "Дети", "Взрослые"), ("Анкет", 24, 9), ("В паре", 12, 7)]
)
DRAWN = ChartChange(WAY.key, Drawing.ADD, 1, 4)


class Gallery:
    """A book with one chart in it. ``staff`` are people."""

    def __init__(self, school: School) -> None:
        self.staff = Spreadsheet(school)
        self.write(
            BookAsRead("pictures", "BOOK", all_titles={0: "Лист1"}),
            TableChange(CHARTS.key, make=True, new=LINES, charts=(DRAWN,)),
            TableChange("pictures.memory", make=True),
        )

    def read(self) -> BookAsRead:
        return book_from_google(BOOK, self.staff.get(READ_MASK))

    def write(self, as_read: BookAsRead, *changes: TableChange) -> None:
        self.staff.batch(*batch_from(BOOK, as_read, BookChange("pictures", changes))["requests"])

    def draw(self, drawing: Drawing, first: int, end: int) -> None:
        self.write(self.read(), TableChange(CHARTS.key, charts=(ChartChange(WAY.key, drawing, first, end),)))

    def chart(self) -> dict[str, Any]:
        """As Google shows it: there is exactly one."""
        (found,) = [chart for sheet in self.staff.get("sheets(charts)")["sheets"] for chart in sheet.get("charts", [])]
        return dict(found)


@pytest.fixture
def gallery(school: School) -> Gallery:
    return Gallery(school)


def test_a_chart_stands_beside_its_numbers_and_is_told_in_words(gallery: Gallery) -> None:
    chart = gallery.chart()
    assert chart["chartId"] == WAY.chart_id
    spec, place = chart["spec"], chart["position"]["overlayPosition"]
    assert (spec["title"], spec["altText"]) == (WAY.title, WAY.told)
    assert place["anchorCell"] == {"sheetId": CHARTS.sheet_id, "rowIndex": 1, "columnIndex": 5}
    basic = spec["basicChart"]
    assert (basic["chartType"], basic["headerCount"], len(basic["series"])) == ("BAR", 1, 2)
    assert gallery.read().charts[WAY.chart_id].rows == {(CHARTS.sheet_id, 1, 4)}
    assert gallery.read().sheets[CHARTS.key].row_count >= 20, "there is room below it"


def test_its_range_follows_and_what_staff_made_of_its_looks_stays(gallery: Gallery) -> None:
    theirs = gallery.chart()
    theirs["spec"] |= {"title": "Наш путь", "fontName": "Georgia"}
    moved = {"overlayPosition": {"anchorCell": {"sheetId": CHARTS.sheet_id, "rowIndex": 3}}}
    gallery.staff.batch(
        {"updateChartSpec": {"chartId": WAY.chart_id, "spec": theirs["spec"]}},
        {"updateEmbeddedObjectPosition": {"objectId": WAY.chart_id, "newPosition": moved, "fields": "anchorCell"}},
    )
    gallery.draw(Drawing.FOLLOW, 1, 3)
    after = gallery.chart()
    assert (after["spec"]["title"], after["spec"]["fontName"]) == ("Наш путь", "Georgia")
    assert after["position"]["overlayPosition"]["anchorCell"]["rowIndex"] == 3
    assert gallery.read().charts[WAY.chart_id].rows == {(CHARTS.sheet_id, 1, 3)}


def test_a_range_on_a_tab_of_the_staffs_own_is_not_touched(gallery: Gallery) -> None:
    gallery.staff.batch({"addSheet": {"properties": {"sheetId": 9, "title": "Наше"}}})
    theirs = gallery.chart()["spec"]
    source = {"sheetId": 9, "startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 1}
    theirs["basicChart"]["series"].append({"series": {"sourceRange": {"sources": [source]}}})
    gallery.staff.batch({"updateChartSpec": {"chartId": WAY.chart_id, "spec": theirs}})
    gallery.draw(Drawing.FOLLOW, 1, 3)
    assert gallery.read().charts[WAY.chart_id].rows == {(CHARTS.sheet_id, 1, 3), (9, 0, 5)}


def test_a_chart_is_drawn_as_declared_when_it_must_be(gallery: Gallery) -> None:
    gallery.staff.batch({"updateChartSpec": {"chartId": WAY.chart_id, "spec": {"title": "?", "pieChart": {}}}})
    gallery.draw(Drawing.RENEW, 1, 4)
    assert gallery.chart()["spec"]["title"] == WAY.title
    assert gallery.read().charts[WAY.chart_id].rows == {(CHARTS.sheet_id, 1, 4)}


def test_the_same_chart_is_refused_a_second_time(gallery: Gallery) -> None:
    with pytest.raises(AssertionError):
        gallery.draw(Drawing.ADD, 1, 4)
    assert gallery.chart()["chartId"] == WAY.chart_id


def test_what_is_sent_is_what_google_documents(gallery: Gallery) -> None:
    shares = ChartChange(CONTENT.key, Drawing.ADD, 1, 4)
    batch = batch_from(BOOK, gallery.read(), BookChange("pictures", (TableChange(CHARTS.key, charts=(shares,)),)))
    assert against({"$ref": "BatchUpdateSpreadsheetRequest"}, batch, "sheets.v4", "batch") == []
    added = next(request["addChart"] for request in batch["requests"] if "addChart" in request)
    assert added["chart"]["spec"]["basicChart"]["stackedType"] == "PERCENT_STACKED"


def test_a_charts_id_never_changes() -> None:
    """A chart that stands is known by it: with another id every school would get its charts a second time."""
    assert {chart.key: chart.chart_id for chart in CHARTS.charts} == {
        "way": 792062603,
        "indicators": 300559060,
        "mentees_growth": 585390573,
        "mentors_growth": 1030219422,
        "content": 859405546,
        "quality": 827213649,
        "meetings": 850390847,
    }
