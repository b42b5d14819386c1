"""What the whole costs: ``nastavnik demo`` for a small and a large school, and ``nastavnik --help``.

Run: ``python -m bench.whole [PEOPLE …]``. Prints wall time, CPU and peak memory; the aims are in README.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HELP_RUNS = 10
TOOL = [sys.executable, "-m", "sync"]


@dataclass(frozen=True)
class Cost:
    """``peak`` is the larger of the tool's and the server's memory, in MB; times in seconds."""

    wall: float
    cpu: float
    peak: float


def measure(*arguments: str) -> Cost:
    """One command in a process of its own; its children (the local server) count too."""
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"
    )
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script, *TOOL, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    cpu, peak = map(float, done.stdout.split())
    return Cost(time.perf_counter() - began, cpu, peak)


def demo(people: int) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        return measure("demo", "--people", str(people), "--dir", str(Path(folder) / "school"))


def main(sizes: list[int]) -> None:
    print(f"{'what':<24}{'wall, s':>10}{'CPU, s':>10}{'peak, MB':>10}")
    for people in sizes:
        cost = demo(people)
        print(f"{f'demo, {people} people':<24}{cost.wall:>10.1f}{cost.cpu:>10.1f}{cost.peak:>10.0f}")
    runs = [measure("--help") for _ in range(HELP_RUNS)]
    middle = sorted(run.cpu for run in runs)[HELP_RUNS // 2]
    print(f"{'--help, median of ' + str(HELP_RUNS):<24}{'':>10}{middle:>10.2f}{runs[0].peak:>10.0f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [60, 1000])
