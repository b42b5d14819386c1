"""«Требует внимания»: a line for each question that only a person can settle, gone when it is settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sheets_schema.as_read import SheetAsRead
from sheets_schema.change import TableChange
from sheets_schema.kind import Value
from sheets_schema.tables.bases import ATTENTION
from sync.rules.merge import merge_table
from sync.rules.plan import Issue


def choices_of(sheet: SheetAsRead | None) -> dict[str, str]:
    """What staff decided, by the key of the question."""
    rows = sheet.by_key.values() if sheet else ()
    return {row.key: row.to_record().text("choice").strip() for row in rows if row.values.get("choice")}


def attention_change(sheet: SheetAsRead | None, issues: Iterable[Issue]) -> TableChange:
    """Lines for the questions that stand; no baseline is kept of them, a deleted line simply comes again."""
    wanted: dict[str, dict[str, Value]] = {
        issue.key: {name: value or None for name, value in vars(issue).items()} for issue in sorted(issues)
    }
    change = merge_table(ATTENTION, sheet, wanted, {}, {}).change
    settled = tuple(row.index for row in sheet.rows if row.key and row.key not in wanted) if sheet else ()
    return replace(change, dropped=settled)
