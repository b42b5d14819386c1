"""One question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


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


@dataclass(frozen=True)
class Option:
    """A choice; ``goto`` is the key of the section it leads to, "submit", or "" for the next one."""

    text: str
    goto: str = ""


@dataclass(frozen=True)
class Question:
    """``key`` is our stable name; ``column`` is where the answer goes (the key, when not said otherwise).

    ``means`` says what an option means, also in a wording that the form no longer offers.
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

    @property
    def target(self) -> str:
        return self.column or self.key

    def meaning(self, text: str) -> str:
        """What this answer means, or "" when it is no option that was ever offered."""
        return self.means.get(text, "")
