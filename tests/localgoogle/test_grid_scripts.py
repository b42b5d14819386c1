"""The scripts of our pages: they put texts into a page as texts, and run nothing that stands in a text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from localgoogle.html import PAGES

OURS = sorted(path for path in (PAGES / "static").glob("*.js") if ".min." not in path.name)

FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|formatter\s*:\s*[\"']html|\beval\b|\bFunction\s*\("
    r"|setAttribute\(\s*[\"'](?:on|style|srcdoc)|createContextualFragment|DOMParser|setHTML|localStorage|https?://"
)


@pytest.mark.parametrize("script", OURS, ids=lambda path: path.name)
def test_a_script_makes_no_markup_of_a_text(script: Path) -> None:
    assert FORBIDDEN.findall(script.read_text("utf-8")) == []


def test_there_are_scripts_to_look_at() -> None:
    assert len(OURS) >= 8


OF_BOOKS = [PAGES / "templates" / f"{name}.html" for name in ("book", "charts", "grid", "grid_history")]


@pytest.mark.parametrize("template", OF_BOOKS, ids=lambda path: path.name)
def test_a_template_holds_no_script_and_no_style_of_its_own(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:|\|\s*safe\b", text)
