"""A tab that someone deleted: a derived one is made again, a base stops everything with nothing written."""

from __future__ import annotations

import pytest

from sheets_schema.tables import book_of, table
from sync.cli.root import run
from sync.demo import staff


@pytest.fixture
def running_school(office):
    office.found()
    office.answer()
    office.sync()
    return office


def delete_tab(office, key: str) -> None:
    api = office.staff("petrova")
    staff.write(api, office.book_id(book_of(key).key), [{"deleteSheet": {"sheetId": table(key).sheet_id}}])


def command(office, *arguments: str) -> int:
    return run(["--dir", str(office.path), *arguments])


@pytest.mark.parametrize("tab", ["panel", "monitoring", "attention"])
def test_a_derived_tab_is_made_again(running_school, tab):
    before = running_school.shown()
    delete_tab(running_school, tab)
    assert command(running_school, "sync") == 0
    assert running_school.shown().keys() == before.keys()
    assert running_school.sync().written == ()


@pytest.mark.parametrize("tab", ["mentees", "consents", "consent_log", "pairs"])
def test_a_deleted_base_stops_the_sync_and_nothing_is_written(running_school, tab, capsys):
    delete_tab(running_school, tab)
    running_school.answer(people=16, seed=2)
    running_school.forget_calls()
    assert command(running_school, "sync") == 6
    assert running_school.calls()["sheets.write"] == 0
    said = capsys.readouterr().err
    assert table(tab).title in said
    assert "Ничего не записано." in said
    assert "nastavnik sync --force" in said
    assert command(running_school, "sync", "--force") == 0
    assert running_school.sync().written == ()


def test_a_title_that_staff_took_for_a_tab_of_their_own_is_left_to_them(running_school):
    delete_tab(running_school, "panel")
    staff.write(
        running_school.staff("petrova"),
        running_school.book_id("programme"),
        [{"addSheet": {"properties": {"title": "Панель"}}}],
    )
    running_school.sync()
    titles = running_school.books()["programme"].all_titles
    assert sorted(title for title in titles.values() if "Панель" in title) == ["Панель", "Панель (2)"]


def test_a_form_in_the_bin_stops_the_sync(running_school, capsys):
    identity = running_school.folder.load_known().forms["mentee_application"].id
    running_school.job().apis.drive.drive.files().delete(fileId=identity).execute()
    assert command(running_school, "sync") == 6
    assert "не найдена" in capsys.readouterr().err
    assert command(running_school, "setup") == 6
    assert "больше нет на диске" in capsys.readouterr().err
    assert command(running_school, "setup", "--force") == 0
    assert command(running_school, "sync") == 6
    assert "исчезли ответы" in capsys.readouterr().err
    assert command(running_school, "sync", "--force") in (0, 3)
