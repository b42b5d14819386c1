"""One formula, worked out."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from localgoogle.formulas.arguments import Arguments, Operand, Surroundings, intersection
from localgoogle.formulas.block import Block
from localgoogle.formulas.functions import Function, NumberFormat, function_named
from localgoogle.formulas.parse import Call, Constant, Name, Program
from localgoogle.formulas.reference import Reference
from localgoogle.formulas.value import FormulaError, Scalar, Stop, stop


class Result(NamedTuple):
    """What a formula comes to, and the number format that it takes from what it reads."""

    value: Scalar
    look: NumberFormat = None


class Sight(NamedTuple):
    """How a formula sees the rest of the spreadsheet. ``block`` raises Stop for a reference to nothing."""

    around: Surroundings
    block: Callable[[Reference | Name], Block]
    look: Callable[[Block], NumberFormat]


class Part(NamedTuple):
    """An operand with its look."""

    operand: Operand
    look: NumberFormat


def evaluate(program: Program, sight: Sight) -> Result:
    """The value of a program. Every branch is worked out: an error is a value, and nothing has side effects."""
    stack: list[Part] = []
    for step in program:
        if isinstance(step, Constant):
            stack.append(Part(step.value, None))
        elif isinstance(step, Call):
            at = len(stack) - step.arguments
            stack[at:] = [called(step.name, stack[at:], sight)]
        else:
            stack.append(read(step, sight))
    operand, look = stack[0]
    return Result(single(operand, sight.around), look)


def read(place: Reference | Name, sight: Sight) -> Part:
    try:
        block = sight.block(place)
    except Stop as stopped:
        return Part(stopped.error, None)
    return Part(block, sight.look(block))


def called(name: str, parts: list[Part], sight: Sight) -> Part:
    """What a call comes to; an error that stops it is what it comes to."""
    found = function_named(name)
    if found is None:
        return Part(FormulaError("#NAME?", f"Unknown function: '{name}'."), None)
    english, function = found
    try:
        check_count(english, function, len(parts))
        operand = function.run(Arguments(english, [part.operand for part in parts], sight.around))
    except Stop as stopped:
        return Part(stopped.error, None)
    look = sight.look(operand) if isinstance(operand, Block) else function.look([part.look for part in parts])
    return Part(operand, look)


def check_count(name: str, function: Function, count: int) -> None:
    """Raises Stop for too few arguments, or too many."""
    least, most = function.least, function.most
    if least <= count and (most is None or count <= most):
        return
    expected = f"at least {least}" if most is None else f"between {least} and {most}" if least < most else str(least)
    text = "Wrong number of arguments to {}. Expected {} arguments, but got {} arguments."
    raise stop("#N/A", text, name, expected, count)


def single(operand: Operand, around: Surroundings) -> Scalar:
    """The one value that a formula shows; raises nothing. A blank one is 0 only where it is reckoned with."""
    if not isinstance(operand, Block):
        return operand
    try:
        return intersection(operand, around)
    except Stop as stopped:
        return stopped.error
