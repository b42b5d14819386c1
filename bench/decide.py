"""What one decision costs as the school grows: CPU of ``decide`` and peak memory, for the first sync and for one
that finds nothing new.

Run: ``python -m bench.decide [PEOPLE …]``. Each size runs in a process of its own, so that peaks do not add up.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from random import Random

SIZES = [200, 2000, 20000]
SYLLABLES = ("ба", "ве", "ги", "до", "жу", "за", "ки", "ло", "му", "ны")
NAMES = ("Иван", "Пётр", "Илья", "Олег", "Роман", "Глеб", "Егор", "Артём", "Саша", "Тимур", "Данил", "Даниил", "Лев")


def somebody(chance: Random) -> tuple[str, str]:
    """One of a thousand surnames, and a day of eleven years: as near to each other as people of one school are."""
    surname = "".join(chance.choices(SYLLABLES, k=3)).title() + "ров"
    return (
        f"{surname} {chance.choice(NAMES)}",
        f"{chance.randint(2008, 2018)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
    )


def one(people: int) -> None:
    """Print CPU seconds of both decisions, and whether the second one was empty."""
    from sync.__main__ import OBJECTS_BETWEEN_SWEEPS
    from sync.rules.decide import decide
    from tests.rules.paper import blank_books, carried_out, guardian_consent, mentee, mentor, own_consent, world

    gc.set_threshold(*OBJECTS_BETWEEN_SWEEPS)
    answers = []
    for number in range(people):
        name, born = somebody(Random(number))  # noqa: S311  # the same people every time
        answers.append(mentor(number, name, born) if number % 4 == 0 else mentee(number, name, born))
        answers += [own_consent(number, name, born), guardian_consent(number, name, born)]
    began = time.process_time()
    plan = decide(world(answers))
    first = time.process_time() - began
    books = carried_out(blank_books(), plan)
    del plan  # a sync holds one plan at a time
    began = time.process_time()
    again = decide(world(answers, books))
    print(f"{first:.3f} {time.process_time() - began:.3f} {'clean' if not again else 'NOT CLEAN'}")


def main(sizes: list[int]) -> None:
    script = (
        "import resource, subprocess, sys;"
        "done = subprocess.run(sys.argv[1:], check=True, stdout=subprocess.PIPE, text=True);"
        "print(done.stdout.strip(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    print(f"{'people':>8}{'first, s':>10}{'again, s':>10}{'':>10}{'peak, MB':>10}")
    for people in sizes:
        command = [sys.executable, "-c", script, sys.executable, "-m", "bench.decide", "--one", str(people)]
        first, again, clean, peak = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True
        ).stdout.rsplit(maxsplit=3)
        print(f"{people:>8}{first:>10}{again:>10}{clean:>10}{peak:>10}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or SIZES)
