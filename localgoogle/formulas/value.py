"""What a cell can come to: values, and the errors that are values too."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_TEXT = 50_000
"""Characters of a cell's text, as in Sheets; a formula may not make a longer one either."""

TYPES = {
    "#ERROR!": "ERROR",
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
}
"""Every error as a cell shows it, with the name that it has in the API (ErrorValue.type)."""


@dataclass(frozen=True)
class Formula:
    """A formula's text, with its ``=``, as it was written: in the language of its spreadsheet."""

    text: str


@dataclass(frozen=True)
class FormulaError:
    """An error as a value; ``code`` is what the cell shows, a key of ``TYPES``."""

    code: str
    message: str


Scalar = None | bool | int | float | str | FormulaError
"""The value of one cell; None is a blank one."""


class Stop(Exception):
    """Working out a part of a formula has ended in an error, which is the value of that part."""

    def __init__(self, error: FormulaError) -> None:
        super().__init__(error.code)
        self.error = error


def stop(code: str, template: str, *parts: object) -> Stop:
    return Stop(FormulaError(code, template.format(*parts)))


def whole(number: float) -> int | float:
    """A number as a cell keeps it; raises Stop for one that is too great."""
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 - that is how NaN is told
        raise stop("#NUM!", "Numeric value is greater than 1.79769E+308 and cannot be displayed properly.")
    return int(number) if abs(number) < 2**53 and number == int(number) else float(number)
