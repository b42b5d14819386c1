"""The server's SQLite file: its tables, its version, and how it is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

FILE_NAME = "local-google.db"
FORMAT = 1
"""Raised by every change after which an older server would misread the file."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY, mime TEXT NOT NULL, name TEXT NOT NULL, owner TEXT NOT NULL,
    parents TEXT NOT NULL, app_properties TEXT NOT NULL, trashed INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL, modified TEXT NOT NULL, seen TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '', properties TEXT NOT NULL DEFAULT '{}', stars TEXT NOT NULL DEFAULT '[]');
CREATE TABLE IF NOT EXISTS permissions (
    file_id TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, role TEXT NOT NULL,
    email TEXT NOT NULL DEFAULT '', view TEXT NOT NULL DEFAULT '', expires TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (file_id, id));
CREATE TABLE IF NOT EXISTS changes (
    number INTEGER NOT NULL UNIQUE, file_id TEXT NOT NULL, time TEXT NOT NULL, lost_by TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (file_id, lost_by));
CREATE TABLE IF NOT EXISTS watches (
    form_id TEXT NOT NULL, id TEXT NOT NULL, email TEXT NOT NULL, event TEXT NOT NULL, topic TEXT NOT NULL,
    created TEXT NOT NULL, expires TEXT NOT NULL, PRIMARY KEY (form_id, id));
CREATE TABLE IF NOT EXISTS documents (
    file_id TEXT NOT NULL, part TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (file_id, part));
CREATE TABLE IF NOT EXISTS grid_rows (
    file_id TEXT NOT NULL, sheet_id INTEGER NOT NULL, row_id INTEGER NOT NULL, cells TEXT NOT NULL,
    PRIMARY KEY (file_id, sheet_id, row_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS row_history (
    file_id TEXT NOT NULL, sheet_id INTEGER NOT NULL, row_id INTEGER NOT NULL, change INTEGER NOT NULL,
    at TEXT NOT NULL, author TEXT NOT NULL, way TEXT NOT NULL, cells TEXT NOT NULL,
    PRIMARY KEY (file_id, sheet_id, row_id, change)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS row_history_changes ON row_history (file_id, change);
CREATE TABLE IF NOT EXISTS book_revisions (file_id TEXT PRIMARY KEY, revision INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS responses (
    form_id TEXT NOT NULL, response_id TEXT NOT NULL, created TEXT NOT NULL, submitted TEXT NOT NULL,
    once TEXT NOT NULL DEFAULT '', answers TEXT NOT NULL, PRIMARY KEY (form_id, response_id));
CREATE UNIQUE INDEX IF NOT EXISTS responses_once ON responses (form_id, once) WHERE once <> '';
CREATE INDEX IF NOT EXISTS responses_submitted ON responses (form_id, submitted);
CREATE TABLE IF NOT EXISTS erasures (mark TEXT PRIMARY KEY, moment TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS grants (
    secret TEXT PRIMARY KEY, kind TEXT NOT NULL, email TEXT NOT NULL, body TEXT NOT NULL, expires TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS accounts (email TEXT PRIMARY KEY, password TEXT NOT NULL, created TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS looks (
    email TEXT NOT NULL, file_id TEXT NOT NULL, moment TEXT NOT NULL, PRIMARY KEY (email, file_id));
"""

LATER_COLUMNS = {
    "files": {"description": "''", "properties": "'{}'", "stars": "'[]'"},
    "permissions": {"expires": "''"},
}
"""What older servers' files lack, with the defaults."""


def hold(folder: Path) -> sqlite3.Connection | None:
    """Lock the server's folder for as long as this process lives, on every system alike; None when another has it."""
    lock = sqlite3.connect(folder / "local-google.lock", timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as problem:
        lock.close()
        if "locked" in str(problem):
            return None
        raise
    return lock


class NewerDatabaseError(Exception):
    """The file was written by a later version of the server, which may mean by it what this one cannot know."""


def open_database(path: Path | str) -> sqlite3.Connection:
    """The file, with all tables of this version; raises NewerDatabaseError, sqlite3.Error."""
    db = sqlite3.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        refuse_newer(db)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            db.execute(f"PRAGMA {pragma}")
        db.executescript(SCHEMA)
        add_later_columns(db)
        db.execute(f"PRAGMA user_version = {FORMAT}")
        # What an erasure left in the log when the server was killed just after it.
        forget_log(db)
    except BaseException:
        db.close()
        raise
    return db


def refuse_newer(db: sqlite3.Connection) -> None:
    if db.execute("PRAGMA user_version").fetchone()[0] > FORMAT:
        raise NewerDatabaseError


def rewrite(db: sqlite3.Connection) -> bool:
    """Write the file anew: deleted text may still stand where SQLite has moved a record from one page to another.

    ``secure_delete`` does not reach it there. False when there is no room for it now, or somebody is still reading.
    """
    try:
        db.execute("VACUUM")
    except sqlite3.OperationalError:
        return False
    return True


def forget_log(db: sqlite3.Connection) -> bool:
    """Bring the write-ahead log into the file and empty it: it holds pages as they were before later deletions.

    False when somebody still reads an older state (a backup): then it must be tried again.
    """
    db.execute("PRAGMA busy_timeout = 0")
    busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    db.execute("PRAGMA busy_timeout = 5000")
    return not busy


def add_later_columns(db: sqlite3.Connection) -> None:
    """Bring a file that an older server wrote up to ``SCHEMA``."""
    for table, columns in LATER_COLUMNS.items():
        known = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
        for name, default in columns.items():
            if name not in known:
                db.execute(f"ALTER TABLE {table} ADD COLUMN {name} TEXT NOT NULL DEFAULT {default}")
