"""Tabs and books as declared: which columns a tab has, how its rows are known, who may see a book."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sheets_schema.cells import fingerprint
from sheets_schema.chart import Chart
from sheets_schema.column import Column
from sheets_schema.errors import DeclarationError
from sheets_schema.owner import Owner


class Shape(StrEnum):
    """How a tab's rows are written.

    KEYED: a row is known by its key column and merged with what staff did.
    LOG: rows are only ever added. DERIVED: made anew from the rest, row by row.
    """

    KEYED = "keyed"
    LOG = "log"
    DERIVED = "derived"


@dataclass(frozen=True)
class Table:
    """A tab. Its first column is its key, unless it is DERIVED; a base may not be made again when it vanished.

    ``former_titles`` are those of earlier versions: a tab that still bears one is renamed. ``charts`` stand on it.
    """

    key: str
    title: str
    shape: Shape
    columns: tuple[Column, ...]
    meaning: str = ""
    hidden: bool = False
    irreplaceable: bool = False
    former_titles: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        titles = [column.title for column in self.columns]
        if len(set(keys)) < len(keys) or len(set(titles)) < len(titles):
            raise DeclarationError(self.key, "two columns share a key or a title")
        former = [title for column in self.columns for title in column.former_titles]
        if len({*titles, *former}) < len(titles) + len(former):
            raise DeclarationError(self.key, "a column's former title is a title of this tab already")
        if self.shape is not Shape.DERIVED and self.columns[0].owner is not Owner.MACHINE:
            raise DeclarationError(self.key, "the key column must be the machine's")

    @property
    def key_column(self) -> Column:
        return self.columns[0]

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    @cached_property
    def of_staff(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns if column.owner is Owner.STAFF)

    @cached_property
    def left_to_staff(self) -> frozenset[str]:
        """The columns that the machine leaves empty even in a new row."""
        return frozenset(key for key in self.of_staff if not self.by_key[key].born)

    @cached_property
    def lists(self) -> dict[str, str]:
        """A mark of each drop-down, by its column: another one when it offers something else."""
        return {column.key: fingerprint("\n".join(column.choices)) for column in self.columns if column.choices}

    @cached_property
    def once_called_otherwise(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.former_titles)

    @cached_property
    def sheet_id(self) -> int:
        """Chosen by us, so that a tab is known after any renaming and a replayed set-up is refused."""
        return (zlib.crc32(f"nastavnik:{self.key}".encode()) & 0x3FFFFFFF) + 1


@dataclass(frozen=True)
class Book:
    """A spreadsheet: its tabs, and the positions of staff who may write in it or only read it."""

    key: str
    title: str
    tables: tuple[Table, ...]
    writers: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    meaning: str = ""

    @cached_property
    def by_key(self) -> dict[str, Table]:
        return {table.key: table for table in self.tables}
