"""The model of pairing: who may be paired with whom, how well they fit, and why somebody may not."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sheets_schema.record import Record
from sync.rules.assignment.instance import Candidate as Rated
from sync.rules.assignment.instance import Level, Seats, standard_levels
from sync.rules.barriers import APART, BARRIERS, VETOED, Barred
from sync.rules.pair_rows import pair_key
from sync.rules.pair_table import PairTable
from sync.rules.pool import ABSENT, Pool, seats_of
from sync.rules.portrait import Portrait
from sync.rules.scoring import Fit, Scorer
from sync.rules.wishes import mutual

__all__ = ["ABSENT", "BARRIERS", "Candidate", "Model", "levels_of", "model_of", "rated_candidates"]

MOST_OF_WORDS = 9


@dataclass(frozen=True)
class Candidate:
    """A pair that may be made. ``mutual``: both named each other after the meeting."""

    mentee: str
    mentor: str
    fit: Fit
    mutual: bool


@dataclass(frozen=True)
class Model:
    """Of whom pairs may be made, by code, and the seats that each mentor has in all.

    Every pair of ``mentees`` and ``mentors`` is one of the ``candidates`` or behind one of the ``barriers`` (a key of
    BARRIERS). ``absent``: why somebody takes no part on that side (a key of ABSENT). ``points`` has the fits alone.
    """

    pool: Pool
    mentees: Mapping[str, Record]
    mentors: Mapping[str, Record]
    seats: Mapping[str, Seats]
    points: PairTable[int, int]
    candidates: PairTable[Candidate, int]
    barriers: PairTable[str, str]
    absent_mentees: Mapping[str, str]
    absent_mentors: Mapping[str, str]

    @property
    def wishes(self) -> Mapping[str, tuple[str, ...]]:
        """The codes that each named, in order, of those whose consent holds."""
        return self.pool.wishes


def model_of(pool: Pool, vetoed: Iterable[str] = ()) -> Model:
    """``vetoed`` are keys of pairs (``pair_key``) that may not be again: rejected ones, those that ended badly."""
    mentees = {code: row for code, row in sorted(pool.mentees.items()) if code not in pool.absent_mentees}
    mentors = {code: row for code, row in sorted(pool.mentors.items()) if code not in pool.absent_mentors}
    points, barriers = compared(pool, tuple(mentees), tuple(mentors), named_barriers(pool, mentees, mentors, vetoed))
    return Model(
        pool=pool,
        mentees=mentees,
        mentors=mentors,
        seats={code: seats_of(row) for code, row in mentors.items()},
        points=PairTable(points, tuple(mentors), lambda _mentee, _mentor, cell: cell),
        candidates=PairTable(points, tuple(mentors), lambda mentee, mentor, _: candidate(pool, mentee, mentor)),
        barriers=PairTable(barriers, tuple(mentors), lambda _mentee, _mentor, cell: cell),
        absent_mentees=pool.absent_mentees,
        absent_mentors=pool.absent_mentors,
    )


def candidate(pool: Pool, mentee: str, mentor: str) -> Candidate:
    return Candidate(mentee, mentor, pool.fit(mentee, mentor), mutual(pool.wishes, mentee, mentor))


def compared(
    pool: Pool, mentees: Iterable[str], mentors: Iterable[str], named: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, list[int | None]], dict[str, list[str | None]]]:
    """For every mentee the points with each mentor, or the barrier that stands between them."""
    portraits = [pool.of_mentors[code] for code in mentors]
    scorer, barred = Scorer(portraits, pool.rules), Barred(portraits, pool.rules, named)
    points: dict[str, list[int | None]] = {}
    barriers: dict[str, list[str | None]] = {}
    for code in mentees:
        stops, scores = barred.first(pool.of_mentees[code]), scorer.points(pool.of_mentees[code])
        points[code] = [None if stop else score for stop, score in zip(stops, scores, strict=True)]
        barriers[code] = [stop or None for stop in stops]
    return points, barriers


def named_barriers(
    pool: Pool, mentees: Iterable[str], mentors: Container[str], vetoed: Iterable[str]
) -> dict[str, dict[str, str]]:
    """Barriers between two people by name. To be kept apart is told before a veto."""
    found: dict[str, dict[str, str]] = {mentee: {} for mentee in mentees}
    of_vetoed = ((*key.split("-", 1), VETOED) for key in vetoed if "-" in key)
    of_apart = ((one, other, APART) for one, other in pool.apart)
    for mentee, mentor, barrier in (*of_vetoed, *of_apart):
        if mentee in found and mentor in mentors:
            found[mentee][mentor] = barrier
    return found


# For the solver


def levels_of(model: Model) -> tuple[Level, ...]:
    """Both named each other; fit and inertia; it stays; and, where all that is equal, what own words resemble."""
    return (*standard_levels(model.pool.rules.inertia), Level("words", MOST_OF_WORDS))


def rated_candidates(model: Model, published: Container[str] = ()) -> Iterator[Rated]:
    """Every candidate with a number for each of ``levels_of(model)``; ``published`` are keys of pairs that stand.

    None is left out for being weak: a mentee's thirty best may all be somebody else's only one.
    """
    inertia, wishes = model.pool.rules.inertia, model.wishes
    asked = {code: Words.of(model.pool, model.pool.of_mentees[code]) for code in model.mentees}
    offered = {code: Words.of(model.pool, model.pool.of_mentors[code]) for code in model.mentors}
    for mentee, mentor, points in model.points.cells():
        stands = pair_key(mentee, mentor) in published
        named = mentor in wishes.get(mentee, ()) and mutual(wishes, mentee, mentor)
        in_words = asked[mentee].common(offered[mentor])
        yield Rated(mentee, mentor, (int(named), points + inertia * stands, int(stands), in_words))


@dataclass(frozen=True)
class Words:
    """A person's topics, and those that their own words only sound like."""

    topics: frozenset[str]
    guessed: frozenset[str]

    @classmethod
    def of(cls, pool: Pool, person: Portrait) -> Words:
        return cls(frozenset(person.topics), frozenset(pool.sounds_like(person)))

    def common(self, other: Words) -> int:
        """How many topics the two share that at least one of them only sounds like."""
        if not (self.guessed or other.guessed):
            return 0
        shared = self.guessed & (other.topics | other.guessed) | self.topics & other.guessed
        return min(MOST_OF_WORDS, len(shared))
