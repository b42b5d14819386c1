"""How long pairing takes on made-up schools of growing size, beside other solvers on the same school.

Run it from the repository: ``python -m bench.pairing [score] [MENTEES …]``; ``score`` is the model alone. Times are CPU
seconds of one process; only those of one run may be compared. Each size runs in a process of its own, so that the
memory is its own too.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from random import Random
from time import process_time
from typing import TypeVar

from bench.rivals import RIVALS
from forms.meanings import PUPILS, TEACHERS
from sheets_schema.record import Record
from sheets_schema.tables.bases import ADMITTED
from sync.rules.assignment import solver
from sync.rules.assignment.blocking import blocking_pairs
from sync.rules.assignment.certificate import improvement
from sync.rules.assignment.instance import Candidate, Instance, Seats, pose, rated, totals_of
from sync.rules.assignment.objective import Problem, encode
from sync.rules.assignment.shortest_paths import best_seating
from sync.rules.bases import YES
from sync.rules.candidates import model_of, rated_candidates
from sync.rules.pairing_rules import PairingRules
from sync.rules.pool import Pool
from sync.rules.scoring import Scorer
from sync.rules.topic_words import TOPIC_WORDS

SALT = "bench"
CANDIDATES_EACH = 30
OURS_UP_TO = 20_000
"""Mentees: beyond, our own solver alone takes many minutes."""

TINY = pose([rated("M1", "T1", 1)], {"T1": Seats(1)}, SALT)
"""Solved once before the clock starts, so that imports are no part of the time."""

LARGE = (2000, 600)
"""Mentees and mentors of whom all pairs are scored."""

T = TypeVar("T")


def made_up_people(mentees: int, mentors: int, seed: int = 1) -> Pool:
    """Rows of the two bases, as full as people leave them; every fourth is a teacher."""
    chance = Random(seed)  # noqa: S311  # a made-up school is no secret
    helping = [person(chance, f"T{number:05}", number % 4 == 3, mentor=True) for number in range(mentors)]
    asking = [person(chance, f"M{number:05}", number % 4 == 3, mentor=False) for number in range(mentees)]
    marks = {"decision": ADMITTED, "trained": YES}
    return Pool(
        mentees={record.key: record for record in asking},
        mentors={record.key: record for record in helping},
        readiness={record.key: Record(record.key, marks) for record in helping},
        rules=PairingRules(words=TOPIC_WORDS),
    )


def person(chance: Random, code: str, teaches: bool, *, mentor: bool) -> Record:
    topics, subjects = list(TOPIC_WORDS)[9:] if teaches else list(TOPIC_WORDS)[:9], range(12)
    school_class = "учитель" if teaches else f"{chance.randint(7, 11) if mentor else chance.randint(5, 9)}А"
    hobbies = " ".join(f"увлечение{'абвгдежзик'[chance.randrange(10)] * chance.randint(2, 9)}" for _ in range(4))
    return Record(
        code,
        {
            "mentoring_form": TEACHERS if teaches else PUPILS,
            "place" if mentor else "school_class": school_class,
            "competences" if mentor else "request": "; ".join(chance.sample(topics, chance.randint(1, 4))),
            "subjects": "; ".join(f"Предмет {one}" for one in chance.sample(subjects, chance.randint(0, 3))),
            "times": "; ".join(f"{day} день" for day in chance.sample(range(6), chance.randint(1, 4))),
            "meeting_format": chance.choice(("Лично в школе", "Онлайн", "Всё равно")),
            "interests": hobbies,
            "wished_age": chance.choice(("5–6 классы", "7–8 классы", "Любой возраст")) if mentor else "",
            "goal": f"Перестать откладывать и сдать экзамен по предмету {chance.randrange(12)}",
            "seats": str(chance.randint(1, 5)),
        },
    )


def score(mentees: int, mentors: int) -> None:
    """From the rows of the bases to the points of every pair, then to numbers for the solver."""
    pool = made_up_people(mentees, mentors)
    points, scored = timed(lambda: all_points(pool))
    model, modelled = timed(lambda: model_of(made_up_people(mentees, mentors)))
    rated_ones, rating = timed(lambda: sum(1 for _ in rated_candidates(model)))
    print(f"\n{mentees} mentees x {mentors} mentors, all {points} pairs scored: {scored:.2f} CPU seconds")
    print(f"  with barriers: {modelled:.2f}; {rated_ones} candidates put in numbers: {rating:.2f}; {megabytes()} MB")


def all_points(pool: Pool) -> int:
    scorer = Scorer([pool.of_mentors[code] for code in pool.mentors], pool.rules)
    return sum(len(scorer.points(pool.of_mentees[code])) for code in pool.mentees)


def made_up_school(mentees: int, seed: int = 1) -> tuple[list[Candidate], dict[str, Seats]]:
    """A third as many mentors, one to five seats each, thirty candidates for a mentee, some mentors liked."""
    chance = Random(seed)  # noqa: S311  # a made-up school is no secret
    seats = {f"T{number:05}": Seats(chance.randint(1, 5)) for number in range(max(1, mentees // 3))}
    mentors, demand = list(seats), [chance.lognormvariate(0, 1) for _ in seats]
    candidates = []
    for number in range(mentees):
        chosen = dict.fromkeys(chance.choices(mentors, demand, k=CANDIDATES_EACH * 2))
        for mentor in list(chosen)[:CANDIDATES_EACH]:
            fit = chance.randint(0, 1000)
            candidates.append(rated(f"M{number:05}", mentor, fit, mutual=chance.random() < 0.1))
    return candidates, seats


def timed(work: Callable[[], T]) -> tuple[T, float]:
    begin = process_time()
    result = work()
    return result, process_time() - begin


def megabytes() -> str:
    """The most memory that this process ever had; Windows tells it elsewhere."""
    try:
        import resource
    except ImportError:
        return "?"
    return str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def measure(mentees: int) -> None:
    candidates, seats = made_up_school(mentees)
    before = megabytes()
    instance, posed = timed(lambda: pose(candidates, seats, SALT))
    problem, encoded = timed(lambda: encode(instance))
    print(f"\n{mentees} mentees x {len(seats)} mentors, {len(candidates)} candidates; CPU seconds")
    print(f"  checked {posed:.2f}, encoded {encoded:.2f}; memory {before} MB before, {megabytes()} MB after")
    region = with_region(problem)
    ours = alone(problem) if mentees <= OURS_UP_TO else None
    if ours and region and ours[0] != region[0]:
        sys.exit("the extra found another pairing")
    best = ours or region
    if best is None:
        return
    pairs = [instance.candidates[pair] for pair in best[0]]
    found, proved = timed(lambda: improvement(instance, pairs))
    print(f"  proved {proved:.2f}; memory {megabytes()} MB")
    if found:
        sys.exit(f"not the best: {found}")
    compare(instance, best)


def alone(problem: Problem) -> tuple[list[tuple[str, str]], float]:
    seating, spent = timed(lambda: best_seating(problem))
    print(f"  ours: {spent:.2f}; memory {megabytes()} MB")
    return couples(problem, seating), spent


def with_region(problem: Problem) -> tuple[list[tuple[str, str]], float] | None:
    """With OR-tools' sieve, where it is installed."""
    if find_spec("ortools") is None:
        print("  extra region: not installed")
        return None
    from ortools.graph.python import min_cost_flow  # noqa: F401  # its import is no part of the time

    seating, spent = timed(lambda: best_seating(solver.without_hopeless(problem)))
    print(f"  extra region: {spent:.2f}; memory {megabytes()} MB")
    return couples(problem, seating), spent


def couples(problem: Problem, seating: Iterable[int]) -> list[tuple[str, str]]:
    seated = zip(problem.mentees, seating, strict=True)
    return [(mentee, problem.places[place].mentor) for mentee, place in seated if place >= 0]


def compare(instance: Instance, best: tuple[list[tuple[str, str]], float]) -> None:
    """Every other way that is installed, on the same school, its time as a multiple of ours."""
    print("  | solver | time, x ours | matched | mutual | fit | blocking | both named |")
    print("  |---|---|---|---|---|---|---|")
    row("the default", 1.0, instance, best[0])
    mentees = len({mentee for mentee, _ in instance.candidates})
    for name, (rival, most) in RIVALS.items():
        if mentees > most:
            continue
        try:
            rival(TINY)
            pairs, spent = timed(lambda rival=rival: list(rival(instance)))
        except ImportError:
            print(f"  | {name} | not installed |")
            continue
        row(name, spent / best[1], instance, pairs)


def row(name: str, ratio: float, instance: Instance, pairs: Iterable[tuple[str, str]]) -> None:
    chosen = [instance.candidates[pair] for pair in pairs]
    _, matched, mutual, fit, _ = totals_of(instance, chosen)
    blocking = blocking_pairs(instance, chosen)
    named = sum(pair.candidate.levels[0] for pair in blocking)
    print(f"  | {name} | {ratio:.2f} | {matched} | {mutual} | {fit} | {len(blocking)} | {named} |")


if __name__ == "__main__":
    sizes = sys.argv[1:] or ["score", "100", "1000", "5000"]
    if sizes == ["score"]:
        score(*LARGE)
    elif len(sizes) == 1:
        measure(int(sizes[0]))
    else:
        for size in sizes:
            subprocess.run([sys.executable, "-m", "bench.pairing", size], check=True)
