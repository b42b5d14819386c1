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
from sheets_schema.tables.programme import APPROVE, DECISIONS, LOCK, PAIRS, REJECT
from sync.rules.consent import RENEW
from sync.rules.doubled import in_both
from sync.rules.memory import RowMemory
from sync.rules.plan import Issue
from sync.rules.row_issues import BRING_BACK, DELETE, row_question
from sync.rules.typed_word import typed_word

PROPOSED, APPROVED, LOCKED, REJECTED, CLOSED = (
    "предложена",
    "утверждена",
    "закреплена",
    "отклонена",
    "нет согласия",
)
STATES = {"": PROPOSED, APPROVE: APPROVED, LOCK: LOCKED, REJECT: REJECTED}
STANDING = frozenset({PROPOSED, APPROVED, LOCKED, RENEW})
DECIDED = frozenset({APPROVED, LOCKED})


@dataclass(frozen=True)
class Pair:
    """A line of «Пары и группы»."""

    mentee: str
    mentor: str
    state: str
    proposed_on: date | None = None

    @property
    def key(self) -> str:
        return pair_key(self.mentee, self.mentor)


def pair_key(mentee: str, mentor: str) -> str:
    return f"{mentee}-{mentor}"


# Which lines count


def pair_memory(memory: Mapping[str, RowMemory], choices: Mapping[str, str]) -> dict[str, RowMemory]:
    """What is remembered of every pair there ever was; a deleted line that staff want gone is dropped for good."""
    gone = {key for key in memory if choices.get(row_question(PAIRS, key)) == DELETE}
    return {key: replace(known, dropped=known.dropped or key in gone) for key, known in memory.items()}


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


def standing_pairs(rows: Mapping[str, Record]) -> Iterator[Pair]:
    """The pairs on the tab with what staff decided of them."""
    for key, row in sorted(rows.items()):
        mentee, _, mentor = key.partition("-")
        day = row.get("proposed_on")
        proposed_on = day if isinstance(day, date) else to_date(canonical(day))
        yield Pair(mentee, mentor, STATES.get(decision(row), PROPOSED), proposed_on)


def deleted_pairs(
    rows: Container[str], memory: Mapping[str, RowMemory], choices: Mapping[str, str], today: date
) -> Iterator[Pair]:
    """Pairs whose line was deleted: they stand as they stood until staff say that this was meant.

    A line that is brought back is a proposal again, for its decision went with it.
    """
    for key, known in sorted(memory.items()):
        if key in rows or known.dropped or not known.cells:
            continue
        mentee, _, mentor = key.partition("-")
        back = choices.get(row_question(PAIRS, key)) == BRING_BACK
        yield Pair(mentee, mentor, PROPOSED if back else last_state(known), today)


def last_state(known: RowMemory) -> str:
    marks = {fingerprint(state): state for state in STATES.values()}
    return marks.get(known.cells.get("state", ""), PROPOSED)


def gated_pairs(pairs: Iterable[Pair], open_codes: frozenset[str], expired: frozenset[str]) -> list[Pair]:
    """The pairs with the state that the consents give them."""
    return [replace(pair, state=gated_state(pair, open_codes, expired)) for pair in pairs]


def gated_state(pair: Pair, open_codes: frozenset[str], expired: frozenset[str]) -> str:
    codes = {pair.mentee, pair.mentor}
    if codes <= open_codes:
        return pair.state
    return RENEW if codes <= open_codes | expired else CLOSED


def hidden_copies(
    sheet: SheetAsRead | None, pairs: Iterable[Pair], wanted: Mapping[str, Mapping[str, Value]]
) -> tuple[RowChange, ...]:
    """A pair that stands there twice is left alone, but where consent ended no copy of it may show a name."""
    closed = {pair.key for pair in pairs if pair.state == CLOSED}
    return tuple(in_both(sheet, {key: values for key, values in wanted.items() if key in closed}))


# What people decided


def decision(row: Record) -> str:
    return typed_word(row.text("decision"))


def unclear_decisions(rows: Mapping[str, Record]) -> Iterator[Issue]:
    for key, row in sorted(rows.items()):
        if decision(row) not in STATES:
            yield Issue(
                key=f"pairs-{key}-decision",
                what="Непонятное решение о паре",
                who=key,
                where="Пары и группы: Решение",
                now=row.text("decision"),
                advice="Впишите одно из: " + ", ".join(f"«{word}»" for word in DECISIONS),
            )
