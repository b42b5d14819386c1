"""Whose data were destroyed: marks that keep their answers from being read in again, though the forms still list them.

A mark is a salted digest of a response's id, so it says nothing to who has not that id in hand. Where the hidden tab
with the marks was lost, the code in the log of consents speaks for them: it follows from the first response.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from forms.answer import Answer
from sheets_schema.as_read import BookAsRead, SheetAsRead
from sheets_schema.cells import fingerprint
from sync.rules.codes import code_from
from sync.rules.consent_log import ERASED
from sync.rules.memory import read_memory
from sync.rules.world import World

STONE, SALT = "erased", "salt"
Kept = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Tombstones:
    """``entries`` by code: marks, and the codes that the person had before; ``codes`` are all of them. An entry made
    with another salt than ``salt`` has its own.

    ``logged`` are the codes of which the log says it, ``responses`` the prints of the consents that it names.
    """

    salt: str
    entries: Mapping[str, Mapping[str, Any]]
    logged: frozenset[str] = frozenset()
    responses: frozenset[str] = frozenset()

    @cached_property
    def marks(self) -> frozenset[str]:
        return frozenset(mark for entry in self.entries.values() for mark in entry.get("marks", ()))

    @cached_property
    def codes(self) -> frozenset[str]:
        former = {code for entry in self.entries.values() for code in entry.get("codes", ())}
        return frozenset({*self.entries, *former}) | self.logged

    @cached_property
    def salts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([self.salt, *(entry.get("salt", self.salt) for entry in self.entries.values())]))

    def is_marked(self, response_id: str, marks: Container[str]) -> bool:
        return any(mark_of(salt, response_id) in marks for salt in self.salts)

    def owner_of(self, code: str) -> str:
        """The code that they bore last."""
        return next((last for last, entry in self.entries.items() if code in entry.get("codes", ())), code)

    def lies_on(self, answer: Answer, code: str) -> bool:
        """Whether this answer is of the erased with this code."""
        marks = self.entries.get(code, {}).get("marks", ())
        return self.is_marked(answer.response_id, marks) or code_from(answer.response_id) == code

    def cover(self, response_id: str) -> bool:
        """Whether a response is of somebody who was erased."""
        if not self.codes:
            return False
        marked = self.is_marked(response_id, self.marks) or fingerprint(response_id) in self.responses
        return marked or code_from(response_id) in self.codes

    def to_file(self) -> dict[str, dict[str, Any]]:
        """The marks alone, to be kept where no backup of the books takes them back."""
        return {
            code: {"salt": entry.get("salt", self.salt), "marks": entry["marks"], "codes": entry.get("codes", [])}
            for code, entry in sorted(self.entries.items())
            if entry.get("marks")
        }

    def to_memory(self) -> dict[str, dict[str, Any]]:
        salt = {SALT: {"salt": self.salt}} if self.salt else {}
        return {**{f"{STONE}:{code}": dict(entry) for code, entry in self.entries.items()}, **salt}


def tombstones_of(world: World) -> Tombstones:
    return tombstones_from(world.memory["personal"], world.find_sheet("consent_log"), world.stones)


def tombstones_in(personal: BookAsRead, kept: Kept) -> Tombstones:
    """The same for who has only that book."""
    return tombstones_from(read_memory(personal), personal.sheets.get("consent_log"), kept)


def tombstones_from(memory: Kept, log: SheetAsRead | None, kept: Kept) -> Tombstones:
    """``kept`` are those of ``to_file``: the book may have come out of a backup from before an erasure."""
    entries = {key.split(":", 1)[1]: entry for key, entry in memory.items() if key.startswith(f"{STONE}:")}
    entries = {**kept, **entries}
    lines = [row.to_record() for row in log.rows] if log else []
    codes = frozenset(line.text("code") for line in lines if line.text("event") == ERASED)
    prints = frozenset(line.text("response") for line in lines if line.text("code") in codes) - {""}
    return Tombstones(memory.get(SALT, {}).get("salt", ""), entries, codes, prints)


def mark_of(salt: str, response_id: str) -> str:
    return sha256(f"{salt}{response_id}".encode()).hexdigest()[:32]


def readable(answers: Iterable[Answer], stones: Tombstones) -> tuple[Answer, ...]:
    """The answers of those who were not erased."""
    return tuple(answer for answer in answers if not stones.cover(answer.response_id))
