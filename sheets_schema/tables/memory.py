"""The hidden tab of each book in which the machine keeps what it and the book last agreed on."""

from sheets_schema.column import by_machine
from sheets_schema.table import Shape, Table


def row_key(table: str, key: str) -> str:
    """The memory tab's own key for what is remembered of one row."""
    return f"row:{table}:{key}"


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
