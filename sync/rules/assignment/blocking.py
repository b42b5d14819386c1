"""Pairs of which both sides would rather be together than as they are, and nobody could stop them but the plan.

The best pairing of all together may have such pairs; a school should know them by name. To have as few of them as
possible with everybody paired is NP-hard (Biró, Manlove, Mittal, «Size versus stability in the marriage problem»,
2010, https://doi.org/10.1016/j.tcs.2010.02.003), so they are counted and named, not minimised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sync.rules.assignment.instance import Candidate, Instance, with_groups

Liking = Callable[[Candidate], tuple[int, ...]]


@dataclass(frozen=True)
class BlockingPair:
    """``candidate`` would be made; then the mentee ``leaves`` one mentor and another mentee is ``displaced``."""

    candidate: Candidate
    leaves: str | None
    displaced: str | None


def by_levels(candidate: Candidate) -> tuple[int, ...]:
    return candidate.levels


def blocking_pairs(
    instance: Instance, pairs: Iterable[Candidate], mentees_like: Liking = by_levels, mentors_like: Liking = by_levels
) -> tuple[BlockingPair, ...]:
    """All of them, by mentee and mentor. Locked pairs stay as they are, and closed groups stay closed."""
    chosen = tuple(pairs)
    locked = {lock.pair for lock in instance.locks}
    mine = {pair.mentee: pair for pair in chosen}
    seated: dict[str, list[Candidate]] = {}
    for pair in chosen:
        seated.setdefault(pair.mentor, []).append(pair)
    return tuple(_blocking(with_groups(instance, seated), locked, mine, seated, (mentees_like, mentors_like)))


def _blocking(
    instance: Instance,
    locked: set[tuple[str, str]],
    mine: dict[str, Candidate],
    seated: dict[str, list[Candidate]],
    liking: tuple[Liking, Liking],
) -> Iterator[BlockingPair]:
    mentees_like, mentors_like = liking
    for wish in instance.candidates.values():
        present = mine.get(wish.mentee)
        if present and (present.pair in locked or mentees_like(wish) <= mentees_like(present)):
            continue
        leaves = present.mentor if present else None
        there = seated.get(wish.mentor, [])
        if len(there) < instance.seats[wish.mentor].most:
            yield BlockingPair(wish, leaves, None)
            continue
        movable = [pair for pair in there if pair.pair not in locked]
        least = min(movable, key=lambda pair: (mentors_like(pair), pair.mentee), default=None)
        if least and mentors_like(least) < mentors_like(wish):
            yield BlockingPair(wish, leaves, least.mentee)
