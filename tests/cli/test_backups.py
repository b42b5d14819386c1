"""A school copies what its server keeps, loses a computer, and takes everything up where it was."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
import sys
import zipfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from localgoogle.database import FILE_NAME, FORMAT, hold
from localgoogle.forms import responses
from localgoogle.sheets import model as sheets
from localgoogle.sheets.book import Cell
from localgoogle.sheets.store import open_book, save_book
from localgoogle.state import FORM, SPREADSHEET, State
from sync.backups import back_up, backups_in, backups_of, restore
from sync.cli.root import run
from sync.errors import BackupBroken, BackupFailed, BackupNewer, BackupThere, NothingToBackUp, ServerRunning
from sync.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER = "kurator@school.ru"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
KEEP = 30


class Office:
    """A programme's folder with the server's data in it; the server itself is stopped."""

    def __init__(self, path: Path) -> None:
        self.folder = Folder(path)
        self.folder.local_google.mkdir(parents=True)
        (path / "programme.toml").write_text("# школа", encoding="utf-8")
        (self.folder.local_google / "tokens.json").write_text('{"users": {"kurator@school.ru": "secret-key"}}')
        with self.server() as state:
            self.form = state.new_file(FORM, "Анкета", OWNER, [], {}).id
            self.book = state.new_file(SPREADSHEET, "База", OWNER, [], {}).id
            sheets.new_spreadsheet(state, self.book, "База")
            state.db.execute("INSERT INTO grants VALUES ('session-secret', 'session', ?, '{}', '2030')", (OWNER,))

    @property
    def database(self) -> Path:
        return self.folder.local_google / FILE_NAME

    @contextmanager
    def server(self) -> Iterator[State]:
        with closing(State(self.database)) as state, state.transaction():
            yield state

    def answer(self, text: str) -> str:
        with self.server() as state:
            return responses.submit(state, self.form, {"q": [text]})

    def delete_answer(self, response: str) -> None:
        with self.server() as state:
            responses.delete(state, self.form, response)

    def write(self, row: int, text: str) -> None:
        with self.server() as state:
            book = open_book(state, self.book, to_change=True)
            book.sheets[0].put(row, 0, Cell(text))
            save_book(state, book)

    def delete_row(self, row: int) -> None:
        with self.server() as state:
            book = open_book(state, self.book, to_change=True)
            book.sheets[0].forget_rows(book.sheets[0].rows.delete(row, row + 1))
            save_book(state, book)

    def answers(self) -> list[str]:
        with self.server() as state:
            return [each.answers["q"][0] for each in reversed(responses.latest(state, self.form, 0, 100))]

    def column(self) -> list[Any]:
        with self.server() as state:
            sheet = open_book(state, self.book).sheets[0]
            return [value for row in range(6) if (value := sheet.cell(row, 0).value)]

    def back_up(self, later: timedelta = timedelta()) -> Path:
        return back_up(self.folder, None, NOON + later, KEEP).path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "programme")


def test_what_was_there_comes_back_and_what_was_replaced_can_come_back_too(office: Office) -> None:
    office.answer("Анна")
    copy = office.back_up()
    office.answer("Борис")

    done = restore(office.folder, copy, NOON + timedelta(hours=1))

    assert office.answers() == ["Анна"]
    assert (done.about.forms, done.about.books, done.about.answers) == (1, 1, 1)
    assert done.replaced
    restore(office.folder, done.replaced, NOON + timedelta(hours=2))
    assert office.answers() == ["Анна", "Борис"]


def test_a_backup_is_made_while_the_server_is_at_work(office: Office) -> None:
    with closing(State(office.database)) as state:
        with state.transaction():
            responses.submit(state, office.form, {"q": ["сохранено"]})
        state.db.execute("BEGIN IMMEDIATE")
        responses.submit(state, office.form, {"q": ["ещё нет"]})
        copy = office.back_up()
        state.db.execute("COMMIT")

    restore(office.folder, copy, NOON)
    assert office.answers() == ["сохранено"]


def test_a_backup_holds_no_key_and_nobody_s_session_and_is_its_owner_s_alone(office: Office) -> None:
    copy = office.back_up()

    with zipfile.ZipFile(copy) as archive:
        assert sorted(archive.namelist()) == ["about.json", FILE_NAME, "programme.toml"]
        content = archive.read(FILE_NAME)
    assert b"session-secret" not in content
    assert b"secret-key" not in content
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_old_backups_go_and_nothing_else(office: Office) -> None:
    first = office.back_up()
    foreign = first.parent / "nastavnik-notes.txt"
    foreign.write_text("моё", encoding="utf-8")

    made = back_up(office.folder, None, NOON + timedelta(days=KEEP, seconds=1), KEEP)

    assert [kept.path for kept in made.expired] == [first]
    assert [kept.path for kept in backups_in(backups_of(office.folder))] == [made.path]
    assert foreign.exists()


def test_what_a_killed_backup_left_goes_after_a_day(office: Office) -> None:
    left = backups_of(office.folder) / ".unfinished-abc"
    left.mkdir(parents=True)
    (left / FILE_NAME).write_text("Анна", encoding="utf-8")
    now = datetime.fromtimestamp(left.stat().st_mtime, UTC)

    back_up(office.folder, None, now, KEEP)
    assert left.exists(), "it may be one that is being made"
    back_up(office.folder, None, now + timedelta(days=2), KEEP)
    assert not left.exists()


def test_nothing_is_written_over(office: Office, tmp_path: Path) -> None:
    there = tmp_path / "mine.zip"
    there.write_bytes(b"mine")

    with pytest.raises(BackupThere):
        back_up(office.folder, there, NOON, KEEP)
    assert there.read_bytes() == b"mine"


def test_an_empty_folder_has_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(NothingToBackUp):
        back_up(Folder(tmp_path), None, NOON, KEEP)


def test_a_disk_that_takes_nothing_leaves_no_half_a_copy(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BackupFailed):
        office.back_up()
    assert list(backups_of(office.folder).iterdir()) == []


# refused


def test_a_running_server_is_not_touched(office: Office) -> None:
    copy, lock = office.back_up(), hold(office.folder.local_google)
    office.answer("Анна")

    with pytest.raises(ServerRunning):
        restore(office.folder, copy, NOON)
    assert lock
    lock.close()
    assert office.answers() == ["Анна"]


def spoiled(copy: Path, **contents: bytes | None) -> Path:
    """The backup with other contents in the files of these names (their dots left out)."""
    bad = copy.with_name(f"bad {len(list(copy.parent.iterdir()))}.zip")
    with zipfile.ZipFile(copy) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            content = contents.get(name.partition(".")[0].replace("-", "_"), source.read(name))
            if content is not None:
                target.writestr(name, content)
    return bad


def test_a_backup_that_is_not_whole_is_refused_and_nothing_changes(office: Office) -> None:
    copy = office.back_up()
    office.answer("Анна")
    before = office.answers()
    whole = copy.read_bytes()
    with zipfile.ZipFile(copy) as archive:
        database = archive.read(FILE_NAME)
    bad = [
        spoiled(copy, local_google=database[:-4096]),
        spoiled(copy, local_google=database.replace("Анкета".encode(), "Анкеты".encode())),
        spoiled(copy, local_google=None),
        spoiled(copy, about=b'{"format": 7}'),
        spoiled(copy, about=b"[]"),
    ]
    texts = copy.with_name("letter.zip")
    texts.write_text("Уважаемые родители", encoding="utf-8")
    half = copy.with_name("half.zip")
    half.write_bytes(whole[: len(whole) // 2])

    for each in [*bad, texts, half, Path("nowhere.zip")]:
        with pytest.raises(BackupBroken):
            restore(office.folder, each, NOON)
    assert office.answers() == before
    assert sorted(path.name for path in backups_of(office.folder).glob("*-replaced*")) == []


def test_a_backup_of_a_later_version_is_refused(office: Office) -> None:
    with closing(sqlite3.connect(office.database)) as db:
        db.execute(f"PRAGMA user_version = {FORMAT + 1}")
    copy = office.folder.path / "later.zip"
    with zipfile.ZipFile(copy, "w") as archive:
        content = office.database.read_bytes()
        about = {"format": 1, "made": NOON.isoformat(), "forms": 1, "books": 1, "answers": 0}
        archive.writestr("about.json", json.dumps({**about, "digest": hashlib.sha256(content).hexdigest()}))
        archive.writestr(FILE_NAME, content)

    with pytest.raises(BackupNewer):
        restore(office.folder, copy, NOON)


def test_an_error_half_way_leaves_everything_as_it_was(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = office.back_up()
    office.answer("Анна")

    def refused(*_: Any) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr("localgoogle.backup.keep_name", refused)
    with pytest.raises(BackupFailed):
        restore(office.folder, copy, NOON)
    monkeypatch.undo()
    assert office.answers() == ["Анна"]
    assert not list(office.folder.local_google.glob(".restore-*"))


# erased since


def test_what_was_deleted_for_good_since_does_not_come_back(office: Office) -> None:
    office.answer("остаётся")
    gone = office.answer("удалить меня")
    for row, text in enumerate(("Анна", "Тайна Бориса", "Вера")):
        office.write(row, text)
    oldest = office.back_up()
    office.delete_answer(gone)
    office.delete_row(1)
    newer = office.back_up(timedelta(hours=1))

    done = restore(office.folder, oldest, NOON + timedelta(hours=2))

    assert office.answers() == ["остаётся"]
    assert office.column() == ["Анна", "Вера"]
    assert done.withheld
    assert (done.withheld.answers, done.withheld.rows) == (1, 1)
    files = b"".join(path.read_bytes() for path in office.folder.local_google.iterdir())
    assert "Анна".encode() in files
    assert "Тайна Бориса".encode() not in files
    assert "удалить меня".encode() not in files
    for copy in (newer, oldest):
        restore(office.folder, copy, NOON + timedelta(hours=3 + (copy is oldest)))
        assert office.answers() == ["остаётся"]


def test_a_new_computer_gets_the_programme_and_says_that_it_knows_of_no_deletion(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.answer("Анна")
    copy = office.back_up()
    other = tmp_path / "new"

    assert run(["--dir", str(other), "restore", str(copy)]) == 3

    said = capsys.readouterr().out
    assert "Анкет: 1, таблиц: 1, ответов: 1" in said
    assert "удалите их ещё раз" in said
    assert (other / "programme.toml").read_text(encoding="utf-8") == "# школа"
    assert not (other / "local-google" / "tokens.json").exists()


def test_data_that_cannot_be_read_are_kept_as_they_are_and_replaced(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.answer("Анна")
    copy = office.back_up()
    office.database.write_bytes(b"nonsense" * 1000)

    assert run(["--dir", str(office.folder.path), "restore", str(copy)]) == 3

    assert "удалите их ещё раз" in capsys.readouterr().out
    (kept,) = backups_of(office.folder).glob("*-replaced.db")
    assert kept.read_bytes() == b"nonsense" * 1000
    assert office.answers() == ["Анна"]


# the commands


def test_the_commands_say_what_they_did(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--dir", str(office.folder.path)]

    assert run([*where, "backup", "--list"]) == 0
    assert "Копий пока нет" in capsys.readouterr().out
    assert run([*where, "backup"]) == 0
    assert "Копия готова" in capsys.readouterr().out
    assert run([*where, "backup", "--list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["file"] is None
    (kept,) = listed["backups"]
    assert run([*where, "backup", "--list"]) == 0
    assert "дней назад: 0" in capsys.readouterr().out
    assert run([*where, "restore", kept["file"], "--json"]) == 0
    restored = json.loads(capsys.readouterr().out)
    assert restored["restored"]["forms"] == 1
    assert restored["withheld"] == {"answers": 0, "rows": 0}
    assert run([*where, "backup", kept["file"]]) == 2
    assert "другое имя" in capsys.readouterr().err
