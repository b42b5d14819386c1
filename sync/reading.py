"""What a synchronisation begins with: which files are the school's, what people answered, what stands in the books."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from forms.answer import Answer
from forms.from_google import answer_from_google
from forms.questionnaire import ON_CONSENT, Questionnaire
from forms.to_google import FormIds, chosen_ids
from sheets_schema.as_read import BookAsRead
from sheets_schema.from_google import READ_MASK, book_from_google
from sheets_schema.table import Book
from sheets_schema.tables import BOOKS, book
from sync.closed_forms import follow_later_word, keep_closed, kept_answers, may_rest
from sync.errors import NotSetUp, ToolError
from sync.folder import Folder, KnownBook, KnownFiles, KnownForm
from sync.last_run import LastRun
from sync.programme import Programme
from sync.remote.apis import Apis
from sync.rules.memory import FORM, read_memory
from sync.rules.migration import refuse_newer
from sync.rules.tombstones import tombstones_in
from sync.rules.way import Way
from sync.rules.world import Erasing, FormStanding, World
from sync.tombstone_file import kept_tombstones

T = TypeVar("T")


@dataclass(frozen=True)
class Job:
    """What a synchronisation works with. ``side_by_side`` is how many reading calls are under way at once."""

    programme: Programme
    folder: Folder
    apis: Apis
    questionnaires: tuple[Questionnaire, ...]
    wants_pairs: bool = False
    way: Way = Way.ADD
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


def collect_and_read(job: Job, known: KnownFiles, listed: list[str] | None = None) -> World:
    """The forms with consents are listed last: nothing is written about a person who has withdrawn by then.

    Closed forms rest, as far as the book agrees. ``listed`` learns which forms were read.
    """
    kept = kept_answers(job.folder, known, job.questionnaires)
    awake = [item for item in job.questionnaires if item.key not in kept]
    others = [item for item in awake if item.purpose not in ON_CONSENT]
    consents = [item for item in awake if item.purpose in ON_CONSENT]
    responses = {**collect(job, known, others), **collect(job, known, consents)}
    books = read_books(job, known)
    memory = read_memory(books["programme"])
    turned = follow_later_word(job.folder, known, memory)
    rested = {key for key in kept if key not in turned and may_rest(memory, known.forms[key], key, kept[key])}
    late = [item for item in job.questionnaires if item.key in (kept.keys() | turned) - rested]
    read_late = collect(job, known, late)
    stones = kept_tombstones(job.folder, books["personal"])
    keep_closed(job.folder, known, read_late, kept, tombstones_in(books["personal"], stones))
    if listed is not None:
        listed += [*responses, *read_late]
    responses = {**kept, **responses, **read_late}
    registered = registered_forms(job, known, books)
    return World(
        programme=job.programme,
        questionnaires=job.filled(),
        answers=tuple(answers_from(job.questionnaires, registered, responses)),
        books=books,
        now=job.apis.session.server_time or datetime.now(UTC),
        forms=tuple(registered[item.key] for item in job.filled()),
        wants_pairs=job.wants_pairs,
        way=job.way,
        force=job.force,
        last_run=job.last_run,
        regular=job.regular,
        erasing=job.erasing,
        stones=stones,
    )


def collect(job: Job, known: KnownFiles, questionnaires: Iterable[Questionnaire]) -> dict[str, list[dict[str, Any]]]:
    """Every response of each form, side by side."""
    _ = job.apis.forms.forms  # made once, before the threads need it
    list_responses = job.apis.forms.responses
    keys = [questionnaire.key for questionnaire in questionnaires]
    return side_by_side(job, lambda key: list(list_responses(known.forms[key].id)), keys)


def side_by_side(job: Job, call: Callable[[str], T], keys: Sequence[str]) -> dict[str, T]:
    """What each call gives, by its key. Once one fails the rest is not begun: each would wait as long in vain."""
    failures: list[ToolError] = []

    def unless_failed(key: str) -> T | None:
        if failures:
            return None
        try:
            return call(key)
        except ToolError as error:
            # Noted by the thread itself: it would begin the next call before the one that waits could forbid it.
            failures.append(error)
            return None

    if job.side_by_side == 1:
        given = {key: unless_failed(key) for key in keys}
    else:
        with ThreadPoolExecutor(job.side_by_side) as threads:
            given = dict(zip(keys, threads.map(unless_failed, keys), strict=True))
    if failures:
        raise failures[0]
    return cast("dict[str, T]", given)


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
            turned=form.turned,
            unsettled=form.unsettled,
            ids=FormIds(form.items, form.questions),
            asked=frozenset(form.asked) | frozenset(kept.get("asked", ())),
        )
    return found


def remembered_form(form: KnownForm, kept: Mapping[str, Any]) -> KnownForm:
    """The form as the book remembers it, on a computer that did not set it up."""
    names = ("address", "items", "questions")
    is_open = form.open if form.turned else kept.get("open", True)
    return replace(form, open=is_open, **{name: kept[name] for name in names if name in kept})


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
