"""Backups of the school's own server: where they lie, how long they are kept, and the way back."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from localgoogle import backup as server
from localgoogle.backup import About, Withheld
from localgoogle.database import FILE_NAME, NewerDatabaseError
from sync.errors import BackupBroken, BackupFailed, BackupNewer, BackupThere, NothingToBackUp, ServerRunning
from sync.folder import Folder

NAME = re.compile(r"nastavnik-(\d{4}-\d\d-\d\d-\d{6})(-replaced)?\.(zip|db|db-wal|db-shm)")
"""Our own names, the moment in UTC; nothing else in the folder is ever deleted."""
STAMP = "%Y-%m-%d-%H%M%S"


@dataclass(frozen=True)
class Kept:
    """A backup in the folder of backups and the moment it is of."""

    path: Path
    made: datetime


@dataclass(frozen=True)
class Made:
    """A backup that was just written, those that were deleted because they are too old, and those that are left."""

    path: Path
    about: About
    expired: list[Kept]
    left: list[Kept]


@dataclass(frozen=True)
class Restored:
    """What was brought back, what was kept back since it was deleted for good, where the replaced state is.

    ``withheld`` is None when the replaced state could not be read, so that nobody knows what was deleted since.
    """

    about: About
    withheld: Withheld | None
    replaced: Path | None


def backups_of(folder: Folder) -> Path:
    return folder.path / "backups"


def backups_in(place: Path) -> list[Kept]:
    """The backups that lie there under our names, the newest first."""
    found = ((path, NAME.fullmatch(path.name)) for path in sorted(place.glob("nastavnik-*"), reverse=True))
    return [Kept(path, datetime.strptime(name[1], STAMP).replace(tzinfo=UTC)) for path, name in found if name]


def back_up(folder: Folder, file: Path | None, now: datetime, keep_days: int) -> Made:
    """Write a backup into ``file``, or under a name of ours into the folder of backups, where old ones are deleted.

    Raises NothingToBackUp, BackupThere, BackupFailed.
    """
    if not (folder.local_google / FILE_NAME).is_file():
        raise NothingToBackUp(folder.local_google)
    place = backups_of(folder)
    target = file or place / f"nastavnik-{now.astimezone(UTC).strftime(STAMP)}.zip"
    about = write(folder, target, now)
    expired = [] if file else expire(place, now, keep_days)
    return Made(target, about, expired, [kept for kept in backups_in(place) if kept.path.suffix == ".zip"])


def write(folder: Folder, target: Path, now: datetime) -> About:
    try:
        made = now.astimezone(UTC).isoformat(timespec="seconds")
        return server.write_backup(folder.local_google, target, made, folder.path / server.PROGRAMME)
    except FileExistsError as problem:
        raise BackupThere(target) from problem
    except (OSError, sqlite3.Error) as problem:
        raise BackupFailed(target) from problem


def expire(place: Path, now: datetime, keep_days: int) -> list[Kept]:
    """Delete what is older, and what a backup left that was killed; gives the backups that were deleted."""
    old = [kept for kept in backups_in(place) if kept.made < now - timedelta(days=keep_days)]
    for kept in old:
        kept.path.unlink(missing_ok=True)
    for unfinished in place.glob(f"{server.UNFINISHED}*"):
        if datetime.fromtimestamp(unfinished.stat().st_mtime, UTC) < now - timedelta(days=1):
            shutil.rmtree(unfinished, ignore_errors=True)
    return old


def restore(folder: Folder, file: Path, now: datetime) -> Restored:
    """Put a backup in the place of the server's data: all of it or, with an error, nothing.

    Raises ServerRunning, BackupBroken, BackupNewer, BackupFailed.
    """
    place = folder.local_google
    with told(folder, file), server.held(place), TemporaryDirectory(dir=place, prefix=".restore-") as work:
        fresh = server.unpack(file, Path(work))
        about = server.read_about(file)
        marks = server.marks_in(place / FILE_NAME)
        withheld = server.erase_again(fresh, marks or {})
        replaced = keep_replaced(folder, now, readable=marks is not None)
        bring_programme(folder, file)
        server.put_in_place(fresh, place)
    return Restored(about, withheld if marks is not None else None, replaced)


@contextmanager
def told(folder: Folder, file: Path) -> Iterator[None]:
    """What goes wrong within, as one of our errors."""
    try:
        yield
    except server.ServerRunningError as problem:
        raise ServerRunning(folder.path) from problem
    except server.BrokenBackupError as problem:
        raise BackupBroken(file) from problem
    except NewerDatabaseError as problem:
        raise BackupNewer(file) from problem
    except FileNotFoundError as problem:
        raise BackupBroken(file) from problem
    except (OSError, sqlite3.Error) as problem:
        raise BackupFailed(folder.local_google) from problem


def keep_replaced(folder: Folder, now: datetime, *, readable: bool) -> Path | None:
    """Keep the server's data that are about to be replaced: as a backup, or as they are when they cannot be read."""
    database = folder.local_google / FILE_NAME
    if not database.is_file():
        return None
    kept = backups_of(folder) / f"nastavnik-{now.astimezone(UTC).strftime(STAMP)}-replaced.zip"
    if readable:
        write(folder, kept, now)
        server.settle_log(database)
        return kept
    kept.parent.mkdir(parents=True, exist_ok=True)
    for companion in server.COMPANIONS:
        source = database.with_name(FILE_NAME + companion)
        if source.is_file():
            shutil.copy2(source, kept.with_name(f"{kept.stem}.db{companion}"))
    return kept.with_suffix(".db")


def bring_programme(folder: Folder, file: Path) -> None:
    """The programme's settings, where there are none: on another computer."""
    settings = folder.path / server.PROGRAMME
    with ZipFile(file) as archive:
        if not settings.exists() and server.PROGRAMME in archive.namelist():
            settings.write_bytes(archive.read(server.PROGRAMME))
