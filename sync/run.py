"""One synchronisation: read, decide, show, write. The shell around the one decision."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from forms.offered import offered
from forms.to_google import choice_requests, chosen_ids
from sheets_schema.as_read import BookAsRead, Copy
from sheets_schema.change import BookChange
from sheets_schema.copies import may_have_raced
from sheets_schema.from_google import copies_from_google
from sheets_schema.repair import repair
from sheets_schema.tables import BOOKS, book
from sheets_schema.to_google import REPLY_MASK, batch_from
from sync.errors import Overtaken, Refused, Uncertain
from sync.folder import KnownFiles
from sync.paper_files import forget_papers
from sync.reading import Job, collect_and_read, known_files, read_book
from sync.rules.decide import decide, decide_and_file
from sync.rules.nameable import Nameable
from sync.rules.plan import FormChange, Plan
from sync.rules.world import World

ATTEMPTS = 5


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


def allowed_calls(outcome: Outcome) -> int:
    """What a synchronisation may cost: N + S + W + F, and as much again for each time it had to read again."""
    reading = outcome.forms_read + len(BOOKS) * (1 + outcome.read_again)
    writing = len(outcome.written) + outcome.forms_written + outcome.read_again
    return reading + writing + 2 * outcome.repaired
