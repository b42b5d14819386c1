"""One synchronisation: collect, read, decide, show, write. The shell around the one decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from forms.answer import Answer
from forms.from_google import answer_from_google
from forms.questionnaire import ON_CONSENT, Questionnaire
from forms.to_google import FormIds, chosen_ids
from sheets_schema.as_read import BookAsRead, Copy
from sheets_schema.change import BookChange
from sheets_schema.copies import may_have_raced
from sheets_schema.from_google import READ_MASK, book_from_google, copies_from_google
from sheets_schema.repair import repair
from sheets_schema.table import Book
from sheets_schema.tables import BOOKS, book
from sheets_schema.to_google import REPLY_MASK, batch_from
from sync.errors import NotSetUp, Overtaken, Refused, Uncertain
from sync.folder import Folder, KnownBook, KnownFiles, KnownForm
from sync.last_run import LastRun
from sync.programme import Programme
from sync.remote.apis import Apis
from sync.rules.decide import decide
from sync.rules.memory import FORM, read_memory
from sync.rules.migration import refuse_newer
from sync.rules.plan import Plan
from sync.rules.world import Erasing, FormStanding, World

T = TypeVar("T")
ATTEMPTS = 5


@dataclass(frozen=True)
class Job:
    """What a synchronisation works with. ``side_by_side`` is how many reading calls are under way at once."""

    programme: Programme
    folder: Folder
    apis: Apis
    questionnaires: tuple[Questionnaire, ...]
    wants_pairs: bool = False
    force: bool = False
    side_by_side: int = 8
    last_run: LastRun | None = None
    regular: bool = False
    erasing: Erasing | None = None

    def filled(self) -> tuple[Questionnaire, ...]:
        return tuple(questionnaire.filled(self.programme.words()) for questionnaire in self.questionnaires)

    def book_addresses(self, known: KnownFiles) -> dict[str, str]:
        """Where people open the books, by title."""
        home = self.programme.address or "https://docs.google.com"
        return {item.title: f"{home}/spreadsheets/d/{known.books[item.key].id}/edit" for item in BOOKS}


@dataclass(frozen=True)
class Outcome:
    """What a synchronisation did: the last plan, the books written (in order), and how often it had to read again.

    ``first`` is the plan that was shown: the last one is what was left to do after a reading anew.
    """

    plan: Plan
    first: Plan
    written: tuple[str, ...] = ()
    read_again: int = 0
    repaired: int = 0


def look_and_decide(job: Job) -> tuple[World, Plan]:
    """Everything but the writing."""
    world = collect_and_read(job, known_files(job))
    return world, decide(world)


def synchronise(job: Job, show: Callable[[Plan], None]) -> Outcome:
    """Do it. When another machine wrote in between, or a reply was lost, everything is read and decided anew.

    Raises Overtaken when others were faster each time, Uncertain when the last reply was lost again.
    """
    work = Work(job, known_files(job))
    first = None
    for attempt in range(ATTEMPTS):
        world = collect_and_read(job, work.known)
        if work.heal_all(world):
            continue
        plan = decide(world)
        if first is None:
            first = plan
            show(plan)
        if work.write(world, plan):
            return Outcome(plan, first, tuple(dict.fromkeys(work.written)), attempt, work.repaired)
        if work.unknown and attempt < ATTEMPTS - 1:
            job.apis.session.pause(attempt)
    raise work.unknown or Overtaken(ATTEMPTS)


@dataclass
class Work:
    """One synchronisation under way: what was written, refused and repaired so far.

    ``unknown`` is why nobody can tell whether the last batch was applied.
    """

    job: Job
    known: KnownFiles
    written: list[str] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)
    repaired: int = 0
    unknown: Uncertain | None = None

    def write(self, world: World, plan: Plan) -> bool:
        """One batch per book, the consents first. False when everything must be read again.

        Raises Refused when a batch is refused twice although nobody else wrote: then it is our fault.
        """
        return all(self.write_book(world.books[change.book], change) for change in plan.books)

    def write_book(self, as_read: BookAsRead, change: BookChange) -> bool:
        self.unknown = None
        try:
            copies = self.send(as_read, change)
        except Uncertain as error:
            self.unknown = error
            return False
        except Refused:
            if self.refused.get(change.book) == as_read.generation:
                raise
            self.refused[change.book] = as_read.generation
            return False
        self.written.append(change.book)
        raced = may_have_raced(book(change.book), as_read, copies)
        return not (raced and self.heal(as_read, read_book(self.job, self.known, change.book)))

    def heal(self, before: BookAsRead | None, now: BookAsRead) -> bool:
        """Put back what the last batch wrote over while somebody changed it; True when there was anything.

        ``before`` is the book as it was read for that batch, None when an earlier run wrote it.
        """
        changes = repair(book(now.key), now, before)
        if changes:
            # Unknown or refused: whoever wrote meanwhile, the next reading tells what is still to be put back.
            with suppress(Uncertain, Refused):
                self.send(now, BookChange(now.key, changes))
                self.repaired += 1
        return bool(changes)

    def heal_all(self, world: World) -> bool:
        """What an earlier run left unrepaired, in every book; True when something must be read again."""
        found = [self.heal(None, as_read) for as_read in world.books.values() if as_read.copies]
        return any(found)

    def send(self, as_read: BookAsRead, change: BookChange) -> tuple[Copy, ...]:
        """One batch, and the copies that it made of what it wrote over."""
        declared = book(change.book)
        batch = batch_from(declared, as_read, change)
        reply = self.job.apis.sheets.write_book(self.known.books[change.book].id, batch, REPLY_MASK)
        return copies_from_google(declared, reply.get("updatedSpreadsheet", {}))


def known_files(job: Job) -> KnownFiles:
    """What set-up made: from this computer's list or, on a new computer, found by its marks with one call.

    Raises NotSetUp, and OtherProgramme when the list is of a programme with another id.
    """
    known = job.folder.known_for(job.programme.id)
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
            known.folder = known.folder or file["id"]
    return known


def collect_and_read(job: Job, known: KnownFiles) -> World:
    """The forms with consents are listed last: nothing is written about a person who has withdrawn by then."""
    others = [item for item in job.questionnaires if item.purpose not in ON_CONSENT]
    consents = [item for item in job.questionnaires if item.purpose in ON_CONSENT]
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
        last_run=job.last_run,
        regular=job.regular,
        erasing=job.erasing,
    )


def collect(job: Job, known: KnownFiles, questionnaires: Iterable[Questionnaire]) -> dict[str, list[dict[str, Any]]]:
    """Every response of each form, side by side."""
    _ = job.apis.forms.forms  # made once, before the threads need it
    list_responses = job.apis.forms.responses
    keys = [questionnaire.key for questionnaire in questionnaires]
    return side_by_side(job, lambda key: list(list_responses(known.forms[key].id)), keys)


def side_by_side(job: Job, call: Callable[[str], T], keys: Sequence[str]) -> dict[str, T]:
    """What each call gives, by its key."""
    with ThreadPoolExecutor(job.side_by_side) as threads:
        return dict(zip(keys, threads.map(call, keys), strict=True))


def read_book(job: Job, known: KnownFiles, key: str) -> BookAsRead:
    return as_known(book(key), job.apis.sheets.read_book(known.books[key].id, READ_MASK))


def as_known(declared: Book, reply: Mapping[str, Any]) -> BookAsRead:
    """The book of a reply. Raises NewerProgramme when a later version has written it: nothing may be repaired then."""
    as_read = book_from_google(declared, reply)
    refuse_newer(declared, as_read)
    return as_read


def read_books(job: Job, known: KnownFiles) -> dict[str, BookAsRead]:
    _ = job.apis.sheets.client
    read = job.apis.sheets.read_book
    keys = [item.key for item in BOOKS]
    replies = side_by_side(job, lambda key: read(known.books[key].id, READ_MASK), keys)
    return {key: as_known(book(key), reply) for key, reply in replies.items()}


def registered_forms(job: Job, known: KnownFiles, books: dict[str, BookAsRead]) -> dict[str, FormStanding]:
    """The forms' addresses and ids: from this computer's list, else from the book's own memory."""
    memory = read_memory(books["programme"])
    found = {}
    for questionnaire in job.filled():
        form = known.forms[questionnaire.key]
        kept = memory.get(f"{FORM}:{questionnaire.key}", {})
        if not form.address:
            form = remembered_form(form, kept)
        found[questionnaire.key] = FormStanding(
            key=questionnaire.key,
            title=questionnaire.title,
            address=form.address,
            open=form.open,
            ids=FormIds(form.items, form.questions),
            asked=frozenset(form.asked) | frozenset(kept.get("asked", ())),
        )
    return found


def remembered_form(form: KnownForm, kept: Mapping[str, Any]) -> KnownForm:
    """The form as the book remembers it, on a computer that did not set it up."""
    names = ("address", "items", "questions")
    return replace(form, open=kept.get("open", True), **{name: kept[name] for name in names if name in kept})


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
    return once * (1 + outcome.read_again) + len(outcome.written) + outcome.read_again + 2 * outcome.repaired
