"""One declared column."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sheets_schema.kind import Kind
from sheets_schema.owner import Owner


@dataclass(frozen=True)
class Column:
    """A column of a tab: ``key`` is our stable name, ``title`` what people read, ``width`` in pixels.

    ``choices`` makes a drop-down; ``meaning`` is the sentence in the header's note and in docs/columns.md.
    ``former_titles`` are those of earlier versions: a header that still shows one is renamed.
    ``born``: a column of the staff's that the machine fills in when it makes the row, and never again
    (docs/decisions/0022-born-filled.md). ``clipped``: long texts for copying, which must not make rows tall.
    """

    key: str
    title: str
    owner: Owner
    meaning: str = ""
    kind: Kind = Kind.TEXT
    width: int = 140
    choices: tuple[str, ...] = ()
    former_titles: tuple[str, ...] = ()
    born: bool = False
    clipped: bool = False

    def once_called(self, *titles: str) -> Column:
        """The same column, known to have had these titles in earlier versions."""
        return replace(self, former_titles=titles)


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


def born_filled(key: str, title: str, meaning: str = "", kind: Kind = Kind.TEXT, width: int = 160) -> Column:
    return Column(key, title, Owner.STAFF, meaning, kind, width, born=True)


def to_copy(key: str, title: str, meaning: str = "", width: int = 140) -> Column:
    return Column(key, title, Owner.MACHINE, meaning, width=width, clipped=True)


def by_machine(key: str, title: str, meaning: str = "", kind: Kind = Kind.TEXT, width: int = 140) -> Column:
    return Column(key, title, Owner.MACHINE, meaning, kind, width)
