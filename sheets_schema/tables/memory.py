"""The hidden tab of each book in which the machine keeps what it and the book last agreed on."""

import re

from sheets_schema.column import by_machine
from sheets_schema.table import Shape, Table

MASK = "mask:"
MASKED = re.compile(r"mask:([^:]+):(.+):([^:]+)")


def row_key(table: str, key: str) -> str:
    """The memory tab's own key for what is remembered of one row."""
    return f"row:{table}:{key}"


def mask_key(table: str, key: str, column: str) -> str:
    """The same for what was taken out of one cell of a row."""
    return f"{MASK}{table}:{key}:{column}"


def masked_cell(key: str) -> tuple[str, str, str] | None:
    """Tab, row and column of such a line, or None for any other."""
    found = MASKED.fullmatch(key)
    return (found[1], found[2], found[3]) if found else None


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
