"""Kinds of batchUpdate about charts. They are kept and given back; where they are drawn is the pages' business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle import a1
from localgoogle.fields import merge
from localgoogle.sheets import refusals
from localgoogle.sheets.batch_ranges import free_id, ids_of
from localgoogle.sheets.cells import update_mask, with_twins
from localgoogle.sheets.charts import sources_of
from localgoogle.sheets.ranges import find_sheet, locate_grid

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor
    from localgoogle.sheets.book import Book, Sheet

Item = dict[str, Any]

KINDS_OF_CHART = (
    "basicChart",
    "pieChart",
    "bubbleChart",
    "candlestickChart",
    "orgChart",
    "histogramChart",
    "waterfallChart",
    "treemapChart",
    "scorecardChart",
)

WIDTH, HEIGHT = 600, 371
"""Pixels of a chart that nobody has sized, by the docs of OverlayPosition."""


def add_chart(editor: Editor, request: Item) -> Item:
    given = request.get("chart", {})
    spec = checked_spec(editor.book, given.get("spec", {}))
    sheet, position = placed(editor.book, given.get("position", {}))
    identity = free_id(ids_of(editor.book, "charts", "chartId"), given.get("chartId"), "An embedded object")
    border = {"border": with_twins(given["border"])} if "border" in given else {}
    chart = {"chartId": identity, "spec": spec, "position": position, **border}
    sheet.charts.append(chart)
    return {"chart": chart}


def checked_spec(book: Book, spec: Item) -> Item:
    """The spec with both names of each colour; raises GoogleError 400 for what no chart can be made of."""
    kinds = [name for name in KINDS_OF_CHART if name in spec]
    if len(kinds) != 1:
        raise refusals.must("A chart spec needs exactly one kind of chart.")
    for grid_range in sources_of(spec):
        locate_grid(book, grid_range)
    whole: Item = with_twins(spec)
    return whole


def placed(book: Book, position: Item) -> tuple[Sheet, Item]:
    """The sheet that a chart stands on and its EmbeddedObjectPosition, whole; raises GoogleError 400."""
    if position.get("newSheet") or "sheetId" in position:
        raise refusals.unsupported("charts on a sheet of their own")
    overlay = position.get("overlayPosition", {})
    anchor = overlay.get("anchorCell", {})
    sheet = find_sheet(book, anchor.get("sheetId", 0))
    row, column = anchor.get("rowIndex", 0), anchor.get("columnIndex", 0)
    if not (0 <= row < len(sheet.rows) and 0 <= column < len(sheet.columns)):
        cell = a1.write(sheet.title, a1.Area(row, column, row + 1, column + 1))
        raise refusals.beyond_grid(cell, len(sheet.rows), len(sheet.columns))
    sized = {"widthPixels": WIDTH, "heightPixels": HEIGHT, **overlay, "anchorCell": anchor}
    return sheet, {"overlayPosition": sized}


def find_chart(book: Book, identity: int) -> tuple[Sheet, int]:
    for sheet in book.sheets:
        for index, chart in enumerate(sheet.charts):
            if chart["chartId"] == identity:
                return sheet, index
    raise refusals.no_such("embedded object", identity)


def update_chart_spec(editor: Editor, request: Item) -> Item:
    sheet, index = find_chart(editor.book, request.get("chartId", 0))
    sheet.charts[index] = {**sheet.charts[index], "spec": checked_spec(editor.book, request.get("spec", {}))}
    return {}


def update_embedded_object_position(editor: Editor, request: Item) -> Item:
    """Move or size a chart; ``fields`` are those of its OverlayPosition."""
    sheet, index = find_chart(editor.book, request.get("objectId", 0))
    mask = update_mask(request.get("fields", ""), "OverlayPosition")
    given = request.get("newPosition", {})
    old = sheet.charts[index]["position"]["overlayPosition"]
    changed = {**given, "overlayPosition": merge(old, given.get("overlayPosition", {}), mask)}
    goal, position = placed(editor.book, changed)
    chart = {**sheet.charts.pop(index), "position": position}
    goal.charts.insert(index if goal is sheet else len(goal.charts), chart)
    return {"position": position}


def update_embedded_object_border(editor: Editor, request: Item) -> Item:
    sheet, index = find_chart(editor.book, request.get("objectId", 0))
    update_mask(request.get("fields", ""), "EmbeddedObjectBorder")
    border = with_twins(request.get("border", {}))
    rest = {name: value for name, value in sheet.charts[index].items() if name != "border"}
    sheet.charts[index] = {**rest, **({"border": border} if border else {})}
    return {}


def delete_embedded_object(editor: Editor, request: Item) -> Item:
    sheet, index = find_chart(editor.book, request.get("objectId", 0))
    del sheet.charts[index]
    return {}
