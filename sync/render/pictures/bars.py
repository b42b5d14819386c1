"""Bars, each under its label: how many got how far, and shares against what was planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sync.render.pictures.drawing import SIZE, SMALL, WIDTH, Picture, box, lines, number, path, text
from sync.render.pictures.lettering import cut, width_of

THICK, GAP, ASIDE = 16.0, 10.0, 8.0
HIDDEN = "мало данных"


@dataclass(frozen=True)
class Bar:
    """``value`` is None where it may not be shown or is not known; ``instead`` says why. ``also`` stands behind it,
    ``note`` below it."""

    label: str
    value: float | None
    note: str = ""
    instead: str = HIDDEN
    planned: float | None = None
    also: str = ""


@dataclass(frozen=True)
class Bars:
    """``most`` is the end of the scale (the longest bar when it is 0), ``unit`` follows each value."""

    bars: Sequence[Bar]
    most: float = 0.0
    unit: str = ""
    digits: int = 0

    @property
    def end(self) -> float:
        values = [value for bar in self.bars for value in (bar.value, bar.planned) if value is not None]
        return max([self.most, *values]) or 1.0

    def said(self, bar: Bar) -> str:
        """The value in words; nothing where there is none."""
        return f"{number(bar.value, self.digits)}{self.unit} {bar.also}".strip() if bar.value is not None else ""


def bars(key: str, title: str, told: str, shown: Bars) -> Picture:
    """One bar below another, with its value beside it; a mark where the plan stands."""
    aside = max((width_of(shown.said(bar), SIZE) for bar in shown.bars), default=0.0)
    room = WIDTH - ASIDE - aside - 2
    parts, y = [], 0.0
    for bar in shown.bars:
        body, y = one(bar, shown, room, y)
        parts.append(body)
    return Picture(key, title, told, y + 2, "".join(parts))


def one(bar: Bar, shown: Bars, room: float, y: float) -> tuple[str, float]:
    """A bar with all that belongs to it, and where the next may begin."""
    label, below = lines(0, y + SIZE, bar.label, WIDTH)
    top = below - SIZE + 4
    note, after = lines(0, top + THICK + SIZE + 2, bar.note, WIDTH, SMALL) if bar.note else ("", top + THICK + SIZE)
    return label + "".join(row_of(bar, shown, room, top)) + note, after - SIZE + GAP


def row_of(bar: Bar, shown: Bars, room: float, top: float) -> Iterator[str]:
    yield box(0, top, room, THICK, "soft")
    middle = top + THICK - 3
    if bar.value is None:
        yield text(6, middle, cut(bar.instead, SMALL, WIDTH - 12), size=SMALL)
        return
    yield box(0, top, room * max(bar.value, 0) / shown.end, THICK, "a")
    yield text(room + ASIDE, middle, shown.said(bar), bold=True)
    if bar.planned is not None:
        yield planned(room * max(bar.planned, 0) / shown.end, top)


def planned(x: float, top: float) -> str:
    """A line across the bar: the plan."""
    return path(f"M{x:.1f},{top - 3:.1f} V{top + THICK + 3:.1f}", "on wide") + path(
        f"M{x:.1f},{top - 3:.1f} V{top + THICK + 3:.1f}", "mark"
    )
