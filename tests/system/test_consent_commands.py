"""``nastavnik consent`` and ``export person`` as a coordinator types them, also with what cannot be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from sheets_schema.change import BookChange, RowChange, TableChange
from sync.cli.root import run
from sync.reading import read_book
from sync.run import Work
from tests.system.office import open_office

TWO_DAYS_LATER = "2026-11-24T10:00:00Z"
DIGITS = str.maketrans("ACEHKMPTX", "асенкмртх")  # what a Russian keyboard gives, where it can


@pytest.fixture
def school(tmp_path):
    with open_office(tmp_path / "school") as office:
        office.set_up()
        office.answer()
        office.sync()
        yield office


@pytest.fixture
def said(school, capsys):
    """``said("consent", "status")``: the exit code, and the object that was printed."""

    def command(*arguments: str) -> tuple[int, dict]:
        capsys.readouterr()
        code = run(["--dir", str(school.path), *arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def code(said) -> str:
    """A pupil whose consents hold."""
    people = said("consent", "status")[1]["people"]
    return next(each["code"] for each in people if len([x for x in each["consents"].values() if x == "дано"]) == 2)


def row_of(school, code: str) -> dict[str, str]:
    return next(row for row in school.shown()["personal/consents"] if row["code"] == code)


def test_status_tells_of_everybody_and_names_nobody(school, said, capsys):
    assert run(["--dir", str(school.path), "consent", "status"]) == 0
    told = capsys.readouterr().out
    rows = school.shown()["personal/consents"]
    assert f"действует: {sum(row['state'] == 'действует' for row in rows)}" in told
    assert not [row for row in rows if row["full_name"].split()[0] in told]
    assert len(said("consent", "status")[1]["people"]) == len(rows)


def test_a_code_is_read_as_people_type_it(school, said, code, capsys):
    typed = f" {code[:3].translate(DIGITS)} {code[3:].lower()}"
    assert said("consent", "status", typed) == said("consent", "status", code)
    assert run(["--dir", str(school.path), "consent", "status", typed]) == 0
    assert capsys.readouterr().out.startswith(f"{code}  действует\n  своё: дано 22.11.2026")


@pytest.mark.parametrize("command", [["consent", "status"], ["consent", "withdraw"], ["export", "person"], ["erase"]])
def test_a_code_that_nobody_bears_is_refused_and_nothing_is_written(school, said, command):
    before = school.shown()
    exit_code, told = said(*command, "2222222")
    assert (exit_code, told["error"]) == (2, "UnknownCode")
    assert school.shown() == before


def test_of_a_code_that_is_not_in_the_log_it_says_so(school, capsys):
    assert run(["--dir", str(school.path), "consent", "log", "2222222"]) == 0
    assert "2222222" in capsys.readouterr().out


def test_a_withdrawal_closes_the_gate_and_the_term_counts_from_the_first_time(school, said, code):
    exit_code, told = said("consent", "withdraw", code)
    assert exit_code in (0, 3)
    assert told["what"] == "обработка данных"
    assert said("consent", "status", code)[1]["people"][0]["erase_until"] == "22.12.2026"
    school.control("settings", {"now": TWO_DAYS_LATER})
    said("consent", "withdraw", code)
    said("consent", "withdraw", code, "--what", "публикация")
    assert said("consent", "status", code)[1]["people"][0]["erase_until"] == "22.12.2026"
    assert (row_of(school, code)["withdrawn_on"], row_of(school, code)["state"]) == ("2026-11-22", "отозвано")
    events = [line["event"] for line in said("consent", "log", code)[1]["lines"]]
    assert events == ["дано", "дано", "отозвано", "отозвано"]


def test_who_consented_anew_may_take_back_the_publishing_alone(school, said, code):
    said("consent", "withdraw", code)
    school.control("settings", {"now": TWO_DAYS_LATER})
    enter(school, code, own_paper=date(2026, 11, 24), guardian_paper=date(2026, 11, 24))
    school.sync()
    assert row_of(school, code)["state"] == "действует"
    said("consent", "withdraw", code, "--what", "публикация")
    assert (row_of(school, code)["withdrawn_what"], row_of(school, code)["state"]) == ("публикация", "действует")


def test_a_second_thing_taken_back_leaves_the_first_taken_back(school, said, code):
    enter(school, code, publication_paper=date(2026, 11, 20), reuse_paper=date(2026, 11, 20))
    school.sync()
    said("consent", "withdraw", code, "--what", "публикация")
    said("consent", "withdraw", code, "--what", "база")
    row = row_of(school, code)
    assert row["state"] == "действует"
    assert [row[kind].split()[0] for kind in ("publication", "reuse")] == ["отозвано", "отозвано"]


def enter(school, code: str, **cells: date) -> None:
    """Staff type days of papers into the person's row."""
    job, known = school.job(), school.folder.load_known()
    book = read_book(job, known, "personal")
    change = RowChange(book.sheets["consents"].by_key[code].index, code, cells)
    assert Work(job, known).write_book(book, BookChange("personal", (TableChange("consents", rows=(change,)),)))


def test_the_log_is_shown_whole_and_a_changed_line_is_told(school, said):
    exit_code, told = said("consent", "log")
    assert (exit_code, told["broken"], len(told["lines"])) == (0, [], len(school.shown()["personal/consent_log"]))
    job, known = school.job(), school.folder.load_known()
    book = read_book(job, known, "personal")
    change = RowChange(book.sheets["consent_log"].rows[1].index, "2", {"event": "отказ"})
    Work(job, known).write_book(book, BookChange("personal", (TableChange("consent_log", rows=(change,)),)))
    assert said("consent", "log")[0] == 3
    assert said("consent", "log")[1]["broken"] == [2]


def test_an_extract_has_what_was_said_and_no_other_applicant(school, said, code):
    exit_code, told = said("export", "person", code)
    text = Path(told["file"]).read_text(encoding="utf-8")
    name = row_of(school, code)["full_name"]
    others = [row["full_name"] for row in school.shown()["personal/consents"] if row["code"] != code]
    assert exit_code == 0
    assert name in text
    assert "дано" in text
    assert not [other for other in others if other in text]
