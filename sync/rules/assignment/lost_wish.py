"""Why a mentee is not with the mentor they wished for: who sits there, by what they are ahead, what forcing costs."""

from __future__ import annotations

from dataclasses import dataclass

from sync.rules.assignment.instance import Candidate, ImpossibleLockError, Instance, Lock
from sync.rules.assignment.lock_price import LockPrice, what_if
from sync.rules.assignment.solver import Assignment


@dataclass(frozen=True)
class Seated:
    """Somebody on a wished seat. ``level`` is the first on which they and the wish differ; None where none does.

    ``lead`` is by how much they are ahead there: below 0 they sit here only because all together gain by it.
    """

    candidate: Candidate
    level: str | None
    lead: int
    locked: bool


@dataclass(frozen=True)
class LostWish:
    """``wish`` is None where the pair is no candidate at all: a filter took it, and that filter is the reason.

    ``free_seats`` may be left where the mentee is of more use elsewhere. ``price`` is None where no lock can hold.
    """

    mentee: str
    mentor: str
    instead: Candidate | None
    wish: Candidate | None
    seated: tuple[Seated, ...]
    free_seats: int
    price: LockPrice | None


def why_not(instance: Instance, best: Assignment, mentee: str, mentor: str) -> LostWish | None:
    """The reasons why ``best``, the best assignment, does not have this pair; None if it has."""
    instead = next((pair for pair in best.pairs if pair.mentee == mentee), None)
    if instead and instead.mentor == mentor:
        return None
    wish = instance.candidates.get((mentee, mentor))
    there = [pair for pair in best.pairs if pair.mentor == mentor]
    seated = tuple(_seated(instance, pair, wish) for pair in there)
    free = instance.seats[mentor].most - len(there) if mentor in instance.seats else 0
    return LostWish(mentee, mentor, instead, wish, seated, free, _price(instance, best, Lock(mentee, mentor)))


def _seated(instance: Instance, there: Candidate, wish: Candidate | None) -> Seated:
    locked = Lock(*there.pair) in instance.locks
    leads = map(int.__sub__, there.levels, wish.levels) if wish else ()
    for level, lead in zip(instance.levels, leads, strict=False):
        if lead:
            return Seated(there, level.name, lead, locked)
    return Seated(there, None, 0, locked)


def _price(instance: Instance, best: Assignment, lock: Lock) -> LockPrice | None:
    try:
        return what_if(instance, best, lock)
    except ImpossibleLockError:
        return None
