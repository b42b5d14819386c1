"""All that a decision may know: the answers, the books as read, the programme, and now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from forms.answer import Answer
from forms.questionnaire import Purpose, Questionnaire
from forms.to_google import FormIds
from sheets_schema.as_read import BookAsRead, SheetAsRead
from sheets_schema.tables import book_of
from sync.last_run import LastRun
from sync.programme import Programme
from sync.rules.memory import RowMemory, read_memory, rows_by_tab
from sync.rules.way import Way


@dataclass(frozen=True)
class FormStanding:
    """A survey as the panel shows it. ``ids`` are Google's, kept only where Google chose them.

    ``asked`` are the ids of every question that it ever had from us, and of those that staff have settled.
    ``turned`` is when it was last opened or closed; ``unsettled``: nobody can be sure of the options that it offers.
    """

    key: str
    title: str
    address: str
    open: bool
    ids: FormIds = field(default_factory=FormIds)
    asked: frozenset[str] = frozenset()
    turned: str = ""
    unsettled: bool = False


@dataclass(frozen=True)
class Erasing:
    """Whom staff want erased. ``salt`` is chance from outside, for the marks of what is never to be read in again."""

    code: str
    salt: str


@dataclass(frozen=True)
class World:
    """``now`` is the server's time in UTC. ``wants_pairs`` asks for a round of proposals, ``way`` says what it may
    change; ``force`` overrides the guards.

    ``memory`` is what each book remembers, by book and key; ``last_run`` is how the run before this one ended on
    this computer. ``regular``: one run follows another by itself, so that the panel should tell every day that they
    go on. ``erasing`` asks for the erasure of a person; ``passed_over`` counts the answers by questionnaire that the
    forms list and nobody may read, for their people were erased. ``stones`` are marks of the erased that this computer
    keeps, should the books have come out of an older backup.
    """

    programme: Programme
    questionnaires: tuple[Questionnaire, ...]
    answers: tuple[Answer, ...]
    books: Mapping[str, BookAsRead]
    now: datetime
    forms: tuple[FormStanding, ...] = ()
    wants_pairs: bool = False
    way: Way = Way.ADD
    force: bool = False
    last_run: LastRun | None = None
    regular: bool = False
    erasing: Erasing | None = None
    stones: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    passed_over: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> Mapping[str, Questionnaire]:
        return {item.key: item for item in self.questionnaires}

    @cached_property
    def memory(self) -> Mapping[str, Mapping[str, dict[str, Any]]]:
        return {key: read_memory(book) for key, book in self.books.items()}

    @cached_property
    def remembered(self) -> Mapping[str, Mapping[str, Mapping[str, RowMemory]]]:
        return {key: rows_by_tab(memory) for key, memory in self.memory.items()}

    def remembered_rows(self, table: str) -> Mapping[str, RowMemory]:
        """What was last agreed on of each row of a tab, by row key."""
        return self.remembered[book_of(table).key].get(table, {})

    @cached_property
    def by_purpose(self) -> Mapping[Purpose, Sequence[Answer]]:
        """The answers to the surveys of each purpose, in the order in which they came."""
        return self.by_their_purpose(self.answers)

    def by_their_purpose(self, answers: Iterable[Answer]) -> dict[Purpose, list[Answer]]:
        found: dict[Purpose, list[Answer]] = {}
        for answer in answers:
            found.setdefault(self.questionnaire(answer).purpose, []).append(answer)
        return found

    @cached_property
    def today(self) -> date:
        """The school's own day: late in the evening it is not UTC's."""
        return self.now.astimezone(self.programme.zone).date()

    def find_sheet(self, table: str) -> SheetAsRead | None:
        return self.books[book_of(table).key].sheets.get(table)

    def questionnaire(self, answer: Answer) -> Questionnaire:
        return self.by_key[answer.questionnaire]
