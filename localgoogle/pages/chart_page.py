"""The page of a tab's charts: each drawn from the cells as they are now, with the same numbers as a table below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from localgoogle.errors import GoogleError
from localgoogle.html import notice
from localgoogle.pages.charts import Picture, Series, draw, plain
from localgoogle.pages.grid_access import Refusal, reading
from localgoogle.pages.staff import Groups, staff_page
from localgoogle.sheets.calculation import seen_lines
from localgoogle.sheets.display import shown
from localgoogle.sheets.ranges import locate_grid

if TYPE_CHECKING:
    from localgoogle.call import Call, Reply
    from localgoogle.sheets.book import Book, Cell, Sheet
    from localgoogle.state import State

JSON = dict[str, Any]

DRAWN = frozenset({"COLUMN", "BAR", "LINE", "AREA", "STEPPED_AREA", "SCATTER"})


def show(state: State, call: Call, groups: Groups, user: str) -> Reply:
    try:
        found = reading(state, call, groups)
    except Refusal as problem:
        return notice(problem.code, "Диаграммы не открылись", problem.message, ("/home", "К списку таблиц"))
    charts = views(found.book, found.sheet)
    base = f"/spreadsheets/d/{found.file.id}"
    values = {
        "title": found.file.name,
        "tab_title": found.sheet.title,
        "charts": charts,
        "back": f"{base}/edit?gid={found.sheet.id}",
    }
    return staff_page(state, call, user, "charts.html", values)


def views(book: Book, sheet: Sheet) -> list[JSON]:
    """All charts of a sheet for a template, in the order in which they stand on it."""
    return [view(book, chart) for chart in sorted(sheet.charts, key=standing)]


def standing(chart: JSON) -> tuple[int, int]:
    cell = chart["position"]["overlayPosition"]["anchorCell"]
    return cell.get("rowIndex", 0), cell.get("columnIndex", 0)


def view(book: Book, chart: JSON) -> JSON:
    """A chart for the template: its picture and its table, or why there is none."""
    spec = chart["spec"]
    title = spec.get("title", "") or "Диаграмма"
    picture = read(book, spec)
    if picture is None:
        return {"title": title, "svg": "", "series": [], "rows": []}
    svg = Markup(draw(picture, f"chart-{chart['chartId']}"))  # noqa: S704 - draw() escapes every text
    return {"title": title, "svg": svg, "series": [each.name for each in picture.series], "rows": table(picture)}


def table(picture: Picture) -> list[tuple[str, list[str]]]:
    """A line for each label: the value of every series."""
    size = max((len(each.values) for each in picture.series), default=0)
    labels = [*picture.labels, *[""] * size][:size]
    return [(label, [number_text(each.values, at) for each in picture.series]) for at, label in enumerate(labels)]


def number_text(values: list[float | None], at: int) -> str:
    value = values[at] if at < len(values) else None
    return "" if value is None else plain(value)


def read(book: Book, spec: JSON) -> Picture | None:
    """What a ChartSpec shows of the book; None for a kind that is not drawn here."""
    if "pieChart" in spec:
        return read_pie(book, spec)
    basic = spec.get("basicChart", {})
    if basic.get("chartType") not in DRAWN:
        return None
    headers = basic.get("headerCount")
    domain = [cells_of(book, each.get("domain", {})) for each in basic.get("domains", [])[:1]]
    rows = [cells_of(book, each.get("series", {})) for each in basic.get("series", [])]
    top = header_count(headers, rows)
    labels = domain[0][top:] if domain else []
    kind = basic["chartType"].removeprefix("STEPPED_")
    stacked = basic.get("stackedType", "").replace("NOT_STACKED", "") if kind in {"COLUMN", "BAR"} else ""
    return Picture(
        kind,
        spec.get("title", ""),
        [shown(cell, book.locale) for cell in labels],
        [to_series(book, cells, top) for cells in rows],
        stacked,
        [to_number(cell) for cell in labels] if kind == "SCATTER" else [],
        spec.get("altText", ""),
    )


def read_pie(book: Book, spec: JSON) -> Picture:
    pie = spec["pieChart"]
    labels, values = (cells_of(book, pie.get(name, {})) for name in ("domain", "series"))
    top = header_count(None, [values])
    series = [to_series(book, values, top)]
    words = [shown(cell, book.locale) for cell in labels[top:]]
    return Picture("PIE", spec.get("title", ""), words, series, description=spec.get("altText", ""))


def header_count(stated: int | None, rows: list[list[Cell]]) -> int:
    """How many cells at the top are names; where the spec does not say, a first cell that is text is one."""
    if stated is not None:
        return stated
    first = [cells[0].value for cells in rows if cells]
    return int(bool(first) and all(isinstance(value, str) for value in first))


def cells_of(book: Book, data: JSON) -> list[Cell]:
    """The cells of a ChartData's ranges, one after another."""
    found: list[Cell] = []
    for source in data.get("sourceRange", {}).get("sources", []):
        try:
            sheet, box = locate_grid(book, source)
        except GoogleError:
            continue
        found.extend(cell for line in seen_lines(book, sheet, box) for cell in line)
    return found


def to_series(book: Book, cells: list[Cell], top: int) -> Series:
    name = " ".join(shown(cell, book.locale) for cell in cells[:top])
    return Series(name, [to_number(cell) for cell in cells[top:]])


def to_number(cell: Cell) -> float | None:
    value = cell.value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
