"""One declared column."""

from __future__ import annotations

from dataclasses import dataclass

from sheets_schema.kind import Kind
from sheets_schema.owner import Owner


@dataclass(frozen=True)
class Column:
    """A column of a tab: ``key`` is our stable name, ``title`` what people read, ``width`` in pixels.

    ``choices`` makes a drop-down; ``meaning`` is the sentence in the header's note and in docs/columns.md.
    """

    key: str
    title: str
    owner: Owner
    meaning: str = ""
    kind: Kind = Kind.TEXT
    width: int = 140
    choices: tuple[str, ...] = ()


def from_answer(key: str, title: str, meaning: str = "", kind: Kind = Kind.TEXT, width: int = 160) -> Column:
    return Column(key, title, Owner.RESPONDENT, meaning, kind, width)


def by_staff(
    key: str,
    title: str,
    meaning: str = "",
    kind: Kind = Kind.TEXT,
    width: int = 160,
    choices: tuple[str, ...] = (),
) -> Column:
    return Column(key, title, Owner.STAFF, meaning, Kind.CHOICE if choices else kind, width, choices)


def by_machine(key: str, title: str, meaning: str = "", kind: Kind = Kind.TEXT, width: int = 140) -> Column:
    return Column(key, title, Owner.MACHINE, meaning, kind, width)
