"""What a function is given, read as the kind of value that it wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from localgoogle.formulas.block import Block
from localgoogle.formulas.tongue import TRUTH, Tongue, number_text
from localgoogle.formulas.value import LONGEST_TEXT, FormulaError, Scalar, Stop, stop

Plain = None | bool | int | float | str
"""A value that is no error."""

Operand = Scalar | Block


@dataclass(frozen=True)
class Surroundings:
    """Where a formula stands and when it is worked out.

    ``today`` is a serial number; ``read_number`` gives the number, date or time that a text means, if any.
    """

    tongue: Tongue
    today: int
    read_number: Callable[[str], float | None]
    row: int = 0
    column: int = 0


@dataclass(frozen=True)
class Arguments:
    """The arguments of one call. All readers raise Stop with the error that the call comes to."""

    name: str
    operands: list[Operand]
    around: Surroundings

    def __len__(self) -> int:
        return len(self.operands)

    def scalar(self, index: int) -> Plain:
        """One value; an error is raised."""
        value = self.value(index)
        if isinstance(value, FormulaError):
            raise Stop(value)
        return value

    def value(self, index: int) -> Scalar:
        """One value, which may be an error; of a range, the cell that shares a line with the formula."""
        operand = self.operands[index]
        return intersection(operand, self.around) if isinstance(operand, Block) else operand

    def number(self, index: int) -> int | float:
        return self.to_number(self.scalar(index), index)

    def to_number(self, value: Scalar, index: int) -> int | float:
        if isinstance(value, str):
            number = self.around.read_number(value)
            if number is None:
                raise self.unfit(value, index, "number")
            return number
        if isinstance(value, FormulaError):
            raise Stop(value)
        return int(value) if isinstance(value, bool) else value or 0

    def unfit(self, text: str, index: int, kind: str) -> Stop:
        words = "Function {0} parameter {1} expects {2} values. But '{3}' is a text and cannot be coerced to a {2}."
        return stop("#VALUE!", words, self.name, index + 1, kind, text)

    def text(self, index: int) -> str:
        value = self.scalar(index)
        if isinstance(value, bool):
            return self.around.tongue.truth[value]
        if isinstance(value, int | float):
            return number_text(value, self.around.tongue)
        return value or ""

    def truth(self, index: int) -> bool:
        return self.to_truth(self.scalar(index), index)

    def to_truth(self, value: Scalar, index: int) -> bool:
        if isinstance(value, str):
            if value.upper() not in TRUTH:
                raise self.unfit(value, index, "boolean")
            return TRUTH[value.upper()]
        return bool(value)

    def block(self, index: int) -> Block:
        """A range; raises Stop for a plain value."""
        operand = self.operands[index]
        if isinstance(operand, FormulaError):
            raise Stop(operand)
        if not isinstance(operand, Block):
            raise stop("#N/A", "Argument must be a range.")
        return operand

    def plain(self) -> Iterator[tuple[int, Scalar]]:
        """The arguments that are values, with their indexes; an error is raised."""
        for index, operand in enumerate(self.operands):
            if isinstance(operand, FormulaError):
                raise Stop(operand)
            if not isinstance(operand, Block):
                yield index, operand

    def columns(self) -> Iterator[list[Scalar]]:
        """The columns of the arguments that are ranges."""
        for operand in self.operands:
            if isinstance(operand, Block):
                yield from operand.looked_at()


def intersection(block: Block, around: Surroundings) -> Scalar:
    """The one value of a range where a single one is wanted; raises Stop when there is none."""
    if block.height == block.width == 1:
        return block.at(0, 0)
    row, column = around.row - block.top, around.column - block.left
    if block.width == 1 and 0 <= row < block.height:
        return block.at(row, 0)
    if block.height == 1 and 0 <= column < block.width:
        return block.at(0, column)
    raise stop("#VALUE!", "An array value could not be found.")


def checked_text(text: str, name: str) -> str:
    """Text that a formula has made; raises Stop when no cell could hold it."""
    if len(text) > LONGEST_TEXT:
        raise stop("#VALUE!", "Text result of {} is longer than the limit of {} characters.", name, LONGEST_TEXT)
    return text
