"""What the monitoring of a year costs: CPU of its figures, of its tabs and of what is published, and peak memory.

Everybody is in a pair, was asked before and after, answered all surveys, and each pair reported its meetings.

Run: ``python -m bench.monitoring [PEOPLE …]``. Each size runs in a process of its own, so that peaks do not add up.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheets_schema.record import Record
    from sync.rules.admission import Gated
    from sync.rules.progress import Progress

SIZES = [200, 2000]
MEETINGS, GROUP = 15, 4  # of a pair; mentees of a mentor
PARAMETERS = ("school", "lessons", "results", "confidence", "communication", "community", "goal", "mood", "anxiety")
CONTENT = ("comfort", "meetings", "group", "plan", "support", "result", "expectations")


def year_of(people: int) -> tuple[Progress, Gated]:
    """A school of so many people at the end of its year, as the rules of monitoring see it."""
    from sync.rules.admission import gated_of
    from sync.rules.progress import Progress
    from tests.rules.paper import PUPIL, mentee, mentor, own_consent, world

    answers = []
    for number in range(people):
        name, born = f"Иванов{number} Иван", f"200{number % 9}-0{number % 9 + 1}-1{number % 9}"
        apply = mentor if number % (GROUP + 1) == 0 else mentee
        answers += [apply(number, name, born, f"{5 + number % 7}А", role=PUPIL), own_consent(number, name, born)]
    seen = world(answers)
    gated = gated_of(seen)
    lines = [*lines_of_the_year(gated)]
    tabs: dict[str, dict[str, Record]] = {}
    for tab, line in lines:
        tabs.setdefault(tab, {})[line.key] = line
    return Progress(seen, gated.gates, tabs), gated


def lines_of_the_year(gated: Gated) -> Iterator[tuple[str, Record]]:
    from forms.questionnaire import Purpose
    from tests.rules.paper import NOW

    chance = Random(1)  # noqa: S311  # the same year every time
    codes = [code for code, gate in sorted(gated.gates.items()) if gate.visible]
    mentors = [code for code in codes if Purpose.MENTOR in gated.gates[code].person.newest]
    mentees = [code for code in codes if code not in set(mentors)]
    for base, role, theirs in (("mentees", "наставляемый", mentees), ("mentors", "наставник", mentors)):
        for code in theirs:
            yield from lines_of_somebody(base, role, code, chance)
    for place, code in enumerate(mentees):
        pair = f"{code}-{mentors[place // GROUP % len(mentors)]}"
        yield "pairs", record(pair, pair=pair, decision="утвердить", state="утверждена")
        for number in range(MEETINGS):
            day = NOW.date() - timedelta(days=14 * number + chance.randint(0, 6))
            key = f"{pair}-{number}"
            yield "meetings", record(key, pair=pair, date=day, minutes=45, kind="Рабочая")


def lines_of_somebody(base: str, role: str, code: str, chance: Random) -> Iterator[tuple[str, Record]]:
    form = "ученик — ученик" if chance.random() < 0.7 else "выпускник — ученик"
    yield base, record(code, code=code, full_name=code, mentoring_form=form, birth_date="2012-05-05", request="Темы")
    for wave in ("до начала", "по итогам"):
        given = {f"p_{name}": chance.randint(1, 10) for name in PARAMETERS}
        key = f"{code}-{role}-{wave}"
        yield "assessments", record(key, code=code, role=role, wave=wave, mentoring_form=form, **given)
    given = {f"s_{name}": chance.randint(3, 10) for name in CONTENT}
    yield "satisfaction", record(f"{code}-{role}", code=code, role=role, arrived=None, **given)
    yield "feedback", record(code, code=code, how_it_goes=chance.randint(1, 10))


def record(name: str, **values: object) -> Record:
    from sheets_schema.record import Record

    return Record(name, values)  # type: ignore[arg-type]


def one(people: int) -> None:
    """Print CPU seconds of figures, tabs and publication."""
    from sync.rules.monitoring.publication import published_of
    from sync.rules.monitoring.tabs import figure_changes
    from sync.rules.monitoring.whole import monitoring_of

    progress, gated = year_of(people)
    began = time.process_time()
    monitoring = monitoring_of(progress, gated)
    figures = time.process_time()
    figure_changes(progress.world, monitoring)
    tabs = time.process_time()
    published_of(monitoring)
    done = time.process_time()
    lines = [len(monitoring.pairs), len(monitoring.influence.shifts)]
    print(f"{figures - began:.3f} {tabs - figures:.3f} {done - tabs:.3f} {lines[0]} {lines[1]}")


def main(sizes: list[int]) -> None:
    script = (
        "import resource, subprocess, sys;"
        "done = subprocess.run(sys.argv[1:], check=True, stdout=subprocess.PIPE, text=True);"
        "print(done.stdout.strip(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    heads = ("people", "figures, s", "tabs, s", "public, s", "pairs", "shifts", "peak, MB")
    print("".join(f"{head:>12}" for head in heads))
    for people in sizes:
        command = [sys.executable, "-c", script, sys.executable, "-m", "bench.monitoring", "--one", str(people)]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        print("".join(f"{cell:>12}" for cell in (people, *said)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or SIZES)
