"""What the tabs after the pairs are filled from: people and their gates, both bases as they will stand, the pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sheets_schema.record import Record
from sync.rules.admission import Gated
from sync.rules.bases import holding
from sync.rules.consent_words import Given
from sync.rules.drafts import Bases, Drafts
from sync.rules.pair_rows import Pair
from sync.rules.pair_states import DECIDED, MADE
from sync.rules.world import World


@dataclass(frozen=True)
class Ground:
    """``mentees`` and ``mentors`` are the rows of those whose consent holds, by code; ``meetings`` and ``quality``
    the lines of these tabs as they will stand, once they are filled; ``refused`` are mentors who were not admitted.
    Before the pairs are known, ``bases`` are drafts."""

    world: World
    gated: Gated
    bases: Bases | Drafts
    pairs: tuple[Pair, ...]
    meetings: Mapping[str, Record] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    quality: Mapping[str, Record] = field(default_factory=dict)

    @cached_property
    def mentees(self) -> Mapping[str, Record]:
        return holding(self.bases.mentees.records, self.gated.gates)

    @cached_property
    def mentors(self) -> Mapping[str, Record]:
        return holding(self.bases.mentors.records, self.gated.gates)

    @cached_property
    def open(self) -> frozenset[str]:
        return self.gated.open

    @cached_property
    def codes(self) -> frozenset[str]:
        return self.gated.codes

    @cached_property
    def closed(self) -> frozenset[str]:
        return frozenset(self.gated.closed)

    @cached_property
    def approved(self) -> tuple[Pair, ...]:
        """The pairs that were approved and not dissolved, both of whom may be named: also those that are finished."""
        found = [pair for pair in self.pairs if pair.state in MADE]
        return tuple(pair for pair in found if pair.mentee in self.mentees and pair.mentor in self.mentors)

    @cached_property
    def together(self) -> tuple[Pair, ...]:
        """Those of them that go on: whoever has finished is told of no meeting any more."""
        return tuple(pair for pair in self.approved if pair.state in DECIDED)

    def consent_text(self, code: str, column: str) -> str:
        """What «Согласия» says of one consent of a person: how and when it was given; "" when it does not hold."""
        record = self.gated.consents.records.get(code)
        text = record.text(column) if record else ""
        return text if text.startswith(Given.YES) else ""

    def lacking(self, codes: Iterable[str], column: str) -> list[str]:
        """Those of the codes whose consent of this kind does not hold."""
        return [code for code in codes if not self.consent_text(code, column)]
