"""What papers are made of: people, pairs and tabs as the next synchronisation would leave them.

Only those whose consent holds are in it: whoever withdrew a minute ago is named on no paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from forms.questionnaire import Purpose
from sheets_schema.record import Record
from sync.programme import Programme
from sync.rules.admission import pass_gate
from sync.rules.attention import choices_of
from sync.rules.consent import Gate
from sync.rules.decide import decide_pairs
from sync.rules.drafts import draft_bases, merge_bases
from sync.rules.erasure import without_erased
from sync.rules.ground import Ground
from sync.rules.pair_rows import DECIDED, STATES, Pair, decision
from sync.rules.registers import fill_registers
from sync.rules.world import World

DECISIONS = frozenset(word for word, state in STATES.items() if state in DECIDED)


@dataclass(frozen=True)
class Nameable:
    """``rows`` are the lines by tab and key: of both bases, «Пары и группы», the readiness and the year's tabs."""

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
    def decided_but_not_nameable(self) -> tuple[str, ...]:
        """Pairs that staff approved and in which somebody's consent does not hold today."""
        named = {pair.key for pair in self.ground.approved}
        decided = (key for key, row in self.rows["pairs"].items() if decision(row) in DECISIONS)
        return tuple(sorted(key for key in decided if key not in named))


def nameable(world: World) -> Nameable:
    world, _ = without_erased(replace(world, erasing=None, wants_pairs=False))
    memory, choices = world.memory, choices_of(world.find_sheet("attention"))
    gated = pass_gate(world, memory["personal"], choices)
    drafts = draft_bases(world, gated, memory["bases"], choices)
    pairs, pair_table = decide_pairs(world, gated, drafts, memory["programme"], choices)
    bases = merge_bases(world, gated, drafts, pairs, choices)
    ground = Ground(world, gated, bases, tuple(pairs))
    tables = [*fill_registers(ground, choices).merged, bases.mentees, bases.mentors, drafts.readiness, pair_table]
    return Nameable(ground, {merged.change.table: merged.records for merged in tables})
