"""Functions of many values: sums, counts, the least and the greatest.

In a range only numbers are counted in; what stands in the formula itself is made a number if it can be.
"""

from __future__ import annotations

from typing import cast

from localgoogle.formulas.arguments import Arguments
from localgoogle.formulas.block import Block
from localgoogle.formulas.value import FormulaError, Scalar, Stop, stop, whole


def numbers(given: Arguments) -> list[int | float]:
    """The numbers of all arguments; raises Stop for an error, or for a text that is given for a number."""
    found = [given.to_number(value, index) for index, value in given.plain()]
    for column in given.columns():
        check(column)
        found += numbers_of(column)
    return found


def check(values: list[Scalar]) -> None:
    """Raises Stop when one of the values is an error."""
    if FormulaError in set(map(type, values)):
        raise next(Stop(value) for value in values if isinstance(value, FormulaError))


def numbers_of(values: list[Scalar]) -> list[int | float]:
    """The numbers among values; a truth value is none. Whole columns of numbers are the usual thing, and quick."""
    if set(map(type, values)) <= {int, float}:
        return cast("list[int | float]", values)
    return [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]


def total(given: Arguments) -> Scalar:
    return whole(sum(numbers(given)))


def average(given: Arguments) -> Scalar:
    found = numbers(given)
    if not found:
        raise stop("#DIV/0!", "Evaluation of function AVERAGE caused a divide by zero error.")
    return whole(sum(found) / len(found))


def least(given: Arguments) -> Scalar:
    return min(numbers(given), default=0)


def greatest(given: Arguments) -> Scalar:
    return max(numbers(given), default=0)


def count(given: Arguments) -> Scalar:
    """How many numbers there are; a text that is given for one counts when it means a number."""
    plain = [operand for operand in given.operands if not isinstance(operand, Block | FormulaError)]
    meant = sum(not isinstance(value, str) or given.around.read_number(value) is not None for value in plain)
    return meant + sum(len(numbers_of(column)) for column in given.columns())


def count_filled(given: Arguments) -> Scalar:
    plain = sum(not isinstance(operand, Block) for operand in given.operands)
    return plain + sum(len(column) - column.count(None) for column in given.columns())
