"""Decisions are pure: no clock, no chance, no output below the command line."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.project.sources import modules, name_of, tree_of

PURE = ("sheets_schema", "forms", "sync/rules", "sync/render", "sync/programme.py", "sync/errors")
CLOCKS = {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.monotonic"}
SPEAKS = ("sync/cli/", "sync/__main__.py", "localgoogle/__main__.py")


def dotted(node: ast.expr) -> str:
    """``datetime.now`` of ``datetime.datetime.now`` too: the last two names are enough to tell."""
    if isinstance(node, ast.Attribute):
        owner = node.value
        before = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
        return f"{before}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def calls(path: Path) -> set[str]:
    return {dotted(node.func) for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)}


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", modules(*PURE), ids=name_of)
def test_a_pure_room_knows_no_clock_and_no_chance(path: Path) -> None:
    assert calls(path) & CLOCKS == set()
    assert imported(path) & {"random", "secrets", "uuid", "time"} == set()


def test_only_the_command_line_prints_and_exits() -> None:
    silent = [path for path in modules() if not name_of(path).startswith(SPEAKS)]
    assert {name_of(path): found for path in silent if (found := calls(path) & {"print", "sys.exit", "exit"})} == {}
