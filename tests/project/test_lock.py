"""The lock files: whole, agreeing with pyproject.toml, and silent about where packages are fetched from."""

from __future__ import annotations

import re
import runpy
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project.sources import ROOT, name_of, project_files

PINS_OF: Callable[[str], list[str]] = runpy.run_path(str(ROOT / ".ci" / "lock.py"))["pins_of"]

REGION = "requirements-region.lock"
# In two halves, so that this file does not name them either.
HOSTS = re.compile("pypi" + r"\.org|pythonhosted" + r"\.org|/simple" + r"/\w|://\S+\.wh" + "l")
MACHINE_PATHS = re.compile(r"/ro" + r"ot/|/ho" + r"me/\w|/wo" + r"rk/|/Us" + r"ers/\w|/tmp/ve" + "nv")


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def lock(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def versions(pins: list[str]) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for pin in map(Requirement, pins):
        found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


def version_of(pin: Requirement) -> str:
    return str(pin.specifier).removeprefix("==")


def test_the_locked_extra_is_the_lock() -> None:
    assert project()["project"]["optional-dependencies"]["locked"] == PINS_OF(lock("requirements.lock"))


def test_the_tests_run_with_the_versions_that_a_school_gets() -> None:
    assert set(PINS_OF(lock("requirements.lock"))) <= set(PINS_OF(lock("requirements-dev.lock")))


@pytest.mark.parametrize(("name", "least"), [("requirements.lock", 30), ("requirements-dev.lock", 30), (REGION, 10)])
def test_every_pin_has_its_hashes(name: str, least: int) -> None:
    entries = re.split(r"\n(?=\S)", lock(name).strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert len(entries) == len(PINS_OF(lock(name))) > least


@pytest.mark.parametrize(("name", "group"), [("requirements-dev.lock", "dev"), (REGION, "region")])
def test_the_locks_answer_what_the_project_asks_for(name: str, group: str) -> None:
    asked = project()
    locked = versions(PINS_OF(lock(name)))
    ours = asked["project"]["dependencies"] if group == "dev" else []
    for text in ours + asked["dependency-groups"][group]:
        wanted = Requirement(text)
        pins = locked.get(canonicalize_name(wanted.name), [])
        assert pins, f"{text} is not locked: run .ci/lock.py"
        assert all(wanted.specifier.contains(version_of(pin)) for pin in pins)


def test_no_file_tells_of_a_registry_or_of_somebody_s_machine(needs: Callable[..., None]) -> None:
    needs("git")
    told = {}
    for path in project_files():
        text = path.read_bytes().decode("utf-8", "replace")
        if found := [*HOSTS.findall(text), *MACHINE_PATHS.findall(text)]:
            told[name_of(path)] = found
    assert told == {}
