"""What stands on «Диаграммы»: the numbers of each picture in a block of rows, and which charts a sync has to write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sheets_schema.as_read import BookAsRead, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.change import ChartChange, Drawing, TableChange
from sheets_schema.chart import Chart
from sheets_schema.kind import Value
from sheets_schema.record import Record
from sheets_schema.tables.charts import (
    BLOCK,
    CHARTS,
    CONTENT,
    INDICATORS,
    MEETINGS,
    MENTEES_GROWTH,
    MENTORS_GROWTH,
    MOST,
    QUALITY,
    SERIES,
    WAY,
)
from sync.rules.figures import LEAST, STAGES, Marks, Monitoring, Shift
from sync.rules.lines import MENTEE, MENTOR
from sync.rules.merge import derive_table

Line = tuple[Value, ...]  # a label, and a number for each series
Memory = Mapping[str, dict[str, Any]]

CHART = "chart"
NOTHING = "Пока нечего показать"
BLANK = Record("", {})


@dataclass(frozen=True)
class Drawn:
    """The tab's change, and what the book remembers of each chart that it was given."""

    change: TableChange
    memory: dict[str, dict[str, Any]]


def draw_charts(as_read: BookAsRead, memory: Memory, monitoring: Monitoring) -> Drawn:
    """A chart that staff have deleted is not added again while its tab stands."""
    sheet = as_read.sheets.get(CHARTS.key)
    lines = {chart: SOURCES[chart.key](monitoring) for chart in CHARTS.charts}
    derived = derive_table(CHARTS, sheet, list(numbered(lines)))
    changes, remembered = [], {}
    for chart, rows in lines.items():
        key = f"{CHART}:{chart.key}"
        known = memory.get(key, {}).get("mark") if sheet else None
        drawing = drawing_of(chart, as_read, sheet, len(rows), known, renew=bool(derived.columns))
        if drawing:
            first, end = place_of(chart, sheet, len(rows))
            changes.append(ChartChange(chart.key, drawing, first, end))
        mark = mark_of(chart) if drawing in (Drawing.ADD, Drawing.RENEW) else known
        if mark or chart.chart_id in as_read.charts:
            remembered[key] = {"mark": mark or mark_of(chart)}
    return Drawn(replace(derived, charts=tuple(changes)), remembered)


def mark_of(chart: Chart) -> str:
    """Another one when a later version draws the chart differently."""
    return fingerprint("\n".join((chart.title, chart.told, chart.kind, *chart.series)))


def drawing_of(
    chart: Chart, as_read: BookAsRead, sheet: SheetAsRead | None, rows: int, known: str | None, renew: bool
) -> Drawing | None:
    """What has to be done to a chart; nothing while it has no numbers."""
    if not rows:
        return None
    standing = as_read.charts.get(chart.chart_id) if sheet else None
    if standing is None:
        return Drawing.ADD if known is None else None
    ours = {(first, end) for sheet_id, first, end in standing.rows if sheet_id == CHARTS.sheet_id}
    if renew or not ours or known not in (None, mark_of(chart)):
        return Drawing.RENEW
    return Drawing.FOLLOW if ours != {place_of(chart, sheet, rows)} else None


def place_of(chart: Chart, sheet: SheetAsRead | None, rows: int) -> tuple[int, int]:
    """The rows of the sheet that hold the chart's names and numbers, the end exclusive."""
    first = (sheet.header_row if sheet else 0) + 1 + chart.top
    return first, first + 1 + rows


def numbered(lines: Mapping[Chart, Sequence[Line]]) -> Iterator[Record]:
    """The rows of the tab: each block begins where it is declared to; none are blank at the end."""
    last = CHARTS.charts[-1]
    for chart, found in lines.items():
        block = [(chart.title, *chart.series), *(found or [(NOTHING,)])]
        for line in block:
            yield Record("", dict(zip(("label", *SERIES), line, strict=False)))
        yield from [BLANK] * (BLOCK - len(block) if chart is not last else 0)


# The numbers of each chart


def way_lines(monitoring: Monitoring) -> Sequence[Line]:
    """Everyone of a role is in each way of grouping them: the first one will do."""
    totals: dict[str, Mapping[str, int]] = {}
    for funnel in monitoring.funnels:
        totals.setdefault(funnel.who, funnel.total)
    found = [totals.get(who, {}) for who in WAY.series]
    if not any(total.get("applied") for total in found):
        return []
    return [(name, *(total.get(stage, 0) for total in found)) for stage, name in STAGES.items()]


def indicator_lines(monitoring: Monitoring) -> Sequence[Line]:
    return [(one.title, None if one.share is None else round(one.share, 1), one.plan) for one in monitoring.indicators][
        :MOST
    ]


def growth_lines(role: str) -> Callable[[Monitoring], Sequence[Line]]:
    """The means of one role over the forms of mentoring that may be told of."""

    def read(monitoring: Monitoring) -> Sequence[Line]:
        shifts = [shift for shift in monitoring.influence.shifts if shift.role == role and shift.after.mean is not None]
        told = [shift for shift in shifts if not shift.form] or shifts
        by_title: dict[str, list[Shift]] = {}
        for shift in told:
            by_title.setdefault(shift.title, []).append(shift)
        found = [
            (title, mean_of(one.before for one in same), mean_of(one.after for one in same))
            for title, same in by_title.items()
        ]
        return found[:MOST]

    return read


def mean_of(marks: Iterable[Marks]) -> float:
    """Of all these marks together."""
    counts = [sum(column) for column in zip(*(one.counts for one in marks), strict=True)]
    mean = sum(mark * count for mark, count in enumerate(counts, start=1)) / sum(counts)
    return round(float(mean), 1)


def content_lines(monitoring: Monitoring) -> Sequence[Line]:
    """Of a role of which enough answered."""
    enough = {one.role: one for one in monitoring.satisfaction if one.answered >= LEAST}
    named = zip((MENTEE, MENTOR), WAY.series, strict=True)
    told = [(name, enough[role]) for role, name in named if role in enough]
    return [(name, one.satisfied, one.answered - one.satisfied) for name, one in told]


def quality_lines(monitoring: Monitoring) -> Sequence[Line]:
    return [(one.title, one.median) for one in monitoring.quality.criteria if one.median is not None][:MOST]


def meeting_lines(monitoring: Monitoring) -> Sequence[Line]:
    """Of all pairs together, week by week up to the last meeting: a year that is over does not grow."""
    counts = [
        (f"{monday:%d.%m}", sum(pair.by_week[place] for pair in monitoring.pairs if place < len(pair.by_week)))
        for place, monday in enumerate(monitoring.weeks)
    ]
    last = max((place for place, (_, count) in enumerate(counts) if count), default=-1)
    return counts[: last + 1]


SOURCES: Mapping[str, Callable[[Monitoring], Sequence[Line]]] = {
    WAY.key: way_lines,
    INDICATORS.key: indicator_lines,
    MENTEES_GROWTH.key: growth_lines(MENTEE),
    MENTORS_GROWTH.key: growth_lines(MENTOR),
    CONTENT.key: content_lines,
    QUALITY.key: quality_lines,
    MEETINGS.key: meeting_lines,
}
