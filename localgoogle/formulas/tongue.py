"""How formulas are written in the two ways that the server knows.

Google documents for FORMULA only that the reply holds "the formulas". That arguments are separated as the locale
of the spreadsheet wants, and that ``;`` is taken everywhere, is what its users report:
https://github.com/googleapis/google-api-nodejs-client/issues/1994,
https://github.com/mricon/ingress-fieldplan/issues/5. Functions have their English names in the API; the Russian
ones, which staff know from elsewhere, are understood as well.
"""

from __future__ import annotations

from typing import NamedTuple


class Tongue(NamedTuple):
    """The decimal point, what stands between arguments, and the words for no and yes."""

    point: str
    separator: str
    truth: tuple[str, str]


ENGLISH = Tongue(".", ",", ("FALSE", "TRUE"))
RUSSIAN = Tongue(",", ";", ("ЛОЖЬ", "ИСТИНА"))

TRUTH = {"FALSE": False, "TRUE": True, "ЛОЖЬ": False, "ИСТИНА": True}
"""The words for no and yes that are understood, whatever the locale."""


def number_text(number: float, tongue: Tongue) -> str:
    """A number as ``&`` joins it to a text: up to fifteen digits that count, as in Sheets."""
    return f"{number:.15g}".upper().replace(".", tongue.point)
