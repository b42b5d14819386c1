"""What can be wrong with a questionnaire: values that name the file, the place and the fault.

The Russian sentences for them stand in ``sync/render``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """The kinds of faults a questionnaire file can have."""

    NOT_UTF8 = "not utf-8"
    NOT_TOML = "not toml"
    UNKNOWN_KEY = "unknown key"
    MISSING_KEY = "missing key"
    WRONG_TYPE = "wrong type"
    UNKNOWN_KIND = "unknown kind"
    UNKNOWN_PURPOSE = "unknown purpose"
    UNKNOWN_LIST = "unknown list"
    NEWLINE = "newline"
    EMPTY_TEXT = "empty text"
    EQUAL_OPTIONS = "equal options"
    NO_OPTIONS = "no options"
    NOT_A_CHOICE = "not a choice"
    NOT_A_SCALE = "not a scale"
    TWO_KINDS_OF_OPTIONS = "two kinds of options"
    UNKNOWN_SOURCE = "unknown source"
    STILL_OFFERED = "still offered"
    UNKNOWN_WAVE = "unknown wave"
    UNKNOWN_PEOPLE = "unknown people"
    UNKNOWN_OPTION = "unknown option"
    NO_MEANING = "no meaning"
    UNKNOWN_MEANING = "unknown meaning"
    WRONG_SCALE = "wrong scale"
    EQUAL_KEYS = "equal keys"
    UNKNOWN_SECTION = "unknown section"
    BACKWARD = "backward"
    CANNOT_BRANCH = "cannot branch"
    NO_ROUTE = "no route"
    UNKNOWN_WORD = "unknown word"
    NO_QUESTIONS = "no questions"
    QUESTION_NEEDED = "question needed"
    ANSWER_NEEDED = "answer needed"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: ``where`` is a section or question key ("" for the whole file), ``value`` what was found."""

    file: str
    where: str
    fault: Fault
    value: str = ""


@dataclass
class QuestionnaireError(Exception):
    """Every fault found in the questionnaires, all at once."""

    problems: tuple[Problem, ...]
