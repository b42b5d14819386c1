"""The solver and the certificate against brute force on random schools of at most seven mentees and four mentors.

The tests take a few hundred; by hand, from the repository: ``python -m tests.rules.oracle --runs 100000``.
"""

from argparse import ArgumentParser
from dataclasses import dataclass
from itertools import product
from random import Random

from sync.rules.assignment.certificate import improvement
from sync.rules.assignment.instance import Candidate, Instance, Lock, Seats
from sync.rules.assignment.solver import best_assignment
from tests.rules.schools import best_value, first_30_bits, school, totals


@dataclass
class Found:
    """How often what was said was true, and wrong."""

    runs: int = 0
    best: int = 0
    worse: int = 0
    mismatches: int = 0
    wrong_verdicts: int = 0


def random_school(chance: Random) -> Instance:
    """Few values on each level, so that many pairings are equal; sometimes least seats and a lock."""
    mentees = [f"M{number}" for number in range(chance.randint(0, 7))]
    mentors = [f"T{number}" for number in range(chance.randint(0, 4))]
    density, levels = chance.random(), chance.randint(0, 3)
    candidates = [
        Candidate(*pair, tuple(chance.choice((0, 1, 2, 3, 1000)) for _ in range(levels)))
        for pair in product(mentees, mentors)
        if chance.random() < density
    ]
    seats = {}
    for mentor in mentors:
        most = chance.randint(0, 3)
        seats[mentor] = Seats(most, chance.randint(0, most) if chance.random() < 0.3 else 0)
    open_to_all = [candidate for candidate in candidates if seats[candidate.mentor].most]
    wanted = chance.sample(open_to_all, min(len(open_to_all), chance.randint(0, 3) // 3))
    return school(candidates, seats, [Lock(*candidate.pair) for candidate in wanted])


def random_pairs(instance: Instance, chance: Random) -> tuple[Candidate, ...]:
    """A lawful pairing with no thought: locks first, then whoever comes finds a seat or does not."""
    left = {mentor: seats.most for mentor, seats in instance.seats.items()}
    chosen: dict[str, Candidate] = {}
    locked = [instance.candidates[lock.pair] for lock in instance.locks]
    others = list(instance.candidates.values())
    chance.shuffle(others)
    for candidate in (*locked, *others[: chance.randint(0, len(others))]):
        if candidate.mentee not in chosen and left[candidate.mentor]:
            chosen[candidate.mentee] = candidate
            left[candidate.mentor] -= 1
    return tuple(chosen.values())


def valued(pairs, instance: Instance) -> tuple[int, ...]:
    hashes = [first_30_bits(f"{instance.salt}\n{pair.mentee}\n{pair.mentor}") for pair in pairs]
    return (*totals(pairs, instance), sum(hashes))


def compare(runs: int, seed: int = 0) -> Found:
    chance, found = Random(seed), Found()  # noqa: S311  # a made-up school is no secret
    for _ in range(runs):
        instance = random_school(chance)
        best, solved = best_value(instance), best_assignment(instance).pairs
        found.mismatches += valued(solved, instance) != best
        found.runs += 1
        for pairs in (solved, random_pairs(instance, chance)):
            is_best = valued(pairs, instance) == best
            found.best, found.worse = found.best + is_best, found.worse + (not is_best)
            found.wrong_verdicts += (improvement(instance, pairs) is None) != is_best
    return found


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    print(compare(given.runs, given.seed))
