"""Functions of yes and no, and the small ones of a single number or text."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from localgoogle.formulas.aggregates import check
from localgoogle.formulas.arguments import Arguments, Operand
from localgoogle.formulas.value import FormulaError, Scalar, Stop, stop, whole

MOST_PLACES = 330
"""More decimal places than a number can have, on either side of the point."""

EXACT = Context(prec=2 * MOST_PLACES + 20)


def truths(given: Arguments) -> list[bool]:
    """What the arguments hold; texts and blanks of ranges are passed over. Raises Stop when nothing is left."""
    found = [given.to_truth(value, index) for index, value in given.plain()]
    for column in given.columns():
        check(column)
        found += [bool(value) for value in column if isinstance(value, bool | int | float)]
    if not found:
        raise stop("#VALUE!", "{} has no valid input data.", given.name)
    return found


def both(given: Arguments) -> Scalar:
    return all(truths(given))


def either(given: Arguments) -> Scalar:
    return any(truths(given))


def negation(given: Arguments) -> Scalar:
    return not given.truth(0)


def choose(given: Arguments) -> Operand:
    """IF: without a third argument a no comes to FALSE."""
    if given.truth(0):
        return given.operands[1]
    return given.operands[2] if len(given) > 2 else False


def if_error(given: Arguments) -> Operand:
    if isinstance(value_or_error(given), FormulaError):
        return given.operands[1] if len(given) > 1 else None
    return given.operands[0]


def value_or_error(given: Arguments) -> Scalar:
    try:
        return given.value(0)
    except Stop as stopped:
        return stopped.error


def rounded(given: Arguments) -> Scalar:
    """ROUND: a half goes away from zero."""
    number = given.number(0)
    places = int(given.number(1)) if len(given) > 1 else 0
    step = Decimal(1).scaleb(-max(-MOST_PLACES, min(places, MOST_PLACES)))
    return whole(float(Decimal(repr(number)).quantize(step, ROUND_HALF_UP, EXACT)))


def today(given: Arguments) -> Scalar:
    return given.around.today


def length(given: Arguments) -> Scalar:
    """Letters beyond the first 65,536 of Unicode count twice, as in Sheets (UTF-16)."""
    return len(given.text(0).encode("utf-16-le", "surrogatepass")) // 2


def trimmed(given: Arguments) -> Scalar:
    return re.sub(" +", " ", given.text(0).strip(" "))
