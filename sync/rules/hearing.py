"""What is heard before pairs are made: wishes, what adults told of mentees, and the school's rules of pairing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.questionnaire import Purpose
from sync.rules.admission import Gated
from sync.rules.drafts import Drafts
from sync.rules.ground import Ground
from sync.rules.pool import Pool
from sync.rules.registers import Filled, fill_before_pairs
from sync.rules.world import World


@dataclass(frozen=True)
class Heard:
    """The tabs as they will stand, by key, and the people that pairs are made of."""

    filled: Mapping[str, Filled]
    pool: Pool


def hear(world: World, gated: Gated, drafts: Drafts, choices: Mapping[str, str]) -> Heard:
    filled = fill_before_pairs(Ground(world, gated, drafts, ()), choices)
    pool = Pool(
        mentees=drafts.mentees.may,
        mentors=drafts.mentors.may,
        readiness=drafts.readiness.records,
        preferences=filled["preferences"].merged.records,
        waiting_mentees=waiting(gated, Purpose.MENTEE),
        waiting_mentors=waiting(gated, Purpose.MENTOR),
        forms=world.programme.mentoring_forms,
    )
    return Heard(filled, pool)


def waiting(gated: Gated, applied_as: Purpose) -> frozenset[str]:
    """Those who applied and whose consent does not hold."""
    gates = gated.gates.items()
    return frozenset(code for code, gate in gates if not gate.open and applied_as in gate.person.newest)
