"""«Требует внимания»: a line for each question that only a person can settle, gone when it is settled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sheets_schema.as_read import RowAsRead, SheetAsRead
from sheets_schema.change import TableChange
from sheets_schema.kind import Value, canonical
from sheets_schema.tables.bases import ATTENTION
from sync.rules.doubled import in_both
from sync.rules.merge import merge_table
from sync.rules.plan import Issue
from sync.rules.typed_word import typed_word

OUR_KEY = re.compile(r"[a-z_.]+-.+", re.DOTALL)  # anything else in «Номер» makes a line the staff's own
QUOTED = 60  # characters of an answer that is shown again
TOLD = ("what", "who", "where", "now", "new")


def choices_of(sheet: SheetAsRead | None) -> dict[str, str]:
    """What staff decided, by the key of the question; of two copies of a line the first that says something."""
    rows = reversed(sheet.rows if sheet else ())
    words = {row.key: typed_word(canonical(row.values.get("choice"))) for row in rows if row.values.get("choice")}
    return {key: word for key, word in words.items() if key and word}


def attention_change(sheet: SheetAsRead | None, issues: Iterable[Issue]) -> TableChange:
    """Lines for the questions that stand; no baseline is kept of them, a deleted line simply comes again."""
    sheet = renumbered(sheet, issues) if sheet and "key" not in sheet.columns else sheet
    wanted = {issue.key: line_of(issue, sheet) for issue in sorted(issues)}
    change = merge_table(ATTENTION, sheet, wanted, {}, {}).change
    settled = tuple(row.index for row in sheet.rows if is_ours(row) and row.key not in wanted) if sheet else ()
    return replace(change, rows=(*change.rows, *in_both(sheet, wanted)), dropped=settled)


def is_ours(row: RowAsRead) -> bool:
    return OUR_KEY.fullmatch(row.key) is not None


def line_of(issue: Issue, sheet: SheetAsRead | None) -> dict[str, Value]:
    """An answer that settled nothing is said back to whoever gave it."""
    row = sheet.by_key.get(issue.key) if sheet else None
    said = canonical(row.values.get("choice")).strip() if row else ""
    line = {name: value or None for name, value in vars(issue).items()}
    if said:
        line["advice"] = f"Решение «{shortened(said)}» не подошло. {issue.advice}"
    return line


def shortened(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"


def renumbered(sheet: SheetAsRead, issues: Iterable[Issue]) -> SheetAsRead:
    """The lines of a tab that lost its numbers, with the numbers of the questions that they still tell."""
    keys: dict[tuple[str, ...], list[str]] = {}
    for issue in sorted(issues, reverse=True):
        keys.setdefault(tuple(getattr(issue, name) for name in TOLD), []).append(issue.key)
    rows = []
    for row in sheet.rows:
        said = tuple(canonical(row.values.get(name)) for name in TOLD)
        ours = bool(row.values.get("what") and row.values.get("advice"))
        waiting = keys.get(said, [f"settled-{row.index}"])
        key = waiting.pop() if len(waiting) > 1 else waiting[0]
        rows.append(replace(row, key=key) if ours else row)
    return replace(sheet, rows=tuple(rows))
