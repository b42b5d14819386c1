"""The one decision of a sync: everything that is known goes in, a plan comes out. No I/O in it or below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.questionnaire import Purpose
from sheets_schema.as_read import BookAsRead
from sheets_schema.change import BookChange, TableChange
from sheets_schema.kind import Value
from sheets_schema.record import Record
from sheets_schema.table import Book
from sheets_schema.tables import BOOKS, table
from sheets_schema.tables.bases import BASES, MENTEES, MENTORS, READINESS
from sheets_schema.tables.personal import PERSONAL
from sheets_schema.tables.programme import MONITORING, PAIRS, PANEL, PROGRAMME
from sync.rules.admission import Gated, pass_gate
from sync.rules.attention import attention_change, choices_of
from sync.rules.bases import YES, holding, merge_base, readiness_rows, wanted_rows
from sync.rules.guard import forced_choices, refuse_vanished, refuse_vanished_answers
from sync.rules.left_alone import left_alone
from sync.rules.memory import LOST, RowMemory, entries_of, is_lost, lost_memory, memory_change, read_memory, rows_of
from sync.rules.merge import MergedTable, derive_table, merge_table
from sync.rules.monitoring import Course, monitoring_rows
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
from sync.rules.pairing import names_by_pair, pair_values, propose, with_missing_partner
from sync.rules.panel import Standing, changed_before, changed_now, panel_rows
from sync.rules.plan import Figures, Issue, Plan, Waiting
from sync.rules.registry import form_entries
from sync.rules.unknown import unknown_answers
from sync.rules.world import World

Memory = Mapping[str, dict[str, Any]]
NAMES_OF_PAIRS = {
    "mentees": ("mentor_name", "mentor_place", "role_model"),
    "mentors": ("mentee_names", "mentee_places"),
}


@dataclass(frozen=True)
class Bases:
    """The merged bases, and the rows of them that may go on to pairs and summaries."""

    mentees: MergedTable
    mentors: MergedTable
    readiness: MergedTable
    may_mentees: Mapping[str, Record]
    may_mentors: Mapping[str, Record]

    @property
    def ready(self) -> frozenset[str]:
        rows = self.readiness.records.items()
        return frozenset(code for code, row in rows if row.get("ready") == YES and code in self.may_mentors)


def decide(world: World) -> Plan:
    """What a sync is to write. Raises BaseVanished, AnswersVanished when an emptied book or form must stop it."""
    attention = world.find_sheet("attention")
    asked = attention.by_key if attention else {}
    if not world.force:
        for book in BOOKS:
            refuse_vanished(book, world.books[book.key], asked)
        refuse_vanished_answers(world)
    memory = {book.key: read_memory(world.books[book.key]) for book in BOOKS}
    choices = {**forced(world), **choices_of(attention)}
    gated = pass_gate(world, memory["personal"], choices)
    first = merge_bases(world, gated, memory["bases"], choices, [])
    pairs, pair_table = decide_pairs(world, gated, first, memory["programme"], choices)
    bases = merge_bases(world, gated, memory["bases"], choices, pairs)
    merged = [gated.consents, bases.mentees, bases.mentors, bases.readiness, pair_table]
    strange = unknown_answers(world, choices)
    odd = left_alone(world, gated.codes, rows_of(memory["programme"], "pairs"), bases.may_mentors)
    lost = {book.key: lost_memory(book) for book in BOOKS if is_lost(world.books[book.key], memory[book.key], choices)}
    issues = tuple(sorted({*strange, *gated.issues, *issues_of(merged), *odd, *lost.values()}))
    changes = {
        "personal": personal_changes(world, gated),
        "bases": bases_changes(world, bases, issues),
        "programme": programme_changes(world, gated, bases, pairs, pair_table),
    }
    remembered = {
        "personal": {**gated.to_memory(), **row_entries([gated.consents])},
        "bases": row_entries([bases.mentees, bases.mentors, bases.readiness]),
        "programme": {**form_entries(world, choices), **row_entries([pair_table])},
    }
    for key in lost:
        remembered[key][LOST] = {}
    standing = Standing(figures_of(world, bases, pairs), waiting_of(gated), len(issues))
    return assemble(world, changes, remembered, standing, issues, restored_of(merged))


def forced(world: World) -> dict[str, str]:
    """What ``--force`` answers to questions that staff left open."""
    found = [forced_choices(book, world.books[book.key]) for book in BOOKS] if world.force else []
    return {key: choice for choices in found for key, choice in choices.items()}


def merge_bases(world: World, gated: Gated, memory: Memory, choices: Mapping[str, str], pairs: list[Pair]) -> Bases:
    """Both bases with the names that approved pairs put into them, and the readiness of the mentors."""
    wanted: dict[str, dict[str, dict[str, Value]]] = {}
    facts: dict[str, dict[str, RowMemory]] = {}
    for base, purpose in ((MENTEES, Purpose.MENTEE), (MENTORS, Purpose.MENTOR)):
        known = rows_of(memory, base.key)
        wanted[base.key], facts[base.key] = wanted_rows(world, base, purpose, gated.gates, known)
    records = {base: preview(world, base, wanted[base], facts[base], choices) for base in wanted}
    names = dict(zip(wanted, names_by_pair(pairs, records["mentees"], records["mentors"]), strict=True))
    partners_gone = with_missing_partner(pairs, records["mentees"], records["mentors"])
    found = {}
    for base in (MENTEES, MENTORS):
        columns = NAMES_OF_PAIRS[base.key]
        rows = {
            code: {**dict.fromkeys(columns), **values, **names[base.key].get(code, {})}
            for code, values in wanted[base.key].items()
        }
        for code in partners_gone & rows.keys():
            rows[code] = {key: value for key, value in rows[code].items() if key not in columns}
        found[base.key] = merge_base(base, world.find_sheet(base.key), rows, facts[base.key], choices, gated.closed)
    may = {base: holding(merged.records, gated.gates) for base, merged in found.items()}
    readiness = merge_readiness(world, gated, may["mentors"], memory, choices)
    return Bases(found["mentees"], found["mentors"], readiness, may["mentees"], may["mentors"])


def preview(
    world: World,
    base: str,
    wanted: Mapping[str, Mapping[str, Value]],
    facts: Mapping[str, RowMemory],
    choices: Mapping[str, str],
) -> Mapping[str, Record]:
    """The rows as the merge will leave them, staff's corrections in them."""
    return merge_table(table(base), world.find_sheet(base), wanted, facts, choices).records


def merge_readiness(
    world: World, gated: Gated, mentors: Mapping[str, Record], memory: Memory, choices: Mapping[str, str]
) -> MergedTable:
    sheet = world.find_sheet("readiness")
    wanted = readiness_rows(mentors, sheet, gated.expired)
    return merge_base(READINESS, sheet, wanted, rows_of(memory, "readiness"), choices, gated.closed)


def decide_pairs(
    world: World, gated: Gated, bases: Bases, memory: Memory, choices: Mapping[str, str]
) -> tuple[list[Pair], MergedTable]:
    """The pairs that stand and, when asked, new proposals."""
    sheet = world.find_sheet("pairs")
    known = pair_memory(rows_of(memory, "pairs"), choices)
    rows = pair_rows(sheet, gated.gates, known)
    found = [*standing_pairs(rows), *deleted_pairs(rows, known, choices, world.today)]
    pairs = gated_pairs(found, gated.open, gated.expired)
    if world.wants_pairs:
        ready = {code: bases.may_mentors[code] for code in sorted(bases.ready)}
        pairs += propose(pairs, bases.may_mentees, ready, world.programme.id, world.today, known)
    wanted = pair_values(pairs, bases.may_mentees, bases.may_mentors)
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


# The changes of each book, but for its memory and the panel


def personal_changes(world: World, gated: Gated) -> list[TableChange]:
    log = world.find_sheet("consent_log")
    return [gated.consents.change, TableChange("consent_log", make=log is None, new=gated.log.new)]


def bases_changes(world: World, bases: Bases, issues: Iterable[Issue]) -> list[TableChange]:
    attention = attention_change(world.find_sheet("attention"), issues)
    return [bases.mentees.change, bases.mentors.change, bases.readiness.change, attention]


def programme_changes(
    world: World, gated: Gated, bases: Bases, pairs: list[Pair], pair_table: MergedTable
) -> list[TableChange]:
    paired = frozenset(code for pair in pairs if pair.state in DECIDED for code in (pair.mentee, pair.mentor))
    course = Course(gated.gates, bases.may_mentees, bases.may_mentors, bases.ready, paired)
    rows = monitoring_rows(world, course)
    return [pair_table.change, derive_table(MONITORING, world.find_sheet("monitoring"), rows)]


def figures_of(world: World, bases: Bases, pairs: list[Pair]) -> Figures:
    return Figures(
        answers=len(world.answers),
        mentees=len(bases.may_mentees),
        mentors=len(bases.may_mentors),
        ready_mentors=len(bases.ready),
        proposed=sum(1 for pair in pairs if pair.state == PROPOSED),
        approved=sum(1 for pair in pairs if pair.state in DECIDED),
    )


def waiting_of(gated: Gated) -> tuple[Waiting, ...]:
    closed = [gate for gate in gated.gates.values() if not gate.open and gate.person.newest]
    return tuple(sorted((Waiting(gate.person.label, gate.missing) for gate in closed), key=lambda item: item.who))


def assemble(
    world: World,
    changes: Mapping[str, list[TableChange]],
    remembered: Mapping[str, Memory],
    standing: Standing,
    issues: tuple[Issue, ...],
    restored: tuple[Issue, ...],
) -> Plan:
    """One change per book, in the order of writing. The panel's moment moves only when something else does."""
    sheet = world.find_sheet("panel")
    books = {
        book.key: book_change(book, world.books[book.key], changes[book.key], remembered[book.key]) for book in BOOKS
    }
    panel = derive_table(PANEL, sheet, panel_rows(world, standing, changed_before(sheet)))
    if panel or any(books.values()):
        panel = derive_table(PANEL, sheet, panel_rows(world, standing, changed_now(world, world.now)))
        tables = (panel, *books["programme"].tables)
        books["programme"] = replace(books["programme"], tables=tables)
    written = tuple(books[book.key] for book in (PERSONAL, BASES, PROGRAMME) if books[book.key])
    return Plan(written, issues, standing.waiting, standing.figures, restored)


def book_change(book: Book, as_read: BookAsRead, changes: list[TableChange], remembered: Memory) -> BookChange:
    by_table = {change.table: change for change in [*changes, memory_change(as_read, remembered)]}
    ordered = [by_table[item.key] for item in book.tables if item.key in by_table]
    return BookChange(book.key, tuple(change for change in ordered if change))
