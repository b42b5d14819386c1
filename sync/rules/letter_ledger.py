"""Which letters went out: a line of the hidden tab of «личное» for each thing that a person was told, by code.

A line says "queued" before the letter leaves, and "sent" after the mail server took it. What a crash leaves queued may
have arrived: it is never sent again by itself (docs/decisions/0027-letters-go-once.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sync.rules.codes import read_code
from sync.rules.world import World

LETTER, MEETING = "letter", "meeting"
QUEUED, SENT, REFUSED = "queued", "sent", "refused"

Lines = Mapping[str, dict[str, Any]]


@dataclass(frozen=True)
class Noted:
    """A line of the ledger. ``by`` is the run that queued it; ``to`` a fingerprint of the address that was refused."""

    code: str
    kind: str
    occasion: str
    state: str
    by: str = ""
    to: str = ""

    def to_json(self) -> dict[str, Any]:
        return {name: text for name, text in asdict(self).items() if text}


def mark_of(*words: str) -> str:
    """Sixteen hexadecimal digits that stand for these words."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


def line_key(programme: str, code: str, kind: str, occasion: str) -> str:
    return f"{LETTER}:{mark_of(programme, code, kind, occasion)}"


def noted(memory: Lines, key: str) -> Noted | None:
    """What the ledger says under this key; None for nothing, or for what somebody typed there."""
    try:
        return Noted(**memory[key])
    except (KeyError, TypeError):
        return None


def find(memory: Lines, programme: str, codes: Iterable[str], kind: str, occasion: str) -> Noted | None:
    """What a person was told of, also under a code that they bore before."""
    keys = (line_key(programme, code, kind, occasion) for code in codes)
    return next((line for key in keys if (line := noted(memory, key))), None)


def kept_letters(world: World, codes: Container[str]) -> dict[str, dict[str, Any]]:
    """The lines about people of these codes: a synchronisation keeps them as they are."""
    memory = world.memory["personal"]
    return {key: dict(content) for key, content in memory.items() if is_kept(key, content, codes)}


def is_kept(key: str, content: Mapping[str, Any], codes: Container[str]) -> bool:
    kind, _, rest = key.partition(":")
    if kind == MEETING:
        return all(code in codes for code in rest.partition(":")[0].split("-"))
    return kind == LETTER and read_code(str(content.get("code", ""))) in codes


# Meetings: their numbers, and how often each was changed


@dataclass(frozen=True)
class Numbered:
    """A meeting of a pair: ``number`` never changes, ``sequence`` grows with each change (RFC 5545, 3.8.7.4).

    ``told`` stands for its time and place.
    """

    number: int
    sequence: int
    told: str


def meeting_key(pair: str, number: int) -> str:
    return f"{MEETING}:{pair}:{number}"


def meetings_of(memory: Lines, pair: str) -> dict[int, Numbered]:
    """The meetings of a pair that letters were written about, by number."""
    prefix = meeting_key(pair, 0).removesuffix("0")
    found = {}
    for key, content in memory.items():
        number = key.removeprefix(prefix)
        if key.startswith(prefix) and number.isdecimal() and "sequence" in content:
            found[int(number)] = Numbered(int(number), content["sequence"], content.get("told", ""))
    return found


def numbered(known: Mapping[int, Numbered], told: str, number: int | None) -> Numbered | None:
    """The meeting that is told of: the one of this number, changed or not; without a number the one of the same time
    and place, else a new one. None when there is none of this number."""
    if number is not None:
        before = known.get(number)
        return before and Numbered(number, before.sequence + (before.told != told), told)
    same = (meeting for meeting in known.values() if meeting.told == told)
    return next(same, None) or Numbered(max(known, default=0) + 1, 0, told)
