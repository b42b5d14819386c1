"""Kinds of batchUpdate that put rows or columns into groups, which people fold away.

Each line knows the groups it is in, from the outermost one in, and a group is a run of such lines: so groups nest,
grow and split as Google describes it for addDimensionGroup and deleteDimensionGroup, and follow their lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.sheets import refusals
from localgoogle.sheets.batch_dimensions import lines_on_sheet
from localgoogle.sheets.book import COLUMNS
from localgoogle.sheets.cells import update_mask

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor
    from localgoogle.sheets.book import Axis, Sheet

DEEPEST = 8


def add_dimension_group(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    sheet, dimension, start, end = lines_on_sheet(editor, request.get("range", {}))
    axis = sheet.axis(dimension)
    for line in axis.ids[start:end]:
        axis.groups[line] = [*axis.groups.get(line, []), False]
        if len(axis.groups[line]) > DEEPEST:
            raise refusals.must("Groups can be nested {} deep at most.", DEEPEST)
    if dimension == COLUMNS:
        grid = {**sheet.properties.get("gridProperties", {}), "columnGroupControlAfter": True}
        sheet.properties["gridProperties"] = grid
    return groups_reply(sheet, dimension)


def delete_dimension_group(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    sheet, dimension, start, end = lines_on_sheet(editor, request.get("range", {}))
    axis = sheet.axis(dimension)
    if not any(line in axis.groups for line in axis.ids[start:end]):
        raise refusals.must("There are no groups over {} {}:{}.", dimension.lower(), start, end)
    for line in axis.ids[start:end]:
        left = axis.groups.pop(line, [])[:-1]
        if left:
            axis.groups[line] = left
    return groups_reply(sheet, dimension)


def groups_reply(sheet: Sheet, dimension: str) -> dict[str, Any]:
    groups = groups_of(sheet, dimension)
    return {"dimensionGroups": groups} if groups else {}


def update_dimension_group(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """Fold a group away or open it: its lines are hidden or shown with it."""
    given = request.get("dimensionGroup", {})
    mask = update_mask(request.get("fields", ""), "DimensionGroup")
    sheet, dimension, start, end = lines_on_sheet(editor, given.get("range", {}))
    known = {(group["range"]["startIndex"], group["range"]["endIndex"]) for group in found(sheet, dimension, given)}
    if (start, end) not in known:
        raise refusals.must("There is no group of depth {} over this range.", given.get("depth", 0))
    if "collapsed" in mask:
        for line in sheet.axis(dimension).ids[start:end]:
            fold(sheet.axis(dimension), line, given.get("depth", 0), collapsed=given.get("collapsed", False))
    return {}


def found(sheet: Sheet, dimension: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    return [group for group in groups_of(sheet, dimension) if group["depth"] == given.get("depth", 0)]


def fold(axis: Axis, line: int, depth: int, *, collapsed: bool) -> None:
    levels = axis.groups[line]
    axis.groups[line] = [*levels[: depth - 1], collapsed, *levels[depth:]]
    rest = {name: value for name, value in axis.properties.pop(line, {}).items() if name != "hiddenByUser"}
    known = {**rest, **({"hiddenByUser": True} if collapsed else {})}
    if known:
        axis.properties[line] = known


def groups_of(sheet: Sheet, dimension: str) -> list[dict[str, Any]]:
    """The DimensionGroups of the rows or the columns: shallow ones first, then by place."""
    axis = sheet.axis(dimension)
    if not axis.groups:
        return []
    deepest = max(map(len, axis.groups.values()))
    return [
        to_group(sheet, dimension, start, end, depth)
        for depth in range(1, deepest + 1)
        for start, end in runs_of(axis, depth)
    ]


def runs_of(axis: Axis, depth: int) -> list[tuple[int, int]]:
    """Where lines are in at least ``depth`` groups: start and exclusive end of each run."""
    runs: list[tuple[int, int]] = []
    for index, line in enumerate(axis.ids):
        if len(axis.groups.get(line, [])) < depth:
            continue
        runs.append((runs.pop()[0], index + 1) if runs and runs[-1][1] == index else (index, index + 1))
    return runs


def to_group(sheet: Sheet, dimension: str, start: int, end: int, depth: int) -> dict[str, Any]:
    axis = sheet.axis(dimension)
    identity = {"sheetId": sheet.id} if sheet.id else {}
    collapsed = {"collapsed": True} if axis.groups[axis.ids[start]][depth - 1] else {}
    lines = {**identity, "dimension": dimension, "startIndex": start, "endIndex": end}
    return {"range": lines, "depth": depth, **collapsed}
