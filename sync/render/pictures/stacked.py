"""Answers to one question as a band of a hundred per cent, cut by how many chose what, with the counts below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sync.render.pictures.bars import HIDDEN
from sync.render.pictures.drawing import SIZE, SMALL, WIDTH, Picture, box, filled, legend, lines, text

THICK = 20.0


@dataclass(frozen=True)
class Band:
    """How many chose each option; None where the counts may not be shown."""

    label: str
    counts: Sequence[int | None]


@dataclass(frozen=True)
class Stacked:
    """``options`` are in an order that means something: from most to least."""

    options: Sequence[str]
    bands: Sequence[Band]


def stacked(key: str, title: str, told: str, shown: Stacked) -> Picture:
    body, y = legend(key, list(shown.options), SIZE)
    parts = [body]
    for band in shown.bands:
        body, y = one(key, band, shown.options, y)
        parts.append(body)
    return Picture(key, title, told, y, "".join(parts))


def one(key: str, band: Band, options: Sequence[str], y: float) -> tuple[str, float]:
    label, below = lines(0, y + SIZE, band.label, WIDTH)
    top = below - SIZE + 4
    known = [count for count in band.counts if count is not None]
    hidden = len(known) < len(band.counts)
    parts = [label, box(0, top, WIDTH, THICK, "soft")]
    if hidden or not sum(known):
        parts.append(text(6, top + THICK - 6, HIDDEN if hidden else "ответов нет", size=SMALL))
    else:
        parts.extend(cuts(key, known, top))
    counts, after = lines(0, top + THICK + SIZE, counted(band, options), WIDTH, SMALL)
    return "".join(parts) + counts, after - SIZE + 12


def cuts(key: str, counts: Sequence[int], top: float) -> Iterator[str]:
    """The parts of the band, a thin gap between them."""
    x, total = 0.0, sum(counts)
    for place, count in enumerate(counts):
        width = WIDTH * count / total
        if count:
            yield box(x, top, width - (1 if width > 3 else 0), THICK, filled(key, place))
        x += width


def counted(band: Band, options: Sequence[str]) -> str:
    named = zip(options, band.counts, strict=True)
    return " · ".join(f"{option}: {'—' if count is None else count}" for option, count in named)
