"""The hidden tab of each book in which the machine keeps what it and the book last agreed on."""

import json
import re
from collections.abc import Collection

from sheets_schema.column import by_machine
from sheets_schema.table import Shape, Table

AGREED = ("cells", "corrected")  # of a row's entry: marks by column
ROW, MASK = "row:", "mask:"
MASKED = re.compile(r"mask:([^:]+):(.+):([^:]+)")


def row_key(table: str, key: str) -> str:
    """The memory tab's own key for what is remembered of one row."""
    return f"{ROW}{table}:{key}"


def row_of(key: str) -> tuple[str, str] | None:
    """Tab and row of such a line, or None for any other."""
    if not key.startswith(ROW):
        return None
    table, between, row = key.removeprefix(ROW).partition(":")
    return (table, row) if between else None


def mask_key(table: str, key: str, column: str) -> str:
    """The same for what was taken out of one cell of a row."""
    return f"{MASK}{table}:{key}:{column}"


def masked_cell(key: str) -> tuple[str, str, str] | None:
    """Tab, row and column of such a line, or None for any other."""
    found = MASKED.fullmatch(key) if key.startswith(MASK) else None
    return (found[1], found[2], found[3]) if found else None


def without_columns(content: str | None, columns: Collection[str]) -> str | None:
    """What is remembered of a row, but for these columns: they are made anew, and nothing was agreed on them yet."""
    if not content or not columns:
        return content
    try:
        entry = json.loads(content)
        kept = {
            name: {key: mark for key, mark in part.items() if key not in columns}
            for name, part in entry.items()
            if name in AGREED
        }
    except (ValueError, AttributeError):  # somebody typed there
        return content
    return json.dumps({**entry, **kept}, ensure_ascii=False, sort_keys=True)


def memory(book: str) -> Table:
    """One row per remembered thing: ``kind`` says of what, ``content`` is JSON."""
    return Table(
        key=f"{book}.memory",
        title="_память",
        shape=Shape.KEYED,
        hidden=True,
        meaning="Служебная вкладка: что и в какой строке записано последний раз. Людям она не нужна.",
        columns=(
            by_machine("key", "Ключ", "О чём запись"),
            by_machine("content", "Содержание", "Отметки прошлой записи", width=600),
        ),
    )
