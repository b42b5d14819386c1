"""One synchronisation: collect, read, decide, show, write. The shell around the one decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from forms.answer import Answer
from forms.from_google import answer_from_google
from forms.offered import offered
from forms.questionnaire import ON_CONSENT, Questionnaire
from forms.to_google import FormIds, choice_requests, chosen_ids
from sheets_schema.as_read import BookAsRead, Copy
from sheets_schema.change import BookChange
from sheets_schema.copies import may_have_raced
from sheets_schema.from_google import READ_MASK, book_from_google, copies_from_google
from sheets_schema.repair import repair
from sheets_schema.table import Book
from sheets_schema.tables import BOOKS, book
from sheets_schema.to_google import REPLY_MASK, batch_from
from sync.closed_forms import follow_later_word, keep_closed, kept_answers, may_rest
from sync.errors import NotSetUp, Overtaken, Refused, ToolError, Uncertain
from sync.folder import Folder, KnownBook, KnownFiles, KnownForm
from sync.last_run import LastRun
from sync.paper_files import forget_papers
from sync.programme import Programme
from sync.remote.apis import Apis
from sync.rules.decide import decide, decide_and_file
from sync.rules.memory import FORM, read_memory
from sync.rules.migration import refuse_newer
from sync.rules.nameable import Nameable
from sync.rules.plan import FormChange, Plan
from sync.rules.tombstones import tombstones_in
from sync.rules.way import Way
from sync.rules.world import Erasing, FormStanding, World
from sync.tombstone_file import kept_tombstones

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


@dataclass(frozen=True)
class Outcome:
    """What a synchronisation did: the last plan, the books written (in order), and how often it had to read again.

    ``forms_read`` are the listings of forms, closed ones at rest apart, and ``forms_written`` those given new options.
    ``first`` is the plan that was shown: the last one is what was left to do after a reading anew.
    """

    plan: Plan
    first: Plan
    written: tuple[str, ...] = ()
    read_again: int = 0
    repaired: int = 0
    forms_read: int = 0
    forms_written: int = 0


def look_and_decide(job: Job) -> tuple[World, Plan]:
    """Everything but the writing."""
    world, plan, _ = look_and_file(job)
    return world, plan


def look_and_file(job: Job) -> tuple[World, Plan, Nameable]:
    """The same, and what papers may say."""
    world = collect_and_read(job, known_files(job))
    return world, *decide_and_file(world)


def synchronise(job: Job, show: Callable[[Plan], None]) -> Outcome:
    """Do it. When another machine wrote in between, or a reply was lost, everything is read and decided anew.

    Raises Overtaken when others were faster each time, Uncertain when the last reply was lost again.
    """
    work = Work(job, known_files(job))
    first = None
    for attempt in range(ATTEMPTS):
        world = collect_and_read(job, work.known, work.listed)
        if work.heal_all(world):
            continue
        plan = decide(world)
        if first is None:
            first = plan
            show(plan)
        if work.write(world, plan):
            forget_papers(job.folder, plan.named)
            job.folder.forget_letters(plan.closed, plan.asked)
            written = tuple(dict.fromkeys(work.written))
            return Outcome(plan, first, written, attempt, work.repaired, len(work.listed), work.forms_written)
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
    listed: list[str] = field(default_factory=list)
    forms_written: int = 0

    def write(self, world: World, plan: Plan) -> bool:
        """New options into the forms, then one batch per book, the consents first. False when all must be read again.

        Until the books say what the forms were sent, this computer remembers that nobody can be sure of it.
        Raises Refused when a batch is refused twice although nobody else wrote: then it is our fault.
        """
        self.unknown = None
        self.note_unsettled(plan, unsettled=True)
        try:
            for form in plan.forms:
                self.write_form(world, form)
        except Uncertain as error:
            self.unknown = error
            return False
        done = all(self.write_book(world.books[change.book], change) for change in plan.books)
        self.note_unsettled(plan, unsettled=not done)
        return done

    def note_unsettled(self, plan: Plan, *, unsettled: bool) -> None:
        for change in plan.forms:
            self.known.forms[change.form].unsettled = unsettled
        if plan.forms:
            self.job.folder.change_forms({change.form: {"unsettled": unsettled} for change in plan.forms})

    def write_form(self, world: World, change: FormChange) -> None:
        """One batch; where somebody has rearranged the form by hand, its items are looked for first."""
        whole = world.by_key[change.form]
        questionnaire = offered(whole, self.job.programme.mentoring_forms).with_choices(change.choices)
        kept = next(form.ids for form in world.forms if form.key == change.form)
        ids = kept if kept.questions else chosen_ids(questionnaire)
        identity, forms = self.known.forms[change.form].id, self.job.apis.forms
        self.forms_written += 1
        try:
            forms.edit(identity, choice_requests(questionnaire, ids))
        except Refused:
            items = forms.get(identity).get("items", [])
            places = {item["itemId"]: index for index, item in enumerate(items)}
            if requests := choice_requests(questionnaire, ids, places):
                forms.edit(identity, requests)

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


def allowed_calls(outcome: Outcome) -> int:
    """What a synchronisation may cost: N + S + W + F, and as much again for each time it had to read again."""
    reading = outcome.forms_read + len(BOOKS) * (1 + outcome.read_again)
    writing = len(outcome.written) + outcome.forms_written + outcome.read_again
    return reading + writing + 2 * outcome.repaired
