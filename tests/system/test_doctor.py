"""``nastavnik doctor``: every thing that must be right is spoilt in turn, and named with what to do."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from sheets_schema.tables import book_of, table
from sync.cli.root import run
from sync.demo import staff
from sync.programme import load_programme
from tests.system.office import open_office, raw

YEARS = timedelta(days=40_000)  # the office lives in 2026, whenever the test is run
ALL = ["programme", "surveys", "sign in", "files", "clock", "tabs", "log", "rights", "backups"]


@pytest.fixture
def school(tmp_path, monkeypatch):
    """Everything in order: the school's server beside its folder, people's answers in, a backup of today."""
    path = tmp_path / "school"
    (path / "local-google").mkdir(parents=True)
    with open_office(path, path / "local-google" / "local-google.db") as office:
        monkeypatch.setattr("sync.checkup.MOST_APART", YEARS)
        office.set_up()
        office.answer()
        office.sync()
        assert run(["--dir", str(path), "backup"]) == 0
        yield office


@pytest.fixture
def examined(school, capsys):
    """``examined()``: what is not in order, by its name."""

    def look() -> dict[str, dict[str, object]]:
        capsys.readouterr()
        code = run(["--dir", str(school.path), "doctor", "--json"])
        checks = json.loads(capsys.readouterr().out)["checks"]
        ill = {check["what"]: check for check in checks if not check["well"]}
        assert code == (3 if ill else 0)
        assert [check["what"] for check in checks] == ALL[: len(checks)]
        assert all(bool(check["next"]) != check["well"] for check in checks)
        return ill

    return look


def change_log(school, request_of) -> None:
    api, identity = school.staff("petrova"), school.book_id("personal")
    staff.write(api, identity, request_of(staff.read(api, "personal", identity).sheets["consent_log"]))


def test_a_school_in_order_gets_a_tick_on_every_line(school, examined, capsys):
    assert examined() == {}
    assert run(["--dir", str(school.path), "doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(ALL)
    assert all(line.startswith("✓") for line in lines)


def test_a_line_of_the_log_that_was_changed_is_named(school, examined):
    change_log(school, lambda sheet: [staff.typed(sheet, sheet.rows[2].index, sheet.columns["event"], "отказ")])
    assert examined()["log"]["wrong"] == ["запись № 3, строка по порядку 3"]


def test_a_line_that_was_cut_out_is_named_and_the_one_that_lost_its_neighbour(school, examined):
    change_log(school, lambda sheet: [rows_gone(sheet, sheet.rows[2].index)])
    assert examined()["log"]["wrong"] == ["нет записи № 3", "запись № 4, строка по порядку 3"]


def test_an_end_that_was_cut_off_is_named(school, examined):
    last = len(school.shown()["personal/consent_log"])
    change_log(school, lambda sheet: [rows_gone(sheet, sheet.rows[-1].index)])
    assert examined()["log"]["wrong"] == [f"нет записи № {last}"]


def test_two_lines_whose_numbers_were_swapped_are_named(school, examined):
    def swapped(sheet):
        return [
            staff.typed(sheet, sheet.rows[1].index, sheet.columns["number"], "3"),
            staff.typed(sheet, sheet.rows[2].index, sheet.columns["number"], "2"),
        ]

    change_log(school, swapped)
    assert {"запись № 2, строка по порядку 2", "запись № 3, строка по порядку 3"} <= set(examined()["log"]["wrong"])


def test_a_broken_line_that_staff_took_note_of_is_not_named_for_ever(school, examined):
    change_log(school, lambda sheet: [staff.typed(sheet, sheet.rows[2].index, sheet.columns["event"], "отказ")])
    school.sync()
    book = book_of("attention").key
    api, identity = school.staff("petrova"), school.book_id(book)
    sheet = staff.read(api, book, identity).sheets["attention"]
    question = sheet.by_key["log-broken"]
    staff.write(api, identity, [staff.typed(sheet, question.index, sheet.columns["choice"], "принять")])
    school.sync()
    assert examined() == {}


def rows_gone(sheet, index: int) -> dict[str, object]:
    place = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": index, "endIndex": index + 1}
    return {"deleteDimension": {"range": place}}


@pytest.mark.parametrize("key", ["mentees", "panel"])
def test_a_tab_that_is_gone_is_named_with_its_book(school, examined, key):
    book = book_of(key)
    staff.write(school.staff("petrova"), school.book_id(book.key), [{"deleteSheet": {"sheetId": table(key).sheet_id}}])
    assert examined()["tabs"]["wrong"] == [f"«{table(key).title}» ({book.title})"]


def test_a_form_in_the_trash_is_named(school, examined):
    form = school.folder.load_known().forms["mentee_application"]
    raw(school, "PATCH", f"/drive/v3/files/{form.id}", {"trashed": True}).raise_for_status()
    raw(school, "DELETE", f"/drive/v3/files/{form.id}").raise_for_status()
    assert examined()["files"]["wrong"] == ["Анкета наставляемого"]


def test_a_colleague_without_the_rights_is_named(school, examined):
    file = school.path / "programme.toml"
    text = file.read_text(encoding="utf-8")
    someone = '\n[[staff]]\nname = "Новая Анна Ивановна"\nemail = "new@school.example"\nposition = "методист"\n'
    file.write_text(text + someone, encoding="utf-8")
    assert any("new@school.example" in place for place in examined()["rights"]["wrong"])


def test_two_clocks_that_differ_are_both_told(school, examined, monkeypatch):
    monkeypatch.setattr("sync.checkup.MOST_APART", timedelta(minutes=5))
    school.control("settings", {"now": "2031-03-01T10:00:00Z"})
    (told,) = examined()["clock"]["wrong"]
    assert told.endswith("/ 01.03.2031 13:00")


def test_no_backup_is_said(school, examined):
    for backup in (school.path / "backups").iterdir():
        backup.unlink()
    assert examined()["backups"]["next"] == "Сделайте копию: nastavnik backup"


def test_a_server_that_does_not_answer_ends_the_look_where_it_began(school, examined):
    file = school.path / "programme.toml"
    address = load_programme(school.path).address
    file.write_text(file.read_text(encoding="utf-8").replace(address, "http://127.0.0.1:9"), encoding="utf-8")
    ill = examined()
    assert list(ill) == ["files"]
    assert "nastavnik serve" in ill["files"]["next"]


def test_a_programme_file_that_cannot_be_read_is_the_first_thing_told(school, examined):
    (school.path / "programme.toml").write_text("[school", encoding="utf-8")
    ill = examined()
    assert list(ill) == ["programme"]
    assert ill["programme"]["wrong"]


def test_a_survey_of_the_schools_own_that_cannot_be_read_is_told(school, examined):
    school.folder.questionnaires.mkdir()
    (school.folder.questionnaires / "own.toml").write_text('title = "Своя"', encoding="utf-8")
    ill = examined()
    assert list(ill) == ["surveys"]
    assert ill["surveys"]["wrong"]
