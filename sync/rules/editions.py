"""Which text of a consent a person gave it to: the edition in force on that day, and until when it was asked for.

A form shows only today's text, so the personal book remembers since when each edition has been known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from forms.questionnaire import DECISIONS, Purpose
from sync.rules.world import World

EDITIONS = "editions"


@dataclass(frozen=True, order=True)
class Edition:
    """``seen``: when it was first known; ``until``: the last day of the term that its text names."""

    seen: datetime
    version: str
    until: date


@dataclass(frozen=True)
class Editions:
    """All known editions by the purpose of their questionnaire, the oldest first."""

    known: Mapping[Purpose, tuple[Edition, ...]]

    def in_force(self, purpose: Purpose, moment: datetime) -> Edition:
        """The one that was known then; of an earlier time, the oldest. Of a text that nobody remembers, no term."""
        editions = self.known.get(purpose) or (Edition(moment, "", date.max),)
        return max((edition for edition in editions if edition.seen <= moment), default=editions[0])

    def to_memory(self) -> dict[str, dict[str, Any]]:
        return {
            f"{EDITIONS}:{purpose}": {
                "seen": {edition.seen.isoformat(): f"{edition.until} {edition.version}" for edition in editions}
            }
            for purpose, editions in self.known.items()
        }


def editions_of(world: World, memory: Mapping[str, Mapping[str, Any]]) -> Editions:
    """What is remembered, and today's text when it is another."""
    known = {}
    for questionnaire in world.questionnaires:
        if questionnaire.purpose in DECISIONS:
            seen = memory.get(f"{EDITIONS}:{questionnaire.purpose}", {}).get("seen", {})
            editions = sorted(read_editions(seen))
            today = (questionnaire.version, world.programme.until)
            if not editions or (editions[-1].version, editions[-1].until) != today:
                editions.append(Edition(world.now, *today))
            known[questionnaire.purpose] = tuple(editions)
    return Editions(known)


def read_editions(seen: Mapping[str, str]) -> Iterable[Edition]:
    """What someone typed over in the hidden tab counts as forgotten."""
    for moment, text in seen.items():
        until, _, version = text.partition(" ")
        try:
            yield Edition(datetime.fromisoformat(moment), version, date.fromisoformat(until))
        except ValueError:
            continue
