"""What can go wrong, as typed exceptions that carry data and an exit code.

The Russian sentences for them stand in ``sync/render/sentences.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import ClassVar


class Exit(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    OUR_FAULT = 1
    USAGE = 2
    ATTENTION = 3
    LATER = 4
    NO_PERMISSION = 5
    STOPPED = 6


class ToolError(Exception):
    """The root: anything that a user is told about in a sentence of its own."""

    exit_code: ClassVar[Exit] = Exit.OUR_FAULT


@dataclass(frozen=True, order=True)
class ProgrammeProblem:
    """One fault of programme.toml: the key it is in, which fault, what was found, what was close to it."""

    key: str
    fault: str
    value: str = ""
    hint: str = ""


@dataclass
class ProgrammeError(ToolError):
    """programme.toml cannot be used; every fault at once."""

    exit_code = Exit.USAGE
    path: Path
    problems: tuple[ProgrammeProblem, ...]


@dataclass
class AnswersRefused(ToolError):
    """What was answered to ``init`` cannot stand in a programme.toml; none was written."""

    exit_code = Exit.USAGE
    problems: tuple[ProgrammeProblem, ...]


@dataclass
class NoProgramme(ToolError):
    """The folder holds no programme.toml."""

    exit_code = Exit.USAGE
    folder: Path


@dataclass
class AlreadyThere(ToolError):
    """Something would be overwritten that must not be."""

    exit_code = Exit.USAGE
    path: Path


@dataclass
class NotSetUp(ToolError):
    """The programme's books and forms have not been made yet, or not all of them."""

    exit_code = Exit.USAGE
    missing: tuple[str, ...] = ()


@dataclass
class UnknownSurvey(ToolError):
    """Keys of surveys that the programme does not have; those that it has."""

    exit_code = Exit.USAGE
    keys: tuple[str, ...]
    known: tuple[str, ...]


@dataclass
class OtherProgramme(ToolError):
    """programme.toml bears another id than the one that this folder was set up with."""

    exit_code = Exit.USAGE
    known: str
    found: str


@dataclass
class UnknownCode(ToolError):
    """No participant bears this code."""

    exit_code = Exit.USAGE
    code: str


@dataclass
class UnknownPair(ToolError):
    """No approved pair, both of whom may be named, has this key."""

    exit_code = Exit.USAGE
    pair: str


@dataclass
class UnknownMeeting(ToolError):
    """No letter has ever told of a meeting of the pair under this number."""

    exit_code = Exit.USAGE
    pair: str
    number: int


@dataclass
class MailNotConfigured(ToolError):
    """Letters are to be sent, and programme.toml has no [mail]."""

    exit_code = Exit.USAGE


@dataclass
class MailAway(ToolError):
    """The mail server takes no connection, or ends it: the letter at hand has surely not left."""

    exit_code = Exit.LATER
    host: str


@dataclass
class MailUnsafe(ToolError):
    """The mail server offers no protected connection, or cannot prove that it is the one that was asked for."""

    exit_code = Exit.NO_PERMISSION
    host: str


@dataclass
class MailLoginRefused(ToolError):
    """The mail server does not take this user and password, or does not let them send from this address."""

    exit_code = Exit.NO_PERMISSION
    host: str
    status: int = 0


@dataclass
class LedgerLost(ToolError):
    """The hidden tab is gone that said which letters went out: all of them would go again."""

    exit_code = Exit.STOPPED


@dataclass
class FolderMissing(ToolError):
    """Something was to be written into a folder that is not there."""

    exit_code = Exit.USAGE
    path: Path


@dataclass
class FileNotWritable(ToolError):
    """A file cannot be replaced: another program holds it open, the folder is read-only, or the disk is full."""

    exit_code = Exit.NO_PERMISSION
    path: Path


@dataclass
class TemplateBroken(ToolError):
    """A school's own template of a paper: which fault, and the field or the words where it is."""

    exit_code = Exit.USAGE
    path: Path
    fault: str
    detail: str = ""


@dataclass
class NotErased(ToolError):
    """An act is asked for of somebody whose data were not destroyed."""

    exit_code = Exit.USAGE
    code: str


@dataclass
class UnknownPerson(ToolError):
    """No mentee or no mentor of the bases is called so, or several are; ``alike`` are the codes of these."""

    exit_code = Exit.USAGE
    text: str
    role: str
    alike: tuple[str, ...] = ()


@dataclass
class NotConfirmed(ToolError):
    """Staff have not said in «Согласия» that a person's data are to be destroyed, or not who of them says so."""

    exit_code = Exit.STOPPED
    code: str


@dataclass
class CredentialsMissing(ToolError):
    """No credentials.json, or no token of the local server."""

    exit_code = Exit.NO_PERMISSION
    path: Path


@dataclass
class CredentialsExposed(ToolError):
    """Other users of this computer can read a secret file."""

    exit_code = Exit.NO_PERMISSION
    path: Path
    mode: int


@dataclass
class CredentialsBroken(ToolError):
    """A secret file is not of the shape it must have."""

    exit_code = Exit.NO_PERMISSION
    path: Path


@dataclass
class SignInNeeded(ToolError):
    """The token is missing, expired or was revoked."""

    exit_code = Exit.NO_PERMISSION
    address: str = ""


@dataclass
class PortInUse(ToolError):
    exit_code = Exit.LATER
    port: int


@dataclass
class RemoteError(ToolError):
    """The other side did not do what was asked; ``message`` is its own, without personal data."""

    status: int = 0
    message: str = ""


@dataclass
class Unreachable(RemoteError):
    """Nobody answers, or not in time: nothing was asked twice that could be done twice."""

    exit_code = Exit.LATER
    address: str = ""


@dataclass
class Garbled(RemoteError):
    """Something answers, but not what was asked: a network's own sign-in page, a broken proxy."""

    exit_code = Exit.LATER
    address: str = ""


@dataclass
class QuotaExhausted(RemoteError):
    exit_code = Exit.LATER


@dataclass
class Uncertain(RemoteError):
    """A write may or may not have been applied: it must be read back before anything is decided."""

    exit_code = Exit.LATER


@dataclass
class Forbidden(RemoteError):
    """What this account may not do or, with ``storageQuotaExceeded``, has no room for: waiting changes neither."""

    exit_code = Exit.NO_PERMISSION
    reason: str = ""


@dataclass
class NotFound(RemoteError):
    """A book or form is gone, or this account may not see it."""

    exit_code = Exit.STOPPED


@dataclass
class Refused(RemoteError):
    """A 400: the request itself is refused, and nothing was applied."""


@dataclass
class FileGone(ToolError):
    """A book, a form or the folder that set-up made is no longer there."""

    exit_code = Exit.STOPPED
    title: str


@dataclass
class FileUnseen(ToolError):
    """The programme's folder is there, if at all, for another account only."""

    exit_code = Exit.NO_PERMISSION
    title: str


@dataclass
class NewerProgramme(ToolError):
    """A later version of this program has written to the book: what it keeps there may mean more than we know."""

    exit_code = Exit.STOPPED
    book: str


@dataclass
class TooMuchChange(ToolError):
    """What people answered reads otherwise in so many rows (``count``) of a tab that it is rather an accident."""

    exit_code = Exit.STOPPED
    book: str
    tab: str
    count: int


@dataclass
class AnswersVanished(ToolError):
    """A form lists far fewer answers than the books have taken from it."""

    exit_code = Exit.STOPPED
    title: str
    count: int


@dataclass
class Overtaken(ToolError):
    """Other machines wrote to the books each time between our reading and writing."""

    exit_code = Exit.LATER
    attempts: int


@dataclass
class NothingToBackUp(ToolError):
    """The folder holds no data of a server of the school's own."""

    exit_code = Exit.USAGE
    folder: Path


@dataclass
class BackupThere(ToolError):
    """A backup would be written over a file."""

    exit_code = Exit.USAGE
    path: Path


@dataclass
class BackupFailed(ToolError):
    """The disk is full, or the folder may not be read or written."""

    exit_code = Exit.NO_PERMISSION
    path: Path


@dataclass
class BackupBroken(ToolError):
    """What was to be restored is missing, is no backup, or not all of it is there."""

    exit_code = Exit.USAGE
    path: Path


@dataclass
class BackupNewer(ToolError):
    """A later version of this program has made the backup, or the data in its place."""

    exit_code = Exit.STOPPED
    path: Path


@dataclass
class ServerRunning(ToolError):
    """The server's data cannot be replaced under its feet."""

    exit_code = Exit.STOPPED
    folder: Path
