"""Charts are kept with their ids, and what they show follows its rows and columns."""

from __future__ import annotations

import pytest

from tests.localgoogle.spreadsheet import grid, lines


def chart(source, anchor=None, **more):
    series = {"series": {"sourceRange": {"sources": [source]}}, "colorStyle": {"rgbColor": {"red": 1}}}
    basic = {"chartType": "COLUMN", "series": [series], "headerCount": 1}
    position = {"overlayPosition": {"anchorCell": anchor or {"rowIndex": 9, "columnIndex": 4}, "offsetXPixels": 5}}
    return {"addChart": {"chart": {"spec": {"title": "Охват", "basicChart": basic}, "position": position, **more}}}


def source_of(found):
    return found["spec"]["basicChart"]["series"][0]["series"]["sourceRange"].get("sources")


def charts(book, number=0):
    return book.sheet(number).get("charts", [])


@pytest.fixture
def charted(book):
    book.batch(chart(grid(0, 1, 5, 2), chartId=3))
    return book


def test_a_chart_comes_back_whole_with_an_id(book):
    made = book.batch(chart(grid(0, 1, 5, 2)))[0]["addChart"]["chart"]
    assert made["chartId"] > 0
    assert made["position"]["overlayPosition"] == {
        "anchorCell": {"rowIndex": 9, "columnIndex": 4},
        "offsetXPixels": 5,
        "widthPixels": 600,
        "heightPixels": 371,
    }
    assert made["spec"]["basicChart"]["series"][0]["color"] == {"red": 1}
    assert charts(book) == [made]


@pytest.mark.parametrize(
    ("change", "source", "anchor"),
    [
        ({"insertDimension": {"range": lines("ROWS", 2, 4)}}, (0, 1, 7, 2), (11, 4)),
        ({"insertDimension": {"range": lines("COLUMNS", 0, 1)}}, (0, 2, 5, 3), (9, 5)),
        ({"deleteDimension": {"range": lines("ROWS", 3, 20)}}, (0, 1, 3, 2), (2, 4)),
        ({"moveDimension": {"source": lines("COLUMNS", 1, 2), "destinationIndex": 8}}, (0, 7, 5, 8), (9, 3)),
    ],
)
def test_its_range_and_its_place_follow(charted, change, source, anchor):
    charted.batch(change)
    found = charts(charted)[0]
    ends = grid(*source)
    assert {**ends, **source_of(found)[0]} == ends
    cell = found["position"]["overlayPosition"]["anchorCell"]
    assert (cell["rowIndex"], cell["columnIndex"]) == anchor


def test_it_may_show_another_tab_and_loses_what_is_deleted(charted):
    charted.batch(
        {"addSheet": {"properties": {"sheetId": 5}}},
        chart(grid(0, 0, 3, 1, 5), chartId=4),
        {"insertDimension": {"range": lines("ROWS", 0, 1, 5)}},
    )
    assert source_of(charts(charted)[1]) == [grid(1, 0, 4, 1, 5)]
    charted.batch({"deleteSheet": {"sheetId": 5}})
    assert source_of(charts(charted)[1]) == []
    charted.batch({"deleteDimension": {"range": lines("COLUMNS", 1, 2)}})
    assert source_of(charts(charted)[0]) == []


def test_it_goes_with_its_tab_and_is_copied_with_it(charted):
    charted.batch({"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 8, "insertSheetIndex": 1}})
    copy = charts(charted, 1)[0]
    assert copy["chartId"] != 3
    assert source_of(copy) == [grid(0, 1, 5, 2, 8)]
    assert copy["position"]["overlayPosition"]["anchorCell"]["sheetId"] == 8
    charted.batch({"deleteSheet": {"sheetId": 8}})
    assert charted.refusal({"deleteEmbeddedObject": {"objectId": copy["chartId"]}}).endswith(
        f"No embedded object with id: {copy['chartId']}"
    )


def test_it_can_be_changed_moved_framed_and_deleted(charted):
    charted.batch(
        {"addSheet": {"properties": {"sheetId": 5}}},
        {"updateChartSpec": {"chartId": 3, "spec": {"title": "Доли", "pieChart": {"pieHole": 0.5}}}},
    )
    assert charts(charted)[0]["spec"] == {"title": "Доли", "pieChart": {"pieHole": 0.5}}
    overlay = {"anchorCell": {"sheetId": 5, "rowIndex": 1}, "widthPixels": 300}
    move = {"objectId": 3, "newPosition": {"overlayPosition": overlay}, "fields": "anchorCell,widthPixels"}
    border = {"objectId": 3, "border": {"color": {"blue": 1}}, "fields": "*"}
    reply = charted.batch({"updateEmbeddedObjectPosition": move}, {"updateEmbeddedObjectBorder": border})[0]
    position = reply["updateEmbeddedObjectPosition"]["position"]["overlayPosition"]
    assert position == {**overlay, "heightPixels": 371, "offsetXPixels": 5}
    assert charts(charted) == []
    assert charts(charted, 1)[0]["border"]["colorStyle"] == {"rgbColor": {"blue": 1}}
    charted.batch({"deleteEmbeddedObject": {"objectId": 3}})
    assert charts(charted, 1) == []


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"addChart": {"chart": {"spec": {"title": "x"}}}}, "needs exactly one kind of chart"),
        (chart(grid(0, 1, 5, 2), chartId=3), "An embedded object with id 3 already exists."),
        (chart(grid(0, 1, 5, 2), anchor={"rowIndex": 5000}), "exceeds grid limits"),
        (chart(grid(0, 1, 5, 2, 99)), "No grid with id: 99"),
        (
            {"addChart": {"chart": {"spec": {"pieChart": {}}, "position": {"newSheet": True}}}},
            "localgoogle does not support charts on a sheet of their own.",
        ),
        ({"updateChartSpec": {"chartId": 8, "spec": {"pieChart": {}}}}, "No embedded object with id: 8"),
    ],
)
def test_what_cannot_be_is_refused(charted, request_, words):
    assert words in charted.refusal(request_)
