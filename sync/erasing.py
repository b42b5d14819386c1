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
from sync.errors import NotErased, Overtaken, Refused, Uncertain
from sync.folder import OWNER_ONLY, KnownFiles, write_whole
from sync.papers import fill_one, moment_of, write_paper
from sync.person_file import extracts_of
from sync.reading import Job, collect_and_read, known_files, read_book
from sync.render.act_text import ByHand, act_text
from sync.render.papers.destruction import act_paper
from sync.render.papers.paper import Paper
from sync.reports import reports_of
from sync.rules.consent_log import ERASED, ordered
from sync.rules.erasure import erased_before
from sync.rules.plan import Erased, Plan
from sync.rules.world import Erasing
from sync.run import ATTEMPTS, Work, synchronise
from sync.tombstone_file import kept_tombstones

ACTS, ACT = "акты", "destruction"
OURS = ("local-google", "backups", ".nastavnik", ACTS)
ZIPPED = (".xlsx", ".docx", ".zip")
LARGEST = 50_000_000  # bytes of a file that is looked into


@dataclass(frozen=True)
class Gone:
    """An erasure that was carried out, where the act of it lies (as text, and to be signed), and what only people can
    delete."""

    told: Erased
    act: Path
    paper: Path
    by_hand: ByHand


def erase(job: Job, code: str, salt: str, show: Callable[[Plan], None]) -> Gone:
    """Run again after an interruption, it finishes what was begun. Raises UnknownCode, NotConfirmed."""
    refuse_broken_template(job, code)
    outcome = synchronise(replace(job, erasing=Erasing(code, salt)), show)
    known = known_files(job)
    job.folder.forget_closed()
    for book in BOOKS:
        forget_copies(job, known, book.key)
    kept_tombstones(job.folder, read_book(job, known, "personal"))
    told = outcome.first.erased
    assert told is not None  # noqa: S101 - it was asked for
    job.folder.forget_letters({told.code, *told.former})
    extracts = [path for former in (told.code, *told.former) for path in extracts_of(job.folder, former)]
    for path in (*extracts, *exports_of(job.folder), *reports_of(job.folder)):
        with suppress(PermissionError):  # open in another program: then it is among the files to delete by hand
            path.unlink()
    return with_act(job, known, told, moment_of(job))


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
    by_hand = by_hand_of(job, known, told)
    log = log_of(job, known, told.code)
    before = acts_of(job, told.code)
    path = before[0] if before else act_path(job, told.code, now)
    if not before:  # else the first one tells more: what it counted is no longer there
        write_whole(path, act_text(job.programme, told, log, by_hand, now), OWNER_ONLY)
    return Gone(
        told, path, with_paper(job, path, act_paper(job.programme, told, log, by_hand, now, path.stem)), by_hand
    )


def with_paper(job: Job, act: Path, paper: Paper) -> Path:
    """The act to be signed beside the text, unless it is there already."""
    path = act.with_suffix(".docx")
    if not path.exists():
        write_paper(path, fill_one(job, ACT, paper))
    return path


def paper_of_act(job: Job, code: str) -> Path:
    """The act of an erasure in the past, to be signed. Raises NotErased, TemplateBroken."""
    known = known_files(job)
    told = erased_before(collect_and_read(job, known), code)
    if told is None:
        raise NotErased(code)
    log = log_of(job, known, told.code)
    moments = [
        moment for line in log if line.text("event") == ERASED and isinstance(moment := line.get("moment"), datetime)
    ]
    now = moments[-1] if moments else moment_of(job)
    before = acts_of(job, told.code)
    path = before[0] if before else act_path(job, told.code, now)
    by_hand = by_hand_of(job, known, told)
    return with_paper(job, path, act_paper(job.programme, told, log, by_hand, now, path.stem))


def refuse_broken_template(job: Job, code: str) -> None:
    """Before anything is gone for good: raises TemplateBroken when the school's own template cannot hold an act."""
    told = Erased(code, "", rows=(("", 0),))
    paper = act_paper(job.programme, told, [Record("", {})], ByHand(), datetime.now(UTC), ACT)
    fill_one(job, ACT, paper)


def acts_of(job: Job, code: str) -> list[Path]:
    return sorted((job.folder.path / ACTS).glob(f"уничтожение-{code}-*.txt"))


def act_path(job: Job, code: str, moment: datetime) -> Path:
    return job.folder.path / ACTS / f"уничтожение-{code}-{moment.astimezone(job.programme.zone):%Y-%m-%d}.txt"


def by_hand_of(job: Job, known: KnownFiles, told: Erased) -> ByHand:
    return ByHand(
        answers=tuple(addresses(job, known, told)),
        mentions=told.mentions,
        files=tuple(str(path) for path in files_naming(job.folder.path, (told.code, *told.words))),
        backups=tuple(kept.path.name for kept in all_backups(job)),
        in_google=job.programme.place == "google",
    )


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
