"""Letters and the mail server."""

from __future__ import annotations

from dataclasses import dataclass

from sync.errors.tool import Exit, ToolError


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
