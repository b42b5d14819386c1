"""«Было → стало»: two marks on one line, an arrow from the first to the second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sync.render.pictures.drawing import LINE, SIZE, SMALL, WIDTH, Picture, lines, number, path, text
from sync.render.pictures.lettering import width_of

EDGE, TALL, ARROW = 40.0, 22.0, 7.0
BEFORE, AFTER = "было", "стало"


@dataclass(frozen=True)
class Dumbbell:
    """Two values on one scale, or None where too few answered twice; ``note`` says how many did and how it went."""

    label: str
    before: float | None
    after: float | None
    note: str = ""


@dataclass(frozen=True)
class Dumbbells:
    """``low`` and ``high`` are the ends of the scale that all of them share."""

    pairs: Sequence[Dumbbell]
    low: float = 0.0
    high: float = 10.0

    def place(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return EDGE + min(max(share, 0.0), 1.0) * (WIDTH - 2 * EDGE)


def dumbbells(key: str, title: str, told: str, shown: Dumbbells) -> Picture:
    parts, y = [head()], LINE + 8
    for pair in shown.pairs:
        body, y = one(pair, shown, y)
        parts.append(body)
    return Picture(key, title, told, y, "".join(parts))


def head() -> str:
    """What an empty and a full mark mean."""
    words = 16 + width_of(BEFORE, SMALL) + 24
    return (
        mark(7, 9, "before") + text(16, 13, BEFORE, size=SMALL) + mark(words, 9, "after")
        + text(words + 9, 13, AFTER, size=SMALL)
    )  # fmt: skip


def one(pair: Dumbbell, shown: Dumbbells, y: float) -> tuple[str, float]:
    label, below = lines(0, y + SIZE, pair.label, WIDTH)
    middle = below - SIZE + TALL / 2
    note, after = lines(0, middle + TALL / 2 + SIZE - 2, pair.note, WIDTH, SMALL) if pair.note else ("", middle + TALL)
    return label + "".join(line_of(pair, shown, middle)) + note, after - SIZE + 12


def line_of(pair: Dumbbell, shown: Dumbbells, y: float) -> Iterator[str]:
    if pair.before is None or pair.after is None:
        return
    yield path(f"M{EDGE:.1f},{y:.1f} H{WIDTH - EDGE:.1f}", "track")
    first, last = shown.place(pair.before), shown.place(pair.after)
    forward = last >= first
    yield path(arrow(first, last, y), "mark")
    yield mark(first, y, "before")
    yield mark(last, y, "after")
    outer, inner = ("end", "start") if forward else ("start", "end")
    aside = 10 if forward else -10
    yield text(first - aside, y + 5, number(pair.before), outer, look="halo")
    yield text(last + aside, y + 5, number(pair.after), inner, bold=True, look="halo")


def arrow(first: float, last: float, y: float) -> str:
    """From one mark to the other with a head; nothing where they touch."""
    if abs(last - first) < 3 * ARROW:
        return ""
    turn = 1 if last > first else -1
    end = last - turn * (ARROW + 1)
    back = end - turn * 5
    head = f"M{back:.1f},{y - 4:.1f} L{end:.1f},{y:.1f} L{back:.1f},{y + 4:.1f}"
    return f"M{first + turn * ARROW:.1f},{y:.1f} H{end:.1f} {head}"


def mark(x: float, y: float, which: str) -> str:
    """An empty circle is before, a full one after."""
    look = "hollow" if which == "before" else "a"
    return f'<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="6"/>'
