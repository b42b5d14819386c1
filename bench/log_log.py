"""The figures of docs/pairing.md as a picture: time and memory against the number of mentees, both axes logarithmic.

``python -m bench.log_log`` writes docs/pictures/pairing.svg anew from the table of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import log10
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
ROW = re.compile(
    r"^\| ([\d,]+) \| [\d,]+ \| [\d.]+ \| [\d.]+ \| (\S+|not run) \| ([\d.]+) \| .+ \| (\d+) MB \|$", re.MULTILINE
)
WIDTH, HEIGHT, EDGE, BETWEEN = 720, 300, 56, 60
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}line{stroke:#ddd}polyline{fill:none;stroke-width:2.5}"
    ".a{stroke:#1a5fb4;fill:#1a5fb4}.b{stroke:#a34700;fill:#a34700;stroke-dasharray:7 4}"
)
Points = list[tuple[float, float]]


def measured(text: str) -> dict[str, Points]:
    """The columns of the table that are drawn, by name: (mentees, seconds or megabytes)."""
    found: dict[str, Points] = {"ours": [], "with region": [], "memory": []}
    for mentees, ours, region, memory in ROW.findall(text):
        number = float(mentees.replace(",", ""))
        for name, value in (("ours", ours), ("with region", region), ("memory", memory)):
            if value.replace(".", "").isdecimal() and float(value) > 0:
                found[name].append((number, float(value)))
    return found


def picture(found: dict[str, Points]) -> str:
    panels = (("seconds of CPU", (("ours", "a"), ("with region", "b"))), ("megabytes", (("memory", "a"),)))
    width = (WIDTH - BETWEEN) // 2
    drawn = [
        panel(title, [(name, look, found[name]) for name, look in lines], place * (width + BETWEEN), width)
        for place, (title, lines) in enumerate(panels)
    ]
    told = "Time and memory of a pairing against the number of mentees; both axes are logarithmic"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{told}">'
    return f'{head}<style>{STYLE}</style><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{"".join(drawn)}</svg>\n'


def panel(title: str, lines: Sequence[tuple[str, str, Points]], left: int, width: int) -> str:
    across = Scale([x for _, _, points in lines for x, _ in points], left + EDGE, left + width - 30)
    up = Scale([y for _, _, points in lines for _, y in points], HEIGHT - EDGE, 44)
    parts = [f'<text x="{left + EDGE}" y="20" font-weight="600">{title}</text>', *grid(across, up, left, width)]
    for place, (name, look, points) in enumerate(lines):
        at = [(across.place(x), up.place(y)) for x, y in points]
        parts.append(
            f'<polyline class="{look}" style="fill:none" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in at)}"/>'
        )
        parts += [f'<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in at]
        if len(lines) > 1:
            parts.append(
                f'<text x="{left + EDGE + 10}" y="{60 + 18 * place}" class="{look}" style="stroke:none">{name}</text>'
            )
    return "".join(parts)


class Scale:
    """Powers of ten from the one below the least value to the one above the greatest, between two places."""

    def __init__(self, values: Iterable[float], start: float, end: float) -> None:
        known = [log10(value) for value in values]
        self.low, self.high = int(min(known) // 1), int(-(-max(known) // 1))
        self.start, self.step = start, (end - start) / max(1, self.high - self.low)

    def place(self, value: float) -> float:
        return self.start + (log10(value) - self.low) * self.step

    @property
    def powers(self) -> Sequence[int]:
        return range(self.low, self.high + 1)


def grid(across: Scale, up: Scale, left: int, width: int) -> Iterable[str]:
    for power in across.powers:
        x = across.place(10.0**power)
        yield f'<line x1="{x:.1f}" y1="44" x2="{x:.1f}" y2="{HEIGHT - EDGE}"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - EDGE + 20}" text-anchor="middle">{10**power:,}</text>'
    for power in up.powers:
        y = up.place(10.0**power)
        yield f'<line x1="{left + EDGE}" y1="{y:.1f}" x2="{left + width - 30}" y2="{y:.1f}"/>'
        yield f'<text x="{left + EDGE - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
    yield f'<text x="{left + width / 2 + 24:.0f}" y="{HEIGHT - 14}" text-anchor="middle">mentees</text>'


def main() -> None:
    drawn = picture(measured((DOCS / "pairing.md").read_text(encoding="utf-8")))
    (DOCS / "pictures" / "pairing.svg").write_text(drawn, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
