"""What can be wrong with the sheets: exceptions that carry data; their sentences stand in sync/render."""

from __future__ import annotations

from dataclasses import dataclass


class SheetsError(Exception):
    """The root of this room's errors."""


@dataclass
class DeclarationError(SheetsError):
    """A table is declared wrongly: our fault, found when the program starts."""

    table: str
    reason: str


@dataclass
class BaseVanished(SheetsError):
    """A tab that cannot be made again is gone, or has lost its header, all its rows or many of them (``count``).

    ``numbers`` are those of the lines that a log lost.
    """

    book: str
    tab: str
    lost: str  # "tab", "header", "rows", "many" or "lines" of a log
    count: int = 0
    numbers: tuple[int, ...] = ()


@dataclass
class ColumnLost(SheetsError):
    """The key column of a tab can be found neither by its anchor nor by its header."""

    book: str
    tab: str
    column: str
