"""What was asked for, and is not there or may not be."""

from __future__ import annotations

from dataclasses import dataclass

from sync.errors.tool import Exit, ToolError


@dataclass
class UnknownSurvey(ToolError):
    """Keys of surveys that the programme does not have; those that it has."""

    exit_code = Exit.USAGE
    keys: tuple[str, ...]
    known: tuple[str, ...]


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
class UnknownPerson(ToolError):
    """No mentee or no mentor of the bases is called so, or several are; ``alike`` are the codes of these."""

    exit_code = Exit.USAGE
    text: str
    role: str
    alike: tuple[str, ...] = ()


@dataclass
class NotErased(ToolError):
    """An act is asked for of somebody whose data were not destroyed."""

    exit_code = Exit.USAGE
    code: str


@dataclass
class NotConfirmed(ToolError):
    """Staff have not said in «Согласия» that a person's data are to be destroyed, or not who of them says so."""

    exit_code = Exit.STOPPED
    code: str
