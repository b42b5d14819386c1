"""The one decision of a sync: everything that is known goes in, a plan comes out. No I/O in it or below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sheets_schema.as_read import BookAsRead
from sheets_schema.change import BookChange, TableChange
from sheets_schema.table import Book
from sheets_schema.tables import BOOKS, book_of, table
from sheets_schema.tables.programme import PAIRS, PANEL, PROGRAMME
from sync.rules.admission import Gated, pass_gate
from sync.rules.attention import attention_change, choices_of
from sync.rules.charts import draw_charts
from sync.rules.consent import TERM, WITHDRAWN
from sync.rules.drafts import Bases, Drafts, draft_bases, merge_bases
from sync.rules.erasure import Erasure, without_erased
from sync.rules.form_choices import changed_forms, form_choices, with_marks
from sync.rules.gone_answers import gone_answers, gone_applications
from sync.rules.ground import Ground
from sync.rules.guard import forced_choices, refuse_changed, refuse_vanished, refuse_vanished_answers
from sync.rules.left_alone import left_alone
from sync.rules.memory import LOST, entries_of, is_lost, lost_memory, memory_change, rows_of
from sync.rules.merge import MergedTable, derive_table, merge_table
from sync.rules.migration import SCHEMA, migrated, schema_entry
from sync.rules.monitoring.tabs import figure_changes
from sync.rules.monitoring.whole import monitoring_of
from sync.rules.pair_rows import (
    DECIDED,
    PROPOSED,
    Pair,
    deleted_pairs,
    gated_pairs,
    hidden_copies,
    pair_memory,
    pair_rows,
    standing_pairs,
)
from sync.rules.pairing import pair_values, propose
from sync.rules.panel import Standing, ToErase, Told, has_news, panel_rows, told_before, told_now
from sync.rules.plan import Figures, Issue, Plan, Waiting
from sync.rules.progress import Progress
from sync.rules.registers import fill_registers
from sync.rules.registry import form_entries
from sync.rules.roadmap import fill_roadmap, roadmap_of
from sync.rules.unknown import unknown_answers
from sync.rules.world import World

Memory = Mapping[str, dict[str, Any]]
# The consents first, «Требует внимания» last: once a line is gone from it, the other books must show what was decided.
IN_ORDER = ("personal", "programme", "bases")


def decide(world: World) -> Plan:
    """What a sync is to write. Raises BaseVanished, AnswersVanished when an emptied book or form must stop it."""
    world, erasure = without_erased(world)
    attention = world.find_sheet("attention")
    if not world.force:
        refuse_vanished(world)
        refuse_vanished_answers(world)
    memory = world.memory
    forced = forced_choices(world) if world.force else {}
    choices = {**forced, **choices_of(attention)}
    gated = pass_gate(world, memory["personal"], choices)
    drafts = draft_bases(world, gated, memory["bases"], choices)
    pairs, pair_table = decide_pairs(world, gated, drafts, memory["programme"], choices)
    bases = merge_bases(world, gated, drafts, pairs, choices)
    registers = fill_registers(Ground(world, gated, bases, tuple(pairs)), choices)
    of_bases = [bases.mentees, bases.mentors, drafts.readiness]
    merged = [gated.consents, *of_bases, pair_table, *registers.merged]
    progress = Progress(world, gated.gates, {item.change.table: item.records for item in merged})
    monitoring = monitoring_of(progress, gated)
    roadmap = fill_roadmap(progress, choices)
    merged.append(roadmap)
    if not world.force:
        refuse_changed(world, merged)
    strange = unknown_answers(world, choices)
    odd = left_alone(world, gated.codes, rows_of(memory["programme"], "pairs"), drafts.mentors.may)
    vanished = gone_applications(world, gated.gates, bases, memory["bases"])
    gone = gone_answers([*vanished, *registers.gone], memory["bases"], choices)
    lost = {book.key: lost_memory(book) for book in BOOKS if is_lost(world.books[book.key], memory[book.key], choices)}
    found = {*strange, *gated.issues, *issues_of(merged), *registers.issues, *odd, *gone.issues, *lost.values()}
    issues = tuple(sorted(found))
    of_book = by_book(merged)
    drawn = draw_charts(world.books["programme"], memory["programme"], monitoring)
    changes = {
        "personal": [*changes_of(of_book["personal"]), log_change(world, gated)],
        "bases": [*changes_of(of_book["bases"]), attention_change(world.find_sheet("attention"), issues)],
        "programme": [*changes_of(of_book["programme"]), *figure_changes(world, monitoring), drawn.change],
    }
    on_forms = form_choices(world, drafts, pairs)
    remembered = {
        "personal": {
            **registers.bound,
            **gated.to_memory(),
            **erasure.stones.to_memory(),
            **row_entries(of_book["personal"]),
        },
        "bases": {**row_entries(of_book["bases"]), **gone.entries},
        "programme": {
            **with_marks(form_entries(world, choices), on_forms),
            **row_entries(of_book["programme"]),
            **drawn.memory,
        },
    }
    for key in lost:
        remembered[key][LOST] = {}
    figures = figures_of(world, drafts, pairs)
    standing = Standing(figures, waiting_of(gated), len(issues), len(gated.lapsed.since), to_erase(world, gated))
    plan = assemble(world, changes, remembered, standing, issues, restored_of(merged))
    forms, told = tuple(changed_forms(world, on_forms)), roadmap_of(progress, roadmap)
    plan = replace(plan, forms=forms, roadmap=told, monitoring=monitoring)
    return with_erasure(plan, erasure)


def with_erasure(plan: Plan, erasure: Erasure) -> Plan:
    """The plan with what goes for good, also from books in which nothing else changes."""
    planned = {change.book: change for change in plan.books}
    joined = (erasure.joined(planned.get(key, BookChange(key))) for key in IN_ORDER)
    return replace(plan, books=tuple(change for change in joined if change), erased=erasure.told)


def pass_to_bases(world: World, choices: Mapping[str, str]) -> tuple[Gated, Bases]:
    """The first steps of a decision alone, for those who only look: whose consent holds, and both bases."""
    gated = pass_gate(world, world.memory["personal"], choices)
    drafts = draft_bases(world, gated, world.memory["bases"], choices)
    pairs, _ = decide_pairs(world, gated, drafts, world.memory["programme"], choices)
    return gated, merge_bases(world, gated, drafts, pairs, choices)


def decide_pairs(
    world: World, gated: Gated, drafts: Drafts, memory: Memory, choices: Mapping[str, str]
) -> tuple[list[Pair], MergedTable]:
    """The pairs that stand and, when asked, new proposals."""
    sheet = world.find_sheet("pairs")
    known = pair_memory(rows_of(memory, "pairs"), choices)
    rows = pair_rows(sheet, gated.gates, known)
    found = [*standing_pairs(rows), *deleted_pairs(rows, known, choices, world.today)]
    pairs = gated_pairs(found, gated.open, gated.expired)
    if world.wants_pairs:
        ready = {code: drafts.mentors.may[code] for code in sorted(drafts.ready)}
        pairs += propose(pairs, drafts.mentees.may, ready, world.programme.id, world.today, known)
    wanted = pair_values(pairs, drafts.mentees.may, drafts.mentors.may)
    merged = merge_table(PAIRS, sheet, wanted, known, choices)
    rows_changed = (*merged.change.rows, *hidden_copies(sheet, pairs, wanted))
    return pairs, replace(merged, change=replace(merged.change, rows=rows_changed))


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


# The changes of each book, but for its memory and the panel


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
        proposed=sum(1 for pair in pairs if pair.state == PROPOSED),
        approved=sum(1 for pair in pairs if pair.state in DECIDED),
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

    def change_of(book: Book, told: Told) -> BookChange:
        panel = [derive_table(PANEL, sheet, panel_rows(world, standing, told))] if book is PROGRAMME else []
        return book_change(book, world.books[book.key], [*panel, *changes[book.key]], remembered[book.key])

    books = {book.key: change_of(book, told) for book in BOOKS}
    seen = shown(books.values())
    if seen or has_news(world, told):
        books["programme"] = change_of(PROGRAMME, told_now(world, seen))
    written = tuple(books[key] for key in IN_ORDER if books[key])
    return Plan(written, issues, standing.waiting, standing.figures, restored)


def book_change(book: Book, as_read: BookAsRead, changes: list[TableChange], remembered: Memory) -> BookChange:
    memory = memory_change(as_read, {**remembered, SCHEMA: schema_entry(book)})
    return BookChange(book.key, tuple(change for change in migrated(book, as_read, [*changes, memory]) if change))


def shown(books: Iterable[BookChange]) -> list[TableChange]:
    """The changes that people see."""
    return [item for change in books for item in change.tables if not table(item.table).hidden]
