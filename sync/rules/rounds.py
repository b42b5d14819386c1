"""A round of pairing: which pairs stand, which proposals may change, and the best that can be made of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from sync.rules.assignment.certificate import refuse_improvable
from sync.rules.assignment.instance import Candidate as Rated
from sync.rules.assignment.instance import Instance, Level, Seats, pose
from sync.rules.assignment.solver import Assignment, best_assignment
from sync.rules.candidates import Model, levels_of, model_of, rated_candidates
from sync.rules.memory import RowMemory
from sync.rules.pair_rows import Pair, last_stage
from sync.rules.pair_states import ENDED, LIFTED, PROPOSED, REFUSED, decision
from sync.rules.pool import Pool
from sync.rules.way import Way

VERSION = 1
"""Of the model: one more whenever the same people would be paired otherwise."""


STAY = "stay"  # a level


@dataclass(frozen=True)
class Question:
    """What a round is asked: ``movable`` are the proposals that may change; all other pairs stand."""

    model: Model
    instance: Instance
    movable: tuple[Pair, ...]
    way: Way


@dataclass(frozen=True)
class Round:
    """A round's answer. ``pairs`` are all pairs after it."""

    question: Question
    best: Assignment
    pairs: list[Pair]
    changed: bool


def may_move(pair: Pair) -> bool:
    """A proposal of which nobody has decided anything."""
    return pair.state == PROPOSED and pair.row is not None and not decision(pair.row)


def vetoed(pairs: Iterable[Pair], memory: Mapping[str, RowMemory]) -> frozenset[str]:
    """Pairs that are never proposed: people ended them or deleted their line, or their lock cannot hold."""
    deleted = {key for key, known in memory.items() if known.dropped and last_stage(known) != LIFTED}
    return frozenset(deleted | {pair.key for pair in pairs if pair.stage in ENDED | {REFUSED}})


def candidates_of(pool: Pool, pairs: Iterable[Pair], memory: Mapping[str, RowMemory]) -> Model:
    return model_of(pool, vetoed(pairs, memory))


def question_of(pairs: list[Pair], model: Model, way: Way, salt: str) -> Question:
    movable = tuple(pair for pair in pairs if way is not Way.ADD and may_move(pair))
    return ask(pairs, movable, model, way, salt)


def ask(pairs: Iterable[Pair], movable: tuple[Pair, ...], model: Model, way: Way, salt: str) -> Question:
    """The question of those who have no pair but a movable one. Raises the ValueErrors of a lawless instance."""
    moving = {pair.key for pair in movable}
    fixed = [pair for pair in pairs if pair.stands and pair.key not in moving]
    busy, taken = {pair.mentee for pair in fixed}, Counter(pair.mentor for pair in fixed)
    published = moving if way is Way.REPAIR else ()
    candidates = [found for found in rated_candidates(model, published) if found.mentee not in busy]
    seats = {mentor: seats_left(said, taken[mentor]) for mentor, said in model.seats.items()}
    levels = levels_of(model)
    if way is Way.REPAIR:
        levels, candidates = staying_first(levels, candidates)
    return Question(model, pose(candidates, seats, salt, levels), movable, way)


def staying_first(levels: tuple[Level, ...], candidates: Iterable[Rated]) -> tuple[tuple[Level, ...], list[Rated]]:
    """A repair keeps the proposals that it can before it looks for mutual wishes and fit."""
    place = [level.name for level in levels].index(STAY)
    order = (place, *(other for other in range(len(levels)) if other != place))
    moved = [replace(found, levels=tuple(found.levels[at] for at in order)) for found in candidates]
    return tuple(levels[at] for at in order), moved


def seats_left(said: Seats, taken: int) -> Seats:
    """A group that has met stays open, whoever else comes."""
    return Seats(max(0, said.most - taken), max(0, min(said.least, said.most) - taken), said.may_close and not taken)


def play(pairs: list[Pair], question: Question, number: int, today: date) -> Round:
    """The pairs after the round. Raises NotTheBestError, and what the solver raises where groups may close."""
    best = best_assignment(question.instance)
    refuse_improvable(question.instance, best.pairs)
    chosen = {f"{found.mentee}-{found.mentor}": found for found in best.pairs}
    moving = {pair.key for pair in question.movable}
    after = [moved(pair, chosen, moving, number, today) for pair in pairs]
    known = {pair.key for pair in pairs}
    fresh = [new_pair(found, number, today) for key, found in chosen.items() if key not in known]
    return Round(question, best, [*after, *fresh], changed=chosen.keys() != moving)


def moved(pair: Pair, chosen: Container[str], moving: Container[str], number: int, today: date) -> Pair:
    """A pair after the round: chosen (again), lifted, or as it stands."""
    stood = number if pair.key in moving else pair.stood
    if pair.key in chosen:
        day = pair.proposed_on if pair.key in moving else today
        return replace(pair, stage=PROPOSED, proposed_on=day, round=number, stood=stood)
    return replace(pair, stage=LIFTED if pair.key in moving else pair.stage, stood=stood)


def new_pair(found: Rated, number: int, today: date) -> Pair:
    return Pair(found.mentee, found.mentor, PROPOSED, today, round=number)


def totals_named(instance: Instance, best: Assignment) -> Mapping[str, int]:
    return dict(zip(instance.of_totals, best.totals, strict=True))


def mark_of(instance: Instance) -> str:
    """A fingerprint of all that a round was asked, in codes and numbers."""
    asked = {mentor for _, mentor in instance.candidates}
    lines = [
        *(f"{found.mentee} {found.mentor} {found.levels}" for found in instance.candidates.values()),
        *(f"{mentor} {seats}" for mentor, seats in instance.seats.items() if mentor in asked),
        *(level.name for level in instance.levels),
        instance.salt,
    ]
    return blake2b("\n".join(lines).encode(), digest_size=10).hexdigest()
