"""What a sync is going to do, as a value: printed, checked and only then carried out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sheets_schema.change import BookChange
from sheets_schema.kind import canonical
from sheets_schema.record import Record
from sync.rules.figures import Monitoring


@dataclass(frozen=True, order=True)
class Issue:
    """Something only a person can settle: a line of «Требует внимания», known by ``key``.

    ``who`` is a name and class or a code; ``now`` and ``new`` are the two values of a conflict.
    """

    key: str
    what: str
    who: str = ""
    where: str = ""
    now: str = ""
    new: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Waiting:
    """Someone who is in no base yet: what is missing. Name and class, no more."""

    who: str
    missing: str


@dataclass(frozen=True)
class Figures:
    """Counts that status and the command line show."""

    answers: int = 0
    mentees: int = 0
    mentors: int = 0
    ready_mentors: int = 0
    not_to_work: int = 0  # mentors refused or kept in reserve
    proposed: int = 0
    approved: int = 0


@dataclass(frozen=True)
class FormChange:
    """New options for the questions of one form that take them from the bases, by question."""

    form: str
    title: str
    choices: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Erased:
    """What an erasure takes away of one person, and what only people can delete: for the act and the command.

    ``rows`` counts lines by the title of their tab, ``headings`` are the kinds of data in them; ``responses`` are
    (questionnaire, response id); ``mentions`` are places in the staff's own words that may name the person.
    ``confirmed_by`` is who of the staff decided; ``words`` are the names by which copies elsewhere can be found.
    """

    code: str
    confirmed_by: str
    demanded: datetime | None = None
    former: tuple[str, ...] = ()
    rows: tuple[tuple[str, int], ...] = ()
    headings: tuple[str, ...] = ()
    responses: tuple[tuple[str, str], ...] = ()
    mentions: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoundChange:
    """A pair that a round proposes, or a proposal that it lifts: both sides by code and first name."""

    mentee: str
    mentor: str
    state: str


@dataclass(frozen=True)
class Roadmap:
    """The lines of «Дорожная карта» in the order of their numbers, and how the requests of stage 1 stand."""

    lines: tuple[Record, ...] = ()
    preliminary: str = ""


@dataclass(frozen=True)
class Plan:
    """Changes by book in the order of writing (consents first, «Требует внимания» last), and what people should see.

    ``forms`` are written before the books: these remember what was sent. ``named`` are the codes of those whom a file
    made earlier may go on naming: their consent holds, or only waits to be renewed. ``closed`` are those of whom no
    letter may tell any more, and ``asked`` those of them whose consent is still waited for.
    """

    books: tuple[BookChange, ...] = ()
    issues: tuple[Issue, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    figures: Figures = field(default_factory=Figures)
    restored: tuple[Issue, ...] = ()
    forms: tuple[FormChange, ...] = ()
    erased: Erased | None = None
    roadmap: Roadmap = field(default_factory=Roadmap)
    named: frozenset[str] = frozenset()
    closed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    monitoring: Monitoring = field(default_factory=Monitoring)
    round: tuple[RoundChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.books or self.forms)

    def to_json(self) -> dict[str, Any]:
        """Without personal data: which rows and columns change, not to what."""
        return {
            "books": [book_to_json(book) for book in self.books],
            "forms": [change.form for change in self.forms],
            "attention": len(self.issues),
            "waiting": len(self.waiting),
            "restored": [{"where": issue.where, "row": issue.who} for issue in self.restored],
            "figures": vars(self.figures),
            "round": [vars(change) for change in self.round],
        }


def book_to_json(book: BookChange) -> dict[str, Any]:
    tables = [
        {
            "tab": change.table,
            "made": change.make,
            "new_columns": list(change.columns),
            "changed": {row.key or str(row.index): sorted(row.values) for row in change.rows},
            "new": [canonical(record.key) for record in change.new],
            "dropped": len(change.dropped),
            "charts": [chart.chart for chart in change.charts],
        }
        for change in book.tables
    ]
    return {"book": book.book, "tabs": tables}
