"""Names say what a thing is; Google's spelling stays at the border with Google."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.project.sources import PACKAGES, modules, name_of, tree_of

SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "core", "data", "base", "misc"}
CAMEL_CASE = re.compile(r"[a-z]+(?:[A-Z][a-z]*)+")
BORDER = {
    "forms/to_google.py",
    "forms/from_google.py",
    "forms/difference.py",
    "sheets_schema/to_google.py",
    "sheets_schema/copies_to_google.py",
    "sheets_schema/charts_from_google.py",
    "sheets_schema/charts_to_google.py",
    "sheets_schema/from_google.py",
    "sheets_schema/look.py",
    "sync/demo/staff.py",  # sends what Google's own page sends when a person types
    "sync/setup.py",  # reads files and forms as Drive and Forms describe them
    "sync/reading.py",
    "sync/run.py",
}
DRIVE_REASONS = {"storageQuotaExceeded"}  # of a refusal; people are told each in words of its own


def is_border(path: Path) -> bool:
    name = name_of(path)
    return name in BORDER or name.startswith(("localgoogle/", "sync/remote/"))


def camel_cased(path: Path) -> list[str]:
    """String literals of a file that are spelled as Google's JSON keys are."""
    strings = [node.value for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant)]
    return sorted({text for text in strings if isinstance(text, str) and CAMEL_CASE.fullmatch(text)} - DRIVE_REASONS)


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name_of(path) for path in modules() if path.stem in SAYS_NOTHING or path.parent.name in SAYS_NOTHING] == []


def test_no_class_has_a_name_that_says_nothing() -> None:
    classes = [node.name for path in modules() for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)]
    words = {name: re.findall(r"[A-Z][a-z]*", name)[-1].lower() for name in classes}
    assert [name for name, last in words.items() if last in SAYS_NOTHING] == []


def test_google_s_keys_stay_at_the_border() -> None:
    inside = [path for path in modules(*PACKAGES) if not is_border(path)]
    assert {name_of(path): found for path in inside if (found := camel_cased(path))} == {}
