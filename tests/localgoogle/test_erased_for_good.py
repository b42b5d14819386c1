"""What was deleted for good stands nowhere in the server's files: no freed page, no log and no history has it."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from localgoogle.state import SPREADSHEET
from tests.localgoogle.school import OWNER, entry, question
from tests.localgoogle.spreadsheet import Spreadsheet, grid, lines
from tests.localgoogle.test_answers_pages import answers, session
from tests.localgoogle.test_durability import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.localgoogle.school import School

NAME = "0000000a"
ROWS = 120


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    return tmp_path / "local-google.db"


@pytest.fixture
def office(disk: Path) -> Iterator[School]:
    school = opened(disk)
    yield school
    school.state.close()


def by_chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same rows each time


def everything(disk: Path) -> bytes:
    """All bytes of the database, of its log and of whatever else lies beside it."""
    return b"".join(path.read_bytes() for path in sorted(disk.parent.iterdir()))


def canary(chance: random.Random, number: int) -> str:
    """A text that can be found again, from one line to many pages of the file."""
    return f"канарейка-{number:04}-" + "тайна " * chance.choice((0, 3, 40, 900))


def found(disk: Path, numbers: Any) -> list[int]:
    content = everything(disk)
    return [number for number in numbers if f"канарейка-{number:04}-".encode() in content]


def filled_book(office: School, chance: random.Random) -> Spreadsheet:
    """A sheet whose rows were written in no order and changed again, so that pages were split and joined."""
    sheets = [{"sheetId": 0, "title": "База", "gridProperties": {"rowCount": ROWS, "columnCount": 3}}]
    book = Spreadsheet(office, sheets=[*sheets, {"sheetId": 7, "title": "Пары"}])
    for row in chance.sample(range(ROWS), ROWS):
        book.write(f"База!A{row + 1}:B{row + 1}", [[canary(chance, row), "заметки " * chance.randrange(60)]])
    for row in chance.sample(range(ROWS), ROWS // 2):
        book.write(f"База!B{row + 1}", [["иначе " * chance.randrange(200)]])
    return book


def a_minute_passes(book: Spreadsheet) -> None:
    """Twice within a minute the file is not written anew: the next call does it."""
    book.school.later(minutes=1)
    book.write("Пары!A1", [["дальше"]])


def delete_rows(book: Spreadsheet, rows: list[int]) -> None:
    requests = [{"deleteDimension": {"range": lines("ROWS", row, row + 1)}} for row in sorted(rows, reverse=True)]
    book.batch(*requests)


def clear_rows(book: Spreadsheet, rows: list[int]) -> None:
    ranges = [f"База!A{row + 1}:C{row + 1}" for row in rows]
    book.school.ok("POST", f"{book.path}/values:batchClear", {"ranges": ranges})


def blank_cells(book: Spreadsheet, rows: list[int]) -> None:
    blank = {"cell": {}, "fields": "userEnteredValue"}
    book.batch(*({"repeatCell": {"range": grid(row, 0, row + 1, 1), **blank}} for row in rows))


@pytest.mark.parametrize("erase", [delete_rows, clear_rows, blank_cells])
def test_rows_that_a_program_erases_are_nowhere(
    office: School, disk: Path, runs: Callable[[int], range], erase: Callable[[Spreadsheet, list[int]], None]
) -> None:
    for seed in runs(2):
        chance = by_chance(seed)
        book = filled_book(office, chance)
        gone = chance.sample(range(ROWS), 40)
        kept = sorted(set(range(ROWS)) - set(gone))
        assert found(disk, range(ROWS)) == list(range(ROWS)), "they are seen where they stand"

        erase(book, gone)
        a_minute_passes(book)

        assert found(disk, range(ROWS)) == kept
        office.later(minutes=1)
        office.ok("DELETE", f"/drive/v3/files/{book.id}")
        assert found(disk, range(ROWS)) == []


def test_a_deleted_sheet_is_nowhere(office: School, disk: Path) -> None:
    book = filled_book(office, by_chance(1))

    book.batch({"deleteSheet": {"sheetId": 0}})

    assert found(disk, range(ROWS)) == []


def sent(office: School, chance: random.Random, count: int) -> dict[str, Any]:
    form = office.form(question("Имя", NAME, textQuestion={"paragraph": True}))
    page = form["responderUri"].replace("viewform", "formResponse")
    for number in range(count):
        assert office.post(page, {entry(NAME): canary(chance, number)}).status == 200
    return form


def test_an_answer_that_staff_delete_is_nowhere(office: School, disk: Path, runs: Callable[[int], range]) -> None:
    for seed in runs(2):
        chance = by_chance(seed)
        form = sent(office, chance, 60)
        told = {each["responseId"]: str(each["answers"]) for each in office.responses(form)}
        gone = set(chance.sample(range(60), 20))
        cookie = session(office)
        token = office.get(answers(form, next(iter(told)), "delete"), cookie=cookie).hidden()["csrf"][0]
        for response, text in told.items():
            if any(f"канарейка-{number:04}-" in text for number in gone):
                assert office.post(answers(form, response, "delete"), {"csrf": token}, cookie=cookie).status == 303

        office.later(minutes=1)
        office.get(answers(form), cookie=cookie)
        assert found(disk, range(60)) == sorted(set(range(60)) - gone)
        office.later(minutes=1)
        office.ok("DELETE", f"/drive/v3/files/{form['formId']}")
        assert found(disk, range(60)) == []


def test_a_log_that_a_backup_holds_is_cut_with_the_next_call(office: School, disk: Path) -> None:
    book = filled_book(office, by_chance(1))
    with closing(sqlite3.connect(disk, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM grid_rows").fetchone()
        delete_rows(book, [5])
        assert found(disk, [5]) == [5], "the backup still reads it"
        reader.execute("COMMIT")

    book.write("База!A1", [["дальше"]])

    assert found(disk, [5]) == []


def test_a_server_killed_right_after_an_erasure_cuts_the_log_when_it_starts(disk: Path) -> None:
    """The files of a server that could not come to it are those under the eyes of another reader."""
    office = opened(disk)
    book = filled_book(office, by_chance(1))
    copy = disk.parent / "after" / disk.name
    copy.parent.mkdir()
    with closing(sqlite3.connect(disk, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM grid_rows").fetchone()
        delete_rows(book, [5])
        for name in (disk.name, f"{disk.name}-wal"):
            (copy.parent / name).write_bytes((disk.parent / name).read_bytes())
    office.state.close()
    assert found(copy, [5]) == [5]

    again = opened(copy)

    assert found(copy, [5, 6]) == [6]
    assert Spreadsheet(again, OWNER, book.id).values("База!A6")[0][0].startswith("канарейка-0006-")
    again.state.close()


def test_a_server_that_stops_does_what_is_still_to_do(disk: Path) -> None:
    office = opened(disk)
    book, form = filled_book(office, by_chance(1)), sent(office, by_chance(1), 1)
    delete_rows(book, list(range(0, ROWS, 2)))
    office.ok("DELETE", f"/drive/v3/files/{form['formId']}")
    delete_rows(book, list(range(20)))

    office.state.close()

    assert found(disk, range(ROWS)) == list(range(41, ROWS, 2))


def test_a_fresh_book_that_nobody_has_erased_keeps_its_log(office: School, disk: Path) -> None:
    """Cutting the log costs as much as the log is long; who only writes does not pay for it."""
    office.drive("База", SPREADSHEET)

    assert (disk.parent / f"{disk.name}-wal").stat().st_size > 0


def test_a_name_goes_from_the_cells_where_it_stood_beside_others(office: School, disk: Path) -> None:
    """A program wrote over it there, which alone forgets nothing; then the row of the person was deleted."""
    sheets = [{"sheetId": 0, "title": "База", "gridProperties": {"rowCount": 9, "columnCount": 3}}]
    book = Spreadsheet(office, sheets=sheets)
    gone, stays, words = "Канарейкина Аглая Тихоновна", "Чижова Ева", "Подготовка к экзаменам"
    book.write("База!A1:B1", [[gone, words]])
    book.write("База!A2:B2", [["Наставник", f"{gone}; {stays}"]])
    book.write("База!A3:B3", [["Другой", f"{words} и к жизни"]])
    book.write("База!B2:B3", [[stays], ["иначе"]])

    delete_rows(book, [0])
    a_minute_passes_at(book, "База!C5")

    assert gone.encode() not in everything(disk)
    assert f"{words} и к жизни".encode() in everything(disk), "a phrase is no name"


def a_minute_passes_at(book: Spreadsheet, cell: str) -> None:
    book.school.later(minutes=1)
    book.write(cell, [["дальше"]])
