"""What the machine says of each pair on «Пары и группы», and what the book remembers of it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import date

from sheets_schema.as_read import SheetAsRead
from sheets_schema.kind import Value
from sheets_schema.tables.programme import PAIRS
from sync.rules.consent import RENEW
from sync.rules.memory import RowMemory
from sync.rules.merge import MergedTable, merge_table
from sync.rules.pair_history import History, continued, history_text, read_history
from sync.rules.pair_names import role_model
from sync.rules.pair_rows import HISTORY, ROUND, STOOD, Pair, hidden_copies
from sync.rules.pair_states import APPROVED, CLOSED, IN_ORDER, LOCKED, PROPOSED, WORKING
from sync.rules.pool import Pool
from sync.rules.wishes import mutual

HIDDEN = "скрыто: нет согласия"
OF_PEOPLE = ("mentee_place", "mentor_place", "mentoring_form", "role_model", "fit", "why", "against", HISTORY)
MAY_WORK = frozenset({APPROVED, LOCKED, IN_ORDER})
MUTUAL = "выбрали друг друга"


def with_meetings(pairs: Iterable[Pair], met: Container[str]) -> list[Pair]:
    """``met`` are the keys of the pairs that have reported a meeting: an approved one of them works."""
    return [replace(pair, stage=WORKING) if works(pair, met) else pair for pair in pairs]


def works(pair: Pair, met: Container[str]) -> bool:
    return pair.stage in MAY_WORK and pair.key in met


def pair_lines(
    pairs: Iterable[Pair],
    pool: Pool,
    sheet: SheetAsRead | None,
    memory: Mapping[str, RowMemory],
    choices: Mapping[str, str],
    today: date,
) -> MergedTable:
    """The tab merged with what staff did to it. ``pairs`` are all there are, as they stand from now on."""
    lived = [(pair, history_of(pair, memory, today)) for pair in pairs]
    wanted = {pair.key: pair_values(pair, pool, history) for pair, history in lived}
    known = {**memory, **{pair.key: remembered(memory, pair, history) for pair, history in lived}}
    merged = merge_table(PAIRS, sheet, wanted, known, choices)
    rows = (*merged.change.rows, *hidden_copies(sheet, [pair for pair, _ in lived], wanted))
    return replace(merged, change=replace(merged.change, rows=rows))


def guessed(pair: Pair, pool: Pool) -> list[str]:
    """While nobody has decided: what the mentee's own words resemble, besides the topics that were named."""
    if pair.state != PROPOSED:
        return []
    return [f"своими словами похоже на: {topic}" for topic in pool.sounds_like(pool.of_mentees[pair.mentee])]


def history_of(pair: Pair, memory: Mapping[str, RowMemory], today: date) -> History:
    """A pair that a round proposes may have been a pair, or a proposal, before."""
    history = pair.history or read_history(memory.get(pair.key, RowMemory()).facts.get(HISTORY, ()))
    return continued(history, pair.stage, pair.row.text("reason") if pair.row else "", today)


def remembered(memory: Mapping[str, RowMemory], pair: Pair, history: History) -> RowMemory:
    """What was agreed on a line, with the facts of its pair; nothing was on a line that a round makes anew."""
    known = memory.get(pair.key, RowMemory())
    if known.dropped and pair.row is None:
        known = RowMemory(facts=known.facts)
    rounds = {name: number for name, number in ((ROUND, pair.round), (STOOD, pair.stood)) if number}
    return known.with_facts(**{HISTORY: [str(step) for step in history]}, **rounds)


def pair_values(pair: Pair, pool: Pool, history: History) -> dict[str, Value]:
    """Of a pair whose consent ended nothing is said but that.

    What stands there stays when a consent waits to be renewed, or when a row of the bases is not there to tell more.
    """
    mentee, mentor = pool.mentees.get(pair.mentee), pool.mentors.get(pair.mentor)
    values: dict[str, Value] = {"pair": pair.key, "state": pair.state, "proposed_on": pair.proposed_on}
    if pair.state == CLOSED:
        return {**values, **dict.fromkeys(OF_PEOPLE), "mentee_name": HIDDEN, "mentor_name": HIDDEN}
    values[HISTORY] = history_text(history)
    if pair.state == RENEW or mentee is None or mentor is None:
        return values
    suits = pool.fit(pair.mentee, pair.mentor)
    chosen = [MUTUAL] if mutual(pool.wishes, pair.mentee, pair.mentor) else []
    return {
        **values,
        "mentee_name": mentee.get("full_name"),
        "mentee_place": mentee.get("school_class"),
        "mentor_name": mentor.get("full_name"),
        "mentor_place": mentor.get("place"),
        "mentoring_form": mentor.get("mentoring_form"),
        "role_model": role_model(mentee, mentor),
        "fit": suits.points,
        "why": "; ".join([*chosen, *suits.reasons]),
        "against": "; ".join([*suits.against, *guessed(pair, pool)]) or None,
    }
