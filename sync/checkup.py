"""A look at everything that must be right for the programme to run: each thing in order, or what is wrong with it.

Nothing is written. What rests on something that is not in order is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from forms.load import load_with_own
from sheets_schema.as_read import BookAsRead
from sheets_schema.tables import BOOKS
from sync.backups import backups_in, backups_of
from sync.errors import NotFound
from sync.folder import Folder, KnownFiles
from sync.programme import load_programme
from sync.reading import Job, known_files, read_books
from sync.remote.apis import apis_over
from sync.remote.sign_in import open_session
from sync.render.sentences import FORESEEN
from sync.rules.consent_log import LOG, broken_lines, is_moved, mark_of, missing_numbers, ordered
from sync.rules.memory import read_memory
from sync.rules.merge import missing_columns
from sync.rules.rights import Right, change_of_rights, grants_of
from sync.setup import standing_rights

MOST_APART = timedelta(minutes=5)  # of two clocks
STALE = timedelta(days=7)  # of the newest backup


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, by its name in ``sync.render.checkup_text``.

    ``wrong`` are the places of what is not in order, as people know them; ``error`` is what kept it from being seen.
    """

    what: str
    wrong: tuple[str, ...] = ()
    error: Exception | None = None

    @property
    def well(self) -> bool:
        return not self.wrong and self.error is None


def examine(folder: Folder, now: Callable[[], datetime]) -> Iterator[Finding]:
    """Every finding, in the order in which one rests on another; the first that cannot be seen ends it.

    ``now`` is this computer's clock.
    """
    try:
        what = "programme"
        programme = load_programme(folder.path)
        yield Finding(what)
        what = "surveys"
        questionnaires = load_with_own(folder.questionnaires)
        yield Finding(what)
        what = "sign in"
        job = Job(programme, folder, apis_over(open_session(programme, folder)), questionnaires)
        yield Finding(what)
        what = "files"
        known = known_files(job)
        books = read_books(job, known)
        before = now()
        yield Finding(what, tuple(gone_forms(job, known)))
    except FORESEEN as error:
        yield Finding(what, error=error)
        return
    yield Finding("clock", tuple(clock_apart(job, before)))
    yield Finding("tabs", tuple(tabs_lacking(books)))
    yield Finding("log", tuple(log_broken(books["personal"])))
    yield Finding("rights", tuple(rights_lacking(job, known)))
    if programme.place == "local":
        yield Finding("backups", tuple(backups_lacking(folder, now())))


def gone_forms(job: Job, known: KnownFiles) -> Iterator[str]:
    """The forms that cannot be opened any more."""
    for form in job.filled():
        try:
            job.apis.forms.get(known.forms[form.key].id)
        except NotFound:
            yield form.title


def clock_apart(job: Job, here: datetime) -> Iterator[str]:
    """Consents and terms go by the server's clock; people compare it with this computer's."""
    there = job.apis.session.server_time
    if there and abs(there - here) > MOST_APART:
        zone = job.programme.zone
        yield f"{here.astimezone(zone):%d.%m.%Y %H:%M} / {there.astimezone(zone):%d.%m.%Y %H:%M}"


def tabs_lacking(books: Mapping[str, BookAsRead]) -> Iterator[str]:
    """Tabs that are gone, and headers of columns that cannot be found."""
    for book in BOOKS:
        for table in book.tables:
            sheet = books[book.key].sheets.get(table.key)
            if sheet is None:
                yield f"«{table.title}» ({book.title})"
            for column in missing_columns(table, sheet):
                yield f"«{table.title}», столбец «{table.by_key[column].title}»"


def log_broken(personal: BookAsRead) -> Iterator[str]:
    """Lines of the log of consents that were changed, swapped or cut out, by their numbers.

    Not those of which staff took note: they cannot be put right any more.
    """
    lines = ordered(personal.sheets.get("consent_log"))
    known = read_memory(personal).get(LOG, {})
    for number in missing_numbers(lines, known.get("count", 0)):
        yield f"нет записи № {number}"
    broken = {*broken_lines(lines), *([known["count"]] if is_moved(lines, known) else [])}
    accepted = known.get("accepted", ())
    for place in sorted(place for place in broken if mark_of(lines[place - 1]) not in accepted):
        yield f"запись № {lines[place - 1].text('number')}, строка по порядку {place}"


def rights_lacking(job: Job, known: KnownFiles) -> Iterator[str]:
    """Rights to the books that set-up would give, change or take back."""
    found = {file["id"]: file for file in job.apis.drive.find_marked(job.programme.id)}
    for book in BOOKS:
        wanted = [Right(person.email, role) for person, role in grants_of(job.programme, book)]
        standing = standing_rights(found.get(known.books[book.key].id, {}))
        given = {mark.lower() for mark in known.books[book.key].grants}
        change = change_of_rights(wanted, standing, given)
        for right in (*change.give, *change.alter, *change.close):
            yield f"{book.title}: {right.email}"


def backups_lacking(folder: Folder, now: datetime) -> Iterator[str]:
    kept = backups_in(backups_of(folder))
    if not kept:
        yield "копий нет"
    elif now - kept[0].made > STALE:
        yield f"последняя — {kept[0].made.astimezone(UTC):%d.%m.%Y}"
