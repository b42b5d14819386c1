"""What a report is made of: sections with words, pictures and a table under each picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.render.pictures.drawing import Picture, number

HIDDEN = "скрыто"


@dataclass(frozen=True)
class Heading:
    """Whose report it is and of when; ``now`` in the school's zone."""

    school: str
    year: str
    now: datetime


@dataclass(frozen=True)
class Table:
    """``rows`` begin with what the line is about."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """Pictures that belong together, and the same numbers as a table."""

    table: Table
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Section:
    """``words`` are paragraphs, ``lists`` are headed lists of lines; ``key`` is its anchor on the page."""

    key: str
    title: str
    words: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.figures or self.lists)


@dataclass(frozen=True)
class Report:
    """``facts`` are the few numbers at its top, each with what it counts."""

    title: str
    under: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    footing: str


def cells(*values: str | float | None) -> tuple[str, ...]:
    """The cells of a table's row: numbers as Russians write them, a dash where there is none."""
    return tuple(value if isinstance(value, str) else number(value, 2) for value in values)


def counted(values: Sequence[int | None]) -> tuple[str, ...]:
    """Counts of which some may be hidden."""
    return tuple(HIDDEN if value is None else str(value) for value in values)


def capital(words: str) -> str:
    """With a capital letter at its beginning, and no other changed."""
    return words[:1].upper() + words[1:]
