"""The erasure of a person, carried out: in every book, in the hidden copies, in this folder; and the act of it.

What no program can delete is named by its place: a response inside a form, a history of versions, letters, paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from sheets_schema.change import BookChange
from sheets_schema.record import Record
from sheets_schema.tables import BOOKS
from sync.backups import Kept, backups_in, backups_of
from sync.base_files import exports_of
from sync.errors import Overtaken, Refused, Uncertain
from sync.folder import OWNER_ONLY, KnownFiles, write_whole
from sync.person_file import extracts_of
from sync.render.act_text import ByHand, act_text
from sync.reports import reports_of
from sync.rules.consent_log import ordered
from sync.rules.plan import Erased, Plan
from sync.rules.world import Erasing
from sync.run import ATTEMPTS, Job, Work, known_files, read_book, synchronise

ACTS = "акты"
OURS = ("local-google", "backups", ".nastavnik", ACTS)
ZIPPED = (".xlsx", ".docx", ".zip")
LARGEST = 50_000_000  # bytes of a file that is looked into


@dataclass(frozen=True)
class Gone:
    """An erasure that was carried out, where the act of it lies, and what only people can delete."""

    told: Erased
    act: Path
    by_hand: ByHand


def erase(job: Job, code: str, salt: str, show: Callable[[Plan], None]) -> Gone:
    """Run again after an interruption, it finishes what was begun. Raises UnknownCode, NotConfirmed."""
    outcome = synchronise(replace(job, erasing=Erasing(code, salt)), show)
    known = known_files(job)
    job.folder.forget_closed()
    for book in BOOKS:
        forget_copies(job, known, book.key)
    told = outcome.first.erased
    assert told is not None  # noqa: S101 - it was asked for
    extracts = [path for former in (told.code, *told.former) for path in extracts_of(job.folder, former)]
    for path in (*extracts, *exports_of(job.folder), *reports_of(job.folder)):
        with suppress(PermissionError):  # open in another program: then it is among the files to delete by hand
            path.unlink()
    return with_act(job, known, told, job.apis.session.server_time or datetime.now(UTC))


def forget_copies(job: Job, known: KnownFiles, key: str) -> None:
    """Empty the hidden tab with what the last batch wrote over: the rows that have just gone stand in it.

    Raises Overtaken when others were faster each time.
    """
    for attempt in range(ATTEMPTS):
        as_read = read_book(job, known, key)
        if not as_read.copies:
            return
        try:
            Work(job, known).send(as_read, BookChange(key))
        except (Refused, Uncertain):
            job.apis.session.pause(attempt)
    raise Overtaken(ATTEMPTS)


def with_act(job: Job, known: KnownFiles, told: Erased, now: datetime) -> Gone:
    by_hand = ByHand(
        answers=tuple(addresses(job, known, told)),
        mentions=told.mentions,
        files=tuple(str(path) for path in files_naming(job.folder.path, (told.code, *told.words))),
        backups=tuple(kept.path.name for kept in all_backups(job)),
        in_google=job.programme.place == "google",
    )
    before = sorted((job.folder.path / ACTS).glob(f"уничтожение-{told.code}-*.txt"))
    if before:  # the first one tells more: what it counted is no longer there
        return Gone(told, before[0], by_hand)
    day = f"{now.astimezone(job.programme.zone):%Y-%m-%d}"
    path = job.folder.path / ACTS / f"уничтожение-{told.code}-{day}.txt"
    write_whole(path, act_text(job.programme, told, log_of(job, known, told.code), by_hand, now), OWNER_ONLY)
    return Gone(told, path, by_hand)


def all_backups(job: Job) -> Iterable[Kept]:
    return backups_in(backups_of(job.folder))


def log_of(job: Job, known: KnownFiles, code: str) -> list[Record]:
    """The lines of the log about this code, as they stand in the book now."""
    sheet = read_book(job, known, "personal").sheets.get("consent_log")
    return [line for line in ordered(sheet) if line.text("code") == code]


def addresses(job: Job, known: KnownFiles, told: Erased) -> Iterator[tuple[str, str]]:
    """Where people delete each response, with the title of its form: no programming interface can."""
    titles = {form.key: form.title for form in job.filled()}
    home = job.programme.public_address or job.programme.address
    for form, response in told.responses:
        identity = known.forms[form].id
        if job.programme.place == "google":
            yield titles[form], f"https://docs.google.com/forms/d/{identity}/edit#response={response}"
        else:
            yield titles[form], f"{home}/forms/d/{identity}/responses/{response}/delete"


def files_naming(folder: Path, words: Iterable[str]) -> Iterator[Path]:
    """Files in the programme's folder that name the person: exports and papers made before."""
    needles = [word.encode() for word in words if word]
    for path in sorted(folder.rglob("*")):
        ours = path.relative_to(folder).parts[0] in OURS
        if not ours and path.is_file() and path.stat().st_size <= LARGEST and names_them(path, needles):
            yield path


def names_them(path: Path, needles: Iterable[bytes]) -> bool:
    try:
        if path.suffix.lower() not in ZIPPED:
            return any(needle in path.read_bytes() for needle in needles)
        with ZipFile(path) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        return any(needle in part for needle in needles for part in parts)
    except (OSError, BadZipFile):
        return False
