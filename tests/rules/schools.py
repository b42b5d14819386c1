"""Made-up schools for the tests of pairing, and the slowest and plainest way to pair one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import product
from random import Random

from hypothesis import strategies as st

from sync.rules.assignment import Candidate

SALT = "2026/27"


@dataclass(frozen=True)
class School:
    candidates: tuple[Candidate, ...]
    seats: Mapping[str, int]


LEVEL = st.integers(0, 2) | st.integers(0, 10**15)


@st.composite
def small_schools(draw, least_levels=0):
    """At most five mentees and three mentors; small levels, so that many pairings are equal."""
    mentees = [f"M{number}" for number in range(draw(st.integers(0, 5)))]
    mentors = [f"T{number}" for number in range(draw(st.integers(0, 3)))]
    row = st.tuples(*[LEVEL] * draw(st.integers(least_levels, 3)))
    possible = {pair: draw(st.none() | row) for pair in product(mentees, mentors)}
    candidates = tuple(Candidate(*pair, values) for pair, values in possible.items() if values is not None)
    return School(candidates, {mentor: draw(st.integers(0, 3)) for mentor in mentors})


def big_school(seed: int, mentees: int = 40, mentors: int = 13, prefix: str = "") -> School:
    """Wish and fit as levels, fewer seats than mentees, six candidates each."""
    chance = Random(seed)  # noqa: S311  # a made-up school is no secret
    seats = {f"{prefix}T{number}": chance.randint(0, 4) for number in range(mentors)}
    candidates = [
        Candidate(f"{prefix}M{number}", mentor, (chance.randint(0, 1), chance.randint(0, 20)))
        for number in range(mentees)
        for mentor in chance.sample(sorted(seats), 6)
    ]
    return School(tuple(candidates), seats)


def lawful_pairings(school: School) -> Iterator[tuple[Candidate, ...]]:
    """Every one there is, the empty one included."""
    choices: dict[str, list[Candidate | None]] = {}
    for candidate in school.candidates:
        choices.setdefault(candidate.mentee, [None]).append(candidate)
    for choice in product(*choices.values()):
        pairs = tuple(pair for pair in choice if pair)
        if is_lawful(pairs, school):
            yield pairs


def is_lawful(pairs, school: School) -> bool:
    once = len({pair.mentee for pair in pairs}) == len(pairs)
    taken = Counter(pair.mentor for pair in pairs)
    return once and set(pairs) <= set(school.candidates) and all(taken[m] <= school.seats[m] for m in taken)


def totals(pairs) -> tuple[int, ...]:
    """The number of pairs, then the total of each level; of no pairs, only the number."""
    return (len(pairs), *(sum(level) for level in zip(*(pair.levels for pair in pairs), strict=True)))


def value(pairs, salt: str = SALT) -> tuple[tuple[int, ...], int]:
    """What makes one pairing better than another: totals, then the hash."""
    return totals(pairs), sum(first_30_bits(f"{salt}\n{pair.mentee}\n{pair.mentor}") for pair in pairs)


def first_30_bits(text: str) -> int:
    return int(blake2b(text.encode()).hexdigest()[:8], 16) // 4


def greedy_pairs(school: School) -> tuple[Candidate, ...]:
    """The best candidate of all, then the best of the rest, and so on."""
    pairs: list[Candidate] = []
    for candidate in sorted(school.candidates, key=lambda candidate: candidate.levels, reverse=True):
        if is_lawful([*pairs, candidate], school):
            pairs.append(candidate)
    return tuple(pairs)
