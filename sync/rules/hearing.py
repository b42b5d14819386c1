"""What is heard before pairs are made: wishes, what adults told of mentees, and the school's rules of pairing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.questionnaire import Purpose
from sheets_schema.tables.pairing_rules import PAIRING_RULES
from sync.rules.admission import Gated
from sync.rules.drafts import Drafts
from sync.rules.ground import Ground
from sync.rules.pairing_rows import fill_rules
from sync.rules.pool import Pool
from sync.rules.registers import Filled, fill_before_pairs
from sync.rules.topic_changes import topic_changes, unclear_topics
from sync.rules.wishes import unclear_apart
from sync.rules.world import World


@dataclass(frozen=True)
class Heard:
    """The tabs as they will stand, by key, and the people that pairs are made of."""

    filled: Mapping[str, Filled]
    pool: Pool


def hear(world: World, gated: Gated, drafts: Drafts, choices: Mapping[str, str]) -> Heard:
    filled = fill_before_pairs(Ground(world, gated, drafts, ()), choices)
    tab = fill_rules(world, choices)
    cards = filled["third_party"].merged.records
    pool = Pool(
        mentees=drafts.mentees.may,
        mentors=drafts.mentors.may,
        readiness=drafts.readiness.records,
        preferences=filled["preferences"].merged.records,
        changes=topic_changes(cards, tab.rules),
        waiting_mentees=waiting(gated, Purpose.MENTEE),
        waiting_mentors=waiting(gated, Purpose.MENTOR),
        rules=tab.rules,
        forms=world.programme.mentoring_forms,
    )
    strange = (
        *tab.issues,
        *unclear_topics(cards, tab.rules, gated.open),
        *unclear_apart("mentees", drafts.mentees.may, gated.codes),
        *unclear_apart("mentors", drafts.mentors.may, gated.codes),
    )
    return Heard({**filled, PAIRING_RULES.key: Filled(tab.merged, strange, (), {})}, pool)


def waiting(gated: Gated, applied_as: Purpose) -> frozenset[str]:
    """Those who applied and whose consent does not hold."""
    gates = gated.gates.items()
    return frozenset(code for code, gate in gates if not gate.open and applied_as in gate.person.newest)
