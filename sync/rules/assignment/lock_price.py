"""What it would cost all to force a pair: the best pairing with the lock beside the best one without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sync.rules.assignment.certificate import Move
from sync.rules.assignment.instance import Candidate, Instance, Lock, with_locks
from sync.rules.assignment.solver import Assignment, best_assignment


@dataclass(frozen=True)
class LockPrice:
    """The best pairing with ``lock``; ``change`` is what the totals (``Instance.of_totals``) gain by it, mostly < 0.

    ``moves`` are of everybody who sits elsewhere then, by mentee; the locked one among them.
    """

    lock: Lock
    locked: Assignment
    change: tuple[int, ...]
    moves: tuple[Move, ...]


def what_if(instance: Instance, best: Assignment, lock: Lock) -> LockPrice:
    """The price of a lock; ``best`` is the best assignment of the instance. Raises an ImpossibleLockError."""
    locked = best_assignment(with_locks(instance, [lock]))
    change = tuple(map(int.__sub__, locked.totals, best.totals))
    return LockPrice(lock, locked, change, tuple(moves_between(best.pairs, locked.pairs)))


def moves_between(before: Iterable[Candidate], after: Iterable[Candidate]) -> Iterator[Move]:
    """Who sits elsewhere in the second pairing, by mentee."""
    old = {pair.mentee: pair.mentor for pair in before}
    new = {pair.mentee: pair.mentor for pair in after}
    for mentee in sorted(old | new):
        if old.get(mentee) != new.get(mentee):
            yield Move(mentee, old.get(mentee), new.get(mentee))
