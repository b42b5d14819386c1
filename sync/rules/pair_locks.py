"""Locks: pairs that staff want whatever the others lose by it. One that cannot hold is refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sheets_schema.tables.programme import LOCK
from sync.rules.barriers import BARRIERS
from sync.rules.candidates import model_of
from sync.rules.pair_history import past_of
from sync.rules.pair_rows import Pair
from sync.rules.pair_states import LIFTED, PROPOSED, REFUSED, decision
from sync.rules.plan import Issue
from sync.rules.pool import ABSENT, Pool, seats_of

NOT_THERE = "нет действующего согласия, или человека нет в базе"


def is_new_lock(pair: Pair) -> bool:
    """A pair that was approved once is in force, whatever changed since: only people end it."""
    return pair.row is not None and decision(pair.row) == LOCK and not past_of(pair.history).decided


def with_locks_held(pairs: list[Pair], pool: Pool) -> tuple[list[Pair], list[Issue]]:
    """The pairs with the locks that cannot hold refused, and what is told of these."""
    locks = [pair for pair in pairs if is_new_lock(pair)]
    if not locks:
        return pairs, []
    reasons = what_stands_against(locks, pool)
    left = [pair for pair in pairs if pair.key not in reasons and pair.goes_on]
    crowded = {pair.key: reason for pair in left if is_new_lock(pair) and (reason := too_many(pair, left, pool))}
    reasons |= crowded
    held = [replace(pair, stage=REFUSED) if pair.key in reasons else pair for pair in pairs]
    return held, [refused_lock(pair, reasons[pair.key], pool) for pair in locks if pair.key in reasons]


def what_stands_against(locks: Iterable[Pair], pool: Pool) -> dict[str, str]:
    """Why some of these cannot be pairs at all, in words by key."""
    mentees = {pair.mentee: pool.mentees[pair.mentee] for pair in locks if pair.mentee in pool.mentees}
    mentors = {pair.mentor: pool.mentors[pair.mentor] for pair in locks if pair.mentor in pool.mentors}
    few = replace(pool, mentees=mentees, mentors=mentors, waiting_mentees=frozenset(), waiting_mentors=frozenset())
    barriers = model_of(few).barriers
    found = {}
    for pair in locks:
        barrier = barriers.get((pair.mentee, pair.mentor))
        reason = why_absent(pair, few) or (BARRIERS[barrier] if barrier else "")
        if reason:
            found[pair.key] = reason
    return found


def why_absent(pair: Pair, pool: Pool) -> str:
    sides = (
        ("наставляемый", pair.mentee, pool.mentees, pool.absent_mentees),
        ("наставник", pair.mentor, pool.mentors, pool.absent_mentors),
    )
    for side, code, there, absent in sides:
        if code not in there:
            return f"{side}: {NOT_THERE}"
        if code in absent:
            return f"{side}: {ABSENT[absent[code]]}"
    return ""


def too_many(pair: Pair, pairs: Iterable[Pair], pool: Pool) -> str:
    """Why there is no room for the lock among the pairs that stand and the other locks, "" when there is."""
    others = [other for other in pairs if other.key != pair.key]
    if any(other.mentee == pair.mentee for other in others):
        return "у наставляемого уже есть пара, утверждённая или закреплённая"
    seats = seats_of(pool.mentors[pair.mentor]).most
    if sum(other.mentor == pair.mentor for other in others) >= seats:
        return f"у наставника больше нет места: берёт {seats}"
    return ""


def refused_lock(pair: Pair, reason: str, pool: Pool) -> Issue:
    people = ((pair.mentee, pool.mentees), (pair.mentor, pool.mentors))
    names = [known[code].text("full_name") if code in known else code for code, known in people]
    return Issue(
        key=f"pairs-{pair.key}-lock",
        what="Закрепить пару нельзя",
        who=" — ".join(names),
        where="Пары и группы: Решение",
        now=pair.key,
        advice=f"Причина: {reason}. Устраните её или выберите другое решение: до тех пор пары нет",
    )


def with_proposals_lifted(pairs: list[Pair]) -> Iterator[Pair]:
    """Whoever has a pair that staff decided on needs no other proposal."""
    taken = {pair.mentee for pair in pairs if pair.goes_on}
    for pair in pairs:
        yield replace(pair, stage=LIFTED) if pair.state == PROPOSED and pair.mentee in taken else pair
