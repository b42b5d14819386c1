"""A pupil withdraws, staff confirm, and the data go: then every byte that the school keeps is searched for their words.

What is left are coded lines of the log, the tombstone, the act, and what the act tells people to delete by hand.
"""

from __future__ import annotations

import json
import re
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sqlite3 import connect
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from localgoogle.database import FILE_NAME
from sheets_schema.tables import BOOKS
from sync.cli.root import run
from sync.demo import staff
from sync.demo.people import Maker, Random, Resident, Sent, consents, mentee_answers
from sync.demo.phone import answer_form, plain_browser
from sync.rules.theirs import pattern_of
from tests.system.office import QUESTIONNAIRES, TODAY, TOKENS, Office, open_office

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME, PLACE = "Незабудкина Аглая Тихоновна", "8Б"
WORDS = {
    "name": "Незабудкин",
    "contact": "мама Фёкла, +7 900 555-44-33",
    "corrected contact": "тётя Прасковья, +7 900 777-66-55",
    "goal": "стать капитаном дальнего плавания",
    "guardian": "Фёкла Ермолаевна",
    "note of staff": "любит море и корабли",
}
ASCII = ("555-44-33", "777-66-55")
AN_HOUR_LATER, LATER = "2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z"


@dataclass
class School:
    """The office with everybody's answers in, pairs approved, and Aglaya's code."""

    office: Office
    code: str = ""

    def command(self, *arguments: str) -> int:
        return run(["--dir", str(self.office.path), *arguments])

    def rows(self, key: str) -> list[dict[str, str]]:
        return next(rows for tab, rows in self.office.shown().items() if tab.endswith(f"/{key}"))

    def type_in(self, book: str, key: str, column: str, value: str, code: str = "") -> None:
        """Somebody of the staff types into Aglaya's row, or into another's."""
        api, identity = self.office.staff("petrova"), self.office.book_id(book)
        sheet = staff.read(api, book, identity).sheets[key]
        row = sheet.by_key[code or self.code]
        staff.write(api, identity, [staff.typed(sheet, row.index, sheet.columns[column], value)])

    def bytes_with(self, word: str) -> list[str]:
        """Every file of the school that has the word, the database, its log and its history among them."""
        files = [path for path in self.office.path.rglob("*") if path.is_file()]
        forms = {word.encode(), json.dumps(word)[1:-1].encode(), word.encode("utf-16-le")}
        found = [path for path in files if any(form in path.read_bytes() for form in forms)]
        return sorted(str(path.relative_to(self.office.path)) for path in found)

    def tables_with(self, word: str) -> set[str]:
        """The tables of the server's database that have the word: sheets, hidden tabs, history, responses …"""
        with closing(connect(self.office.path / "local-google" / FILE_NAME)) as db:
            names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608
        return {name for name, found in rows.items() if any(word in text_of(cell) for row in found for cell in row)}

    def traces(self) -> dict[str, list[str]]:
        searched = {**WORDS, **{word: word for word in ASCII}}
        return {name: found for name, word in searched.items() if (found := self.bytes_with(word))}


def text_of(cell: object) -> str:
    return cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell)


def aglaya(contact: str = WORDS["contact"], name: str = NAME) -> Resident:
    maker = Maker(Random(5), {item.key: item for item in QUESTIONNAIRES}, TODAY)
    found = Resident(name, date(2013, 3, 3), PLACE, "mentee")
    answers = mentee_answers(maker, found, teacher=False)
    answers |= {"pupil_contact": contact, "pupil_goal": WORDS["goal"]}
    found.sent.append(Sent("mentee_application", answers))
    found.sent += [
        Sent(sent.form, {**sent.given, **({"guardian_name": WORDS["guardian"]} if "relation" in sent.given else {})})
        for sent in consents(maker, found, 1)
    ]
    return found


def answer(office: Office, resident: Resident) -> None:
    known = office.folder.load_known()
    by_key = {item.key: item for item in office.job().filled()}
    with plain_browser() as phone:
        for sent in resident.sent:
            answer_form(phone, known.forms[sent.form].address, by_key[sent.form], sent.given)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    folder = tmp_path / "school" / "local-google"
    folder.mkdir(parents=True)
    with open_office(tmp_path / "school", folder / "local-google.db") as office:
        office.set_up()
        office.answer(people=12)
        answer(office, aglaya())
        office.sync()
        found = School(office)
        found.code = next(row["code"] for row in found.rows("mentees") if row["full_name"] == NAME)
        staff.hold_interviews(office.staff("petrova"), office.book_id("bases"), TODAY)
        office.sync()
        office.sync(wants_pairs=True)
        staff.decide_on_pairs(office.staff("petrova"), office.book_id("programme"))
        office.sync()
        office.control("settings", {"now": AN_HOUR_LATER})
        newer = aglaya(WORDS["corrected contact"])
        newer.sent = newer.sent[:1]
        answer(office, newer)
        found.type_in("bases", "mentees", "note", WORDS["note of staff"])
        office.sync()
        yield found


def delete_by_hand(school: School, addresses: list[str]) -> None:
    """The coordinator opens each page that the act names, and presses the button."""
    with plain_browser() as browser:
        email = "petrova@school.example"
        browser.post(f"{school.office.address}/signin", data={"email": email, "token": TOKENS[email]})
        for address in addresses:
            page = browser.get(address)
            assert page.status_code == 200
            token = re.search(r'name="csrf" value="([^"]+)"', page.text)
            assert token
            assert browser.post(address, data={"csrf": token[1]}).status_code == 200


def confirm(school: School) -> None:
    school.type_in("personal", "consents", "erase", "да")
    school.type_in("personal", "consents", "erase_by", "Петрова М. С.")


def files_of_staff(folder: Path) -> list[Path]:
    """A list that somebody downloaded into the programme's folder, and a letter."""
    listed, letter = folder / "списки" / "8Б.csv", folder / "приказ.docx"
    listed.parent.mkdir()
    listed.write_text(f"1;{NAME}\n", encoding="utf-8")
    with ZipFile(letter, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{NAME}</w:t>")
    return [listed, letter]


def export_bases(school: School) -> Path:
    """The folder of the files, in which Aglaya is."""
    folder = school.office.path / "выгрузки"
    assert school.command("export", "bases") == 0
    assert WORDS["name"] in (folder / "База наставляемых.csv").read_text(encoding="utf-8")
    return folder


def sync_with_spoilt_marks(school):
    """This computer keeps the marks of the erased too; the book has them, so a spoilt file is written anew."""
    folder = school.office.folder
    assert set(folder.load_tombstones()) == {school.code}
    folder.tombstones.write_text('{"spoilt": {"salt": 1}}', encoding="utf-8")
    assert school.command("sync") in (0, 3)
    assert set(folder.load_tombstones()) == {school.code}


@pytest.mark.parametrize("withdraws", [True, False])
def test_nothing_is_left_of_a_person_who_was_erased(school, capsys, withdraws):
    assert set(school.traces()) == {*WORDS, *ASCII}, "before, every word is found where it stands"
    assert school.tables_with(WORDS["name"]) == {"grid_rows", "row_history", "responses"}
    assert school.command("export", "person", school.code) == 0
    assert WORDS["goal"] in next((school.office.path / "выписки").iterdir()).read_text(encoding="utf-8")
    exports = export_bases(school)
    assert school.command("backup") == 0
    assert school.command("forms", "close", "mentee_application") == 0
    assert school.command("sync") in (0, 3)
    closed = school.office.folder.closed_file("mentee_application")
    assert WORDS["goal"] in closed.read_text(encoding="utf-8")
    written = files_of_staff(school.office.path)
    friend = next(row["code"] for row in school.rows("mentees") if row["code"] != school.code)
    school.type_in("bases", "mentees", "note", "сидит с Незабудкиной", friend)

    assert school.command("erase", school.code) == 6
    assert "ещё не подтверждено" in capsys.readouterr().err
    if withdraws:
        assert school.command("consent", "withdraw", school.code) in (0, 3)
        masked = next(row for row in school.rows("mentees") if row["code"] == school.code)
        assert "full_name" not in masked
    confirm(school)
    capsys.readouterr()
    assert school.command("erase", school.code, "--json") == 3

    said = json.loads(capsys.readouterr().out)
    by_hand = said["by_hand"]
    assert [name for name in by_hand["backups"] if name.endswith(".zip")]
    assert len(by_hand["answers"]) == 4 - 1, "two applications and the consent of a parent"
    assert sorted(by_hand["files"]) == sorted(map(str, written))
    assert [place.split(",")[0] for place in by_hand["mentions"]] == ["База наставляемых"]
    act = Path(said["act"]).read_text(encoding="utf-8")
    assert school.code in act
    assert "данные удалены" in act
    assert all(place in act for place in (*by_hand["files"], *by_hand["mentions"], *by_hand["backups"]))
    assert not [word for word in (*WORDS.values(), "Аглая") if word in act]

    school.office.control("settings", {"now": LATER})
    school.type_in("bases", "mentees", "note", "", friend)
    sync_with_spoilt_marks(school)
    assert WORDS["goal"] not in closed.read_text(encoding="utf-8"), "what the form still lists is not kept here again"
    assert {name: school.tables_with(word) for name, word in WORDS.items()} == {
        name: set() if name == "note of staff" else {"responses"} for name in WORDS
    }, "all that a program can delete is gone"
    delete_by_hand(school, [address for _, address in by_hand["answers"]])
    for file in (*written, *(school.office.path / "backups").iterdir()):
        file.unlink()
    assert school.command("sync") in (0, 3)
    school.office.control("settings", {"now": "2026-11-22T11:05:00Z"})
    assert school.office.sync().written == ()

    assert school.traces() == {}
    assert not list(exports.iterdir()), "no .xlsx either, in which the words are packed"
    coded = pattern_of({school.code})
    shown = {tab: rows for tab, rows in school.office.shown().items() if coded.search(repr(rows))}
    assert set(shown) == {"personal/consent_log", "personal/personal.memory"}
    assert [row["key"] for row in shown["personal/personal.memory"] if coded.search(repr(row))] == [
        f"erased:{school.code}"
    ]
    assert all(not book.copies for book in school.office.books().values() if book.key in {b.key for b in BOOKS})


def test_nothing_is_left_of_a_person_who_never_consented_and_stood_on_the_panel_by_name(school, capsys):
    name = "Медуницын Фрол Игнатьевич"
    waiting = aglaya("дедушка Пафнутий", name)
    waiting.sent = waiting.sent[:1]
    answer(school.office, waiting)
    school.office.sync()
    school.code = next(row["code"] for row in school.rows("consents") if row["full_name"] == name)
    assert school.tables_with(name) == {"grid_rows", "row_history", "responses"}
    assert name in repr(school.rows("panel"))
    confirm(school)
    capsys.readouterr()
    assert school.command("erase", school.code, "--json") == 3
    by_hand = json.loads(capsys.readouterr().out)["by_hand"]
    assert school.tables_with(name) == {"responses"}
    school.office.control("settings", {"now": LATER})
    delete_by_hand(school, [address for _, address in by_hand["answers"]])
    assert {word: school.bytes_with(word) for word in (name, "Пафнутий")} == {name: [], "Пафнутий": []}


def test_an_erasure_that_was_interrupted_is_finished_by_the_same_command(school, capsys, monkeypatch):
    confirm(school)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sync.erasing.forget_copies", killed)
        assert school.command("erase", school.code) == 4
    capsys.readouterr()
    assert school.command("erase", school.code, "--json") == 3
    said = json.loads(capsys.readouterr().out)
    assert len(said["by_hand"]["answers"]) == 3
    assert "Петрова М. С." in Path(said["act"]).read_text(encoding="utf-8")
    assert not any(book.copies for book in school.office.books().values())
