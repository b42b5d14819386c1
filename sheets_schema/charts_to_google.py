"""Declared charts become addChart and updateChartSpec: in the same batch as the rows that they show, behind these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sheets_schema.as_read import BookAsRead, SheetAsRead
from sheets_schema.change import ChartChange, Drawing, TableChange
from sheets_schema.chart import Chart, ChartKind
from sheets_schema.table import Table

Request = dict[str, Any]

WIDTH, HEIGHT, EDGE = 600, 371, 12  # pixels
ROWS_HIGH = 19  # of 21 pixels each, as rows are made
COLORS = ((0.10, 0.37, 0.71), (0.64, 0.28, 0.0), (0.12, 0.48, 0.20), (0.42, 0.24, 0.60))


def chart_requests(table: Table, as_read: BookAsRead, sheet: SheetAsRead, change: TableChange) -> Iterator[Request]:
    """``sheet`` is the tab with the columns that it will have."""
    yield from room_below(sheet, change)
    for item in change.charts:
        chart = next(chart for chart in table.charts if chart.key == item.chart)
        if item.drawing is Drawing.ADD:
            yield {"addChart": {"chart": embedded(chart, table, sheet, item)}}
        else:
            spec = renewed(chart, table, as_read, sheet, item)
            yield {"updateChartSpec": {"chartId": chart.chart_id, "spec": spec}}


def room_below(sheet: SheetAsRead, change: TableChange) -> Iterator[Request]:
    """Blank rows below the last row, as many as a new chart there is high: beyond the last row it is not seen."""
    rows = sheet.row_count + len(change.new) - len(change.dropped)
    ends = [item.first + ROWS_HIGH for item in change.charts if item.drawing is Drawing.ADD]
    if (lacking := max(ends, default=0) - rows) > 0:
        yield {"appendDimension": {"sheetId": sheet.sheet_id, "dimension": "ROWS", "length": lacking}}


def renewed(chart: Chart, table: Table, as_read: BookAsRead, sheet: SheetAsRead, item: ChartChange) -> dict[str, Any]:
    """A chart that only follows its rows keeps what staff made of its looks."""
    if item.drawing is Drawing.RENEW:
        return spec_of(chart, table, sheet, item)
    spec: dict[str, Any] = moved(as_read.charts[chart.chart_id].spec, sheet.sheet_id, item)
    return spec


def embedded(chart: Chart, table: Table, sheet: SheetAsRead, change: ChartChange) -> dict[str, Any]:
    """With its upper edge at the first row of its numbers, in the last of the declared columns."""
    column = sheet.columns[table.columns[-1].key]
    place = {
        "anchorCell": {"sheetId": sheet.sheet_id, "rowIndex": change.first, "columnIndex": column},
        "offsetXPixels": EDGE,
        "widthPixels": WIDTH,
        "heightPixels": HEIGHT,
    }
    spec = spec_of(chart, table, sheet, change)
    return {"chartId": chart.chart_id, "spec": spec, "position": {"overlayPosition": place}}


def spec_of(chart: Chart, table: Table, sheet: SheetAsRead, change: ChartChange) -> dict[str, Any]:
    """The first of the tab's columns names what the next ones count. Hidden rows are shown all the same."""
    columns = [sheet.columns[column.key] for column in table.columns[: len(chart.series) + 1]]
    label, *series = [{"sourceRange": {"sources": [span(sheet.sheet_id, change, column)]}} for column in columns]
    upright = chart.kind is ChartKind.COLUMNS
    axis = "LEFT_AXIS" if upright else "BOTTOM_AXIS"
    basic = {
        "chartType": "COLUMN" if upright else "BAR",
        "legendPosition": "BOTTOM_LEGEND" if len(series) > 1 else "NO_LEGEND",
        "headerCount": 1,
        "domains": [{"domain": label}],
        "series": [series_of(data, axis, place) for place, data in enumerate(series)],
        **({"stackedType": "PERCENT_STACKED"} if chart.kind is ChartKind.SHARES else {}),
    }
    return {
        "title": chart.title,
        "altText": chart.told,
        "hiddenDimensionStrategy": "SHOW_ALL",
        "basicChart": basic,
    }


def series_of(data: dict[str, Any], axis: str, place: int) -> dict[str, Any]:
    """Its numbers stand beside its bars: colour is never alone."""
    red, green, blue = COLORS[place % len(COLORS)]
    color = {"rgbColor": {"red": red, "green": green, "blue": blue}}
    return {"series": data, "targetAxis": axis, "dataLabel": {"type": "DATA"}, "colorStyle": color}


def span(sheet_id: int, change: ChartChange, column: int) -> dict[str, int]:
    return {
        "sheetId": sheet_id,
        "startRowIndex": change.first,
        "endRowIndex": change.end,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }


def moved(spec: Any, sheet_id: int, change: ChartChange) -> Any:
    """The spec as it stands, with other rows in every range on this sheet."""
    if isinstance(spec, list):
        return [moved(item, sheet_id, change) for item in spec]
    if not isinstance(spec, Mapping):
        return spec
    return {
        name: [with_rows(source, sheet_id, change) for source in value]
        if name == "sources"
        else moved(value, sheet_id, change)
        for name, value in spec.items()
    }


def with_rows(source: Mapping[str, Any], sheet_id: int, change: ChartChange) -> dict[str, Any]:
    rows = {"startRowIndex": change.first, "endRowIndex": change.end}
    return {**source, **(rows if source.get("sheetId", 0) == sheet_id else {})}
