"""A school updates the program in the middle of the year: the books that each earlier version left are opened.

``python -m tests.migration.keep`` keeps those of this version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sheets_schema.kind import Kind
from sheets_schema.owner import Owner
from sheets_schema.tables import BOOKS
from sync.demo import staff
from sync.reading import known_files
from sync.run import Outcome
from tests.migration.old_book import (
    NOTE,
    Cells,
    cells_of,
    declaration,
    kept_declaration,
    kept_versions,
    learn,
    mid_year,
    open_kept,
    version,
)
from tests.reliability.town import Town

every_book = pytest.mark.parametrize("name", kept_versions())

DECLARED = {table.key: table for book in BOOKS for table in book.tables}
MOST_SYNCS = 3
KEEP = "raise the version in pyproject.toml, run python -m tests.migration.keep, commit what it has made"


@pytest.fixture
def old(name: str, tmp_path: Path) -> Iterator[Town]:
    with open_kept(name, tmp_path / "school") as town:
        learn(town)
        yield town


def settle(town: Town) -> list[Outcome]:
    """Synchronise until nothing is left to write."""
    outcomes = []
    for _ in range(MOST_SYNCS + 1):
        outcomes.append(town.sync())
        if not outcomes[-1].written:
            return outcomes
    raise AssertionError("never settles", outcomes[-1].plan.to_json())


def of_people(cells: Cells) -> Cells:
    """What staff wrote and what families answered: a new version may say anew only what it computes."""
    return {place: value for place, value in cells.items() if not is_computed(*place)}


def is_computed(table: str, _key: str, column: str) -> bool:
    """By the machine, each time or, in a row that it makes, once."""
    declared = DECLARED[table].by_key.get(column)
    return declared is not None and (declared.owner is Owner.MACHINE or declared.born)


@every_book
def test_the_old_books_keep_every_cell_and_settle(name: str, tmp_path: Path, figure: Callable[[str], None]) -> None:
    with open_kept(name, tmp_path / "school") as town:
        assert not town.folder.known_files.exists()
        assert set(known_files(town.job()).books) == {book.key for book in BOOKS}
        outcomes = settle(town)
        learn(town)
        after = cells_of(town)
        town.folder.known_files.unlink()
    with open_kept(name, tmp_path / "as-it-was") as untouched:
        learn(untouched)
        before = cells_of(untouched)
    assert of_people(after) == of_people(before)
    assert len(of_people(before)) > 80
    figure(
        f"{name}: {len(of_people(before))} cells of people's own, 0 changed; settled after {len(outcomes) - 1} writes"
    )


@every_book
def test_what_waited_in_the_old_books_waits_still(name: str, old: Town) -> None:
    outcome = settle(old)[-1]
    assert "Правка сотрудника расходится с новым ответом" in {issue.what for issue in outcome.plan.issues}
    cells = cells_of(old)
    assert staff.CORRECTED in cells.values()
    assert list(cells.values()).count(NOTE) == 2
    assert {column for _, _, column in cells} >= {f"«{staff.OWN_COLUMN}»"}
    assert "нет действующего согласия" in cells.values()


@every_book
def test_every_declared_tab_and_column_is_there_in_the_end(name: str, old: Town) -> None:
    settle(old)
    found = {key: set(sheet.columns) for book in old.books().values() for key, sheet in book.sheets.items()}
    assert found == {key: set(table.by_key) for key, table in DECLARED.items()}


@every_book
def test_a_column_keeps_its_owner_and_its_kind_and_its_old_title_is_known(name: str) -> None:
    """Marks of agreed values are made by kind: another kind, or another owner, needs another key. See decision 11."""
    for table, columns in kept_declaration(name).items():
        declared = DECLARED[table].by_key if table in DECLARED else {}
        for key, (title, owner, kind) in columns.items():
            if key in declared:
                column = declared[key]
                assert (column.owner, column.kind) == (Owner(owner), Kind(kind)), f"{table}.{key}"
                assert title in (column.title, *column.former_titles), f"{table}.{key}: once_called({title!r})"


def test_the_books_of_this_version_are_kept_as_they_are_declared() -> None:
    """Whoever changes the declaration makes another version: its books must be understood ever after."""
    assert version() in kept_versions(), KEEP
    kept, now = flat(kept_declaration(version())), flat(declaration())
    changed = sorted(place for place in kept | now if kept.get(place) != now.get(place))
    assert not changed, f"not as in the kept books of {version()}: {', '.join(changed)}. To do: {KEEP}"


def flat(told: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    return {f"{table}.{key}": said for table, columns in told.items() for key, said in columns.items()}


def test_in_the_kept_books_of_this_version_something_stands_in_every_tab(tmp_path: Path) -> None:
    """And all is there before any synchronisation, under today's titles."""
    with open_kept(version(), tmp_path / "school") as town:
        learn(town)
        sheets = {key: sheet for book in town.books().values() for key, sheet in book.sheets.items()}
    for key, table in DECLARED.items():
        sheet = sheets[key]
        assert sheet.title == table.title, f"{key}: {KEEP}"
        titles = {column: sheet.header[place] for column, place in sheet.columns.items()}
        assert titles == {column.key: column.title for column in table.columns}, f"{key}: {KEEP}"
        assert sheet.rows, f"{key} is empty: fill it in tests/migration/year_of_old_book.py"


def test_the_same_school_is_made_again() -> None:
    assert mid_year() == mid_year()
