"""What a call to Google, or to the server that stands in for it, may end in."""

from __future__ import annotations

from dataclasses import dataclass

from sync.errors.tool import Exit, ToolError


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
