"""What a report costs: the figures of a made-up school as both pages, in the processor's time.

Run: ``python -m bench.report [PEOPLE …]``. The aim (README.md): under a second for 2,000 people.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from sync.render.report.page import report_page
from sync.render.report.public import public_report
from sync.render.report.staff import staff_report
from sync.rules.monitoring.publication import published_of
from tests.report.made_up import HEADING, monitoring


def measured(make: Callable[[], str]) -> tuple[float, float]:
    """Seconds of CPU, and the page's size in kilobytes."""
    began = time.process_time()
    page = make()
    return time.process_time() - began, len(page.encode()) / 1000


def main(sizes: list[int]) -> None:
    print(f"{'people':>8}{'pairs':>8}{'report, s':>12}{'kB':>8}{'public, s':>12}{'kB':>8}")
    for people in sizes:
        figures = monitoring(people)
        staff = measured(lambda figures=figures: report_page(staff_report(figures, HEADING)))
        public = measured(
            lambda figures=figures: report_page(public_report(published_of(figures), HEADING), public=True)
        )
        print(f"{people:>8}{len(figures.pairs):>8}{staff[0]:>12.3f}{staff[1]:>8.0f}{public[0]:>12.3f}{public[1]:>8.0f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [60, 2000])
