"""A score on a scale that is cut into levels: which level each judgement, and the middle of them, falls into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sync.render.pictures.drawing import LINE, SMALL, WIDTH, Picture, box, filled, legend, number, path, text

EDGE, TOP, THICK = 8.0, 20.0, 24.0


@dataclass(frozen=True)
class Level:
    """A part of the scale: whole numbers from ``first`` to ``last``."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Levels:
    """``scores`` are single judgements, ``middle`` is what is said of all of them."""

    levels: Sequence[Level]
    scores: Sequence[float]
    middle: float | None

    def place(self, value: float) -> float:
        low, high = self.levels[0].first - 0.5, self.levels[-1].last + 0.5
        return EDGE + (min(max(value, low), high) - low) / (high - low) * (WIDTH - 2 * EDGE)


def levels(key: str, title: str, told: str, shown: Levels) -> Picture:
    """The scale with a point for each judgement above it and the middle as a mark across it."""
    parts = [*scale(key, shown), *points(shown)]
    if shown.middle is not None:
        x = shown.place(shown.middle)
        parts.append(path(f"M{x:.1f},{TOP - 3:.1f} V{TOP + THICK + 3:.1f}", "on wide"))
        parts.append(path(f"M{x:.1f},{TOP - 3:.1f} V{TOP + THICK + 3:.1f}", "mark"))
        parts.append(text(x, TOP + THICK + LINE, number(shown.middle), "middle", bold=True))
    named, y = legend(key, [f"{level.name}: {level.first}–{level.last}" for level in shown.levels], TOP + THICK + 38)
    return Picture(key, title, told, y, "".join(parts) + named)


def scale(key: str, shown: Levels) -> Iterator[str]:
    for place, level in enumerate(shown.levels):
        left, right = shown.place(level.first - 0.5), shown.place(level.last + 0.5)
        yield box(left, TOP, right - left - 1, THICK, filled(key, place))
    first, last = shown.levels[0].first, shown.levels[-1].last
    yield text(0, TOP + THICK + LINE, number(first), size=SMALL)
    yield text(WIDTH, TOP + THICK + LINE, number(last), "end", size=SMALL)


def points(shown: Levels) -> Iterator[str]:
    """One above another where judgements agree, but no more than stand clear of the edge."""
    for score, count in sorted(Counter(shown.scores).items()):
        for place in range(min(count, 3)):
            yield f'<circle class="ink" cx="{shown.place(score):.1f}" cy="{TOP - 5 - place * 6:.1f}" r="2.5"/>'
