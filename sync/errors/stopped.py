"""Stopped for safety, or overtaken by others: nothing was written."""

from __future__ import annotations

from dataclasses import dataclass

from sync.errors.tool import Exit, ToolError


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
