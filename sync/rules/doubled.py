"""A row that staff doubled is left alone until one of the two is gone; what it must show all the same, both show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sheets_schema.as_read import SheetAsRead
from sheets_schema.cells import same
from sheets_schema.change import RowChange
from sheets_schema.kind import Value


def in_both(sheet: SheetAsRead | None, wanted: Mapping[str, Mapping[str, Value]]) -> Iterator[RowChange]:
    """``wanted`` by row key and column: nothing else of these rows is written."""
    for row in sheet.rows if sheet else ():
        if sheet and row.key in sheet.doubled & wanted.keys():
            values = {key: value for key, value in wanted[row.key].items() if not same(row.values.get(key), value)}
            if values:
                yield RowChange(row.index, row.key, values)
