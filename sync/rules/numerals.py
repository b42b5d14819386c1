"""Numbers with their nouns, as Russian counts: 1 анкета, 2 анкеты, 5 анкет."""

from __future__ import annotations

from typing import NamedTuple


class Noun(NamedTuple):
    """How a noun stands after one, two and five."""

    one: str
    two: str
    five: str

    def after(self, number: int) -> str:
        """Its form alone, without the number."""
        if number % 10 == 1 and number % 100 != 11:
            return self.one
        return self.two if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else self.five


def counted(number: int, noun: Noun) -> str:
    return f"{number} {noun.after(number)}"
