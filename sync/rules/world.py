"""All that a decision may know: the answers, the books as read, the programme, and now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from forms.answer import Answer
from forms.questionnaire import Questionnaire
from forms.to_google import FormIds
from sheets_schema.as_read import BookAsRead, SheetAsRead
from sheets_schema.tables import book_of
from sync.programme import Programme


@dataclass(frozen=True)
class FormStanding:
    """A survey as the panel shows it. ``ids`` are Google's, kept only where Google chose them.

    ``asked`` are the ids of every question that it ever had from us, and of those that staff have settled.
    """

    key: str
    title: str
    address: str
    open: bool
    ids: FormIds = field(default_factory=FormIds)
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class World:
    """``now`` is the server's time in UTC. ``wants_pairs`` asks for proposals, ``force`` overrides the guards."""

    programme: Programme
    questionnaires: tuple[Questionnaire, ...]
    answers: tuple[Answer, ...]
    books: Mapping[str, BookAsRead]
    now: datetime
    forms: tuple[FormStanding, ...] = ()
    wants_pairs: bool = False
    force: bool = False
    by_key: Mapping[str, Questionnaire] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {item.key: item for item in self.questionnaires})

    @property
    def today(self) -> date:
        """The school's own day: late in the evening it is not UTC's."""
        return self.now.astimezone(self.programme.zone).date()

    def find_sheet(self, table: str) -> SheetAsRead | None:
        return self.books[book_of(table).key].sheets.get(table)

    def questionnaire(self, answer: Answer) -> Questionnaire:
        return self.by_key[answer.questionnaire]
