"""The pieces of a picture: a sheet of fixed width, words and shapes on it. Nothing in it runs or is fetched.

Colours are classes that the page gives values to, light and dark; each fill has a pattern of its own as well, so that
a black-and-white print and an eye that sees no colours lose nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from sync.render.pictures.lettering import folded, printable, width_of

WIDTH = 320.0  # of every picture: a telephone shows words in it at their size
SIZE, SMALL, LINE = 13.0, 11.0, 16.0
FILLS = "abcd"
STYLE = """
svg { --a: #1a5fb4; --b: #a34700; --c: #1e7b34; --d: #6a3d9a; --soft: #e3e9ef; --edge: #5f6f7f; --paper: #ffffff;
  --ink: #1d2a35; font-family: system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
@media screen and (prefers-color-scheme: dark) {
  svg { --a: #7ab2f2; --b: #f0a35e; --c: #7ccf8c; --d: #c4a3ee; --soft: #2b3641; --edge: #93a4b4; --paper: #151b21;
    --ink: #e8edf2; }
}
svg text { fill: var(--ink); }
svg .a { fill: var(--a); } svg .b { fill: var(--b); } svg .c { fill: var(--c); } svg .d { fill: var(--d); }
svg .soft { fill: var(--soft); } svg .paper { fill: var(--paper); } svg .ink { fill: var(--ink); }
svg .on { stroke: var(--paper); } svg .edge { stroke: var(--edge); fill: none; }
svg .track { stroke: var(--soft); stroke-width: 4; fill: none; }
svg .halo { stroke: var(--paper); stroke-width: 5; stroke-linejoin: round; paint-order: stroke; }
svg .on.wide { stroke-width: 6; fill: none; }
svg .hollow { fill: var(--paper); stroke: var(--a); stroke-width: 2.5; }
svg .mark { stroke: var(--ink); fill: none; stroke-width: 2; }
""".strip()
PATTERNS = {
    "a": "",
    "b": '<path class="on" d="M0,6 L6,0" stroke-width="1.6"/>',
    "c": '<circle class="paper" cx="3" cy="3" r="1.3"/>',
    "d": '<path class="on" d="M0,3 H6 M3,0 V6" stroke-width="1.2"/>',
}


@dataclass(frozen=True)
class Picture:
    """A finished one. ``told`` is what it shows, in words; ``key`` is unique on its page."""

    key: str
    title: str
    told: str
    height: float
    body: str

    def svg(self, style: str = "") -> str:
        """``style`` is for a picture that stands alone, outside a page that has it."""
        title, told = escape(printable(self.title)), escape(printable(self.told))
        patterns = "".join(pattern(self.key, name) for name in FILLS if f"url(#{self.key}-{name})" in self.body)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {self.height:g}" role="img" '
            f'aria-labelledby="{self.key}-title {self.key}-told">'
            f'<title id="{self.key}-title">{title}</title><desc id="{self.key}-told">{told}</desc>'
            f"{f'<style>{style}</style>' if style else ''}{f'<defs>{patterns}</defs>' if patterns else ''}"
            f"{self.body}</svg>"
        )


def pattern(key: str, name: str) -> str:
    return (
        f'<pattern id="{key}-{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect class="{name}" width="6" height="6"/>{PATTERNS[name]}</pattern>'
    )


def text(
    x: float, y: float, words: str, anchor: str = "start", size: float = SIZE, bold: bool = False, look: str = ""
) -> str:
    """One line of words, moved as far as it must to stay on the sheet; ``look`` is a class."""
    words = printable(words)
    if not words:
        return ""
    room = width_of(words, size)
    left = x - {"start": 0.0, "middle": room / 2, "end": room}[anchor]
    x += min(max(left, 0.0), max(WIDTH - room, 0.0)) - left
    weight = ' font-weight="600"' if bold else ""
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    where += f' class="{look}"' if look else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{where}{weight}>{escape(words)}</text>'


def lines(x: float, y: float, words: str, room: float, size: float = SIZE, bold: bool = False) -> tuple[str, float]:
    """Folded words whose first line stands at ``y``, and where the next line would."""
    found = folded(words, size, room)
    body = "".join(text(x, y + LINE * place, line, size=size, bold=bold) for place, line in enumerate(found))
    return body, y + LINE * len(found)


def box(x: float, y: float, width: float, height: float, look: str) -> str:
    """A rectangle; ``look`` is a class or a ``url(#…)``."""
    fill = f'fill="{look}"' if look.startswith("url") else f'class="{look}"'
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" {fill}/>'


def path(way: str, look: str) -> str:
    return f'<path class="{look}" d="{way}"/>' if way else ""


def filled(key: str, place: int) -> str:
    """The fill of the ``place``-th kind of thing: plain first, then patterns."""
    name = FILLS[place % len(FILLS)]
    return name if name == "a" else f"url(#{key}-{name})"


def legend(key: str, names: list[str], y: float) -> tuple[str, float]:
    """A square and a name for each fill, one below another where they do not fit; and where the next line stands."""
    parts, x = [], 0.0
    for place, name in enumerate(names):
        words = folded(name, SMALL, WIDTH - 20, 1)[0]
        room = width_of(words, SMALL) + 30
        if x and x + room > WIDTH + 12:
            x, y = 0.0, y + LINE
        parts += [box(x, y - 10, 12, 12, filled(key, place)), text(x + 17, y, words, size=SMALL)]
        x += room
    return "".join(parts), y + LINE + 4


def number(value: float | None, digits: int = 1) -> str:
    """As Russians write it: a comma, and no more digits than it has; a dash where there is none."""
    if value is None:
        return "—"
    text_of = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits and value != int(value) else f"{value:.0f}"
    return ("0" if text_of in ("-0", "") else text_of).replace(".", ",").replace("-", "−")
