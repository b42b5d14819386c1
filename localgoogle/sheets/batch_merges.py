"""Kinds of batchUpdate that merge cells and take merges apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.sheets import refusals
from localgoogle.sheets.access import contains
from localgoogle.sheets.book import Box, Sheet
from localgoogle.sheets.ranges import area_of, clip, to_grid_range

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor


def merge_cells(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """Merge cells into one, or row by row, or column by column; only the first value of each stays."""
    sheet, box = editor.sheet_box(request.get("range", {}))
    unmerge(sheet, box)
    for part in parts_to_merge(box, request.get("mergeType", "MERGE_ALL")):
        if (part.bottom - part.top) * (part.right - part.left) > 1:
            merge_part(sheet, part)
    return {}


def unmerge_cells(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    sheet, box = editor.sheet_box(request.get("range", {}))
    unmerge(sheet, box)
    return {}


def unmerge(sheet: Sheet, box: Box) -> None:
    """Take the merges inside the box away; raises GoogleError 400 when one of them is only partly inside."""
    kept = []
    for merge in sheet.merges:
        merged = clip(sheet, area_of(merge))
        if not merged.meets(box):
            kept.append(merge)
        elif not contains(box, merged):
            raise refusals.must("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = kept


def parts_to_merge(box: Box, merge_type: str) -> list[Box]:
    if merge_type == "MERGE_ROWS":
        return [Box(row, box.left, row + 1, box.right) for row in range(box.top, box.bottom)]
    if merge_type == "MERGE_COLUMNS":
        return [Box(box.top, column, box.bottom, column + 1) for column in range(box.left, box.right)]
    return [box]


def merge_part(sheet: Sheet, part: Box) -> None:
    sheet.merges.append(to_grid_range(sheet, part))
    for row in range(part.top, part.bottom):
        for column in range(part.left, part.right):
            cell = sheet.cell(row, column)
            if (row, column) != (part.top, part.left) and cell.value is not None:
                sheet.put(row, column, cell.with_value(None))
