"""What there is to choose from: candidates with their levels, seats, locks. Checked once, and a value from then on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

MOST_FIT = 1000


@dataclass(frozen=True)
class Level:
    """One objective: its name and the largest value that a candidate may have in it."""

    name: str
    most: int


@dataclass(frozen=True, order=True, slots=True)
class Candidate:
    """A pair that may be made: ids of mentee and mentor, and a whole number >= 0 for every level of the instance."""

    mentee: str
    mentor: str
    levels: tuple[int, ...]

    @property
    def pair(self) -> tuple[str, str]:
        return self.mentee, self.mentor


@dataclass(frozen=True)
class Seats:
    """How many mentees a mentor takes. ``least`` is wished for first of all, and a shortfall is told.

    A group ``may_close``: it takes nobody, or as many as its least and no fewer.
    """

    most: int
    least: int = 0
    may_close: bool = False


@dataclass(frozen=True, order=True)
class Lock:
    """A pair that staff want, whatever it costs the others."""

    mentee: str
    mentor: str

    @property
    def pair(self) -> tuple[str, str]:
        return self.mentee, self.mentor


@dataclass(frozen=True)
class Instance:
    """Made by ``pose``: candidates and locks are lawful, distinct and in the order of their ids."""

    candidates: Mapping[tuple[str, str], Candidate]
    seats: Mapping[str, Seats]
    salt: str
    levels: tuple[Level, ...]
    locks: tuple[Lock, ...]

    @property
    def of_totals(self) -> tuple[str, ...]:
        """What each number of ``totals`` counts, the most important first."""
        return ("least", "pairs", *(level.name for level in self.levels))


# What is refused


@dataclass
class InvalidLevelsError(ValueError):
    """Not as many levels as the instance has, or one that is negative, no whole number or above its bound."""

    candidate: Candidate


@dataclass
class SelfPairError(ValueError):
    """Somebody as their own mentor."""

    candidate: Candidate


@dataclass
class DoubledCandidateError(ValueError):
    """The same pair twice, with different levels. (Twice the same is once: a repeated row changes nothing.)"""

    first: Candidate
    second: Candidate


@dataclass
class InvalidSeatsError(ValueError):
    """Seats that are negative or no whole number, or fewer at most than at least."""

    mentor: str
    seats: Seats


@dataclass
class UnknownMentorError(ValueError):
    """A candidate whose mentor has no entry among the seats; a mentor who takes nobody has 0 there."""

    candidate: Candidate


class ImpossibleLockError(ValueError):
    """A lock that cannot hold; each subclass says why."""


@dataclass
class LockNotACandidateError(ImpossibleLockError):
    """The pair was filtered out, or never was a candidate."""

    lock: Lock


@dataclass
class LockedTwiceError(ImpossibleLockError):
    """A mentee locked to more than one mentor."""

    mentee: str
    mentors: tuple[str, ...]


@dataclass
class LocksExceedSeatsError(ImpossibleLockError):
    """More mentees are locked to a mentor than there are seats."""

    mentor: str
    seats: int
    mentees: tuple[str, ...]


def standard_levels(inertia: int = 0) -> tuple[Level, ...]:
    """Both named each other; how well they fit, and ``inertia`` points for a pair already published; it stays."""
    return Level("mutual", 1), Level("fit", MOST_FIT + inertia), Level("stay", 1)


def rated(
    mentee: str, mentor: str, fit: int, *, mutual: bool = False, published: bool = False, inertia: int = 0
) -> Candidate:
    """A candidate with ``standard_levels(inertia)``; ``fit`` is 0 to 1000."""
    return Candidate(mentee, mentor, (int(mutual), fit + inertia * published, int(published)))


def pose(
    candidates: Iterable[Candidate],
    seats: Mapping[str, Seats],
    salt: str,
    levels: tuple[Level, ...] = standard_levels(),
    locks: Iterable[Lock] = (),
) -> Instance:
    """The instance, in an order of its own. Raises the ValueErrors of this module."""
    distinct = _distinct(candidates, levels)
    for mentor, number in sorted(seats.items()):
        _check_seats(mentor, number)
    unknown = next((candidate for candidate in distinct.values() if candidate.mentor not in seats), None)
    if unknown:
        raise UnknownMentorError(unknown)
    instance = Instance(distinct, {mentor: _told(seats[mentor]) for mentor in sorted(seats)}, salt, levels, ())
    return with_locks(instance, locks)


def with_locks(instance: Instance, locks: Iterable[Lock]) -> Instance:
    """The same instance with these locks added. Raises an ImpossibleLockError."""
    lawful = tuple(sorted({*instance.locks, *locks}))
    for lock in lawful:
        if lock.pair not in instance.candidates:
            raise LockNotACandidateError(lock)
    _check_mentees_of(lawful)
    _check_mentors_of(lawful, instance.seats)
    return replace(instance, locks=lawful)


def with_groups(instance: Instance, opened: Iterable[str]) -> Instance:
    """The same instance once it is settled which groups open: the others have no seats left."""
    kept = frozenset(opened)
    seats = {
        mentor: Seats(0) if seats.may_close and mentor not in kept else seats
        for mentor, seats in instance.seats.items()
    }
    return replace(instance, seats=seats)


def totals_of(instance: Instance, pairs: Iterable[Candidate]) -> tuple[int, ...]:
    """Seats filled up to each mentor's least (of those who may not close), pairs, and the sum of every level."""
    chosen = tuple(pairs)
    levels = [sum(pair.levels[index] for pair in chosen) for index in range(len(instance.levels))]
    return (first_seats_filled(instance, chosen, of_groups=False), len(chosen), *levels)


def first_seats_filled(instance: Instance, pairs: Iterable[Candidate], *, of_groups: bool) -> int:
    """How many of the seats that should be filled at least are: of mentors who may close, or of the others."""
    taken = Counter(pair.mentor for pair in pairs)
    seats = {mentor: instance.seats[mentor] for mentor in taken}
    return sum(min(taken[mentor], said.least) for mentor, said in seats.items() if said.may_close == of_groups)


def _distinct(candidates: Iterable[Candidate], levels: tuple[Level, ...]) -> dict[tuple[str, str], Candidate]:
    found: dict[tuple[str, str], Candidate] = {}
    for candidate in _checked(candidates, levels):
        first = found.setdefault(candidate.pair, candidate)
        if first is not candidate and first != candidate:
            raise DoubledCandidateError(first, candidate)
    return dict(sorted(found.items()))


def _checked(candidates: Iterable[Candidate], levels: tuple[Level, ...]) -> Iterator[Candidate]:
    bounds = [level.most for level in levels]
    for candidate in candidates:
        if len(candidate.levels) != len(bounds):
            raise InvalidLevelsError(candidate)
        for value, most in zip(candidate.levels, bounds, strict=True):
            if not (isinstance(value, int) and 0 <= value <= most):
                raise InvalidLevelsError(candidate)
        if candidate.mentee == candidate.mentor:
            raise SelfPairError(candidate)
        yield candidate


def _check_seats(mentor: str, seats: Seats) -> None:
    whole = isinstance(seats.most, int) and isinstance(seats.least, int)
    if not whole or not 0 <= seats.least <= seats.most:
        raise InvalidSeatsError(mentor, seats)


def _told(seats: Seats) -> Seats:
    """A group of one or more, or none, is a mentor like any other."""
    return Seats(seats.most) if seats.may_close and seats.least <= 1 else seats


def _check_mentees_of(locks: tuple[Lock, ...]) -> None:
    mentors: dict[str, list[str]] = {}
    for lock in locks:
        mentors.setdefault(lock.mentee, []).append(lock.mentor)
    for mentee, wanted in mentors.items():
        if len(wanted) > 1:
            raise LockedTwiceError(mentee, tuple(wanted))


def _check_mentors_of(locks: tuple[Lock, ...], seats: Mapping[str, Seats]) -> None:
    mentees: dict[str, list[str]] = {}
    for lock in locks:
        mentees.setdefault(lock.mentor, []).append(lock.mentee)
    for mentor, locked in mentees.items():
        if len(locked) > seats[mentor].most:
            raise LocksExceedSeatsError(mentor, seats[mentor].most, tuple(locked))
