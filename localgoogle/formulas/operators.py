"""Operators: arithmetic, comparison, and the joining of texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localgoogle.formulas.arguments import Arguments, checked_text
from localgoogle.formulas.block import BLANK, NUMBER, TEXT, TRUTH, Key, key_of
from localgoogle.formulas.value import Scalar, stop, whole


def arithmetic(work_out: Callable[[float, float], float]) -> Callable[[Arguments], Scalar]:
    """An operator on two numbers. They are floats: whole ones of any length would grow without end."""

    def run(given: Arguments) -> Scalar:
        try:
            return whole(work_out(float(given.number(0)), float(given.number(1))))
        except OverflowError as problem:
            raise too_great() from problem

    return run


def too_great() -> Exception:
    return stop("#NUM!", "Numeric value is greater than 1.79769E+308 and cannot be displayed properly.")


def divide(left: float, right: float) -> float:
    if right == 0:
        raise stop("#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.")
    return left / right


def power(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        raise stop("#DIV/0!", "Function POW parameter 1 cannot be zero when parameter 2 is negative.")
    if base < 0 and exponent != int(exponent):
        raise stop("#NUM!", "Function POW cannot raise a negative number to a fraction.")
    return float(base**exponent)


def minus(given: Arguments) -> Scalar:
    return -given.number(0)


def plus(given: Arguments) -> Scalar:
    """A leading plus changes nothing, not even a text."""
    return given.scalar(0)


def percent(given: Arguments) -> Scalar:
    return whole(given.number(0) / 100)


def concatenate(given: Arguments) -> Scalar:
    return checked_text(given.text(0) + given.text(1), "CONCATENATE")


def comparison(holds: Callable[[Any, Any], bool]) -> Callable[[Arguments], Scalar]:
    def run(given: Arguments) -> Scalar:
        left, right = key_of(given.scalar(0)), key_of(given.scalar(1))
        return holds(filled(left, right), filled(right, left))

    return run


def filled(key: Key, other: Key) -> Key:
    """A blank is compared as the 0, the empty text or the no of the other side."""
    if key[0] != BLANK:
        return key
    blanks: dict[int, Key] = {TEXT: (TEXT, ""), TRUTH: (TRUTH, False)}
    return blanks.get(other[0], (NUMBER, 0))
