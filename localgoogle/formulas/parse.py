"""A formula's tokens, put into the order in which they are worked out (postfix).

The shunting yard (https://en.wikipedia.org/wiki/Shunting_yard_algorithm): what is waiting stands on a stack of our
own, so that no formula is nested too deeply for Python's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from localgoogle.formulas.reference import Reference, read_reference
from localgoogle.formulas.tokens import Token, tokens
from localgoogle.formulas.tongue import TRUTH, Tongue
from localgoogle.formulas.value import TYPES, FormulaError, Scalar, Stop, whole


class Constant(NamedTuple):
    """A value that stands in the formula itself."""

    value: Scalar


class Name(NamedTuple):
    """A named range."""

    text: str


class Call(NamedTuple):
    """A function with the last so many values for its ``arguments``. Operators are functions too, as in Sheets."""

    name: str
    arguments: int


Step = Constant | Reference | Name | Call
Program = tuple[Step, ...]

BINARY = {
    "=": ("EQ", 1),
    "<>": ("NE", 1),
    "<": ("LT", 1),
    "<=": ("LTE", 1),
    ">": ("GT", 1),
    ">=": ("GTE", 1),
    "&": ("CONCAT", 2),
    "+": ("ADD", 3),
    "-": ("MINUS", 3),
    "*": ("MULTIPLY", 4),
    "/": ("DIVIDE", 4),
    "^": ("POW", 5),
}
"""Operators by how tightly they bind; equals are worked out from the left."""

PREFIX = {"-": "UMINUS", "+": "UPLUS"}
PREFIX_POWER = 6
"""A sign binds tighter than any of them: -2^2 is 4, as in Sheets."""


class Unparsable(ValueError):
    """The text is no formula."""


@dataclass
class Waiting:
    """Something whose arguments are not all there: an operator (``power`` > 0), a function, or a bare parenthesis."""

    name: str
    power: int = 0
    count: int = 1


@dataclass
class Yard:
    """A program that is being put together; ``hungry`` while a value must come next."""

    tongue: Tongue
    steps: list[Step] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    hungry: bool = True

    def take_value(self, step: Step) -> None:
        if not self.hungry:
            raise Unparsable
        self.steps.append(step)
        self.hungry = False

    def take_operator(self, text: str) -> None:
        if self.hungry:
            if text not in PREFIX:
                raise Unparsable
            self.waiting.append(Waiting(PREFIX[text], PREFIX_POWER))
        elif text == "%":
            self.steps.append(Call("UNARY_PERCENT", 1))
        else:
            name, power = BINARY[text]
            self.work_out(power)
            self.waiting.append(Waiting(name, power, 2))
            self.hungry = True

    def work_out(self, power: int = 1) -> None:
        """Emit the waiting operators that bind at least so tightly."""
        while self.waiting and self.waiting[-1].power >= power:
            operator = self.waiting.pop()
            self.steps.append(Call(operator.name, operator.count))

    def open(self, name: str = "") -> None:
        """A function's parenthesis, or a bare one."""
        if not self.hungry:
            raise Unparsable
        self.waiting.append(Waiting(name))

    def end_argument(self) -> Waiting:
        """The function or parenthesis in which an argument has just ended; a missing argument is blank."""
        if self.hungry:
            if not self.waiting or self.waiting[-1].power or not self.waiting[-1].name:
                raise Unparsable
            self.take_value(Constant(None))
        self.work_out()
        if not self.waiting:
            raise Unparsable
        return self.waiting[-1]

    def separate(self) -> None:
        function = self.end_argument()
        if not function.name:
            raise Unparsable
        function.count += 1
        self.hungry = True

    def close(self) -> None:
        empty = self.hungry and bool(self.waiting) and self.waiting[-1].count == 1
        function = self.end_argument()
        self.waiting.pop()
        if empty:
            self.steps.pop()
        if function.name:
            self.steps.append(Call(function.name, 0 if empty else function.count))

    def finish(self) -> Program:
        self.work_out()
        if self.hungry or self.waiting:
            raise Unparsable
        return tuple(self.steps)


def parse(text: str, tongue: Tongue) -> Program:
    """The program of a formula's text, which begins with ``=``; raises Unparsable for what is no formula."""
    return remembered(text, tongue) if len(text) <= LONGEST_REMEMBERED else parsed(text, tongue)


def parsed(text: str, tongue: Tongue) -> Program:
    yard = Yard(tongue)
    for token in tokens(text[1:], tongue):
        if token.kind != "space":
            take(yard, token)
    return yard.finish()


remembered = lru_cache(maxsize=4096)(parsed)

LONGEST_REMEMBERED = 300
"""Characters of a formula whose program is kept; longer ones would fill the memory."""


def take(yard: Yard, token: Token) -> None:
    """Put one token in its place; raises Unparsable where it has none."""
    kind, text = token
    if kind == "operator":
        yard.take_operator(text)
    elif kind == "open":
        yard.open()
    elif kind == "close":
        yard.close()
    elif kind == "separator":
        yard.separate()
    elif kind == "call":
        yard.open(text[:-1].strip().upper())
    else:
        yard.take_value(value_of(token, yard.tongue))


def value_of(token: Token, tongue: Tongue) -> Step:
    """What a token that stands for a value means; raises Unparsable."""
    kind, text = token
    if kind == "reference":
        return read_reference(text)
    if kind == "text":
        return Constant(text[1:-1].replace('""', '"'))
    if kind == "number":
        return Constant(number_in(text, tongue))
    if kind == "error":
        code = next(code for code in TYPES if text.endswith(code))
        return Constant(FormulaError(code, "Reference does not exist." if code == "#REF!" else ""))
    if kind == "name":
        return Constant(TRUTH[text.upper()]) if text.upper() in TRUTH else Name(text)
    raise Unparsable


def number_in(text: str, tongue: Tongue) -> Scalar:
    try:
        return whole(float(text.replace(tongue.point, ".")))
    except Stop as stopped:
        return stopped.error
