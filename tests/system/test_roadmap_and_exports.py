"""The road map and the export of the bases over the school's own server, from the command line."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date

import pytest
from openpyxl import load_workbook

from sheets_schema.tables.bases import OFFICIAL_COLUMNS
from sync.cli.root import run
from sync.demo import staff
from tests.system.office import TODAY

TABLES = {"База наставляемых": "mentees", "База наставников": "mentors"}


@pytest.fixture
def school(office):
    """A school whose people have applied, and that has synchronised."""
    office.set_up()
    office.answer()
    office.sync()
    return office


def command(office, capsys, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(["--dir", str(office.path), *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def roadmap(office) -> dict[str, dict[str, str]]:
    return {row["number"]: row for row in office.shown()["programme/roadmap"]}


def type_in(office, book: str, tab: str, key: str, column: str, value: str | date) -> None:
    api, identity = office.staff("petrova"), office.book_id(book)
    sheet = staff.read(api, book, identity).sheets[tab]
    staff.write(api, identity, [staff.typed(sheet, sheet.by_key[key].index, sheet.columns[column], value)])


# The road map


def test_the_tab_is_filled_by_a_sync_and_a_second_one_writes_nothing(school):
    lines = roadmap(school)
    assert len(lines) == 31
    applied = len([row for row in school.shown()["bases/mentees"] if row.get("full_name")])
    assert lines["2.3"]["evidence"].startswith(f"{applied} наставляем")
    assert lines["2.3"]["start"] == "2027-02-01"
    assert school.sync().written == ()


def test_the_dates_that_staff_typed_stay_and_lateness_follows_them(school):
    type_in(school, "programme", "roadmap", "4.2", "end", date(2026, 12, 20))
    school.sync()
    line = roadmap(school)["4.2"]
    assert (line["end"], line.get("late", ""), line["state"]) == ("2026-12-20", "", "не начато")
    staff.hold_interviews(school.staff("petrova"), school.book_id("bases"), TODAY)
    school.sync()
    assert roadmap(school)["4.2"]["state"] == "сделано"
    assert roadmap(school)["4.2"]["end"] == "2026-12-20"
    assert school.sync().written == ()


def test_the_command_prints_what_the_tab_says_and_writes_nothing(school, capsys):
    school.forget_calls()
    code, said, _ = command(school, capsys, "roadmap")
    assert (code, school.calls()["sheets.write"]) == (0, 0)
    lines = roadmap(school)
    for number, line in lines.items():
        [printed] = [text for text in said.splitlines() if text[2:6] == f"{number} "]
        assert line["activity"] in printed
        assert (printed[0] == "!") == (line.get("late") == "да")
    told = json.loads(command(school, capsys, "roadmap", "--json")[1])
    assert [item["number"] for item in told["activities"]] == list(lines)
    assert [item["evidence"] for item in told["activities"]] == [line["evidence"] for line in lines.values()]


# The bases


def test_the_export_has_everyone_of_the_bases_in_the_official_columns(school, capsys):
    code, said, _ = command(school, capsys, "export", "bases", "--json")
    files = json.loads(said)["files"]
    assert (code, len(files)) == (0, 4)
    for title, tab in TABLES.items():
        rows = sorted(school.shown()[f"bases/{tab}"], key=lambda row: int(row["number"]))
        path = school.path / "выгрузки" / f"{title}.csv"
        lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
        assert [line[1] for line in lines[1:]] == [row["full_name"] for row in rows]
        assert {len(line) for line in lines} == {len(OFFICIAL_COLUMNS[tab])}
        sheet = load_workbook(path.with_suffix(".xlsx")).worksheets[0]
        cells = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
        assert [line[1] for line in cells] == [row["full_name"] for row in rows]
        assert [line[0] for line in cells] == list(range(1, len(rows) + 1))
        assert [item["rows"] for item in files if title in item["file"]] == [len(rows), len(rows)]


def test_an_answer_and_a_withdrawal_that_no_sync_has_seen_count_at_once(school, capsys):
    rows = [row for row in school.shown()["bases/mentees"] if row.get("full_name")]
    gone = rows[0]
    type_in(school, "personal", "consents", gone["code"], "withdrawn_on", TODAY)
    assert command(school, capsys, "export", "bases")[0] == 0
    told = (school.path / "выгрузки" / "База наставляемых.csv").read_text(encoding="utf-8-sig")
    assert gone["full_name"] not in told
    assert all(row["full_name"] in told for row in rows[1:])


def test_a_folder_that_is_not_there_is_named_and_nothing_is_written(school, capsys, tmp_path):
    code, _, said = command(school, capsys, "export", "bases", "--to", str(tmp_path / "нет такой"))
    assert (code, "нет такой" in said) == (2, True)
    assert not (tmp_path / "нет такой").exists()
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    assert command(school, capsys, "export", "bases", "--to", str(file))[0] == 2


def test_a_file_that_cannot_be_replaced_stays_whole_and_is_named(school, capsys, tmp_path):
    busy = tmp_path / "База наставляемых.xlsx"
    busy.mkdir()  # as hard to replace as a file that Excel holds open
    (busy / "inside").write_text("", encoding="utf-8")
    code, _, said = command(school, capsys, "export", "bases", "--to", str(tmp_path))
    assert (code, str(busy) in said, "Закройте файл" in said) == (5, True, True)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".new")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
def test_the_files_are_for_their_owner_alone(school, capsys, tmp_path):
    command(school, capsys, "export", "bases", "--to", str(tmp_path))
    files = [path for path in tmp_path.iterdir() if path.suffix in (".csv", ".xlsx")]
    assert [path.stat().st_mode & 0o077 for path in files] == [0, 0, 0, 0]
