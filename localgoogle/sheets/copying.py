"""A sheet made after another one, in its own book or in a different one."""

from __future__ import annotations

import secrets
from copy import deepcopy
from typing import Any

from localgoogle.sheets.book import Axis, Sheet
from localgoogle.sheets.charts import copied_to, on_sheet

Item = dict[str, Any]


def copied_sheet(source: Sheet, sheet_id: int, title: str) -> Sheet:
    """A copy with cells, looks and everything that is tied to ranges, with ids of its own."""
    copy = Sheet(
        id=sheet_id,
        properties={**deepcopy(source.properties), "title": title},
        rows=copied_axis(source.rows),
        columns=copied_axis(source.columns),
        cells={row: dict(own) for row, own in source.cells.items()},
        defaults=dict(source.defaults),
        changed=set(source.cells),
    )
    copy_ranges(source, copy)
    return copy


def copied_axis(axis: Axis) -> Axis:
    return Axis(list(axis.ids), axis.next_id, deepcopy(axis.properties), deepcopy(axis.groups))


def copy_ranges(source: Sheet, copy: Sheet) -> None:
    copy.merges = [on_sheet(item, copy.id) for item in source.merges]
    copy.conditional = [
        {**deepcopy(rule), "ranges": [on_sheet(item, copy.id) for item in rule["ranges"]]}
        for rule in source.conditional
    ]
    copy.protected = [with_new_id(item, "protectedRangeId", copy.id) for item in source.protected]
    copy.banded = [with_new_id(item, "bandedRangeId", copy.id) for item in source.banded]
    copy.views = [with_new_id(item, "filterViewId", copy.id) for item in source.views]
    copy.charts = [copied_to(chart, source.id, copy.id, new_number()) for chart in source.charts]
    copy.tables = [
        {**deepcopy(table), "tableId": str(new_number()), "range": on_sheet(table["range"], copy.id)}
        for table in source.tables
    ]
    if source.filter is not None:
        copy.filter = {**deepcopy(source.filter), "range": on_sheet(source.filter["range"], copy.id)}


def with_new_id(item: Item, key: str, sheet_id: int) -> Item:
    return {**deepcopy(item), key: new_number(), "range": on_sheet(item["range"], sheet_id)}


def new_number() -> int:
    return secrets.randbelow(2**31 - 1) + 1
