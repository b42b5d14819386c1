"""The declaration: every book, every tab, every column and its owner. One file per book."""

from sheets_schema.table import Book, Table
from sheets_schema.tables.bases import BASES
from sheets_schema.tables.personal import PERSONAL
from sheets_schema.tables.programme import PROGRAMME

# The book with the consents is written first, so that the gate is on record before anything goes through it.
BOOKS: tuple[Book, ...] = (PERSONAL, BASES, PROGRAMME)


BY_KEY = {book.key: book for book in BOOKS}
TABLES = {table.key: table for book in BOOKS for table in book.tables}
BOOK_OF = {table.key: book for book in BOOKS for table in book.tables}


def book(key: str) -> Book:
    return BY_KEY[key]


def table(key: str) -> Table:
    """A tab by its key; the memory tab has one key per book and is not found here."""
    return TABLES[key]


def book_of(table_key: str) -> Book:
    return BOOK_OF[table_key]
