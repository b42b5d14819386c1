"""The values of a range."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from localgoogle.formulas.value import FormulaError, Scalar

Key = tuple[int, float | str]
"""A value as it is compared: what kind it is, then which; equal keys are equal values."""

NUMBER, TEXT, TRUTH, ERROR, BLANK = range(5)
"""Kinds in the order in which Sheets sorts them."""


def key_of(value: Scalar) -> Key:
    """Numbers are compared by the fifteen digits that count, texts without regard to case."""
    if value is None:
        return BLANK, 0
    if isinstance(value, bool):
        return TRUTH, value
    if isinstance(value, str):
        return TEXT, value.lower()
    if isinstance(value, FormulaError):
        return ERROR, value.code
    return NUMBER, value if isinstance(value, int) else float(f"{value:.15g}")


@dataclass(frozen=True, eq=False)
class Block:
    """A rectangle of a sheet with its values, column by column.

    A column ends where the sheet's filled rows do: all that comes after is blank. ``spend`` is told of every cell
    that is looked at one by one, and raises Stop when there were too many.
    """

    sheet_id: int
    top: int
    left: int
    height: int
    width: int
    columns: list[list[Scalar]]
    spend: Callable[[int], None]

    def at(self, row: int, column: int) -> Scalar:
        values = self.columns[column]
        return values[row] if row < len(values) else None

    def looked_at(self) -> Iterator[list[Scalar]]:
        """Column by column the values that are stored; blank ones at the end of columns are not."""
        for column in self.columns:
            self.spend(len(column))
            yield column

    @property
    def missing(self) -> int:
        """How many blank cells ``looked_at`` leaves out."""
        return self.height * self.width - sum(map(len, self.columns))

    def part(self, top: int, left: int, height: int, width: int) -> Block:
        columns = [column[top : top + height] for column in self.columns[left : left + width]]
        return Block(self.sheet_id, self.top + top, self.left + left, height, width, columns, self.spend)

    def line(self) -> list[Scalar]:
        """The values of a single row or column, to its last filled cell."""
        return self.columns[0] if self.width == 1 else [self.at(0, column) for column in range(self.width)]

    @cached_property
    def places(self) -> dict[Key, list[int]]:
        """Where each value stands in the first column, from 0: asked for by every row that looks one up."""
        self.spend(len(self.columns[0]))
        found: dict[Key, list[int]] = {}
        for row, value in enumerate(self.columns[0]):
            found.setdefault(key_of(value), []).append(row)
        return found
