"""Pairs: what staff decided of them, and what a round proposes. A pair is a proposal until staff decide."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sheets_schema.record import Record
from sync.rules.admission import Gated
from sync.rules.alone import Told, read_told, told_of_round
from sync.rules.alone_lines import still_told
from sync.rules.form_choices import option
from sync.rules.memory import RowMemory
from sync.rules.pair_lines import with_meetings
from sync.rules.pair_locks import with_locks_held, with_proposals_lifted
from sync.rules.pair_rows import (
    Pair,
    deleted_pairs,
    gated_pairs,
    pair_memory,
    pair_rows,
    standing_pairs,
    unclear_decisions,
    without_lifted,
)
from sync.rules.plan import Issue, RoundChange
from sync.rules.pool import Pool, number_in
from sync.rules.round_record import RoundRecord, read_record, record_of
from sync.rules.rounds import Question, candidates_of, play, question_of
from sync.rules.world import World


@dataclass(frozen=True)
class Paired:
    """All pairs as they stand but for their meetings. ``memory`` is of their lines, ``record`` of the last round and
    ``told`` what it found of those who are left without a pair."""

    pairs: list[Pair]
    memory: Mapping[str, RowMemory]
    issues: tuple[Issue, ...]
    record: RoundRecord | None
    told: Told
    changes: tuple[RoundChange, ...] = ()

    def to_memory(self) -> dict[str, dict[str, Any]]:
        """What the book remembers besides the lines."""
        return {**self.told.to_memory(), **(self.record.to_memory() if self.record else {})}


def decide_pairs(world: World, gated: Gated, pool: Pool, choices: Mapping[str, str]) -> Paired:
    """The pairs that stand and, when asked, a round. Raises NotTheBestError and what the solver raises of groups."""
    paired = pairs_that_stand(world, gated, pool, choices)
    return with_round(paired, world, pool) if world.wants_pairs else paired


def pairs_that_stand(world: World, gated: Gated, pool: Pool, choices: Mapping[str, str]) -> Paired:
    """The pairs as staff and consents leave them."""
    memory = world.memory["programme"]
    remembered = pair_memory(world.remembered_rows("pairs"), choices)
    rows = pair_rows(world.find_sheet("pairs"), gated.gates, remembered)
    known = without_lifted(remembered, rows)
    found = [*standing_pairs(rows, known, world.today), *deleted_pairs(rows, known, choices, world.today)]
    pairs, refused = with_locks_held(gated_pairs(found, gated.open, gated.expired), pool)
    issues = (*refused, *unclear_decisions(rows, known, world.today))
    return Paired([*with_proposals_lifted(pairs)], known, issues, read_record(memory), read_told(memory))


def with_round(paired: Paired, world: World, pool: Pool) -> Paired:
    """A round that changes no pair leaves the record of the last one that did."""
    last = paired.record
    number = last.number + 1 if last else 1
    played = play(paired.pairs, question_for(paired, world, pool), number, world.today)
    told = told_of_round(played, paired.told)
    if last and not played.changed:
        return replace(paired, told=told)
    changes = tuple(changes_of(paired.pairs, played.pairs, pool))
    record = record_of(played, number, world.today)
    return replace(paired, pairs=played.pairs, record=record, told=told, changes=changes)


def changes_of(before: Iterable[Pair], after: Iterable[Pair], pool: Pool) -> Iterator[RoundChange]:
    """Only of people who take part in rounds: their consent holds."""
    stood = {pair.key: pair.stage for pair in before}
    for pair in sorted(after, key=lambda pair: (pair.mentee, pair.stage)):
        if pair.stage != stood.get(pair.key):
            mentee, mentor = pool.mentees[pair.mentee], pool.mentors[pair.mentor]
            yield RoundChange(option(pair.mentee, mentee), option(pair.mentor, mentor), pair.stage)


def at_last(paired: Paired, pool: Pool, met: Container[str]) -> Paired:
    """The same once the reports of meetings are known, by the keys of the pairs that met."""
    pairs = with_meetings(paired.pairs, met)
    return replace(paired, pairs=pairs, told=still_told(paired.told, pairs, pool))


def question_for(paired: Paired, world: World, pool: Pool) -> Question:
    model = candidates_of(pool, paired.pairs, paired.memory)
    return question_of(paired.pairs, model, world.way, world.programme.id)


def unclear_seats(mentors: Mapping[str, Record]) -> Iterator[Issue]:
    for code, mentor in sorted(mentors.items()):
        if mentor.text("seats").strip() and number_in(mentor.text("seats")) is None:
            yield Issue(
                key=f"seats-{code}",
                what="Непонятно, сколько наставляемых готов взять наставник",
                who=mentor.text("full_name") or code,
                where="База наставников: Сколько наставляемых готов взять",
                now=mentor.text("seats"),
                advice="Впишите в эту ячейку число; пока считается, что одного",
            )
