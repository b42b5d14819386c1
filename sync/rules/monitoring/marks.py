"""Marks on a scale of 1 to 10: reading, counting, and the sign test of a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean, median

from sheets_schema.kind import Value
from sync.rules.figures import LEAST, Marks

LOWEST, HIGHEST = 1, 10
UNLIKELY = 0.05
TOO_FEW_TO_TELL = 6  # changes: with fewer even a change of all in one direction is not unlikely enough

HARDLY_CHANGED = "изменилось у немногих: судить рано"
BETTER = "стало лучше, и это вряд ли случайность"
WORSE = "стало хуже, и это вряд ли случайность"
BY_CHANCE = "заметного сдвига нет: такая разница бывает и случайно"


def mark(value: Value) -> int | None:
    """A whole number on the scale; anything else that stands in the cell is no mark."""
    return value if type(value) is int and LOWEST <= value <= HIGHEST else None


def marks_of(given: Sequence[int]) -> Marks:
    counts = Counter(given)
    enough = len(given) >= LEAST
    return Marks(
        counts=tuple(counts[number] for number in range(LOWEST, HIGHEST + 1)),
        mean=fmean(given) if enough else None,
        median=median(given) if enough else None,
    )


def sign_test(better: int, worse: int) -> float:
    """The exact two-sided p-value: how often a fair coin would part so many changes as unevenly, or more so.

    Those who did not change are left out, as the test has it.
    """
    changed, fewer = better + worse, min(better, worse)
    ways = total = 1
    for number in range(fewer):
        ways = ways * (changed - number) // (number + 1)
        total += ways
    return float(min(1.0, 2 * total / (1 << changed)))


def verdict(better: int, worse: int) -> str:
    """In words; of fewer than LEAST people nothing is told at all."""
    if better + worse < TOO_FEW_TO_TELL:
        return HARDLY_CHANGED
    if sign_test(better, worse) >= UNLIKELY:
        return BY_CHANCE
    return BETTER if better > worse else WORSE
