"""How wide words are, and how they are folded into lines: an SVG does neither by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDE, NARROW = frozenset("ШЩЖМЮФЫДшщжмюфыWMwm@%—…№"), frozenset("iIlj.,:;!'|[]()-/ft ·")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # XML takes none of them
SPACE = re.compile(r"\s+")
ALPHABETS = 0x0590  # before it stand Latin, Greek, Cyrillic and Armenian letters; behind it may come wider signs
CUT = "…"


def printable(words: str) -> str:
    """On one line, without what no XML may hold."""
    return SPACE.sub(" ", UNPRINTABLE.sub("", words)).strip()


def width_of(words: str, size: float) -> float:
    """Pixels that words take at most in a sans-serif face of this size: by groups of letters, rather too much."""
    return sum(share_of(letter) for letter in words) * size


def share_of(letter: str) -> float:
    if letter in WIDE:
        return 1.02
    if letter in NARROW:
        return 0.42
    return 1.3 if ord(letter) >= ALPHABETS else 0.74 if letter.isupper() else 0.64


def folded(words: str, size: float, room: float, most: int = 3) -> list[str]:
    """The words in at most so many lines of this width; what does not fit is left out, and «…» says so."""
    lines = list(all_lines(printable(words), size, room))
    if len(lines) <= most:
        return lines or [""]
    return [*lines[: most - 1], cut(f"{lines[most - 1]} {CUT}", size, room)]


def all_lines(words: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for word in (part for whole in words.split(" ") for part in pieces(whole, size, room)):
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size) > room:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def pieces(word: str, size: float, room: float) -> Iterator[str]:
    """A word, or the parts of one that is wider than a whole line."""
    part = ""
    for letter in word:
        if part and width_of(part + letter, size) > room:
            yield part
            part = ""
        part += letter
    yield part


def cut(words: str, size: float, room: float) -> str:
    """One line, shortened until it fits."""
    words = printable(words)
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + CUT, size) > room:
        words = words[:-1]
    return words.rstrip() + CUT
