"""What the machine and a book last agreed on: the baseline, read from the book's hidden tab and written back.

It travels with the book, so the local disk holds nothing that cannot be rebuilt.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sheets_schema.as_read import BookAsRead
from sheets_schema.change import RowChange, TableChange
from sheets_schema.record import Record
from sheets_schema.tables.memory import row_key

PERSON, BIND, FORM = "person", "bind", "form"


@dataclass(frozen=True)
class RowMemory:
    """The last agreement on one row. ``cells`` are fingerprints by column, ``facts`` are set once and stay.

    ``masked`` holds what was taken out of view when a consent ended; ``dropped`` that staff want the row gone.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    masked: Mapping[str, str] = field(default_factory=dict)
    dropped: bool = False

    def to_json(self) -> dict[str, Any]:
        content: dict[str, Any] = {"cells": dict(self.cells)}
        if self.facts:
            content["facts"] = dict(self.facts)
        if self.masked:
            content["masked"] = dict(self.masked)
        if self.dropped:
            content["dropped"] = True
        return content

    def with_facts(self, **facts: Any) -> RowMemory:
        return replace(self, facts={**self.facts, **facts})


def read_memory(book: BookAsRead) -> dict[str, dict[str, Any]]:
    """Every remembered thing by its key. An entry that is no JSON (someone typed there) counts as forgotten."""
    sheet = book.sheets.get(f"{book.key}.memory")
    found: dict[str, dict[str, Any]] = {}
    for row in sheet.rows if sheet else ():
        try:
            content = json.loads(row.to_record().text("content"))
        except ValueError:
            continue
        if row.key and isinstance(content, dict):
            found[row.key] = content
    return found


def rows_of(memory: Mapping[str, dict[str, Any]], table: str) -> dict[str, RowMemory]:
    """The baselines of one tab's rows, by row key."""
    prefix = row_key(table, "")
    return {
        key.removeprefix(prefix): RowMemory(
            cells=content.get("cells", {}),
            facts=content.get("facts", {}),
            masked=content.get("masked", {}),
            dropped=content.get("dropped", False),
        )
        for key, content in memory.items()
        if key.startswith(prefix)
    }


def memory_change(book: BookAsRead, wanted: Mapping[str, dict[str, Any]]) -> TableChange:
    """The hidden tab's change: entries are set, added and dropped so that it says exactly ``wanted``."""
    table = f"{book.key}.memory"
    texts = {key: json.dumps(content, ensure_ascii=False, sort_keys=True) for key, content in wanted.items()}
    sheet = book.sheets.get(table)
    rows, dropped, seen = [], [], set()
    for row in sheet.rows if sheet else ():
        if row.key not in texts or row.key in seen:
            dropped.append(row.index)
            continue
        seen.add(row.key)
        if row.to_record().text("content") != texts[row.key]:
            rows.append(RowChange(row.index, row.key, {"content": texts[row.key]}))
    new = [Record(key, {"key": key, "content": text}) for key, text in sorted(texts.items()) if key not in seen]
    return TableChange(table, sheet is None, (), tuple(rows), tuple(new), tuple(dropped))
