"""A sheet's shape changed on the grid page: lines added and deleted, sizes, the order and the filter for everybody.

Each is a batch of the API's own requests, so what the API refuses is refused here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.call import Reply
from localgoogle.errors import GoogleError
from localgoogle.pages.grid_access import BAD_REQUEST, Opened, Refusal, writing
from localgoogle.pages.grid_edits import GONE, revision
from localgoogle.pages.grid_view import header_count
from localgoogle.sheets import refusals
from localgoogle.sheets.batch import apply_requests
from localgoogle.sheets.book import COLUMNS, ROWS
from localgoogle.sheets.history import DELETION, Author
from localgoogle.sheets.store import save_book, shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from localgoogle.call import Call
    from localgoogle.state import State

JSON = dict[str, Any]

MOST_LINES = 1000
NARROWEST, WIDEST = 40, 1000

PROTECTED = "Здесь есть защищённые ячейки, поэтому так изменить лист нельзя. Обратитесь к куратору."


def shape(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """POST shape: one of ACTIONS, ``do``; the page reads the sheet anew afterwards."""
    found, asked = writing(state, call, groups)
    action = ACTIONS.get(str(asked.get("do")))
    if action is None:
        raise Refusal(400, BAD_REQUEST)
    if action is delete:
        shelf(state).author = Author(found.editor.user, DELETION)
    requests = action(found, asked)
    try:
        apply_requests(found.editor, requests)
    except GoogleError as problem:
        raise in_russian(problem) from problem
    save_book(state, found.book)
    return Reply({"revision": revision(found)})


def in_russian(problem: GoogleError) -> Refusal:
    if isinstance(problem, Refusal):
        return problem
    if refusals.protected_cell().message in problem.message:
        return Refusal(403, PROTECTED)
    return Refusal(422, f"Лист так изменить нельзя. Подробности для техника: {problem.message}")


def insert(found: Opened, asked: JSON) -> list[JSON]:
    """New rows or columns beside a line, with its look."""
    dimension, index, after = dimension_of(asked), line(found, asked), asked.get("after") is True
    at = index + 1 if after else index
    span = lines(found, dimension, at, at + number(asked, "count", 1, MOST_LINES))
    return [{"insertDimension": {"range": span, "inheritFromBefore": after}}]


def delete(found: Opened, asked: JSON) -> list[JSON]:
    index = line(found, asked)
    return [{"deleteDimension": {"range": lines(found, dimension_of(asked), index, index + 1)}}]


def resize(found: Opened, asked: JSON) -> list[JSON]:
    index = line(found, {**asked, "dimension": COLUMNS})
    size = {"pixelSize": number(asked, "pixels", NARROWEST, WIDEST)}
    span = lines(found, COLUMNS, index, index + 1)
    return [{"updateDimensionProperties": {"range": span, "properties": size, "fields": "pixelSize"}}]


def sort(found: Opened, asked: JSON) -> list[JSON]:
    """Sort all rows under the header by a column, for everybody."""
    index = line(found, {**asked, "dimension": COLUMNS})
    order = "DESCENDING" if asked.get("descending") is True else "ASCENDING"
    spec = {"dimensionIndex": index, "sortOrder": order}
    return [{"sortRange": {"range": body_range(found, header_count(found.sheet)), "sortSpecs": [spec]}}]


def hide_values(found: Opened, asked: JSON) -> list[JSON]:
    """The filter for everybody: ``hidden`` are the texts of a column that it hides; none of them ends it there."""
    index, values = line(found, {**asked, "dimension": COLUMNS}), asked.get("hidden")
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise Refusal(400, BAD_REQUEST)
    old = found.sheet.filter or {"range": body_range(found, 0)}
    others = [spec for spec in old.get("filterSpecs", []) if spec.get("columnIndex", 0) != index]
    here = [{"columnIndex": index, "filterCriteria": {"hiddenValues": values}}] if values else []
    if not others and not here:
        return [{"clearBasicFilter": {"sheetId": found.sheet.id}}]
    return [{"setBasicFilter": {"filter": {"range": old["range"], "filterSpecs": [*others, *here]}}}]


ACTIONS: dict[str, Callable[[Opened, JSON], list[JSON]]] = {
    "insert": insert,
    "delete": delete,
    "resize": resize,
    "sort": sort,
    "filter": hide_values,
}


def dimension_of(asked: JSON) -> str:
    if asked.get("dimension") not in (ROWS, COLUMNS):
        raise Refusal(400, BAD_REQUEST)
    return str(asked["dimension"])


def line(found: Opened, asked: JSON) -> int:
    """The index of the row or column that is asked for by its id."""
    ids = found.sheet.axis(dimension_of(asked)).ids
    if asked.get("line") not in ids:
        raise Refusal(410, GONE)
    return ids.index(asked["line"])


def number(asked: JSON, name: str, least: int, most: int) -> int:
    value = asked.get(name)
    if type(value) is not int or not least <= value <= most:
        raise Refusal(400, BAD_REQUEST)
    return value


def lines(found: Opened, dimension: str, start: int, end: int) -> JSON:
    return {"sheetId": found.sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}


def body_range(found: Opened, top: int) -> JSON:
    width, height = len(found.sheet.columns), len(found.sheet.rows)
    columns = {"startColumnIndex": 0, "endColumnIndex": width}
    return {"sheetId": found.sheet.id, "startRowIndex": top, "endRowIndex": height, **columns}
