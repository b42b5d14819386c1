"""One file that holds all of the server's data as they were at one moment, and the way back.

What is in it and what is not, and why what was erased since stays erased: docs/decisions/0016-backups-and-erasure.md.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from localgoogle.database import FILE_NAME, hold, open_database
from localgoogle.erasures import known_marks, mark_of
from localgoogle.forms import responses
from localgoogle.sheets.store import open_book, save_book
from localgoogle.state import FORM, SPREADSHEET, State

FORMAT = 1
ABOUT, PROGRAMME = "about.json", "programme.toml"
UNFINISHED = ".unfinished-"
COMPANIONS = ("", "-wal", "-shm")
"""What SQLite keeps beside a database that was not closed."""


class BrokenBackupError(Exception):
    """The file is no backup, or not all of it is there."""


class ServerRunningError(Exception):
    """A server has the folder open."""


@dataclass(frozen=True)
class About:
    """What a backup says of itself: when it was made (a timestamp) and what it holds."""

    made: str
    digest: str
    forms: int
    books: int
    answers: int


@dataclass(frozen=True)
class Withheld:
    """What a restored backup held that was deleted for good since."""

    answers: int = 0
    rows: int = 0


# making


def write_backup(folder: Path, target: Path, made: str, programme: Path) -> About:
    """Write the server's data, and the programme's settings if there are any, into ``target``.

    A server may be at work meanwhile. ``target`` is there whole and for its owner alone, or not at all.
    Raises FileExistsError, OSError, sqlite3.Error.
    """
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent, prefix=UNFINISHED) as work:
        copy, packed = Path(work, FILE_NAME), Path(work, "packed.zip")
        take_copy(folder / FILE_NAME, copy)
        about = describe(copy, made)
        with os.fdopen(os.open(packed, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600), "w+b") as file:
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=3) as archive:
                archive.writestr(ABOUT, json.dumps({"format": FORMAT, **asdict(about)}))
                archive.write(copy, FILE_NAME)
                if programme.is_file():
                    archive.write(programme, PROGRAMME)
            file.flush()
            os.fsync(file.fileno())
        packed.replace(target)
    keep_name(target.parent)
    return about


def take_copy(source: Path, copy: Path) -> None:
    """The database as it is now, without what lets somebody in for a while: sessions, tokens, links to a password."""
    with closing(sqlite3.connect(source, isolation_level=None, timeout=30)) as db:
        db.execute("VACUUM INTO ?", (str(copy),))
    with closing(open_database(copy)) as db:
        db.execute("DELETE FROM grants")
        db.execute("PRAGMA journal_mode = DELETE")


def describe(copy: Path, made: str) -> About:
    with closing(sqlite3.connect(copy)) as db:
        kinds = dict(db.execute("SELECT mime, COUNT(*) FROM files GROUP BY mime").fetchall())
        (answers,) = db.execute("SELECT COUNT(*) FROM responses").fetchone()
    return About(made, digest_of(copy), kinds.get(FORM, 0), kinds.get(SPREADSHEET, 0), answers)


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep_name(folder: Path) -> None:
    """Bring the folder's list of names to the disk too; Windows has no way to ask for it."""
    if sys.platform == "win32":
        return
    listing = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(listing)
    finally:
        os.close(listing)


# bringing back


def read_about(backup: Path) -> About:
    """What the backup says of itself; raises BrokenBackupError, OSError."""
    try:
        with ZipFile(backup) as archive:
            known = json.loads(archive.read(ABOUT))
        if known.pop("format") != FORMAT:
            raise BrokenBackupError
        return About(**known)
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError) as problem:
        raise BrokenBackupError from problem


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """No server may start over the folder within; raises ServerRunningError when one runs."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = hold(folder)
    if lock is None:
        raise ServerRunningError
    with closing(lock):
        yield


def unpack(backup: Path, work: Path) -> Path:
    """The database of a backup, in the folder ``work``, known to be whole.

    Raises BrokenBackupError, NewerDatabaseError, OSError.
    """
    fresh = work / FILE_NAME
    about = read_about(backup)
    try:
        with ZipFile(backup) as archive, archive.open(FILE_NAME) as packed, fresh.open("wb") as file:
            shutil.copyfileobj(packed, file)
        if digest_of(fresh) != about.digest:
            raise BrokenBackupError
        with closing(open_database(fresh)) as db:
            if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BrokenBackupError
    except (BadZipFile, KeyError, EOFError, sqlite3.DatabaseError) as problem:
        raise BrokenBackupError from problem
    return fresh


def put_in_place(fresh: Path, folder: Path) -> None:
    """Make ``fresh`` the server's database in one step; whoever looks sees the old one or the new one."""
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    for companion in COMPANIONS[1:]:
        # A log that belongs to another database would be played back into this one.
        Path(folder, FILE_NAME + companion).unlink(missing_ok=True)
    fresh.replace(folder / FILE_NAME)
    keep_name(folder)


def settle_log(database: Path) -> None:
    """Bring everything that a killed server left in its log into the file; raises sqlite3.Error."""
    with closing(open_database(database)) as db:
        db.execute("PRAGMA journal_mode = DELETE")


def marks_in(database: Path) -> dict[str, str] | None:
    """What was deleted for good according to a database; None when it cannot be read."""
    if not database.is_file():
        return None
    try:
        with closing(open_database(database)) as db:
            return known_marks(db)
    except sqlite3.Error:
        return None


def erase_again(database: Path, marks: dict[str, str]) -> Withheld:
    """Take out of a restored database what was deleted for good since; also what it will be told of later stays."""
    state = State(database)
    try:
        with state.transaction():
            answers, rows = marked_answers(state, marks), marked_rows(state, marks)
            for form_id, response_id in answers:
                responses.delete(state, form_id, response_id)
            for file_id in {file_id for file_id, _, _ in rows}:
                empty_rows(state, file_id, rows)
            state.db.executemany("INSERT OR IGNORE INTO erasures VALUES (?, ?)", marks.items())
            state.erased = True
        state.db.execute("PRAGMA journal_mode = DELETE")
    finally:
        state.close()
    return Withheld(len(answers), len(rows))


def marked_answers(state: State, marks: dict[str, str]) -> list[tuple[str, str]]:
    found = state.db.execute("SELECT form_id, response_id FROM responses")
    return [(form, response) for form, response in found if mark_of("response", form, response) in marks]


def marked_rows(state: State, marks: dict[str, str]) -> list[tuple[str, int, int]]:
    found = state.db.execute("SELECT file_id, sheet_id, row_id FROM grid_rows")
    return [(file, sheet, row) for file, sheet, row in found if mark_of("row", file, sheet, row) in marks]


def empty_rows(state: State, file_id: str, rows: list[tuple[str, int, int]]) -> None:
    """Empty the rows of one book that are in the list; the history of cells forgets them too."""
    book = open_book(state, file_id, to_change=True)
    for sheet in book.sheets:
        sheet.forget_rows([row for file, sheet_id, row in rows if (file, sheet_id) == (file_id, sheet.id)])
    save_book(state, book)
