"""Everything the server knows, in one SQLite file: files, who may do what, documents, answers.

The server runs on one event loop and answers one call at a time, so there are no locks;
a call is one transaction, committed before its reply leaves.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from localgoogle.database import forget_log, open_database, rewrite

FOLDER = "application/vnd.google-apps.folder"
FORM = "application/vnd.google-apps.form"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"

BETWEEN_SWEEPS = timedelta(minutes=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

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
    historyDays: int = 400  # noqa: N815
    historyRows: int = 100_000  # noqa: N815
    now: str | None = None


@dataclass
class File:
    """A Drive file: a folder, a form or a spreadsheet. Times are RFC 3339 in UTC.

    ``seen`` is the change before the last one, which is what Drive shows while it lags behind.
    ``stars`` are the e-mails of those who starred it.
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
    description: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)


@dataclass
class Permission:
    """Who may do what with a file; ``view`` is "published" for the right to answer a form.

    ``expires`` is a timestamp, "" for a right without an end.
    """

    file_id: str
    id: str
    type: str
    role: str
    email: str = ""
    view: str = ""
    expires: str = ""


class State:
    """The server's memory. ``users`` maps bearer tokens to e-mails; ``clock`` gives the time in UTC.

    ``caches`` is where a room keeps, under its own name, what it would rather not read from the file again.
    ``erased`` tells that something was deleted for good of which the write-ahead log may still hold a copy,
    ``unswept`` that the file may too.
    Raises NewerDatabaseError for a file that a later version of the server has written.
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
        self.erased = False
        self.db = open_database(path)
        self.unswept = self.load("server", "unswept") is not None
        self.swept = LONG_AGO
        self.bury()

    def close(self) -> None:
        self.swept = LONG_AGO
        self.bury()
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One call's changes, all or none. Caches that must know how it ended are in the two lists."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            if self.erased:
                self.unswept = True
                self.store("server", "unswept", self.timestamp())
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
        self.bury()

    def bury(self) -> None:
        """Leave no trace of what was deleted for good. Once a minute at most the whole file is written anew for it."""
        if self.unswept and abs(self.now() - self.swept) >= BETWEEN_SWEEPS and rewrite(self.db):
            self.db.execute("DELETE FROM documents WHERE file_id = 'server' AND part = 'unswept'")
            self.swept, self.unswept, self.erased = self.now(), False, True
        if self.erased:
            self.erased = not forget_log(self.db)

    def now(self) -> datetime:
        """The server's time: the one set through the control plane, or the clock's."""
        if self.settings.now:
            return datetime.fromisoformat(self.settings.now).astimezone(UTC)
        return self.clock()

    def timestamp(self) -> str:
        return to_timestamp(self.now())

    # files

    def new_file(
        self, mime: str, name: str, owner: str, parents: list[str], app_properties: dict[str, str], file_id: str = ""
    ) -> File:
        stamp = self.timestamp()
        identity = file_id or new_id()
        file = File(identity, mime, name, owner, parents, app_properties, created=stamp, modified=stamp, seen=stamp)
        self.save_file(file)
        self.save_permission(Permission(file.id, permission_id(owner), "user", "owner", owner))
        return file

    def save_file(self, file: File) -> None:
        self.db.execute(
            "INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
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
                file.description,
                to_json(file.properties),
                to_json(file.stars),
            ),
        )
        self.note_change(file.id)

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
        self.note_change(file_id)

    def note_change(self, file_id: str, lost_by: str = "") -> None:
        """Remember the file's last change, or that somebody (an e-mail, "anyone") lost it: see Drive's changes.list."""
        self.db.execute(
            "INSERT OR REPLACE INTO changes VALUES ((SELECT coalesce(max(number), 0) + 1 FROM changes), ?, ?, ?)",
            (file_id, self.timestamp(), lost_by),
        )

    # rights

    def save_permission(self, permission: Permission) -> None:
        self.db.execute(
            "INSERT OR REPLACE INTO permissions VALUES (?,?,?,?,?,?,?)",
            astuple(permission),
        )

    def permissions(self, file_id: str) -> list[Permission]:
        """The file's own permissions that have not expired, the oldest first."""
        rows = self.db.execute(
            "SELECT * FROM permissions WHERE file_id = ? AND (expires = '' OR expires > ?) ORDER BY rowid",
            (file_id, self.timestamp()),
        )
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
        return orjson.loads(row[0]) if row else None

    def store(self, file_id: str, part: str, body: Any) -> None:
        self.db.execute("INSERT OR REPLACE INTO documents VALUES (?,?,?)", (file_id, part, to_json(body)))


def to_json(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


def to_file(row: tuple[Any, ...]) -> File:
    identity, mime, name, owner, parents, app_properties, trashed, *times_and_marks = row
    created, modified, seen, description, properties, stars = times_and_marks
    file = File(identity, mime, name, owner, orjson.loads(parents), orjson.loads(app_properties), bool(trashed))
    file.created, file.modified, file.seen, file.description = created, modified, seen, description
    file.properties, file.stars = orjson.loads(properties), orjson.loads(stars)
    return file


def to_timestamp(moment: datetime) -> str:
    """Always with milliseconds, so that text order is time order."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def owns_no_storage(email: str) -> bool:
    """Whether the account is a service account: since 2025 Google lets them own no files."""
    return email.lower().endswith("gserviceaccount.com")


def new_id() -> str:
    """A file id of Google's shape: ``1`` and 43 characters of URL-safe base64."""
    return "1" + secrets.token_urlsafe(33)[:43]


def permission_id(grantee: str) -> str:
    """The id of an account (or other grantee), the same on every file, as Drive's are."""
    number = int(hashlib.sha256(grantee.lower().encode()).hexdigest()[:16], 16)
    return str(number).zfill(20)
