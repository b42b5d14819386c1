"""One synchronisation: collect, read, decide, show, write. The shell around the one decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from forms.answer import Answer
from forms.from_google import answer_from_google
from forms.questionnaire import CONSENTS, Questionnaire
from forms.to_google import FormIds, chosen_ids
from sheets_schema.as_read import BookAsRead
from sheets_schema.from_google import READ_MASK, book_from_google
from sheets_schema.tables import BOOKS, book
from sheets_schema.to_google import batch_from
from sync.errors import NotSetUp, Overtaken, Refused, Uncertain
from sync.folder import Folder, KnownBook, KnownFiles, KnownForm
from sync.programme import Programme
from sync.remote.apis import Apis
from sync.rules.decide import decide
from sync.rules.memory import FORM, read_memory
from sync.rules.plan import Plan
from sync.rules.world import FormStanding, World

ATTEMPTS = 4
SIDE_BY_SIDE = 8


@dataclass(frozen=True)
class Job:
    """What a synchronisation works with."""

    programme: Programme
    folder: Folder
    apis: Apis
    questionnaires: tuple[Questionnaire, ...]
    wants_pairs: bool = False
    force: bool = False

    def filled(self) -> tuple[Questionnaire, ...]:
        return tuple(questionnaire.filled(self.programme.words()) for questionnaire in self.questionnaires)

    def book_addresses(self, known: KnownFiles) -> dict[str, str]:
        """Where people open the books, by title."""
        home = self.programme.address or "https://docs.google.com"
        return {item.title: f"{home}/spreadsheets/d/{known.books[item.key].id}/edit" for item in BOOKS}


@dataclass(frozen=True)
class Outcome:
    """What a synchronisation did: the last plan, the books written (in order), and how often it had to read again."""

    plan: Plan
    written: tuple[str, ...] = ()
    read_again: int = 0
    figures: dict[str, int] = field(default_factory=dict)


def look_and_decide(job: Job) -> tuple[World, Plan]:
    """Everything but the writing."""
    world = collect_and_read(job, known_files(job))
    return world, decide(world)


def synchronise(job: Job, show: Callable[[Plan], None]) -> Outcome:
    """Do it. When another machine wrote in between, or a reply was lost, everything is read and decided anew."""
    known = known_files(job)
    written: list[str] = []
    refused: dict[str, int] = {}
    for attempt in range(ATTEMPTS):
        world = collect_and_read(job, known)
        plan = decide(world)
        if attempt == 0:
            show(plan)
        if write(job, world, plan, known, written, refused):
            return Outcome(plan, tuple(dict.fromkeys(written)), attempt)
    raise Overtaken(ATTEMPTS)


def write(job: Job, world: World, plan: Plan, known: KnownFiles, written: list[str], refused: dict[str, int]) -> bool:
    """One batch per book, the consents first. False when a book must be read again before anything else.

    Raises Refused when a batch is refused twice although nobody else wrote: then it is our fault.
    """
    for change in plan.books:
        as_read = world.books[change.book]
        batch = batch_from(book(change.book), as_read, change)
        try:
            job.apis.sheets.write_book(known.books[change.book].id, batch)
        except Uncertain:
            return False
        except Refused:
            if refused.get(change.book) == as_read.generation:
                raise
            refused[change.book] = as_read.generation
            return False
        written.append(change.book)
    return True


def known_files(job: Job) -> KnownFiles:
    """What set-up made: from this computer's list or, on a new computer, found by its marks with one call."""
    known = job.folder.load_known()
    wanted_forms = {questionnaire.key for questionnaire in job.questionnaires}
    wanted_books = {item.key for item in BOOKS}
    if not wanted_forms <= set(known.forms) or not wanted_books <= set(known.books):
        known = found_files(job)
        missing = (wanted_forms - set(known.forms)) | (wanted_books - set(known.books))
        if missing:
            raise NotSetUp(tuple(sorted(missing)))
    return known


def found_files(job: Job) -> KnownFiles:
    known = KnownFiles()
    for file in job.apis.drive.find_marked(job.programme.id):
        marks = file.get("appProperties", {})
        kind, key = marks.get("kind"), marks.get("key", "")
        if kind == "form":
            known.forms.setdefault(key, KnownForm(file["id"]))
        elif kind == "book":
            known.books.setdefault(key, KnownBook(file["id"]))
        elif kind == "folder":
            known.folder = file["id"]
    return known


def collect_and_read(job: Job, known: KnownFiles) -> World:
    """The forms with consents are listed last: nothing is written about a person who has withdrawn by then."""
    others = [item for item in job.questionnaires if item.purpose not in CONSENTS]
    consents = [item for item in job.questionnaires if item.purpose in CONSENTS]
    responses = {**collect(job, known, others), **collect(job, known, consents)}
    books = read_books(job, known)
    registered = registered_forms(job, known, books)
    return World(
        programme=job.programme,
        questionnaires=job.filled(),
        answers=tuple(answers_from(job.questionnaires, registered, responses)),
        books=books,
        now=job.apis.session.server_time or datetime.now(UTC),
        forms=tuple(registered[item.key] for item in job.filled()),
        wants_pairs=job.wants_pairs,
        force=job.force,
    )


def collect(job: Job, known: KnownFiles, questionnaires: Iterable[Questionnaire]) -> dict[str, list[dict[str, Any]]]:
    """Every response of each form, side by side."""
    _ = job.apis.forms.forms  # made once, before the threads need it
    keys = [questionnaire.key for questionnaire in questionnaires]
    list_responses = job.apis.forms.responses
    with ThreadPoolExecutor(SIDE_BY_SIDE) as side_by_side:
        pages = side_by_side.map(lambda key: list(list_responses(known.forms[key].id)), keys)
        return dict(zip(keys, pages, strict=True))


def read_books(job: Job, known: KnownFiles) -> dict[str, BookAsRead]:
    _ = job.apis.sheets.client
    read = job.apis.sheets.read_book
    with ThreadPoolExecutor(SIDE_BY_SIDE) as side_by_side:
        replies = side_by_side.map(lambda item: read(known.books[item.key].id, READ_MASK), BOOKS)
        return {item.key: book_from_google(item, reply) for item, reply in zip(BOOKS, replies, strict=True)}


def registered_forms(job: Job, known: KnownFiles, books: dict[str, BookAsRead]) -> dict[str, FormStanding]:
    """The forms' addresses and ids: from this computer's list, else from the book's own memory."""
    memory = read_memory(books["programme"])
    found = {}
    for questionnaire in job.filled():
        form = known.forms[questionnaire.key]
        if not form.address:
            form = replace(form, **{"open": True, **memory.get(f"{FORM}:{questionnaire.key}", {})})
        found[questionnaire.key] = FormStanding(
            key=questionnaire.key,
            title=questionnaire.title,
            address=form.address,
            open=form.open,
            ids=FormIds(form.items, form.questions),
        )
    return found


def answers_from(
    questionnaires: Iterable[Questionnaire],
    registered: dict[str, FormStanding],
    responses: dict[str, list[dict[str, Any]]],
) -> Iterable[Answer]:
    for questionnaire in questionnaires:
        kept = registered[questionnaire.key].ids
        ids = kept if kept.questions else chosen_ids(questionnaire)
        for response in responses[questionnaire.key]:
            yield answer_from_google(questionnaire, ids, response)


def allowed_calls(job: Job, outcome: Outcome) -> int:
    """What a synchronisation may cost: N + S + W, and as much again for each time it had to read again."""
    once = len(job.questionnaires) + len(BOOKS)
    return once * (1 + outcome.read_again) + len(outcome.written) + outcome.read_again
