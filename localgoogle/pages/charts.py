"""Charts as SVG: what is to be drawn in, text out. No script and no style, so that no policy minds it.

Colour is never alone: values stand beside what shows them, and the page gives the same numbers as a table.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from html import escape
from textwrap import wrap

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 44, 84

COLORS = ("#1a5fb4", "#b3261e", "#1e7b34", "#8f5902", "#6a3d9a", "#0b7285", "#9c1f6b", "#495057")
"""Each has a contrast over 4.5:1 on white."""

INK, FAINT = "#22303c", "#c3cbd3"

MOST_VALUES_WRITTEN = 24
MOST_LABELS = 12
LONGEST_LABEL = 16
LETTER, LINE = 7.0, 14  # pixels of a letter and of a line of labels


@dataclass(frozen=True)
class Series:
    """One row of numbers with its name; None where there is none."""

    name: str
    values: list[float | None]


@dataclass(frozen=True)
class Picture:
    """What a chart shows. ``kind`` is COLUMN, BAR, LINE, AREA, SCATTER or PIE.

    ``stacked`` is "", STACKED or PERCENT_STACKED; ``positions`` are the x values of a SCATTER.
    """

    kind: str
    title: str
    labels: list[str]
    series: list[Series]
    stacked: str = ""
    positions: list[float | None] = field(default_factory=list)
    description: str = ""


def draw(picture: Picture, identity: str) -> str:
    """The picture as an ``<svg>`` that a screen reader can tell; ``identity`` is unique on its page."""
    title, told = escape(picture.title or "Диаграмма"), escape(describe(picture))
    parts = PAINTERS.get(picture.kind, paint_columns)(shares(picture))
    heading = text(WIDTH / 2, 24, picture.title, size=17, weight="bold")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="{identity}-title {identity}-desc" font-family="sans-serif" font-size="12" fill="{INK}">'
        f'<title id="{identity}-title">{title}</title><desc id="{identity}-desc">{told}</desc>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>{heading}{"".join(parts)}</svg>'
    )


def describe(picture: Picture) -> str:
    """The chart in words: its author's own description, or its kind and its extremes."""
    if picture.description:
        return picture.description
    found = [(value, label) for each in picture.series for value, label in pairs(each, picture.labels)]
    if not found:
        return "Чисел в этой диаграмме пока нет."
    (least, low), (most, high) = min(found), max(found)
    names = ", ".join(each.name for each in picture.series if each.name)
    shown = f" Показано: {names}." if names else ""
    extremes = f"Меньше всего: {low} — {plain(least)}; больше всего: {high} — {plain(most)}."
    return f"{KINDS.get(picture.kind, 'Диаграмма')}.{shown} {extremes}"


KINDS = {
    "COLUMN": "Столбчатая диаграмма",
    "BAR": "Диаграмма с полосами",
    "LINE": "График",
    "AREA": "График с заливкой",
    "SCATTER": "Точечная диаграмма",
    "PIE": "Круговая диаграмма",
}


def pairs(series: Series, labels: list[str]) -> list[tuple[float, str]]:
    named = zip(series.values, [*labels, *[""] * len(series.values)], strict=False)
    return [(value, label) for value, label in named if value is not None]


def shares(picture: Picture) -> Picture:
    """With PERCENT_STACKED every value becomes its part of a hundred."""
    if picture.stacked != "PERCENT_STACKED":
        return picture
    totals = [sum(abs(each.values[at] or 0) for each in picture.series) for at in range(length(picture))]
    series = [
        Series(
            each.name,
            [100 * (value or 0) / total if total else 0 for value, total in zip(each.values, totals, strict=True)],
        )
        for each in picture.series
    ]
    return Picture(picture.kind, picture.title, picture.labels, series, picture.stacked)


def length(picture: Picture) -> int:
    return max((len(each.values) for each in picture.series), default=0)


# scales

NEXT_TO_NOTHING = 1e-9  # of the size of the numbers: a difference that no picture shows


@dataclass(frozen=True)
class Scale:
    """A value as a place: ``low`` stands at ``start``, ``high`` at ``end`` (pixels)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        step = nice((self.high - self.low) / 5)
        first = math.ceil(self.low / step - 1e-9)
        return [number * step for number in range(first, math.floor(self.high / step + 1e-9) + 1)]


def nice(step: float) -> float:
    """The next of 1, 2, 5, 10, 20 … that is not less."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= step * (1 - 1e-9))


def value_scale(values: list[float], start: float, end: float, *, from_zero: bool = True) -> Scale:
    low, high = min(values, default=0), max(values, default=1)
    if from_zero:
        low, high = min(low, 0), max(high, 0)
    if high - low < max(abs(low), 1) * NEXT_TO_NOTHING:
        high = low + max(abs(low), 1)
    step = nice((high - low) / 5)
    return Scale(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, start, end)


# kinds


def paint_columns(picture: Picture) -> list[str]:
    scale = value_scale(reach(picture), HEIGHT - BOTTOM, TOP)
    slots = Scale(0, max(length(picture), 1), LEFT, WIDTH - RIGHT)
    parts = [*horizontal_grid(scale), *labels_below(picture, slots)]
    for slot, low, high, value, color in bars(picture, slots):
        top, bottom = scale.at(max(low, high)), scale.at(min(low, high))
        parts.append(box(slot[0], top, slot[1], bottom - top, color))
        parts.extend(written(picture, (slot[0] + slot[1] / 2, top - 4), value))
    return [*parts, *legend(picture)]


def paint_bars(picture: Picture) -> list[str]:
    room = label_room(picture)
    scale = value_scale(reach(picture), room + 8, WIDTH - RIGHT - 28)
    slots = Scale(0, max(length(picture), 1), TOP, HEIGHT - BOTTOM + 30)
    parts = []
    for slot, low, high, value, color in bars(picture, slots):
        left, right = scale.at(min(low, high)), scale.at(max(low, high))
        parts.append(box(left, slot[0], right - left, slot[1], color))
        parts.extend(written(picture, (right + 4, slot[0] + slot[1] / 2 + 4), value, anchor="start"))
    for at, label in enumerate(picture.labels):
        parts.extend(beside(label, room, slots.at(at + 0.5), slots.at(1) - slots.at(0)))
    return [*parts, *legend(picture)]


def label_room(picture: Picture) -> float:
    """How wide the labels beside bars may be: as wide as they are, but never the larger half of the picture."""
    longest = max((len(label) for label in picture.labels), default=0)
    return min(max(longest * LETTER, LEFT), WIDTH * 0.45)


def beside(label: str, room: float, middle: float, high: float) -> list[str]:
    """A label that ends where its bar begins, in two lines where it is long and the slot is high enough for them."""
    most = int(room / LETTER)
    lines = wrap(label, most, max_lines=2 if high >= 2 * LINE else 1, placeholder="…") or [""]
    top = middle + 4 - (len(lines) - 1) * LINE / 2
    return [text(room, top + place * LINE, short(line, most), anchor="end") for place, line in enumerate(lines)]


Bar = tuple[tuple[float, float], float, float, float, str]
"""Where along the axis and how wide, from which value to which, the value itself, the colour."""


def bars(picture: Picture, slots: Scale) -> list[Bar]:
    """The bars of all series: side by side, or on top of each other when stacked."""
    room = abs(slots.at(1) - slots.at(0)) * 0.8
    share = room if picture.stacked else room / max(len(picture.series), 1)
    tops = [0.0] * length(picture)
    found: list[Bar] = []
    for number, series in enumerate(picture.series):
        for at, value in enumerate(series.values):
            if value is None:
                continue
            low = tops[at] if picture.stacked else 0.0
            tops[at] += value
            start = slots.at(at) + room / 8 + (0 if picture.stacked else share * number)
            found.append(((start, share * 0.94), low, low + value, value, color_of(number)))
    return found


def reach(picture: Picture) -> list[float]:
    """All values that the scale must hold."""
    if not picture.stacked:
        return [value for each in picture.series for value in each.values if value is not None]
    return [
        sum((each.values[at] or 0) for each in picture.series[:count] if at < len(each.values))
        for at in range(length(picture))
        for count in range(1, len(picture.series) + 1)
    ]


def paint_lines(picture: Picture) -> list[str]:
    scale = value_scale(reach(picture), HEIGHT - BOTTOM, TOP, from_zero=picture.kind == "AREA")
    slots = Scale(0, max(length(picture), 1), LEFT, WIDTH - RIGHT)
    parts = [*horizontal_grid(scale), *labels_below(picture, slots)]
    for number, series in enumerate(picture.series):
        points = [(slots.at(at + 0.5), scale.at(value)) for at, value in enumerate(series.values) if value is not None]
        parts.extend(
            line_parts(points, color_of(number), scale.at(max(scale.low, 0)) if picture.kind == "AREA" else None)
        )
        for at, value in enumerate(series.values):
            if value is not None:
                parts.extend(written(picture, (slots.at(at + 0.5), scale.at(value) - 8), value))
    return [*parts, *legend(picture)]


def line_parts(points: list[tuple[float, float]], color: str, floor: float | None) -> list[str]:
    if not points:
        return []
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts = [f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2.5"/>']
    if floor is not None:
        under = f"{points[0][0]:.1f},{floor:.1f} {path} {points[-1][0]:.1f},{floor:.1f}"
        parts.insert(0, f'<polygon points="{under}" fill="{color}" fill-opacity="0.2"/>')
    return parts + [dot(x, y, color) for x, y in points]


def paint_points(picture: Picture) -> list[str]:
    known = [value for value in picture.positions if value is not None]
    across = value_scale(known, LEFT, WIDTH - RIGHT, from_zero=False)
    scale = value_scale(reach(picture), HEIGHT - BOTTOM, TOP, from_zero=False)
    parts = horizontal_grid(scale)
    parts += [text(across.at(tick), HEIGHT - BOTTOM + 18, plain(tick)) for tick in across.ticks()]
    for number, series in enumerate(picture.series):
        both = zip(picture.positions, series.values, strict=False)
        parts += [dot(across.at(x), scale.at(y), color_of(number)) for x, y in both if x is not None and y is not None]
    return [*parts, *legend(picture)]


def paint_pie(picture: Picture) -> list[str]:
    """Slices clockwise from the top; a circle of one slice has no edge to draw an arc to."""
    values = [max(value or 0, 0) for value in (picture.series[0].values if picture.series else [])]
    total, start, parts = sum(values), 0.0, []
    for number, value in enumerate(values):
        label = picture.labels[number] if number < len(picture.labels) else ""
        share = value / total if total else 0
        if share:
            parts.append(slice_of(start, start + share, color_of(number)))
        parts += key(number, TOP + 20 + number * 22, f"{short(label)} — {plain(value)} ({share:.0%})", left=340)
        start += share
    return parts


def slice_of(start: float, end: float, color: str) -> str:
    x, y, radius = 170, HEIGHT / 2 + 14, 128
    if end - start > 0.9999:
        return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{color}"/>'
    ends = [(x + radius * math.sin(2 * math.pi * at), y - radius * math.cos(2 * math.pi * at)) for at in (start, end)]
    (x1, y1), (x2, y2) = ends
    large = int(end - start > 0.5)
    path = f"M{x},{y} L{x1:.1f},{y1:.1f} A{radius},{radius} 0 {large} 1 {x2:.1f},{y2:.1f} Z"
    return f'<path d="{path}" fill="{color}" stroke="#ffffff" stroke-width="2"/>'


PAINTERS = {
    "COLUMN": paint_columns,
    "BAR": paint_bars,
    "LINE": paint_lines,
    "AREA": paint_lines,
    "SCATTER": paint_points,
    "PIE": paint_pie,
}


# pieces


def horizontal_grid(scale: Scale) -> list[str]:
    parts = []
    for tick in scale.ticks():
        y = scale.at(tick)
        parts.append(f'<path d="M{LEFT},{y:.1f} H{WIDTH - RIGHT}" stroke="{FAINT}"/>')
        parts.append(text(LEFT - 6, y + 4, plain(tick), anchor="end"))
    return parts


def labels_below(picture: Picture, slots: Scale) -> list[str]:
    """The labels of the slots, every so many when there are too many to read."""
    step = math.ceil(len(picture.labels) / MOST_LABELS) or 1
    room = max(4, int(LONGEST_LABEL * 6 / max(1, min(len(picture.labels), MOST_LABELS))))
    shown = [(at, label) for at, label in enumerate(picture.labels) if at % step == 0]
    return [text(slots.at(at + 0.5), HEIGHT - BOTTOM + 18, short(label, room)) for at, label in shown]


def legend(picture: Picture) -> list[str]:
    if len(picture.series) < 2:
        return []
    room = (WIDTH - LEFT - RIGHT) / min(len(picture.series), 4)
    return [
        part
        for number, series in enumerate(picture.series)
        for part in key(number, HEIGHT - 40 + number // 4 * 18, short(series.name), left=LEFT + room * (number % 4))
    ]


def key(number: int, y: float, words: str, left: float) -> list[str]:
    return [box(left, y - 10, 12, 12, color_of(number)), text(left + 18, y, words, anchor="start")]


def written(picture: Picture, at: tuple[float, float], value: float, anchor: str = "middle") -> list[str]:
    """The value beside its mark, while there is room for all of them."""
    crowded = length(picture) * len(picture.series) > MOST_VALUES_WRITTEN or picture.stacked
    return [] if crowded else [text(*at, plain(value), anchor=anchor, size=11)]


def text(x: float, y: float, words: str, anchor: str = "middle", size: int = 12, weight: str = "normal") -> str:
    font = f'font-size="{size}" font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {font}>{escape(words)}</text>'


def box(x: float, y: float, width: float, height: float, color: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" fill="{color}"/>'


def dot(x: float, y: float, color: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{color}"/>'


def color_of(number: int) -> str:
    return COLORS[number % len(COLORS)]


def short(words: str, most: int = LONGEST_LABEL) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def plain(value: float) -> str:
    """A number as Russians write it, with two decimals at most."""
    return f"{round(value, 2):g}".replace(".", ",") if abs(value) < 1e6 else f"{value:.0f}"
