"""What papers are made of: people, pairs and tabs as the next synchronisation would leave them.

Only those whose consent holds are in it: whoever withdrew a minute ago is named on no paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms.questionnaire import Purpose
from sheets_schema.record import Record
from sheets_schema.tables.programme import APPROVE, LOCK
from sync.programme import Programme
from sync.rules.consent import Gate
from sync.rules.ground import Ground
from sync.rules.pair_rows import Pair
from sync.rules.typed_word import typed_word


@dataclass(frozen=True)
class Nameable:
    """``rows`` are the lines by tab and key: of every tab that a synchronisation merges with what staff did."""

    ground: Ground
    rows: Mapping[str, Mapping[str, Record]]

    @property
    def programme(self) -> Programme:
        return self.ground.world.programme

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The approved ones, a mentor's together, by the mentor's name."""
        names = self.ground.mentors
        return tuple(sorted(self.ground.approved, key=lambda pair: (names[pair.mentor].text("full_name"), pair.key)))

    def gate(self, code: str) -> Gate:
        return self.ground.gated.gates[code]

    def may_be_published(self, codes: Iterable[str]) -> bool:
        return all(self.gate(code).may(Purpose.PUBLICATION) for code in codes)

    def row(self, tab: str, key: str) -> Record:
        return self.rows[tab].get(key, Record(key, {}))

    def of_open(self, tab: str) -> list[Record]:
        """A tab's lines, known by a code, of those who may be named."""
        return [record for code, record in self.rows[tab].items() if code in self.ground.open]

    @property
    def decided(self) -> frozenset[str]:
        """The pairs that staff approved or fixed, by their word of today."""
        rows = self.rows["pairs"].items()
        return frozenset(key for key, row in rows if typed_word(row.text("decision")) in (APPROVE, LOCK))

    @property
    def decided_but_not_nameable(self) -> tuple[str, ...]:
        """Those of them in which somebody's consent does not hold today."""
        return tuple(sorted(self.decided - {pair.key for pair in self.ground.approved}))
