"""The root of all errors, and the exit codes."""

from __future__ import annotations

from enum import IntEnum
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
