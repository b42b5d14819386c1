"""What a book remembers of its last round of pairing, so that anybody can check it from the sheets alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sheets_schema.kind import to_date
from sync.rules.rounds import VERSION, Round, mark_of, totals_named
from sync.rules.way import Way

ROUND = "round"  # the key in the book's memory


@dataclass(frozen=True)
class RoundRecord:
    """``totals`` are by level, the most important first; ``mark`` is a fingerprint of all that the round was asked.

    No person's code is in it: which pairs it made is remembered with each pair.
    """

    number: int
    day: date
    way: Way
    salt: str
    version: int
    mark: str
    totals: Mapping[str, int]

    def to_memory(self) -> dict[str, dict[str, Any]]:
        content = {
            "number": self.number,
            "day": self.day.isoformat(),
            "way": str(self.way),
            "salt": self.salt,
            "version": self.version,
            "mark": self.mark,
            "totals": dict(self.totals),
        }
        return {ROUND: content}


def read_record(memory: Mapping[str, dict[str, Any]]) -> RoundRecord | None:
    """The record, or None when there was no round or somebody spoilt its line."""
    found = memory.get(ROUND, {})
    day, way = to_date(found.get("day", "")), found.get("way", "")
    if day is None or way not in [*Way] or not {"number", "salt", "version", "mark", "totals"} <= found.keys():
        return None
    return RoundRecord(found["number"], day, Way(way), found["salt"], found["version"], found["mark"], found["totals"])


def record_of(played: Round, number: int, day: date) -> RoundRecord:
    instance = played.question.instance
    totals = totals_named(instance, played.best)
    return RoundRecord(number, day, played.question.way, instance.salt, VERSION, mark_of(instance), totals)
