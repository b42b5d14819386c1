"""What the documents say is what there is."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from bench.log_log import measured, picture
from sheets_schema.describe import columns_page
from sync.cli.root import COMMANDS
from sync.errors import Exit
from tests.project.sources import ROOT, modules, name_of, tree_of

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
SET_UP = re.compile(r"^python3 -m venv .+ && \.venv/bin/(.+)$", re.MULTILINE)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_page_of_columns_is_the_declaration() -> None:
    """To renew it: ``python -m sheets_schema.describe docs/columns.md``."""
    assert text_of("docs/columns.md") == columns_page()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_coordinator_s_guide_explains_every_command(command: str) -> None:
    assert f"`nastavnik {command}" in text_of("README.ru.md")


def test_the_coordinator_s_guide_explains_every_question_to_the_staff() -> None:
    nodes = [node for path in modules("sync/rules") for node in ast.walk(tree_of(path))]
    words = [node.value for node in nodes if isinstance(node, ast.keyword) and node.arg == "what"]
    asked = {word.value for word in words if isinstance(word, ast.Constant)}
    told_by_sync = {"Возвращено значение, которое считает программа"}
    assert len(asked) > 5
    assert {what for what in asked - told_by_sync if f"| {what} |" not in text_of("README.ru.md")} == set()


@pytest.mark.parametrize("code", Exit)
def test_the_coordinator_s_guide_explains_every_exit_code(code: Exit) -> None:
    assert f"| {code:d} |" in text_of("README.ru.md")


def test_the_guides_name_no_command_that_does_not_exist() -> None:
    named = {name for page in DOCUMENTS for name in re.findall(r"`nastavnik ([a-z]+)", page.read_text("utf-8"))}
    assert named - set(COMMANDS) == set()


def test_the_readme_opens_with_the_demonstration_and_the_tests() -> None:
    assert SET_UP.findall(text_of("README.md")) == ["nastavnik demo", "pytest"]


@pytest.mark.parametrize("page", DOCUMENTS, ids=name_of)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_file_and_folder_named_in_the_documents_exists() -> None:
    named = re.compile(r"`((?:\.ci|bench|docs|examples|forms|localgoogle|sheets_schema|sync|tests)/[\w./-]*)`")
    pages = [page for page in DOCUMENTS if page.name != "CHANGELOG.md"]
    found = {name for page in pages for name in named.findall(page.read_text(encoding="utf-8"))}
    assert [name for name in sorted(found) if not (ROOT / name).exists()] == []


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    explained = text_of("docs/dependencies.md")
    names = [re.split(r"[^\w-]", text)[0] for text in asked]
    assert [name for name in names if f"| {name} |" not in explained] == []


def test_the_glossary_stays_short() -> None:
    words = re.findall(r"^\| \*\*", text_of("docs/names.md"), re.MULTILINE)
    assert 10 < len(words) <= 25


def test_the_picture_of_the_pairing_shows_the_figures_of_its_table() -> None:
    """To renew it: ``python -m bench.log_log``."""
    assert text_of("docs/pictures/pairing.svg") == picture(measured(text_of("docs/pairing.md")))
