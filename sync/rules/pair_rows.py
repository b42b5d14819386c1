"""The lines of «Пары и группы»: which are ours, what people decided, and those that were deleted."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sheets_schema.as_read import SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.change import RowChange
from sheets_schema.kind import Value, canonical, to_date
from sheets_schema.record import Record
from sheets_schema.tables.programme import DECISIONS, PAIRS
from sync.rules.consent import RENEW
from sync.rules.doubled import in_both
from sync.rules.memory import RowMemory
from sync.rules.pair_history import BETWEEN, History, begun, past_of, read_history
from sync.rules.pair_states import (
    CLOSED,
    DECIDED,
    LIFTED,
    PROPOSED,
    STATES,
    decision,
    is_clear,
    state_of,
)
from sync.rules.plan import Issue
from sync.rules.row_issues import BRING_BACK, DELETE, row_question

HISTORY = "history"  # a fact, and a column
ROUND, STOOD = "round", "stood"  # facts


@dataclass(frozen=True)
class Pair:
    """A pair that was ever proposed or wanted.

    ``stage`` is its state but for consents, ``gate`` what these make of it ("" while both hold); ``history`` ends with
    the stage before this synchronisation. ``row`` is what stands on the tab, None when its line is not there.
    ``round`` is the number of the one that chose it last, ``stood`` of the last for which it was free to change.
    """

    mentee: str
    mentor: str
    stage: str
    proposed_on: date | None = None
    gate: str = ""
    history: History = ()
    row: Record | None = None
    round: int = 0
    stood: int = 0

    @property
    def key(self) -> str:
        return pair_key(self.mentee, self.mentor)

    @property
    def state(self) -> str:
        return self.gate or self.stage

    @property
    def goes_on(self) -> bool:
        """Staff decided on it and nobody ended it, also while a consent waits to be renewed."""
        return self.stage in DECIDED and self.gate != CLOSED

    @property
    def stands(self) -> bool:
        """It takes a seat, and its mentee is looked for no other mentor: a pair that goes on, or a proposal."""
        return self.goes_on or (self.stage == PROPOSED and self.gate != CLOSED)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset({self.mentee, self.mentor})


def pair_key(mentee: str, mentor: str) -> str:
    return f"{mentee}-{mentor}"


# Which lines count


def pair_memory(memory: Mapping[str, RowMemory], choices: Mapping[str, str]) -> dict[str, RowMemory]:
    """What is remembered of every pair there ever was; a deleted line that staff want gone is dropped for good."""
    gone = {key for key in memory if choices.get(row_question(PAIRS, key)) == DELETE}
    return {key: replace(known, dropped=known.dropped or key in gone) for key, known in memory.items()}


def without_lifted(memory: Mapping[str, RowMemory], rows: Container[str]) -> dict[str, RowMemory]:
    """A line of a proposal that a later round lifted may be deleted, and nobody is asked about it."""
    return {
        key: known if key in rows or last_stage(known) != LIFTED else replace(known, dropped=True)
        for key, known in memory.items()
    }


def is_pair(key: str, people: Container[str], memory: Container[str]) -> bool:
    """Two codes that are known, or a line that we made: anything else in «Пара» makes it the staff's own."""
    mentee, _, mentor = key.partition("-")
    return key in memory or (mentee in people and mentor in people)


def pair_rows(sheet: SheetAsRead | None, people: Container[str], memory: Container[str]) -> dict[str, Record]:
    """Our lines by key: a pair that stands there twice counts once, with the decision that was made of it."""
    found: dict[str, Record] = {}
    for row in sheet.rows if sheet else ():
        if is_pair(row.key, people, memory) and not (row.key in found and decision(found[row.key])):
            found[row.key] = row.to_record()
    return found


def standing_pairs(rows: Mapping[str, Record], memory: Mapping[str, RowMemory], today: date) -> Iterator[Pair]:
    """The pairs on the tab with what staff decided of them."""
    for key, row in sorted(rows.items()):
        day = row.get("proposed_on")
        proposed_on = day if isinstance(day, date) else to_date(canonical(day))
        history = known_history(memory.get(key, RowMemory()), row, proposed_on, today)
        found = pair_of(key, state_of(row, past_of(history)), proposed_on, memory.get(key, RowMemory()))
        yield replace(found, history=history, row=row)


def pair_of(key: str, stage: str, proposed_on: date | None, known: RowMemory) -> Pair:
    mentee, _, mentor = key.partition("-")
    rounds = [known.facts.get(name, 0) for name in (ROUND, STOOD)]
    return Pair(mentee, mentor, stage, proposed_on, round=rounds[0], stood=rounds[1])


def known_history(known: RowMemory, row: Record | None, proposed_on: date | None, today: date) -> History:
    """As it is remembered, else as its column tells it, else as far as a book of an earlier version can say."""
    history = read_history(known.facts.get(HISTORY, ()))
    if not history and row:
        history = read_history(row.text(HISTORY).split(BETWEEN))
    return history or begun(proposed_on, last_state(known), today)


def last_stage(known: RowMemory) -> str:
    """As it was remembered at the last synchronisation."""
    history = read_history(known.facts.get(HISTORY, ()))
    return history[-1].state if history else last_state(known)


def last_state(known: RowMemory) -> str:
    marks = {fingerprint(state): state for state in STATES}
    return marks.get(known.cells.get("state", ""), PROPOSED)


def deleted_pairs(
    rows: Container[str], memory: Mapping[str, RowMemory], choices: Mapping[str, str], today: date
) -> Iterator[Pair]:
    """Pairs whose line was deleted: they stand as they stood until staff say that this was meant.

    A line that is brought back is a proposal again, for its decision went with it.
    """
    for key, known in sorted(memory.items()):
        if key in rows or known.dropped or not known.cells:
            continue
        back = choices.get(row_question(PAIRS, key)) == BRING_BACK
        found = pair_of(key, PROPOSED if back else last_stage(known), today, known)
        yield replace(found, history=known_history(known, None, None, today))


def gated_pairs(pairs: Iterable[Pair], open_codes: frozenset[str], expired: frozenset[str]) -> list[Pair]:
    """The pairs with what the consents make of them."""
    return [replace(pair, gate=gate_of(pair, open_codes, expired)) for pair in pairs]


def gate_of(pair: Pair, open_codes: frozenset[str], expired: frozenset[str]) -> str:
    if pair.codes <= open_codes:
        return ""
    if pair.codes <= open_codes | expired:
        return RENEW
    return CLOSED


def hidden_copies(
    sheet: SheetAsRead | None, pairs: Iterable[Pair], wanted: Mapping[str, Mapping[str, Value]]
) -> tuple[RowChange, ...]:
    """A pair that stands there twice is left alone, but where consent ended no copy of it may show a name."""
    closed = {pair.key for pair in pairs if pair.state == CLOSED}
    return tuple(in_both(sheet, {key: values for key, values in wanted.items() if key in closed}))


# What people decided


def unclear_decisions(rows: Mapping[str, Record], memory: Mapping[str, RowMemory], today: date) -> Iterator[Issue]:
    for pair in standing_pairs(rows, memory, today):
        if pair.row and not is_clear(pair.row, past_of(pair.history)):
            yield unclear_decision(pair.key, pair.row)


def unclear_decision(key: str, row: Record) -> Issue:
    only_later = "«Пауза» и «завершить» — для утверждённой пары: сначала впишите «утвердить»"
    return Issue(
        key=f"pairs-{key}-decision",
        what="Непонятное решение о паре",
        who=key,
        where="Пары и группы: Решение",
        now=row.text("decision"),
        advice=only_later
        if decision(row) in DECISIONS
        else "Впишите одно из: " + ", ".join(f"«{word}»" for word in DECISIONS),
    )
