"""What is tied to rows, columns and ranges goes with them when they are inserted, deleted or moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localgoogle.sheets.book import COLUMNS, ROWS, landing
from localgoogle.sheets.charts import with_sources
from localgoogle.sheets.ranges import ENDS, Span, span_of
from localgoogle.sheets.rewriting import follow_formulas

if TYPE_CHECKING:
    from localgoogle.sheets.book import Book, Sheet

Change = Callable[[Span], Span | None]

Item = dict[str, Any]


@dataclass(frozen=True)
class Shift:
    """How places on a sheet change in one dimension: ``change`` gives the new span, None when nothing is left.

    With ``across`` only ranges that lie inside of it in the other dimension move (cells that are shifted).
    """

    sheet_id: int
    dimension: str
    change: Change
    across: Span | None = None

    def moved(self, grid_range: Item) -> Item | None:
        """A range of the sheet where it is now."""
        start_name, end_name = ENDS[self.dimension]
        if (start_name not in grid_range and end_name not in grid_range) or not self.reaches(grid_range):
            return grid_range
        span = self.change(span_of(grid_range, self.dimension))
        if span is None:
            return None
        end = {} if span[1] is None else {end_name: span[1]}
        kept = {name: value for name, value in grid_range.items() if name != end_name}
        return {**kept, start_name: span[0], **end}

    def reaches(self, grid_range: Item) -> bool:
        if self.across is None or self.across[1] is None:
            return True
        start, end = span_of(grid_range, COLUMNS if self.dimension == ROWS else ROWS)
        return self.across[0] <= start and end is not None and end <= self.across[1]

    def all_moved(self, ranges: list[Item]) -> list[Item]:
        return [moved for grid_range in ranges if (moved := self.moved(grid_range))]

    def moved_anywhere(self, grid_range: Item) -> Item | None:
        """A range that may lie on another sheet, and then stays."""
        return self.moved(grid_range) if grid_range.get("sheetId", 0) == self.sheet_id else grid_range


def after_insert(span: Span, at: int, count: int) -> Span:
    """A span moves when lines come before or at its start, grows when they come inside; all stays all."""
    start, end = span
    if end is None:
        return (start + count if 0 < start >= at else start), None
    return (start + count if start >= at else start), (end + count if end > at else end)


def after_delete(span: Span, start: int, end: int) -> Span | None:
    """What is left of the span; None when nothing is."""

    def settle(index: int) -> int:
        return index - max(0, min(index, end) - start)

    first, last = settle(span[0]), None if span[1] is None else settle(span[1])
    return None if last is not None and last <= first else (first, last)


def after_move(span: Span, start: int, end: int, destination: int) -> Span | None:
    """A span inside the moved lines goes with them; others lose and gain them where they go and land."""
    first, last = span
    if last is not None and start <= first and last <= end:
        offset = landing(start, end, destination) - start
        return first + offset, last + offset
    left = after_delete(span, start, end)
    return after_insert(left, landing(start, end, destination), end - start) if left else None


def follow(book: Book, sheet: Sheet, shift: Shift) -> None:
    """Let everything that is tied to places on the sheet follow, wherever in the book it is kept."""
    sheet.merges = shift.all_moved(sheet.merges)
    for kept in (sheet.protected, sheet.banded):
        kept[:] = [moved for item in kept if (moved := with_range(item, shift))]
    for rule in sheet.conditional:
        rule["ranges"] = shift.all_moved(rule["ranges"])
    sheet.conditional = [rule for rule in sheet.conditional if rule["ranges"]]
    sheet.filter = followed_filter(sheet.filter, shift) if sheet.filter else None
    sheet.views = [moved for view in sheet.views if (moved := followed_filter(view, shift))]
    sheet.tables = [moved for table in sheet.tables if (moved := followed_table(table, shift))]
    follow_from_anywhere(book, shift)
    follow_formulas(book, sheet, shift.dimension, shift.change, shift.across)


def follow_from_anywhere(book: Book, shift: Shift) -> None:
    """Named ranges and charts may be about another sheet than the one they stand on."""
    book.named_ranges = [
        {**named, "range": moved} for named in book.named_ranges if (moved := shift.moved_anywhere(named["range"]))
    ]
    for sheet in book.sheets:
        sheet.charts = [followed_chart(chart, shift) for chart in sheet.charts]


def with_range(item: Item, shift: Shift) -> Item | None:
    moved = shift.moved(item["range"])
    if moved is None:
        return None
    unprotected = shift.all_moved(item.get("unprotectedRanges", []))
    return {**item, "range": moved, **({"unprotectedRanges": unprotected} if unprotected else {})}


def followed_filter(given: Item, shift: Shift) -> Item | None:
    """A filter or a filter view; a column that has left its range is filtered no longer."""
    moved = shift.moved(given["range"])
    if moved is None or shift.dimension == ROWS:
        return moved and {**given, "range": moved}
    specs = followed_columns(given.get("filterSpecs", []), shift, moved, "columnIndex")
    sorts = followed_columns(given.get("sortSpecs", []), shift, moved, "dimensionIndex")
    kept = {name: value for name, value in given.items() if name not in {"filterSpecs", "sortSpecs"}}
    filled = {name: value for name, value in (("filterSpecs", specs), ("sortSpecs", sorts)) if value}
    return {**kept, "range": moved, **filled}


def followed_columns(items: list[Item], shift: Shift, grid_range: Item, name: str) -> list[Item]:
    """Items about single columns of the range, which ``name`` counts as the sheet does."""
    first, end = span_of(grid_range, COLUMNS)
    placed = [(item, shift.change((item.get(name, 0), item.get(name, 0) + 1))) for item in items]
    return [{**item, name: now[0]} for item, now in placed if now and first <= now[0] and (end is None or now[0] < end)]


def followed_table(table: Item, shift: Shift) -> Item | None:
    """A table counts its columns from its own left side."""
    moved = shift.moved(table["range"])
    if moved is None or shift.dimension == ROWS:
        return moved and {**table, "range": moved}
    old, new = span_of(table["range"], COLUMNS)[0], span_of(moved, COLUMNS)[0]
    columns = [{**item, "columnIndex": item.get("columnIndex", 0) + old} for item in table.get("columnProperties", [])]
    placed = followed_columns(columns, shift, moved, "columnIndex")
    return {
        **table,
        "range": moved,
        "columnProperties": [{**item, "columnIndex": item["columnIndex"] - new} for item in placed],
    }


def followed_chart(chart: Item, shift: Shift) -> Item:
    """A chart with its sources and its place; a source that is gone leaves the chart without it."""
    position = chart["position"]["overlayPosition"]
    anchor = followed_anchor(position["anchorCell"], shift)
    return {
        **chart,
        "spec": with_sources(chart["spec"], shift.moved_anywhere),
        "position": {"overlayPosition": {**position, "anchorCell": anchor}},
    }


def followed_anchor(anchor: Item, shift: Shift) -> Item:
    """The cell that a chart hangs on; when its line is deleted the chart hangs on the line before it."""
    if anchor.get("sheetId", 0) != shift.sheet_id or shift.across is not None:
        return anchor
    name = "rowIndex" if shift.dimension == ROWS else "columnIndex"
    index = anchor.get(name, 0)
    now = shift.change((index, index + 1))
    before = shift.change((0, index)) if index and now is None else None
    line = now[0] if now else (before[1] or 1) - 1 if before else 0
    return {**anchor, name: line}
