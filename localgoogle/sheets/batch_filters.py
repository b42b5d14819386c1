"""Kinds of batchUpdate about filters: the one that hides rows for everybody, and the views that are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from localgoogle.fields import merge
from localgoogle.sheets import refusals
from localgoogle.sheets.batch_ranges import free_id, ids_of
from localgoogle.sheets.batch_sort import sort_rows
from localgoogle.sheets.cells import update_mask, with_twins
from localgoogle.sheets.conditions import check_condition
from localgoogle.sheets.filter import to_filter
from localgoogle.sheets.ranges import find_sheet, locate_grid, to_grid_range

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor
    from localgoogle.sheets.book import Book, Sheet

Item = dict[str, Any]

COLORS = frozenset({"visibleBackgroundColor", "visibleForegroundColor"})


def set_basic_filter(editor: Editor, request: Item) -> Item:
    """Hide rows by what is in their cells. Sort specs sort the rows below the header once, now."""
    sheet, kept = checked_filter(editor.book, request.get("filter", {}))
    for spec in kept.get("filterSpecs", []):
        criteria = spec["filterCriteria"]
        if COLORS & criteria.keys():
            raise refusals.unsupported("filters by colour")
        if "condition" in criteria:
            check_condition(criteria["condition"])
    _, box = locate_grid(editor.book, kept["range"])
    if kept.get("sortSpecs") and box.top + 1 < box.bottom:
        sort_rows(editor, sheet, box._replace(top=box.top + 1), kept["sortSpecs"])
    sheet.filter = kept
    return {}


def checked_filter(book: Book, given: Item) -> tuple[Sheet, Item]:
    """The sheet of a filter or a filter view, and it with both ends of its range and its criteria as one list.

    Raises GoogleError 400 for a column outside of the range.
    """
    sheet, box = locate_grid(book, given.get("range", {}))
    specs = [*given.get("filterSpecs", []), *map(to_spec, given.get("criteria", {}).items())]
    known = {spec.get("columnIndex", 0): {**spec, "filterCriteria": spec.get("filterCriteria", {})} for spec in specs}
    for column in known:
        if not box.left <= column < box.right:
            raise refusals.must("Filter column {} is outside of the range.", column)
    kept = {name: value for name, value in given.items() if name not in {"criteria", "filterSpecs"}}
    filters = {"filterSpecs": with_twins(list(known.values()))} if known else {}
    return sheet, {**kept, "range": to_grid_range(sheet, box), **filters}


def to_spec(criterion: tuple[str, Item]) -> Item:
    """An entry of the map by column as the item of the list that it means."""
    column, kept = criterion
    if not re.fullmatch("[0-9]{1,9}", column):
        raise refusals.must("The key {} of the filter's criteria is no column index.", column)
    return {"columnIndex": int(column), "filterCriteria": kept}


def clear_basic_filter(editor: Editor, request: Item) -> Item:
    find_sheet(editor.book, request.get("sheetId", 0)).filter = None
    return {}


# filter views


def add_filter_view(editor: Editor, request: Item) -> Item:
    return {"filter": to_filter(keep_view(editor.book, request.get("filter", {})))}


def keep_view(book: Book, given: Item) -> Item:
    sheet, view = checked_filter(book, given)
    view["filterViewId"] = free_id(ids_of(book, "views", "filterViewId"), view.get("filterViewId"), "A filter view")
    view["title"] = view.get("title") or f"Filter {len(sheet.views) + 1}"
    sheet.views.append(view)
    return view


def find_view(book: Book, identity: int) -> tuple[Sheet, int]:
    for sheet in book.sheets:
        for index, view in enumerate(sheet.views):
            if view["filterViewId"] == identity:
                return sheet, index
    raise refusals.no_such("filter view", identity)


def update_filter_view(editor: Editor, request: Item) -> Item:
    given = request.get("filter", {})
    mask = update_mask(request.get("fields", ""), "FilterView")
    mask.pop("filterViewId", None)
    sheet, index = find_view(editor.book, given.get("filterViewId", 0))
    old = sheet.views[index]
    if {"criteria", "filterSpecs"} & mask.keys():
        old = {name: value for name, value in old.items() if name != "filterSpecs"}
    goal, view = checked_filter(editor.book, merge(old, given, mask) if mask else old)
    del sheet.views[index]
    goal.views.insert(index if goal is sheet else len(goal.views), view)
    return {}


def duplicate_filter_view(editor: Editor, request: Item) -> Item:
    sheet, index = find_view(editor.book, request.get("filterId", 0))
    source = {name: value for name, value in sheet.views[index].items() if name != "filterViewId"}
    copy = keep_view(editor.book, {**source, "title": f"Copy of {source['title']}"})
    return {"filter": to_filter(copy)}


def delete_filter_view(editor: Editor, request: Item) -> Item:
    sheet, index = find_view(editor.book, request.get("filterId", 0))
    del sheet.views[index]
    return {}
