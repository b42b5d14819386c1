"""What goes into the package that a school installs, and what must never go into the repository."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pytest

from tests.project.sources import PACKAGES, ROOT, project_files

BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"
PREFIXES = tuple(f"{package}/" for package in PACKAGES)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, needs: Callable[..., None]) -> frozenset[str]:
    """The names of the files in a wheel built from a copy of the project, without a network."""
    needs("git")
    copy, built = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("built")
    for path in project_files():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    subprocess.run([sys.executable, "-c", BUILD, str(built)], cwd=copy, check=True, capture_output=True)
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        return frozenset(archive.namelist())


def test_the_wheel_holds_every_file_of_the_packages(wheel: frozenset[str]) -> None:
    ours = {path.relative_to(ROOT).as_posix() for path in project_files()}
    assert {name for name in ours if name.startswith(PREFIXES)} - wheel == set()


def test_the_wheel_holds_nothing_else(wheel: frozenset[str]) -> None:
    others = {name.split("/")[0] for name in wheel if not name.startswith(PREFIXES)}
    assert len(others) == 1
    assert others.pop().endswith(".dist-info")


@pytest.mark.parametrize("vendored", ["pico.min.css", "tabulator.min.js", "tabulator.min.css"])
def test_a_vendored_file_has_its_licence_beside_it(wheel: frozenset[str], vendored: str) -> None:
    static = "localgoogle/pages/static"
    licence = f"{static}/{vendored.partition('.')[0]}.LICENSE.md"
    assert {f"{static}/{vendored}", licence} <= wheel
    assert "Permission is hereby granted" in (ROOT / licence).read_text("utf-8")


@pytest.mark.parametrize(
    "secret",
    [
        "credentials.json",
        "token.json",
        "programme.toml",
        "school/programme.toml",
        "school/token.json.new",
        "school/.nastavnik/files.json",
        "school/local-google/tokens.json",
        "school/local-google/copy-of-november.zip",
        "nastavnik-demo-2/local-google/local-google.db-wal",
    ],
)
def test_git_does_not_take_a_school_s_secrets(secret: str, needs: Callable[..., None]) -> None:
    needs("git")
    command = ["git", "-c", "safe.directory=*", "check-ignore", "--quiet", "--no-index", secret]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_git_takes_the_examples(needs: Callable[..., None]) -> None:
    needs("git")
    taken = {path.relative_to(ROOT).as_posix() for path in project_files()}
    assert {"programme.example.toml", "credentials.example.json"} <= taken
    assert any(name.startswith("examples/") and name.endswith("/programme.toml") for name in taken)
