"""The declaration: every book, every tab, every column and its owner. One file per book."""

from sheets_schema.table import Book, Table
from sheets_schema.tables.bases import BASES
from sheets_schema.tables.personal import PERSONAL
from sheets_schema.tables.programme import PROGRAMME

# The book with the consents is written first, so that the gate is on record before anything goes through it.
BOOKS: tuple[Book, ...] = (PERSONAL, BASES, PROGRAMME)


BY_KEY = {book.key: book for book in BOOKS}


def book(key: str) -> Book:
    return BY_KEY[key]


def table(key: str) -> Table:
    """A tab by its key; the memory tab has one key per book and is not found here."""
    return book_of(key).by_key[key]


def book_of(table_key: str) -> Book:
    return next(found for found in BOOKS if table_key in found.by_key)
