"""What every test may ask of the machine it runs on."""

from __future__ import annotations

import gc
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, settings

if TYPE_CHECKING:
    from collections.abc import Callable


def pytest_addoption(parser: pytest.Parser) -> None:
    """What CI samples can be run at length by hand: the commands are in docs/reliability.md."""
    parser.addoption(
        "--runs", type=int, default=0, help="samples of each sampled test (default: its own number for CI)"
    )
    parser.addoption("--seed", type=int, default=1, help="where the sampled tests begin to count their seeds")

    parser.addoption("--unshortened", action="store_true", help="leave a failing sample as long as it was found")


def pytest_collection_finish() -> None:
    """What is imported by now stays to the end: the collector need not look at it again, nor come often."""
    gc.freeze()
    gc.set_threshold(100_000)


@pytest.fixture
def runs(request: pytest.FixtureRequest) -> Callable[[int], range]:
    """``runs(100)`` are the seeds of 100 samples, or of as many as ``--runs`` says, from ``--seed`` on."""
    first, wanted = request.config.getoption("seed"), request.config.getoption("runs")
    return lambda usual: range(first, first + (wanted or usual))


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """``figure("…")`` prints a line at the end of the run: a test's result in numbers."""
    return lambda text: request.node.user_properties.append(("figure", text))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    done = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    lines = {
        f"{report.nodeid.rpartition('::')[2]}: {text}": None
        for report in done
        for kind, text in report.user_properties
        if kind == "figure"
    }
    if lines:
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.write_line(line)


# No test measures time, so none may fail for being slow. CI tries the same examples each time: a change is judged by
# what it changes, and every run on a developer's machine looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=os.environ.get("CI") == "true")
# Where it only counts that something fails, as with a planted bug, nobody waits for the smallest example.
settings.register_profile("first", deadline=None, derandomize=True, phases=[Phase.generate])
settings.load_profile("steady")


@pytest.fixture(scope="session")
def needs() -> Callable[..., None]:
    """``needs("git")`` skips a test where that program is missing; with ``CI=true`` the test fails instead.

    So nothing is left out unnoticed where it counts. A test that can do without a program must not ask for it.
    """
    return require


def require(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"not on this machine: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
