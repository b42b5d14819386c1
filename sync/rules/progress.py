"""What the road map counts: the tabs as they will stand, without those whose consent was taken back or never given.

Whose consent only waits to be renewed counts on: what they did was done. Evidence is numbers, never a name.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from forms.questionnaire import Purpose
from sheets_schema.owner import Owner
from sheets_schema.record import Record
from sheets_schema.tables import table
from sync.rules.consent import Gate
from sync.rules.numerals import Noun, counted
from sync.rules.pair_states import PROPOSED, is_made
from sync.rules.typed_word import typed_word
from sync.rules.world import World

YES = "да"
BETWEEN = "-"  # the two codes of a pair


@dataclass(frozen=True)
class Evidence:
    """How far one activity has got: in words and numbers, whether anything is there, whether nothing is left."""

    words: str
    begun: bool
    done: bool


@dataclass(frozen=True)
class Progress:
    """``tabs`` are the lines of every tab by its key and theirs, as they will stand."""

    world: World
    gates: Mapping[str, Gate]
    tabs: Mapping[str, Mapping[str, Record]]

    @cached_property
    def visible(self) -> frozenset[str]:
        return frozenset(code for code, gate in self.gates.items() if gate.visible)

    @cached_property
    def mentees(self) -> Mapping[str, Record]:
        return self.of_people("mentees")

    @cached_property
    def mentors(self) -> Mapping[str, Record]:
        return self.of_people("mentors")

    @cached_property
    def pairs(self) -> Mapping[str, Record]:
        """The pairs that staff approved, both of whom may be named."""
        return {key: line for key, line in self.of_pairs("pairs").items() if is_made(line)}

    @cached_property
    def paired_mentees(self) -> frozenset[str]:
        return frozenset(key.split(BETWEEN)[0] for key in self.pairs)

    @cached_property
    def paired_mentors(self) -> frozenset[str]:
        return frozenset(key.split(BETWEEN)[1] for key in self.pairs)

    @property
    def proposed(self) -> int:
        return sum(line.text("state") == PROPOSED for line in self.of_pairs("pairs").values())

    def lines(self, tab: str) -> Mapping[str, Record]:
        return self.tabs.get(tab, {})

    def of_people(self, tab: str) -> dict[str, Record]:
        """The lines of a tab whose key is a participant's code."""
        return {key: line for key, line in self.lines(tab).items() if key in self.visible}

    def of_pairs(self, tab: str) -> dict[str, Record]:
        """The lines of a tab whose key begins with the two codes of a pair."""
        lines = self.lines(tab).items()
        return {key: line for key, line in lines if self.visible.issuperset(codes := key.split(BETWEEN)[:2]) and codes}

    def answers(self, tab: str) -> list[Record]:
        """The lines of a tab that were made of answers: of a participant, of a pair, or of nobody in particular."""
        lines = [line for line in self.lines(tab).values() if self.may_count(line)]
        if not lines:
            return []
        said = ["arrived", *(column.key for column in table(tab).columns if column.owner is Owner.RESPONDENT)]
        return [line for line in lines if any(line.text(key) for key in said)]

    def may_count(self, line: Record) -> bool:
        codes = [part for name in ("code", "pair") for part in line.text(name).split(BETWEEN) if part]
        return self.visible.issuperset(codes)

    def who_answered(self, tab: str, **said: str) -> frozenset[str]:
        """The codes of those whose line in a tab says so."""
        lines = self.answers(tab)
        return frozenset(line.text("code") for line in lines if all(line.text(k) == v for k, v in said.items()))

    def applied(self, purpose: Purpose) -> list[Gate]:
        return [gate for gate in self.gates.values() if purpose in gate.person.newest]


def is_waited_for(gate: Gate) -> bool:
    """A consent may still come: nobody refused it or took it back."""
    return not gate.visible and not any(gate.consents[kind].refused_now for kind in gate.needed)


def says_yes(line: Record, column: str) -> bool:
    return typed_word(line.text(column)) == YES


def filled(lines: Iterable[Record], *columns: str) -> int:
    """In how many of the lines all of the columns say something."""
    return sum(all(line.text(column).strip() for column in columns) for line in lines)


def surveyed(asked: Iterable[Hashable], answered: Iterable[Hashable], told: Noun) -> Evidence:
    """A survey that each of ``asked`` is to answer once; ``told`` is what an answer is called."""
    everyone = frozenset(asked)
    there = len(everyone.intersection(answered))
    waiting = len(everyone) - there
    words = f"{counted(there, told)} из {len(everyone)}" + (f", ждём {waiting}" if there and waiting else "")
    return Evidence(words, bool(there), bool(there) and not waiting)
