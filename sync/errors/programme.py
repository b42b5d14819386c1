"""What is wrong with a programme, its file or its folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sync.errors.tool import Exit, ToolError


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
class OtherProgramme(ToolError):
    """programme.toml bears another id than the one that this folder was set up with."""

    exit_code = Exit.USAGE
    known: str
    found: str


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
