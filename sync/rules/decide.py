"""The one decision of a sync: everything that is known goes in, a plan comes out. No I/O in it or below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sheets_schema.as_read import BookAsRead
from sheets_schema.change import BookChange, TableChange
from sheets_schema.table import Book
from sheets_schema.tables import BOOKS, book_of, table
from sheets_schema.tables.programme import PANEL, PROGRAMME, UNPAIRED
from sync.rules.admission import Gated, pass_gate
from sync.rules.alone_lines import alone_lines
from sync.rules.attention import attention_change, choices_of
from sync.rules.charts import draw_charts
from sync.rules.consent import TERM, WITHDRAWN
from sync.rules.drafts import Bases, Drafts, draft_bases, merge_bases
from sync.rules.erasure import Erasure, without_erased
from sync.rules.figures import Monitoring
from sync.rules.form_choices import changed_forms, form_choices, with_marks
from sync.rules.gone_answers import gone_answers, gone_applications
from sync.rules.ground import Ground
from sync.rules.guard import forced_choices, refuse_changed, refuse_vanished, refuse_vanished_answers
from sync.rules.hearing import hear
from sync.rules.left_alone import left_alone
from sync.rules.letter_ledger import kept_letters
from sync.rules.memory import LOST, entries_of, is_lost, lost_memory, memory_change
from sync.rules.merge import MergedTable, derive_table
from sync.rules.migration import SCHEMA, migrated, schema_entry
from sync.rules.monitoring.tabs import figure_changes
from sync.rules.monitoring.whole import monitoring_of
from sync.rules.nameable import Nameable
from sync.rules.pair_lines import pair_lines
from sync.rules.pair_rows import Pair
from sync.rules.pair_states import MADE, PROPOSED
from sync.rules.pairing import Paired, at_last, decide_pairs
from sync.rules.panel import Standing, ToErase, Told, has_news, panel_rows, told_before, told_now
from sync.rules.plan import Figures, Issue, Plan, Waiting
from sync.rules.pool import Pool
from sync.rules.progress import Progress
from sync.rules.registers import Registers, fill_registers
from sync.rules.registry import form_entries
from sync.rules.roadmap import fill_roadmap, roadmap_of
from sync.rules.unknown import unknown_answers
from sync.rules.world import World

Memory = Mapping[str, dict[str, Any]]
# The consents first, «Требует внимания» last: once a line is gone from it, the other books must show what was decided.
IN_ORDER = ("personal", "programme", "bases")


@dataclass(frozen=True)
class Found:
    """What the rules found, in their order: who is who and whose consent holds, both bases, the pairs, every tab.

    ``merged`` are the tabs that are merged with what staff did, the road map last.
    """

    gated: Gated
    drafts: Drafts
    pool: Pool
    paired: Paired
    bases: Bases
    ground: Ground
    registers: Registers
    progress: Progress
    roadmap: MergedTable
    merged: tuple[MergedTable, ...]


def decide(world: World) -> Plan:
    """What a sync is to write. Raises BaseVanished, AnswersVanished when an emptied book or form must stop it."""
    plan, _ = decide_and_file(world)
    return plan


def decide_and_file(world: World) -> tuple[Plan, Nameable]:
    """The same, and what papers may then say. Raises what ``decide`` does."""
    world, erasure = without_erased(world)
    if not world.force:
        refuse_vanished(world)
        refuse_vanished_answers(world)
    forced = forced_choices(world) if world.force else {}
    choices = {**forced, **choices_of(world.find_sheet("attention"))}
    found = found_of(world, choices)
    if not world.force:
        refuse_changed(world, found.merged)
    plan = with_erasure(plan_of(world, found, erasure, choices), erasure)
    return plan, Nameable(found.ground, {item.change.table: item.records for item in found.merged})


def found_of(world: World, choices: Mapping[str, str]) -> Found:
    gated = pass_gate(world, world.memory["personal"], choices)
    drafts = draft_bases(world, gated, choices)
    heard = hear(world, gated, drafts, choices)
    paired = decide_pairs(world, gated, heard.pool, choices)
    bases = merge_bases(world, gated, drafts, paired.pairs, choices)
    ground = Ground(world, gated, bases, tuple(paired.pairs), refused=drafts.refused)
    registers = fill_registers(ground, choices, heard.filled)
    paired = at_last(paired, heard.pool, registers.pairs_that_met)
    sheet = world.find_sheet("pairs")
    of_pairs = pair_lines(paired.pairs, heard.pool, sheet, paired.memory, choices, world.today)
    merged = (gated.consents, bases.mentees, bases.mentors, drafts.readiness, of_pairs, *registers.merged)
    progress = Progress(world, gated.gates, {item.change.table: item.records for item in merged})
    roadmap = fill_roadmap(progress, choices)
    ground = replace(ground, pairs=tuple(paired.pairs))
    return Found(
        gated, drafts, heard.pool, paired, bases, ground, registers, progress, roadmap, merged=(*merged, roadmap)
    )


def plan_of(world: World, found: Found, erasure: Erasure, choices: Mapping[str, str]) -> Plan:
    gated, pairs = found.gated, found.paired.pairs
    monitoring = monitoring_of(found.progress, gated)
    memory = world.memory
    lost = {book.key: lost_memory(book) for book in BOOKS if is_lost(world.books[book.key], memory[book.key], choices)}
    vanished = gone_applications(world, gated.gates, found.bases)
    gone = gone_answers([*vanished, *found.registers.gone], memory["bases"], choices)
    issues = tuple(sorted({*questions_of(world, found, choices), *gone.issues, *lost.values()}))
    on_forms = form_choices(world, found.drafts, pairs)
    remembered = remembered_of(world, found, erasure)
    remembered["bases"] |= gone.entries
    remembered["programme"] |= with_marks(form_entries(world, choices), on_forms)
    for key in lost:
        remembered[key][LOST] = {}
    figures = figures_of(world, found.drafts, pairs)
    standing = Standing(figures, waiting_of(gated), len(issues), len(gated.lapsed.since), to_erase(world, gated))
    changes = book_changes(world, found, issues, monitoring)
    drawn = draw_charts(world.books["programme"], memory["programme"], monitoring)
    changes["programme"].append(drawn.change)
    remembered["programme"] |= drawn.memory
    return replace(
        assemble(world, changes, remembered, standing, issues, restored_of(found.merged)),
        forms=tuple(changed_forms(world, on_forms)),
        roadmap=roadmap_of(found.progress, found.roadmap),
        monitoring=monitoring,
        round=found.paired.changes,
        named=frozenset(code for code, gate in gated.gates.items() if gate.visible),
        closed=tuple(sorted({*gated.closed, *gated.lapsed.since})),
        asked=gated.asked,
    )


def questions_of(world: World, found: Found, choices: Mapping[str, str]) -> Iterator[Issue]:
    """What only staff can settle, but for what is missing."""
    yield from unknown_answers(world, choices)
    yield from found.gated.issues
    yield from found.paired.issues
    yield from issues_of(found.merged)
    yield from found.registers.issues
    yield from left_alone(world, found.gated.codes, found.paired.memory, found.drafts.mentors.may)


def remembered_of(world: World, found: Found, erasure: Erasure) -> dict[str, dict[str, dict[str, Any]]]:
    """What each book is to remember, but for its forms and what was lost."""
    rows = {key: row_entries(tables) for key, tables in by_book(found.merged).items()}
    people = {
        **found.registers.bound,
        **found.gated.to_memory(),
        **erasure.stones.to_memory(),
        **kept_letters(world, found.gated.codes),
    }
    return {
        "personal": {**people, **rows["personal"]},
        "bases": rows["bases"],
        "programme": {**rows["programme"], **found.paired.to_memory()},
    }


def book_changes(
    world: World, found: Found, issues: tuple[Issue, ...], monitoring: Monitoring
) -> dict[str, list[TableChange]]:
    """The changes of each book, but for its memory and the panel."""
    of_book = {key: changes_of(tables) for key, tables in by_book(found.merged).items()}
    alone = alone_lines(found.paired.told, found.paired.record, found.pool)
    return {
        "personal": [*of_book["personal"], log_change(world, found.gated)],
        "bases": [*of_book["bases"], attention_change(world.find_sheet("attention"), issues)],
        "programme": [
            *of_book["programme"],
            *figure_changes(world, monitoring),
            derive_table(UNPAIRED, world.find_sheet("unpaired"), alone),
        ],
    }


def with_erasure(plan: Plan, erasure: Erasure) -> Plan:
    """The plan with what goes for good, also from books in which nothing else changes."""
    planned = {change.book: change for change in plan.books}
    joined = (erasure.joined(planned.get(key, BookChange(key))) for key in IN_ORDER)
    return replace(plan, books=tuple(change for change in joined if change), erased=erasure.told)


def pass_to_ground(world: World) -> Ground:
    """The first steps of a decision alone, for those who only look: whose consent holds, both bases and the pairs.

    As the next synchronisation would leave them: whoever withdrew a minute ago is not in them, nor named in them.
    """
    world, _ = without_erased(replace(world, erasing=None))
    choices = choices_of(world.find_sheet("attention"))
    gated = pass_gate(world, world.memory["personal"], choices)
    drafts = draft_bases(world, gated, choices)
    heard = hear(world, gated, drafts, choices)
    pairs = decide_pairs(world, gated, heard.pool, choices).pairs
    return Ground(world, gated, merge_bases(world, gated, drafts, pairs, choices), tuple(pairs))


def issues_of(tables: Iterable[MergedTable]) -> list[Issue]:
    return [issue for merged in tables for issue in merged.issues]


def restored_of(tables: Iterable[MergedTable]) -> tuple[Issue, ...]:
    return tuple(sorted(issue for merged in tables for issue in merged.restored))


def row_entries(tables: Iterable[MergedTable]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for merged in tables:
        found |= entries_of(merged.change.table, merged.memory)
    return found


def by_book(tables: Iterable[MergedTable]) -> dict[str, list[MergedTable]]:
    found: dict[str, list[MergedTable]] = {book.key: [] for book in BOOKS}
    for merged in tables:
        found[book_of(merged.change.table).key].append(merged)
    return found


def changes_of(tables: Iterable[MergedTable]) -> list[TableChange]:
    return [merged.change for merged in tables]


def log_change(world: World, gated: Gated) -> TableChange:
    return TableChange("consent_log", make=world.find_sheet("consent_log") is None, new=gated.log.new)


def figures_of(world: World, drafts: Drafts, pairs: list[Pair]) -> Figures:
    return Figures(
        answers=len(world.answers),
        mentees=len(drafts.mentees.may),
        mentors=len(drafts.mentors.may),
        ready_mentors=len(drafts.ready),
        not_to_work=len(drafts.not_to_work),
        proposed=sum(1 for pair in pairs if pair.state == PROPOSED),
        approved=sum(1 for pair in pairs if pair.state in MADE),
    )


def waiting_of(gated: Gated) -> tuple[Waiting, ...]:
    closed = [gate for gate in gated.gates.values() if not gate.open and gate.person.newest]
    closed = [gate for gate in closed if gate.state != WITHDRAWN]
    return tuple(sorted((Waiting(gate.person.label, gate.missing) for gate in closed), key=lambda item: item.who))


def to_erase(world: World, gated: Gated) -> tuple[ToErase, ...]:
    """Whose data must be destroyed by when, the most pressing first."""
    found = []
    for code, gate in gated.gates.items():
        if gate.demanded:
            found.append(ToErase((gate.demanded + TERM).astimezone(world.programme.zone).date(), code))
    return tuple(sorted(found))


def assemble(
    world: World,
    changes: Mapping[str, list[TableChange]],
    remembered: Mapping[str, Memory],
    standing: Standing,
    issues: tuple[Issue, ...],
    restored: tuple[Issue, ...],
) -> Plan:
    """One change per book, in the order of writing. What the panel says of the run moves only with something else."""
    sheet = world.find_sheet("panel")
    told = told_before(sheet)
    hidden = {book.key: remembering(book, world.books[book.key], remembered[book.key]) for book in BOOKS}

    def change_of(book: Book, told: Told) -> BookChange:
        panel = [derive_table(PANEL, sheet, panel_rows(world, standing, told))] if book is PROGRAMME else []
        return book_change(book, world.books[book.key], [*panel, *changes[book.key], hidden[book.key]])

    books = {book.key: change_of(book, told) for book in BOOKS}
    seen = shown(books.values())
    if seen or has_news(world, told):
        books["programme"] = change_of(PROGRAMME, told_now(world, seen))
    written = tuple(books[key] for key in IN_ORDER if books[key])
    return Plan(written, issues, standing.waiting, standing.figures, restored)


def remembering(book: Book, as_read: BookAsRead, remembered: Memory) -> TableChange:
    return memory_change(as_read, {**remembered, SCHEMA: schema_entry(book)})


def book_change(book: Book, as_read: BookAsRead, changes: list[TableChange]) -> BookChange:
    return BookChange(book.key, tuple(change for change in migrated(book, as_read, changes) if change))


def shown(books: Iterable[BookChange]) -> list[TableChange]:
    """The changes that people see."""
    return [item for change in books for item in change.tables if not table(item.table).hidden]
