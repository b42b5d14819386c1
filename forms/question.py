"""One question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Asked(StrEnum):
    """How an answer is given. ONE and LIST choose one option, SEVERAL any number of them."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    ONE = "one"
    LIST = "list"
    SEVERAL = "several"
    SCALE = "scale"
    DATE = "date"


CHOICES = frozenset({Asked.ONE, Asked.LIST, Asked.SEVERAL})
SUBMIT = "submit"
# Where a question may take its options from, instead of saying them; and what it offers as long as there is nobody.
MENTORS, MENTEES, PAIRS = "наставники", "наставляемые", "пары"
SOURCES = (MENTORS, MENTEES, PAIRS)
NOBODY_YET = "Пока выбирать не из кого"


@dataclass(frozen=True)
class Option:
    """A choice; ``goto`` is the key of the section it leads to, "submit", or "" for the next one."""

    text: str
    goto: str = ""


@dataclass(frozen=True)
class Question:
    """``key`` is our stable name; ``column`` is where the answer goes (the key, when not said otherwise).

    ``means`` says what an option means, also in a wording that the form no longer offers. ``was`` are the former
    wordings of an option, by the present one. ``source`` is one of SOURCES when the options come from the bases.
    ``reverse``: on this scale less is better.
    """

    key: str
    title: str
    asked: Asked
    required: bool = False
    help: str = ""
    options: tuple[Option, ...] = ()
    column: str = ""
    low: int = 1
    high: int = 10
    low_label: str = ""
    high_label: str = ""
    means: Mapping[str, str] = field(default_factory=dict, hash=False)
    was: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    source: str = ""
    reverse: bool = False

    @cached_property
    def target(self) -> str:
        return self.column or self.key

    def meaning(self, text: str) -> str:
        """What this answer means, or "" when it is no option that was ever offered."""
        return self.means.get(text, "")

    def worded_now(self, text: str) -> str:
        """An answer in the present wording of its option."""
        return next((now for now, before in self.was.items() if text in before), text)
