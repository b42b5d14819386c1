"""How many slips of the pen lie between two words."""

from __future__ import annotations

import re
from functools import lru_cache

DOUBLED = re.compile(r"(.)\1+")
LONG_ENOUGH = 5  # letters: «Алла» and «Ала», «Нана» and «Анна» are too near to say


@lru_cache(maxsize=100_000)
def edits(left: str, right: str) -> int:
    """Letters dropped, added, changed, or swapped with their neighbour: the distance of Damerau and Levenshtein.

    https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance, in its form where no letter is moved twice.
    """
    before: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        line = [row]
        for place, other in enumerate(right, start=1):
            cost = min(last[place] + 1, line[-1] + 1, last[place - 1] + (letter != other))
            if row > 1 and place > 1 and letter == right[place - 2] and left[row - 2] == other:
                cost = min(cost, before[place - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]


def is_clear_slip(left: str, right: str) -> bool:
    """A letter doubled, or two neighbours swapped, in a word of some length: no two names differ by just that."""
    if min(len(left), len(right)) < LONG_ENOUGH:
        return False
    if DOUBLED.sub(r"\1", left) == DOUBLED.sub(r"\1", right):
        return True
    return len(left) == len(right) and sorted(left) == sorted(right) and edits(left, right) == 1
