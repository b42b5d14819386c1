"""Meetings by week: a line for each pair, a square for each week. Height says how many, so that it prints in grey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sync.render.pictures.drawing import LINE, WIDTH, Picture, path, text
from sync.render.pictures.lettering import cut, width_of

NAMES, TINY = 126.0, 10.0
TALL, LOW, GAP = 11.0, 5.0, 4.0
MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


@dataclass(frozen=True)
class Weeks:
    """How many meetings a pair had in each week; None is a week in which it did not work."""

    label: str
    meetings: Sequence[int | None]


@dataclass(frozen=True)
class Strip:
    """``mondays`` are the first days of the weeks."""

    mondays: Sequence[date]
    pairs: Sequence[Weeks]

    @property
    def step(self) -> float:
        return (WIDTH - NAMES) / max(len(self.mondays), 1)


def strip(key: str, title: str, told: str, shown: Strip) -> Picture:
    y = LINE
    parts = ["".join(months(shown, y - 4))]
    for pair in shown.pairs:
        parts.append(text(0, y + TALL - 1, cut(pair.label, TINY, NAMES - 6), size=TINY))
        parts.extend(row(pair, shown.step, y))
        y += TALL + GAP
    return Picture(key, title, told, y, "".join(parts))


def months(shown: Strip, y: float) -> Iterator[str]:
    """Where each month begins, where there is room for its name before the next one."""
    begins = [place for place, monday in enumerate(shown.mondays) if place == 0 or monday.day <= 7]
    for place, after in pairwise([*begins, len(shown.mondays)]):
        name = MONTHS[shown.mondays[place].month - 1]
        if (after - place) * shown.step >= width_of(name, TINY):
            yield text(NAMES + place * shown.step, y, name, size=TINY)


def row(pair: Weeks, step: float, y: float) -> Iterator[str]:
    """One path for all weeks of a kind: a low square is one meeting, a tall one is more, a dash is none."""
    none, held = [], []
    for place, count in enumerate(pair.meetings):
        if count is None:
            continue
        x, width = NAMES + place * step, max(step - 1, 0.5)
        if count == 0:
            none.append(f"M{x:.1f},{y + TALL - 1:.1f}h{width:.1f}")
        else:
            high = LOW if count == 1 else TALL
            held.append(f"M{x:.1f},{y + TALL - high:.1f}h{width:.1f}v{high:g}h-{width:.1f}z")
    yield path("".join(none), "edge")
    yield path("".join(held), "a")
