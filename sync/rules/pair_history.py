"""The history of a pair in dated steps: «12.11.2026 предложена; 15.11.2026 утверждена».

It is kept in the book's memory; where that is lost, in the column itself (docs/decisions/0024-states-of-pairs.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sheets_schema.kind import to_date
from sync.rules.pair_states import DECIDED, FINISHED, GIVES_REASON, PROPOSED, STATES, Past

BETWEEN = "; "
BEFORE = "до "  # a state that an earlier version did not date
LONGEST_REASON = 200
STEP = re.compile(r"(до )?(\d\d\.\d\d\.\d{4}) ([^(]+?)(?: \((.*)\))?")


@dataclass(frozen=True)
class Step:
    """On which day a pair came to a state, and the reason that staff gave. ``before``: on that day or earlier."""

    on: date
    state: str
    reason: str = ""
    before: bool = False

    def __str__(self) -> str:
        because = f" ({self.reason})" if self.reason else ""
        return f"{BEFORE if self.before else ''}{self.on:%d.%m.%Y} {self.state}{because}"


History = tuple[Step, ...]


def history_text(history: History) -> str:
    return BETWEEN.join(map(str, history))


def read_history(texts: Iterable[str]) -> History:
    """The steps that these texts are; whatever somebody typed between them is none."""
    return tuple(step for text in texts if (step := read_step(text)))


def read_step(text: str) -> Step | None:
    found = STEP.fullmatch(text.strip())
    day = to_date(found[2]) if found else None
    return Step(day, found[3], found[4] or "", bool(found[1])) if found and day and found[3] in STATES else None


def past_of(history: History) -> Past:
    return Past(history[-1].state if history else "", any(step.state in DECIDED | {FINISHED} for step in history))


def begun(proposed_on: date | None, stood: str, today: date) -> History:
    """The history of a pair from a book of an earlier version, by the day of its proposal and the state it showed."""
    first = (Step(proposed_on, PROPOSED),) if proposed_on else ()
    return (*first, Step(today, stood, before=True)) if stood in STATES - {PROPOSED} else first


def continued(history: History, state: str, reason: str, today: date) -> History:
    """One step more, unless the pair stands as it stood. A reason may be written, or put right, after its step; what an
    earlier step gave as its own is none of this one's."""
    stays = bool(history) and history[-1].state == state
    before = history[:-1] if stays else history
    told = in_brackets(reason) if state in GIVES_REASON else ""
    if told in {step.reason for step in before}:
        told = ""
    last = history[-1] if stays else Step(today, state)
    return (*before, replace(last, reason=told or last.reason))


def in_brackets(reason: str) -> str:
    """Round brackets and semicolons are what the steps are told apart by."""
    plain = reason.translate(str.maketrans("();", "[],"))
    return " ".join(plain.split())[:LONGEST_REASON].strip()
