"""Backups, and what is in their way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sync.errors.tool import Exit, ToolError


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
