"""Charts as Google keeps them: ours are known by the ids that we chose, and their ranges lie deep in their specs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sheets_schema.as_read import ChartAsRead

CHART_MASK = "charts(chartId,spec)"


def charts_from_google(spreadsheet: Mapping[str, Any]) -> dict[int, ChartAsRead]:
    """Every chart of a ``spreadsheets.get`` reply, by its id, whatever sheet it is on."""
    charts = [chart for sheet in spreadsheet.get("sheets", []) for chart in sheet.get("charts", [])]
    return {chart["chartId"]: chart_from_google(chart.get("spec", {})) for chart in charts}


def chart_from_google(spec: Mapping[str, Any]) -> ChartAsRead:
    rows = (
        (source.get("sheetId", 0), source.get("startRowIndex", 0), source.get("endRowIndex", 0))
        for source in sources_of(spec)
    )
    return ChartAsRead(frozenset(rows), spec)


def sources_of(spec: Any) -> Iterator[Mapping[str, Any]]:
    """The GridRanges under ``sources``, anywhere: where they stand depends on the kind of chart."""
    if isinstance(spec, list):
        for item in spec:
            yield from sources_of(item)
    elif isinstance(spec, dict):
        yield from spec.get("sources", [])
        for name, value in spec.items():
            if name != "sources":
                yield from sources_of(value)
