"""What is remembered of those who were dropped for want of a consent: no name, no birth date, no mark of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from forms.answer import Answer
from sheets_schema.cells import fingerprint
from sync.rules.memory import LAPSED
from sync.rules.same_person import Remembered, who_answered

Memory = Mapping[str, Mapping[str, Any]]


def dropped_since(memory: Memory) -> dict[str, datetime]:
    """Who was dropped and when, by code. What someone typed over in the hidden tab counts as forgotten."""
    found = {}
    for key, entry in memory.items():
        if key.startswith(f"{LAPSED}:"):
            try:
                moment = datetime.fromisoformat(str(entry.get("moment")))
            except ValueError:
                continue
            if moment.tzinfo:
                found[key.split(":", 1)[1]] = moment
    return found


def dropped_people(
    applications: Iterable[Answer], memory: Memory, remembered: Mapping[str, Remembered]
) -> dict[str, Remembered]:
    """By the marks of their answers, which come the oldest first, these stay theirs and do not become a namesake's.
    One that was edited since tells nothing of who they are: it may be a brother's now."""
    dropped = dropped_since(memory)
    former = {code for person in remembered.values() for code in person.codes}
    by_mark = {fingerprint(answer.response_id): answer for answer in applications} if dropped else {}
    found = {}
    for code in sorted(dropped.keys() - remembered.keys() - former):
        entry = memory[f"{LAPSED}:{code}"]
        marks = tuple(entry.get("responses", ()))
        theirs = [answer for mark, answer in by_mark.items() if mark in marks]
        as_they_were = [answer for answer in theirs if answer.submitted <= dropped[code]]
        if theirs:
            who, *earlier = map(who_answered, as_they_were or theirs[:1])
            found[code] = Remembered(who, tuple(earlier), marks, tuple(entry.get("codes", ())))
    return found
