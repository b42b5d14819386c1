"""Everything the server knows, in one SQLite file: files, who may do what, documents, answers.

The server runs on one event loop and answers one call at a time, so there are no locks;
a call is one transaction, committed before its reply leaves.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY, mime TEXT NOT NULL, name TEXT NOT NULL, owner TEXT NOT NULL,
    parents TEXT NOT NULL, app_properties TEXT NOT NULL, trashed INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL, modified TEXT NOT NULL, seen TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS permissions (
    file_id TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, role TEXT NOT NULL,
    email TEXT NOT NULL DEFAULT '', view TEXT NOT NULL DEFAULT '', PRIMARY KEY (file_id, id));
CREATE TABLE IF NOT EXISTS documents (
    file_id TEXT NOT NULL, part TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (file_id, part));
CREATE TABLE IF NOT EXISTS grid_rows (
    file_id TEXT NOT NULL, sheet_id INTEGER NOT NULL, row_id INTEGER NOT NULL, cells TEXT NOT NULL,
    PRIMARY KEY (file_id, sheet_id, row_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS responses (
    form_id TEXT NOT NULL, response_id TEXT NOT NULL, created TEXT NOT NULL, submitted TEXT NOT NULL,
    once TEXT NOT NULL DEFAULT '', answers TEXT NOT NULL, PRIMARY KEY (form_id, response_id));
CREATE UNIQUE INDEX IF NOT EXISTS responses_once ON responses (form_id, once) WHERE once <> '';
CREATE TABLE IF NOT EXISTS grants (
    secret TEXT PRIMARY KEY, kind TEXT NOT NULL, email TEXT NOT NULL, body TEXT NOT NULL, expires TEXT NOT NULL);
"""

FOLDER = "application/vnd.google-apps.folder"
FORM = "application/vnd.google-apps.form"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"

RIGHTS = {"reader": 1, "commenter": 2, "writer": 3, "owner": 4}


@dataclass
class Settings:
    """What Google leaves undocumented, or tests need to turn: see the control plane."""

    enforceQuotas: bool = True  # noqa: N815 - the names of the control plane's JSON
    unpublishedByDefault: bool = True  # noqa: N815
    timestampFilter: str = "lastSubmittedTime"  # noqa: N815
    shuffleResponses: bool = False  # noqa: N815
    driveLagSeconds: int = 0  # noqa: N815
    copySkipsFilteredRows: bool = False  # noqa: N815
    driveFormsHaveBlankItem: bool = False  # noqa: N815
    refuseClientItemIds: bool = False  # noqa: N815
    now: str | None = None


@dataclass
class File:
    """A Drive file: a folder, a form or a spreadsheet. Times are RFC 3339 in UTC.

    ``seen`` is the change before the last one, which is what Drive shows while it lags behind.
    """

    id: str
    mime: str
    name: str
    owner: str
    parents: list[str] = field(default_factory=list)
    app_properties: dict[str, str] = field(default_factory=dict)
    trashed: bool = False
    created: str = ""
    modified: str = ""
    seen: str = ""


@dataclass
class Permission:
    """Who may do what with a file; ``view`` is "published" for the right to answer a form."""

    file_id: str
    id: str
    type: str
    role: str
    email: str = ""
    view: str = ""


class State:
    """The server's memory. ``users`` maps bearer tokens to e-mails; ``clock`` gives the time in UTC.

    ``caches`` is where a room keeps, under its own name, what it would rather not read from the file again.
    """

    def __init__(
        self,
        path: Path | str = ":memory:",
        users: dict[str, str] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.users = dict(users or {})
        self.settings = Settings()
        self.clock = clock
        self.rolled_back: list[Callable[[], None]] = []
        self.committed: list[Callable[[], None]] = []
        self.caches: dict[str, Any] = {}
        self.db = sqlite3.connect(str(path), isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            self.db.execute(f"PRAGMA {pragma}")
        self.db.executescript(SCHEMA)

    def close(self) -> None:
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One call's changes, all or none. Caches that must know how it ended are in the two lists."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            # SQLite itself has rolled back when the disk was full: https://sqlite.org/lang_transaction.html
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            for forget in self.rolled_back:
                forget()
            raise
        for settle in self.committed:
            settle()

    def now(self) -> datetime:
        """The server's time: the one set through the control plane, or the clock's."""
        if self.settings.now:
            return datetime.fromisoformat(self.settings.now).astimezone(UTC)
        return self.clock()

    def timestamp(self) -> str:
        return to_timestamp(self.now())

    # files

    def new_file(self, mime: str, name: str, owner: str, parents: list[str], app_properties: dict[str, str]) -> File:
        stamp = self.timestamp()
        file = File(new_id(), mime, name, owner, parents, app_properties, created=stamp, modified=stamp, seen=stamp)
        self.save_file(file)
        self.save_permission(Permission(file.id, permission_id(owner), "user", "owner", owner))
        return file

    def save_file(self, file: File) -> None:
        self.db.execute(
            "INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                file.id,
                file.mime,
                file.name,
                file.owner,
                to_json(file.parents),
                to_json(file.app_properties),
                int(file.trashed),
                file.created,
                file.modified,
                file.seen,
            ),
        )

    def find_file(self, file_id: str) -> File | None:
        row = self.db.execute("SELECT * FROM files WHERE id = ?", (file_id,)).fetchone()
        return to_file(row) if row else None

    def files(self) -> list[File]:
        return [to_file(row) for row in self.db.execute("SELECT * FROM files ORDER BY created DESC, id")]

    def touch(self, file_id: str) -> None:
        """The file has changed now."""
        lag = timedelta(seconds=self.settings.driveLagSeconds)
        self.db.execute(
            "UPDATE files SET seen = CASE WHEN modified <= ? THEN modified ELSE seen END, modified = ? WHERE id = ?",
            (to_timestamp(self.now() - lag), self.timestamp(), file_id),
        )

    # rights

    def save_permission(self, permission: Permission) -> None:
        self.db.execute(
            "INSERT OR REPLACE INTO permissions VALUES (?,?,?,?,?,?)",
            (permission.file_id, permission.id, permission.type, permission.role, permission.email, permission.view),
        )

    def permissions(self, file_id: str) -> list[Permission]:
        rows = self.db.execute("SELECT * FROM permissions WHERE file_id = ? ORDER BY rowid", (file_id,))
        return [Permission(*row) for row in rows]

    def right(self, file_id: str, user: str | None) -> int:
        """The user's best right to a file, 0 for none (``RIGHTS``).

        A folder's sharing covers what lies in it, but its owner does not own what others have put there.
        """
        best = 0
        for permission in self.permissions(file_id):
            if permission.view:
                continue
            if permission.type == "anyone" or (user and permission.email.lower() == user.lower()):
                best = max(best, RIGHTS[permission.role])
        file = self.find_file(file_id)
        for parent in file.parents if file else []:
            best = max(best, min(self.right(parent, user), RIGHTS["writer"]))
        return best

    # documents

    def load(self, file_id: str, part: str) -> Any:
        """A document's part as stored, or None."""
        row = self.db.execute("SELECT body FROM documents WHERE file_id = ? AND part = ?", (file_id, part)).fetchone()
        return json.loads(row[0]) if row else None

    def store(self, file_id: str, part: str, body: Any) -> None:
        self.db.execute("INSERT OR REPLACE INTO documents VALUES (?,?,?)", (file_id, part, to_json(body)))


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def to_file(row: tuple[Any, ...]) -> File:
    identity, mime, name, owner, parents, properties, trashed, *times = row
    return File(identity, mime, name, owner, json.loads(parents), json.loads(properties), bool(trashed), *times)


def to_timestamp(moment: datetime) -> str:
    """Always with milliseconds, so that text order is time order."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """A file id of Google's shape: ``1`` and 43 characters of URL-safe base64."""
    return "1" + secrets.token_urlsafe(33)[:43]


def permission_id(grantee: str) -> str:
    """The id of an account (or other grantee), the same on every file, as Drive's are."""
    number = int(hashlib.sha256(grantee.lower().encode()).hexdigest()[:16], 16)
    return str(number).zfill(20)
