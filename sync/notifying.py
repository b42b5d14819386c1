"""Letters to participants: written as drafts, or handed to the mail server, each once.

A letter that is sent is first written down as queued in the book, then given to the server, then written down as sent.
Whoever dies in between leaves one letter of which nobody knows (docs/decisions/0027-letters-go-once.md).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sheets_schema.change import BookChange
from sync.errors import (
    CredentialsBroken,
    FileNotWritable,
    LedgerLost,
    MailAway,
    MailLoginRefused,
    MailNotConfigured,
    Overtaken,
    UnknownMeeting,
)
from sync.folder import OWNER_ONLY, Folder, read_secret, write_whole
from sync.programme import Mail
from sync.reading import Job, collect_and_read, known_files, read_book
from sync.remote.smtp import Fate, Post
from sync.render.letter_mail import draft_of, message_of, trial_of
from sync.render.letter_text import body_of
from sync.rules.attention import choices_of
from sync.rules.letter_ledger import QUEUED, REFUSED, SENT, Lines, Noted, meeting_key, meetings_of, numbered
from sync.rules.letters import Asked, Letter, Meeting, letters_for
from sync.rules.letters_due import Due, address_mark, identity_of, lines_of, sort_out
from sync.rules.memory import is_lost, lines_change, read_memory
from sync.rules.world import World
from sync.run import ATTEMPTS, Work

PASSWORD = "NASTAVNIK_MAIL_PASSWORD"
Change = Callable[[Lines], Mapping[str, dict[str, Any] | None] | None]


@dataclass
class Told:
    """What was done: letters sent, put off by the server, refused by it, of unknown outcome; and how the rest stands.

    ``partly`` went to some of the person's addresses and not to others. ``files`` are drafts, by code;
    ``meeting`` is the number of the meeting that they tell of.
    """

    due: Due
    files: dict[str, Path] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    partly: list[str] = field(default_factory=list)
    meeting: int | None = None

    @property
    def needs_a_person(self) -> bool:
        listed = (self.due.nowhere, self.due.unknown, self.due.refused)
        return any((*listed, self.later, self.refused, self.unknown, self.partly))

    def to_json(self) -> dict[str, Any]:
        """By code, without names."""
        lists = ("sent", "later", "refused", "unknown", "partly")
        return {
            **{name: getattr(self, name) for name in lists},
            "due": [letter.code for letter in self.due.due],
            "nowhere": [letter.code for letter in self.due.nowhere],
            "told": self.due.told,
            "meeting": self.meeting,
            "unknown_before": list(self.due.unknown),
            "refused_before": list(self.due.refused),
            "files": {code: str(path) for code, path in self.files.items()},
        }


# What is to be told


def look(job: Job, asked: Asked) -> tuple[World, Due]:
    """Raises UnknownPair, UnknownMeeting, and LedgerLost where all letters would seem never to have been sent."""
    world = collect_and_read(job, known_files(job))
    choices = choices_of(world.find_sheet("attention"))
    if is_lost(world.books["personal"], world.memory["personal"], choices):
        raise LedgerLost
    return world, sort_out(world, letters_for(world, asked), asked)


def write_drafts(job: Job, asked: Asked) -> Told:
    """A file for each letter that is due, and a text to hand over for whoever has no address."""
    world, due = look(job, asked)
    told = Told(due, meeting=number_meeting(job, asked.meeting) if asked.meeting else None)
    forget_drafts(job.folder, asked)
    for letter in due.due:
        told.files[letter.code] = write_draft(job, letter, ".eml", draft_of(letter, job.programme, world.now))
    write_texts(job, told)
    return told


def write_texts(job: Job, told: Told) -> None:
    for letter in told.due.nowhere:
        told.files[letter.code] = write_draft(job, letter, ".txt", body_of(letter, job.programme))


def write_draft(job: Job, letter: Letter, suffix: str, content: str | bytes) -> Path:
    """The name has the codes of all whom the letter is about: with any of them it goes."""
    path = job.folder.letters / f"{'-'.join((letter.kind, *letter.about))}{suffix}"
    try:
        write_whole(path, content, OWNER_ONLY)
    except OSError as error:
        raise FileNotWritable(path) from error
    return path


def forget_drafts(folder: Folder, asked: Asked) -> None:
    """Drafts of this kind from before: what still holds is written anew."""
    folder.forget_letters({asked.kind})


# Sending


@dataclass(frozen=True)
class Way:
    """How letters leave: a connection, a pause of so many seconds, and chance that tells this run from any other."""

    connect: Callable[[], Post]
    pause: Callable[[float], None]
    run: str


def send_letters(job: Job, asked: Asked, way: Way) -> Told:
    """Send what is due, a minute's worth at a time: before each the answers are read anew, for somebody may have
    withdrawn meanwhile. Raises MailNotConfigured, MailAway, MailUnsafe, MailLoginRefused."""
    mail = configured(job)
    world, due = look(job, asked)
    told = Told(due, meeting=number_meeting(job, asked.meeting) if asked.meeting else None)
    tried: set[str] = set()
    forget_drafts(job.folder, asked)
    write_texts(job, told)
    while waiting := untried(job, due, tried):
        batch = waiting[: mail.per_minute]
        tried |= {identity_of(job.programme.id, letter) for letter in batch}
        with way.connect() as post:
            for letter in paced(batch, mail, way):
                Sending(job, world, post, told, way.run).send(letter)
        if len(waiting) == len(batch):
            break
        way.pause(60 / mail.per_minute)
        world, due = look(job, asked)
    return told


def paced(letters: Sequence[Letter], mail: Mail, way: Way) -> Iterator[Letter]:
    for place, letter in enumerate(letters):
        if place:
            way.pause(60 / mail.per_minute)
        yield letter


def untried(job: Job, due: Due, tried: set[str]) -> list[Letter]:
    return [letter for letter in due.due if identity_of(job.programme.id, letter) not in tried]


def rehearse(job: Job, asked: Asked, way: Way) -> Told:
    """The same letters to the coordinator alone; the ledger knows nothing of them."""
    mail = configured(job)
    world, due = look(job, asked)
    told, to = Told(due), (job.programme.coordinator.email,)
    lists = {Fate.SENT: told.sent, Fate.LATER: told.later, Fate.REFUSED: told.refused, Fate.UNKNOWN: told.unknown}
    with way.connect() as post:
        for letter in paced(due.due, mail, way):
            message = trial_of(letter, job.programme, world.now)
            lists[post.hand(message.as_bytes(), to).fate].append(letter.code)
    return told


@dataclass
class Sending:
    """One letter on its way. ``run`` tells our line in the ledger from that of another computer."""

    job: Job
    world: World
    post: Post
    told: Told
    run: str

    def send(self, letter: Letter) -> None:
        if not self.queue(letter):
            return
        message = message_of(letter, self.job.programme, self.world.now)
        try:
            handed = self.post.hand(message.as_bytes(), letter.to)
        except (MailAway, MailLoginRefused):
            self.unqueue(letter)
            raise
        if handed.refused:
            self.told.partly.append(letter.code)
        self.conclude(letter, handed.fate)

    def conclude(self, letter: Letter, fate: Fate) -> None:
        if fate is Fate.SENT:
            self.note(letter, SENT)
            self.told.sent.append(letter.code)
        elif fate is Fate.LATER:
            self.unqueue(letter)
            self.told.later.append(letter.code)
        elif fate is Fate.REFUSED:
            self.note(letter, REFUSED, address_mark(letter))
            self.told.refused.append(letter.code)
        else:
            self.told.unknown.append(letter.code)

    def queue(self, letter: Letter) -> bool:
        """Whether the letter is ours to send: nobody has touched its lines since we looked."""
        wanted = self.lines(letter, QUEUED)
        before = {key: self.world.memory["personal"].get(key) for key in wanted}

        def change(memory: Lines) -> Mapping[str, dict[str, Any] | None] | None:
            standing = {key: memory.get(key) for key in wanted}
            if standing == wanted:  # the reply to our own writing was lost
                return {}
            return wanted if standing == before else None

        return edit_memory(self.job, change)

    def unqueue(self, letter: Letter) -> None:
        """As it stood before: it has surely not left."""
        before = {key: self.world.memory["personal"].get(key) for key in self.lines(letter, QUEUED)}
        edit_memory(self.job, lambda _: before)

    def note(self, letter: Letter, state: str, to: str = "") -> None:
        edit_memory(self.job, lambda _: self.lines(letter, state, to))

    def lines(self, letter: Letter, state: str, to: str = "") -> dict[str, dict[str, Any] | None]:
        noted = Noted(letter.code, letter.kind, "", state, self.run, to)
        occasions = lines_of(self.job.programme.id, letter)
        return {key: replace(noted, occasion=occasion).to_json() for key, occasion in occasions.items()}


def number_meeting(job: Job, meeting: Meeting) -> int:
    """The book remembers a meeting before anybody is told of it: its number and its changes are the same anywhere."""
    numbers: list[int] = []

    def change(memory: Lines) -> Mapping[str, dict[str, Any] | None]:
        known = meetings_of(memory, meeting.pair)
        found = numbered(known, meeting.told, meeting.number)
        if found is None:
            raise UnknownMeeting(meeting.pair, meeting.number or 0)
        numbers.append(found.number)
        line: dict[str, Any] = {"sequence": found.sequence, "told": found.told}
        return {} if known.get(found.number) == found else {meeting_key(meeting.pair, found.number): line}

    edit_memory(job, change)
    return numbers[-1]


def edit_memory(job: Job, change: Change) -> bool:
    """Write what ``change`` makes of the hidden tab of «личное», read just before. False when it wants nothing of it.

    Raises Overtaken when other machines were faster each time, Uncertain when the last reply was lost.
    """
    known = known_files(job)
    work = Work(job, known)
    for attempt in range(ATTEMPTS):
        as_read = read_book(job, known, "personal")
        wanted = change(read_memory(as_read))
        if not wanted:
            return wanted is not None
        edit = lines_change(as_read, wanted)
        if not edit or work.write_book(as_read, BookChange("personal", (edit,))):
            return True
        job.apis.session.pause(attempt)
    raise work.unknown or Overtaken(ATTEMPTS)


# The mail server of the school


def configured(job: Job) -> Mail:
    if job.programme.mail is None:
        raise MailNotConfigured
    return job.programme.mail


def password_of(folder: Folder, mail: Mail) -> str:
    """From the environment, else from mail.json. Raises CredentialsMissing, -Exposed, -Broken."""
    if not mail.user:
        return ""
    if found := os.environ.get(PASSWORD):
        return found
    password = read_secret(folder.mail_password).get("password")
    if not isinstance(password, str):
        raise CredentialsBroken(folder.mail_password)
    return password
