"""The declaration as a page of documentation: ``python -m sheets_schema.describe docs/columns.md`` writes it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from sheets_schema.column import Column
from sheets_schema.owner import Owner
from sheets_schema.table import Book, Shape, Table
from sheets_schema.tables import BOOKS

OWNERS = {
    Owner.RESPONDENT: "respondent: from an answer; a correction by staff stays",
    Owner.STAFF: "staff: only people write it; one that is born filled the machine fills in once, with the row",
    Owner.MACHINE: "machine: computed; an edit is restored and listed",
}
SHAPES = {
    Shape.KEYED: "Rows are known by the first column and merged with what staff did.",
    Shape.LOG: "Rows are only ever added.",
    Shape.DERIVED: "Made anew at each synchronisation.",
}
OPENING = """\
# Books, tabs and columns

Written by `python -m sheets_schema.describe docs/columns.md` from `sheets_schema/tables/`: change the declaration,
not this file. The Russian words are those that people see.

Owners of a column:
"""


def columns_page() -> str:
    """The whole page, Markdown."""
    lines = [OPENING, *(f"- {text}" for text in OWNERS.values())]
    for book in BOOKS:
        lines += book_lines(book)
    return "\n".join(lines) + "\n"


def book_lines(book: Book) -> Iterator[str]:
    yield f"\n## «{book.title}»\n"
    yield f"{book.meaning}.\n"
    yield f"- may write: {', '.join(book.writers)}"
    yield f"- may only read: {', '.join(book.readers) or 'nobody'}"
    for table in book.tables:
        yield from table_lines(table)


def table_lines(table: Table) -> Iterator[str]:
    yield f"\n### «{table.title}»{', hidden' if table.hidden else ''}\n"
    yield f"{table.meaning.rstrip('.')}.\n\n{SHAPES[table.shape]}\n"
    yield "| Title | Key | Owner | Kind | Meaning |"
    yield "|---|---|---|---|---|"
    yield from (column_line(column) for column in table.columns)


def column_line(column: Column) -> str:
    choices = f" ({', '.join(column.choices)})" if column.choices else ""
    owner = f"{column.owner}, born filled" if column.born else f"{column.owner}"
    cells = (column.title, f"`{column.key}`", owner, f"{column.kind}{choices}", column.meaning)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(columns_page(), encoding="utf-8", newline="\n")
