"""Made-up schools for the tests of pairing, and the slowest and plainest ways to pair one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from itertools import product
from random import Random

from hypothesis import strategies as st

from sync.rules.assignment.instance import Candidate, Instance, Level, Lock, Seats, pose, rated, with_locks

SALT = "2026/27"
ENOUGH = 10**15

LEVEL = st.integers(0, 2) | st.integers(0, ENOUGH)


def levels_of(candidates) -> tuple[Level, ...]:
    """As many levels as the candidates have, of any size."""
    number = max((len(candidate.levels) for candidate in candidates), default=0)
    return tuple(Level(f"level {index}", 2**201) for index in range(number))


def school(candidates, seats: Mapping[str, int | Seats], locks=(), salt: str = SALT) -> Instance:
    """An instance in few words: seats may be plain numbers."""
    said = {mentor: number if isinstance(number, Seats) else Seats(number) for mentor, number in seats.items()}
    return pose(candidates, said, salt, levels_of(candidates), locks)


def changed(instance: Instance, candidates=None, seats=None, salt=None, levels=None) -> Instance:
    """The same instance, posed anew, with something else in it."""
    return pose(
        instance.candidates.values() if candidates is None else candidates,
        instance.seats if seats is None else seats,
        instance.salt if salt is None else salt,
        levels or instance.levels,
        instance.locks,
    )


@st.composite
def small_schools(draw, least_levels=0, first_seats=True, locked=True):
    """At most five mentees and three mentors; small levels, so that many pairings are equal."""
    mentees = [f"M{number}" for number in range(draw(st.integers(0, 5)))]
    mentors = [f"T{number}" for number in range(draw(st.integers(0, 3)))]
    row = st.tuples(*[LEVEL] * draw(st.integers(least_levels, 3)))
    possible = {pair: draw(st.none() | row) for pair in product(mentees, mentors)}
    candidates = [Candidate(*pair, values) for pair, values in possible.items() if values is not None]
    most = {mentor: draw(st.integers(0, 3)) for mentor in mentors}
    seats = {mentor: Seats(most[mentor], draw(st.integers(0, most[mentor])) if first_seats else 0) for mentor in most}
    instance = school(candidates, seats)
    return with_locks(instance, draw(some_locks(instance))) if locked and candidates else instance


@st.composite
def some_locks(draw, instance: Instance):
    """At most two locks that can hold."""
    wanted = draw(st.lists(st.sampled_from(sorted(instance.candidates)), max_size=2))
    locks: dict[str, Lock] = {}
    for mentee, mentor in wanted:
        taken = sum(1 for lock in locks.values() if lock.mentor == mentor)
        if mentee not in locks and taken < instance.seats[mentor].most:
            locks[mentee] = Lock(mentee, mentor)
    return list(locks.values())


def big_school(seed: int, mentees: int = 40, mentors: int = 13, prefix: str = "") -> Instance:
    """Mutual wishes and fit, fewer seats than mentees, six candidates each."""
    chance = Random(seed)  # noqa: S311  # a made-up school is no secret
    seats = {f"{prefix}T{number}": Seats(chance.randint(0, 4)) for number in range(mentors)}
    candidates = [
        rated(f"{prefix}M{number}", mentor, chance.randint(0, 20), mutual=chance.random() < 0.5)
        for number in range(mentees)
        for mentor in chance.sample(sorted(seats), 6)
    ]
    return pose(candidates, seats, SALT)


# Every pairing there is


def lawful_pairings(instance: Instance) -> Iterator[tuple[Candidate, ...]]:
    """Every one there is, the empty one included where nothing is locked."""
    choices: dict[str, list[Candidate | None]] = {}
    for candidate in instance.candidates.values():
        choices.setdefault(candidate.mentee, [None]).append(candidate)
    for choice in product(*choices.values()):
        pairs = tuple(pair for pair in choice if pair)
        if is_lawful(pairs, instance):
            yield pairs


def is_lawful(pairs, instance: Instance) -> bool:
    once = len({pair.mentee for pair in pairs}) == len(pairs)
    taken = Counter(pair.mentor for pair in pairs)
    roomy = all(taken[mentor] <= instance.seats[mentor].most for mentor in taken)
    grouped = all(taken[mentor] >= instance.seats[mentor].least for mentor in taken if instance.seats[mentor].may_close)
    locked = {lock.pair for lock in instance.locks} <= {pair.pair for pair in pairs}
    return once and roomy and grouped and locked and set(pairs) <= set(instance.candidates.values())


def totals(pairs, instance: Instance) -> tuple[int, ...]:
    """First seats filled, the number of pairs, the total of each level."""
    taken = Counter(pair.mentor for pair in pairs)
    plain = {mentor: seats.least for mentor, seats in instance.seats.items() if not seats.may_close}
    sums = [0] * len(instance.levels)
    for pair in pairs:
        sums = [total + level for total, level in zip(sums, pair.levels, strict=True)]
    return (sum(min(taken[mentor], least) for mentor, least in plain.items()), len(pairs), *sums)


def value(pairs, instance: Instance) -> tuple[tuple[int, ...], int]:
    """What makes one pairing better than another: totals, then the hash."""
    hashes = [first_30_bits(f"{instance.salt}\n{pair.mentee}\n{pair.mentor}") for pair in pairs]
    return totals(pairs, instance), sum(hashes)


def first_30_bits(text: str) -> int:
    return int(blake2b(text.encode()).hexdigest()[:8], 16) // 4


def best_value(instance: Instance) -> tuple[int, ...]:
    """The value of the best pairing, by trying every mentor for every mentee, one mentee after another.

    Equal remaining seats are tried once: value tuples add up, and their order is kept by adding to both sides.
    """
    choices: dict[str, list[Candidate]] = {}
    for candidate in instance.candidates.values():
        choices.setdefault(candidate.mentee, []).append(candidate)
    rows, mentors = list(choices.values()), list(instance.seats)
    locked = {lock.mentee: lock.mentor for lock in instance.locks}
    nothing = (0,) * (len(instance.levels) + 3)

    @cache
    def best(row: int, left: tuple[int, ...]) -> tuple[int, ...]:
        if row == len(rows):
            seats = zip(instance.seats.values(), left, strict=True)
            return (sum(min(said.most - free, said.least) for said, free in seats), *nothing[1:])
        tried = []
        wanted = locked.get(rows[row][0].mentee)
        for candidate in rows[row]:
            index = mentors.index(candidate.mentor)
            if left[index] and wanted in (None, candidate.mentor):
                fewer = (*left[:index], left[index] - 1, *left[index + 1 :])
                tried.append(added(value_of(candidate), best(row + 1, fewer)))
        if wanted is None:
            tried.append(best(row + 1, left))
        return max(tried, default=(-1, *nothing[1:]))

    def value_of(candidate: Candidate) -> tuple[int, ...]:
        return (0, 1, *candidate.levels, first_30_bits(f"{instance.salt}\n{candidate.mentee}\n{candidate.mentor}"))

    return best(0, tuple(seats.most for seats in instance.seats.values()))


def added(left: tuple[int, ...], right: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(int.__add__, left, right))


# What others would do


def greedy_pairs(instance: Instance) -> tuple[Candidate, ...]:
    """The best candidate of all, then the best of the rest, and so on."""
    pairs: list[Candidate] = []
    left = {mentor: seats.most for mentor, seats in instance.seats.items()}
    paired: set[str] = set()
    for candidate in sorted(instance.candidates.values(), key=lambda candidate: candidate.levels, reverse=True):
        if candidate.mentee not in paired and left[candidate.mentor]:
            pairs.append(candidate)
            paired.add(candidate.mentee)
            left[candidate.mentor] -= 1
    return tuple(pairs)


def deferred_acceptance(instance: Instance) -> tuple[Candidate, ...]:
    """Gale and Shapley's: mentees ask in the order of their liking, a mentor keeps the best who asked so far."""
    wishes: dict[str, list[Candidate]] = {}
    for candidate in sorted(instance.candidates.values(), key=liked):
        wishes.setdefault(candidate.mentee, []).append(candidate)
    kept: dict[str, list[Candidate]] = {mentor: [] for mentor in instance.seats}
    asking = list(wishes)
    while asking:
        mine = wishes[asking.pop()]
        if mine:
            wish = mine.pop()
            there = kept[wish.mentor]
            there.append(wish)
            there.sort(key=liked, reverse=True)
            asking += [out.mentee for out in there[instance.seats[wish.mentor].most :]]
            del there[instance.seats[wish.mentor].most :]
    return tuple(sorted(pair for pairs in kept.values() for pair in pairs))


def liked(candidate: Candidate) -> tuple[tuple[int, ...], str, str]:
    return candidate.levels, candidate.mentee, candidate.mentor


def without(instance: Instance, unwanted) -> Instance:
    """Candidates taken away, and with them the locks on them."""
    kept = [candidate for candidate in instance.candidates.values() if not unwanted(candidate)]
    locks = [lock for lock in instance.locks if lock.pair in {candidate.pair for candidate in kept}]
    return changed(replace(instance, locks=tuple(locks)), candidates=kept)
