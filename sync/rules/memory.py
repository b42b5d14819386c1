"""What the machine and a book last agreed on: the baseline, read from the book's hidden tab and written back.

It travels with the book, so the local disk holds nothing that cannot be rebuilt.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from sys import intern
from typing import Any

import orjson

from sheets_schema.as_read import BookAsRead
from sheets_schema.change import RowChange, TableChange
from sheets_schema.kind import to_date
from sheets_schema.record import Record
from sheets_schema.table import Book
from sheets_schema.tables.memory import mask_key, masked_cell, row_key, row_of
from sync.rules.plan import Issue

PERSON, LAPSED, BIND, FORM, LOST = "person", "lapsed", "bind", "form", "lost"
KNOWN = "понятно"
TO_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)  # made once: ``json.dumps`` makes one for each line


@dataclass(frozen=True, slots=True)
class RowMemory:
    """The last agreement on one row. ``cells`` are fingerprints by column, ``facts`` are set once and stay.

    ``corrected`` are fingerprints of what staff put in place of an answer, as it was last seen: a correction that is
    known is no accident.
    ``masked`` holds what was taken out of view when a consent ended, by column: it has lines of its own in the
    hidden tab, for a cell's text may fill a whole cell there. ``dropped``: staff want the row gone.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    corrected: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    masked: Mapping[str, str] = field(default_factory=dict)
    dropped: bool = False

    def to_json(self) -> dict[str, Any]:
        content: dict[str, Any] = {"cells": self.cells}
        if self.corrected:
            content["corrected"] = self.corrected
        if self.facts:
            content["facts"] = self.facts
        if self.dropped:
            content["dropped"] = True
        return content

    def with_facts(self, **facts: Any) -> RowMemory:
        return replace(self, facts={**self.facts, **facts})


FORGOTTEN = RowMemory()


def read_memory(book: BookAsRead) -> dict[str, dict[str, Any]]:
    """Every remembered thing by its key. An entry that makes no sense (someone typed there) counts as forgotten."""
    sheet = book.sheets.get(f"{book.key}.memory")
    found: dict[str, dict[str, Any]] = {}
    for row in sheet.rows if sheet else ():
        content = read_content(row.key, row.to_record().text("content"))
        if row.key and content is not None:
            found[row.key] = content
    return found


def read_content(key: str, text: str) -> dict[str, Any] | None:
    """An entry, or None. What was masked stands there as it stood in its cell; everything else is JSON."""
    if masked_cell(key):
        return {"text": text}
    try:
        content = orjson.loads(text)
    except ValueError:
        return None
    return with_shared_texts(content) if isinstance(content, dict) and is_sound(content) else None


def with_shared_texts(content: dict[str, Any]) -> dict[str, Any]:
    """The same, the names of its columns and equal marks held once and not once more for every row."""
    if "cells" in content:
        cells = content["cells"]
        content["cells"] = dict(zip(map(intern, cells), map(intern, cells.values()), strict=True))
    return content


def is_sound(content: Mapping[str, Any]) -> bool:
    return all(name not in SHAPES or SHAPES[name](value) for name, value in content.items())


def is_text(value: object) -> bool:
    return isinstance(value, str)


def is_flag(value: object) -> bool:
    return isinstance(value, bool)


def is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(is_text, value))


def are_texts_by_key(value: object) -> bool:
    return isinstance(value, dict) and {str}.issuperset(map(type, value.values()))


def are_parts(value: object) -> bool:
    return isinstance(value, dict) and all(map(are_texts_by_key, value.values()))


def is_number(value: object) -> bool:
    return type(value) is int


def are_numbers(value: object) -> bool:
    return isinstance(value, dict) and all(map(is_number, value.values()))


def are_facts(value: object) -> bool:
    """The facts of a row of a base: its number, and the day of entering; of a pair: its history and its rounds."""
    if not isinstance(value, dict) or ("number" in value) != ("entered" in value):
        return False
    numbers = all(is_number(value.get(name, 0)) for name in ("number", "round", "stood"))
    entered = to_date(str(value.get("entered", "2026-01-01"))) is not None
    return numbers and entered and are_texts(value.get("history", []))


# What an entry's parts must be: anybody may type into a tab that is only hidden.
SHAPES: Mapping[str, Callable[[object], bool]] = {
    "cells": are_texts_by_key,
    "corrected": are_texts_by_key,
    "facts": are_facts,
    "dropped": is_flag,
    "who": is_text,
    "marks": are_texts,
    "salt": is_text,
    "by": is_text,
    "demanded": is_text,
    "lines": are_texts_by_key,
    "headings": are_texts,
    "responses": are_texts,
    "code": is_text,
    "earlier": are_texts,
    "codes": are_texts,
    "apart": is_flag,
    "birth": is_text,
    "consents": are_parts,
    "seen": are_texts_by_key,
    "count": is_number,
    "last": is_text,
    "accepted": are_texts,
    "address": is_text,
    "open": is_flag,
    "items": are_texts_by_key,
    "questions": are_texts_by_key,
    "asked": are_texts,
    "choices": are_texts_by_key,
    "turned": is_text,
    "answers": is_count,
    "number": is_number,
    "tabs": are_parts,
    "kind": is_text,
    "occasion": is_text,
    "state": is_text,
    "to": is_text,
    "told": is_text,
    "sequence": is_count,
    "parts": are_texts,
    "day": is_text,
    "way": is_text,
    "version": is_number,
    "mark": is_text,
    "totals": are_numbers,
    "said": are_texts_by_key,
}


def rows_by_tab(memory: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, RowMemory]]:
    """The baselines of every tab's rows, by tab and row key."""
    entries: dict[tuple[str, str], dict[str, Any]] = {}
    masked: dict[tuple[str, str], dict[str, str]] = {}
    for key, content in memory.items():
        if row := row_of(key):
            entries[row] = content
        elif cell := masked_cell(key):
            masked.setdefault(cell[:2], {})[cell[2]] = content["text"]
    found: dict[str, dict[str, RowMemory]] = {}
    for table, key in sorted({*entries, *masked}):
        row = (table, key)
        found.setdefault(table, {})[key] = remembered_row(entries.get(row, {}), masked.get(row, {}))
    return found


def remembered_row(entry: Mapping[str, Any], masked: Mapping[str, str]) -> RowMemory:
    return RowMemory(
        cells=entry.get("cells", {}),
        corrected=entry.get("corrected", {}),
        facts=entry.get("facts", {}),
        masked=masked,
        dropped=entry.get("dropped", False),
    )


def entries_of(table: str, rows: Mapping[str, RowMemory]) -> dict[str, dict[str, Any]]:
    """The lines of the hidden tab that hold these baselines."""
    entries = {row_key(table, key): known.to_json() for key, known in rows.items()}
    for key, known in rows.items():
        entries |= {mask_key(table, key, column): {"text": text} for column, text in known.masked.items()}
    return entries


def memory_change(book: BookAsRead, wanted: Mapping[str, dict[str, Any]]) -> TableChange:
    """The hidden tab's change: entries are set, added and dropped so that it says exactly ``wanted``."""
    table = f"{book.key}.memory"
    texts = {key: to_text(key, content) for key, content in wanted.items()}
    sheet = book.sheets.get(table)
    columns = tuple(key for key in ("key", "content") if sheet and key not in sheet.columns)
    rows, dropped, seen = [], [], set()
    for row in sheet.rows if sheet else ():
        if row.key not in texts or row.key in seen:
            dropped.append(row.index)
            continue
        seen.add(row.key)
        if row.to_record().text("content") != texts[row.key]:
            rows.append(RowChange(row.index, row.key, {"content": texts[row.key]}))
    new = [Record(key, {"key": key, "content": text}) for key, text in sorted(texts.items()) if key not in seen]
    return TableChange(table, sheet is None, columns, tuple(rows), tuple(new), tuple(dropped))


def lines_change(book: BookAsRead, wanted: Mapping[str, dict[str, Any] | None]) -> TableChange:
    """Single lines of the hidden tab, between two synchronisations: set, added or (None) dropped; the rest stays."""
    table = f"{book.key}.memory"
    sheet = book.sheets.get(table)
    standing = {row.key: row.index for row in sheet.rows} if sheet else {}
    texts = {key: to_text(key, content) for key, content in sorted(wanted.items()) if content is not None}
    rows = (RowChange(standing[key], key, {"content": text}) for key, text in texts.items() if key in standing)
    new = (Record(key, {"key": key, "content": text}) for key, text in texts.items() if key not in standing)
    dropped = sorted(standing[key] for key, content in wanted.items() if content is None and key in standing)
    return TableChange(table, sheet is None, (), tuple(rows), tuple(new), tuple(dropped))


def to_text(key: str, content: Mapping[str, Any]) -> str:
    return str(content["text"]) if masked_cell(key) else TO_JSON.encode(content)


# When the hidden tab itself is gone


def is_lost(book: BookAsRead, memory: Mapping[str, dict[str, Any]], choices: Mapping[str, str]) -> bool:
    """Whether this book's hidden tab was lost, and staff have not yet said that they know."""
    sheet = book.sheets.get(f"{book.key}.memory")
    lost = sheet is None or not {"key", "content"} <= set(sheet.columns)
    return (LOST in memory or (lost and book.generation > 0)) and choices.get(f"memory-{book.key}") != KNOWN


def lost_memory(book: Book) -> Issue:
    return Issue(
        key=f"memory-{book.key}",
        what="Служебная вкладка пропала",
        where=book.title,
        advice="Прежние отметки забыты: удалённые строки могли вернуться, правки — стать вопросами, а скрытое "
        f"без согласия вернётся только из анкеты. Если это важно, откройте историю версий. Затем впишите «{KNOWN}»",
    )
