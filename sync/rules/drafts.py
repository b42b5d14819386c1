"""The two bases in two steps: first how their rows will read, then, with the names of pairs in them, what to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from forms.question import MENTEES as THE_MENTEES
from forms.question import MENTORS as THE_MENTORS
from forms.questionnaire import Purpose
from sheets_schema.cells import fingerprint
from sheets_schema.kind import Value
from sheets_schema.record import Record
from sheets_schema.table import Table
from sheets_schema.tables.bases import MENTEES, MENTORS, READINESS, REFUSED, RESERVE
from sync.rules.admission import Gated
from sync.rules.bases import YES, holding, merge_base, readiness_rows, wanted_rows
from sync.rules.doubled import in_both
from sync.rules.memory import RowMemory
from sync.rules.merge import MergedTable, merge_table
from sync.rules.pair_names import names_by_pair, with_missing_partner
from sync.rules.pair_rows import Pair
from sync.rules.personal_links import Linked, linked_surveys, links_text
from sync.rules.typed_word import typed_word
from sync.rules.world import World

NAMES_OF_PAIRS = {
    "mentees": ("mentor_name", "mentor_place", "role_model", "pair_days"),
    "mentors": ("mentee_names", "mentee_places", "pair_days"),
}
PARTS = {"mentees": THE_MENTEES, "mentors": THE_MENTORS}


@dataclass(frozen=True)
class Draft:
    """A base before the pairs are known: what is wanted of its rows, what is remembered of them, and the rows as the
    merge will leave them, staff's corrections in them; ``may`` are those that may go on to pairs and summaries."""

    table: Table
    wanted: Mapping[str, Mapping[str, Value]]
    facts: Mapping[str, RowMemory]
    records: Mapping[str, Record]
    may: Mapping[str, Record]


@dataclass(frozen=True)
class Drafts:
    """Both bases, and the mentors' readiness, for which names do not matter."""

    mentees: Draft
    mentors: Draft
    readiness: MergedTable

    @cached_property
    def ready(self) -> frozenset[str]:
        rows = self.readiness.records.items()
        return frozenset(code for code, row in rows if row.get("ready") == YES and code in self.mentors.may)

    @property
    def refused(self) -> frozenset[str]:
        return self.decided_on(REFUSED)

    @property
    def not_to_work(self) -> frozenset[str]:
        """Mentors whom the school refused, or keeps in reserve."""
        return self.decided_on(REFUSED, RESERVE)

    def decided_on(self, *words: str) -> frozenset[str]:
        rows = self.readiness.records.items()
        decided = (code for code, row in rows if typed_word(row.text("decision")) in words)
        return frozenset(code for code in decided if code in self.mentors.may)


@dataclass(frozen=True)
class Bases:
    """The merged bases."""

    mentees: MergedTable
    mentors: MergedTable


def draft_bases(world: World, gated: Gated, choices: Mapping[str, str]) -> Drafts:
    mentees = draft_base(world, MENTEES, Purpose.MENTEE, gated, choices)
    mentors = draft_base(world, MENTORS, Purpose.MENTOR, gated, choices)
    sheet = world.find_sheet("readiness")
    rows = readiness_rows(mentors.may, sheet, gated.expired)
    known = world.remembered_rows("readiness")
    readiness = merge_base(READINESS, sheet, rows, known, choices, gated.closed, gated.expired)
    return Drafts(mentees, mentors, readiness)


def draft_base(
    world: World,
    table: Table,
    purpose: Purpose,
    gated: Gated,
    choices: Mapping[str, str],
) -> Draft:
    wanted, facts = wanted_rows(world, table, purpose, gated.gates, world.remembered_rows(table.key))
    records = merge_table(table, world.find_sheet(table.key), wanted, facts, choices).records
    return Draft(table, wanted, facts, records, holding(records, gated.gates))


def merge_bases(world: World, gated: Gated, drafts: Drafts, pairs: list[Pair], choices: Mapping[str, str]) -> Bases:
    """Both bases with the names that approved pairs put into them, and everybody's links to the open surveys."""
    surveys = tuple(linked_surveys(world))
    both = (drafts.mentees.records, drafts.mentors.records)
    partners_gone = with_missing_partner(pairs, *both)
    merged = []
    for draft, names in zip((drafts.mentees, drafts.mentors), names_by_pair(pairs, *both), strict=True):
        rows = with_links(draft, with_names(draft, names, partners_gone), surveys)
        sheet = world.find_sheet(draft.table.key)
        base = merge_base(draft.table, sheet, rows, draft.facts, choices, gated.closed, gated.expired)
        names_only = {code: pick(row, NAMES_OF_PAIRS[draft.table.key]) for code, row in rows.items()}
        changes = (*base.change.rows, *in_both(sheet, names_only))  # a partner may have withdrawn
        merged.append(replace(base, change=replace(base.change, rows=changes)))
    return Bases(*merged)


def pick(row: Mapping[str, Value], columns: Iterable[str]) -> dict[str, Value]:
    return {key: row[key] for key in columns if key in row}


def with_names(
    draft: Draft, names: Mapping[str, Mapping[str, Value]], partners_gone: frozenset[str]
) -> dict[str, dict[str, Value]]:
    """What is wanted of each row; names of a partner whose own row is gone stay, but not what was typed over them."""
    columns = NAMES_OF_PAIRS[draft.table.key]
    rows: dict[str, dict[str, Value]] = {}
    for code, values in draft.wanted.items():
        known = {**dict.fromkeys(columns), **values, **names.get(code, {})}
        left = untouched(draft, code, columns) if code in partners_gone else ()
        rows[code] = {key: value for key, value in known.items() if key not in left}
    return rows


def with_links(
    draft: Draft, rows: Mapping[str, Mapping[str, Value]], surveys: Iterable[Linked]
) -> dict[str, dict[str, Value]]:
    """None for those who may not go on: they are to answer nothing."""
    part = PARTS[draft.table.key]
    return {
        code: {**values, "links": (links_text(surveys, code, part) if code in draft.may else "") or None}
        for code, values in rows.items()
    }


def untouched(draft: Draft, code: str, columns: Iterable[str]) -> list[str]:
    """Those of the columns that show what was last agreed on, or of which nothing was."""
    agreed = draft.facts.get(code, RowMemory()).cells
    shown = draft.records.get(code, Record(code, {}))
    return [key for key in columns if agreed.get(key) in (None, fingerprint(shown.get(key)))]
