"""Bugs planted on purpose: for each of them some test must fail, or the tests have stopped watching.

``bugs.toml`` holds them: a line of the product and what stands there instead, and the tests that notice it. Each bug is
planted in a copy of the source, so that the tests run against it exactly as they are.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from compileall import compile_dir
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("forms", "localgoogle", "sheets_schema", "sync", "tests", "examples", "pyproject.toml")
BUGS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "bugs.toml").read_text(encoding="utf-8"))["bug"]
LEAST = 20
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
TESTS_FAILED = 1  # pytest's own code; anything else means that the tests did not even run


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of everything that the tests need, to plant bugs in."""
    copy = tmp_path_factory.mktemp("planted")
    leave_out = shutil.ignore_patterns("__pycache__", ".hypothesis", "planted")
    for room in ROOMS:
        if (ROOT / room).is_dir():
            shutil.copytree(ROOT / room, copy / room, ignore=leave_out)
        else:
            shutil.copy(ROOT / room, copy / room)
    # Known by its content, not by its time: a planted line is compiled anew, all else once.
    compile_dir(copy, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return copy


def test_there_are_enough_of_them() -> None:
    assert len({bug["name"] for bug in BUGS}) == len(BUGS) >= LEAST


def test_without_a_bug_the_copy_passes(source: Path) -> None:
    code, said = outcome(source, ["tests/sheets_schema", "tests/rules/test_guard.py"])
    assert code == 0, said[-1500:]


@pytest.mark.parametrize("bug", BUGS, ids=[bug["name"] for bug in BUGS])
def test_a_planted_bug_is_caught(bug: dict[str, Any], source: Path, figure) -> None:
    file = source / bug["file"]
    sound = file.read_text(encoding="utf-8")
    assert sound.count(bug["is"]) == 1, "what the bug replaces stands there no more, or more than once"
    file.write_text(sound.replace(bug["is"], bug["becomes"]), encoding="utf-8")
    try:
        code, said = outcome(source, bug["caught_by"])
    finally:
        file.write_text(sound, encoding="utf-8")
    assert code == TESTS_FAILED, f"not caught: {said[-1500:]}"
    figure("caught by " + ", ".join(FAILED.findall(said)))


def outcome(source: Path, tests: Iterable[str]) -> tuple[int, str]:
    """How pytest ends in the copy: its code and what it said."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "--tb=no",
        "-p",
        "no:cacheprovider",
        "--hypothesis-profile=first",
        "--unshortened",
        *tests,
    ]
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1", "CI": "true"}
    environment.pop("PYTEST_ADDOPTS", None)
    done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr
