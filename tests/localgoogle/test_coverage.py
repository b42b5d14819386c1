"""docs/localgoogle-coverage.md is true: it is made from the server, and each claim names a test that checks it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.localgoogle.coverage import REFUSED, claims, page, states

HERE = Path(__file__).parent
STATES = {name: state for known in states().values() for name, state in known.items()}


def test_the_page_is_what_the_server_does():
    """To renew it: ``python -m tests.localgoogle.coverage docs/localgoogle-coverage.md``."""
    committed = (HERE.parents[1] / "docs" / "localgoogle-coverage.md").read_text(encoding="utf-8")
    assert committed == page()


def test_everything_that_is_not_refused_is_shown_by_a_test():
    assert {name for name, state in STATES.items() if state != REFUSED} == claims().keys()


@cache
def functions(module: str) -> dict[str, ast.FunctionDef]:
    tree = ast.parse((HERE / f"{module}.py").read_text(encoding="utf-8"))
    return {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}


@pytest.mark.parametrize("test", sorted(set(claims().values())))
def test_the_test_that_is_named_is_there_and_not_skipped(test):
    """That it succeeds in what it is said to show is checked at its end, by the fixture ``school``."""
    module, _, name = test.partition(".")
    marks = [ast.unparse(each) for each in functions(module)[name].decorator_list]
    assert not [mark for mark in marks if "skip" in mark or "xfail" in mark or "parametrize" in mark]


def test_all_of_google_s_methods_are_looked_at(figure):
    counts = {api: len(known) for api, known in states().items()}
    figure(f"localgoogle coverage: {counts}")
    assert counts["sheets.v4"] >= 17 + 68
    assert counts["forms.v1"] == 10 + 6
    assert counts["drive.v3"] >= 60
