"""Everything stays small enough to be read at once."""

from __future__ import annotations

from statistics import median

from tests.project.sources import functions, modules, name_of

LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def lengths() -> dict[str, int]:
    return {
        f"{name_of(path)}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in modules()
        for function in functions(path)
    }


def test_no_file_is_long() -> None:
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_no_function_is_long() -> None:
    assert {name: count for name, count in lengths().items() if count > LONGEST_FUNCTION} == {}


def test_most_functions_are_short() -> None:
    counts = sorted(lengths().values())
    assert median(counts) <= 10
    assert counts[len(counts) * 9 // 10] <= 30
