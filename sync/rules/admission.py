"""Who is who, and whose consent holds: what a sync finds out before anything else, and all it says in «Согласия»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sheets_schema.kind import Value
from sheets_schema.tables.personal import CONSENTS
from sync.errors import UnknownCode
from sync.rules.attention import choices_of
from sync.rules.consent import WAITS, Gate, consent_values, gates
from sync.rules.consent_log import DROPPED, ERASED, Log, continue_log
from sync.rules.consent_matching import match_consents
from sync.rules.editions import Editions, editions_of
from sync.rules.identity import Identified, identify, remember_person
from sync.rules.lapse import Lapsed, lapsed_applications, still_asked, without_lines
from sync.rules.memory import PERSON
from sync.rules.merge import MergedTable, merge_table
from sync.rules.person_issues import person_issues
from sync.rules.plan import Issue
from sync.rules.whose import Finder, Matched, finder_of
from sync.rules.world import World

SAID = ("own", "guardian", "publication", "reuse")


@dataclass(frozen=True)
class Gated:
    """Who is who, and whose consent holds: the ground of everything after it."""

    identified: Identified
    finder: Finder
    matched: Matched
    gates: Mapping[str, Gate]
    editions: Editions
    consents: MergedTable
    log: Log
    issues: tuple[Issue, ...]
    lapsed: Lapsed

    @property
    def open(self) -> frozenset[str]:
        return frozenset(code for code, gate in self.gates.items() if gate.open)

    @property
    def expired(self) -> frozenset[str]:
        return frozenset(code for code, gate in self.gates.items() if gate.expired)

    @property
    def codes(self) -> frozenset[str]:
        """Every code that a row may bear: today's and the former ones."""
        return frozenset({*self.gates, *self.identified.code_of, *self.lapsed.since})

    @property
    def closed(self) -> list[str]:
        """Those whose rows must be out of view; of a former code the row is no longer anybody's."""
        closed = {code for code, gate in self.gates.items() if not gate.visible}
        return sorted(closed | set(self.identified.code_of))

    @property
    def asked(self) -> tuple[str, ...]:
        """Those whose consent is waited for: they have said neither yes nor no."""
        return tuple(sorted(code for code, gate in self.gates.items() if gate.state == WAITS))

    def find(self, code: str) -> Gate:
        """The gate of who bears this code, or bore it before. Raises UnknownCode."""
        gate = self.gates.get(self.identified.code_of.get(code, code))
        if gate is None:
            raise UnknownCode(code)
        return gate

    def to_memory(self) -> dict[str, dict[str, Any]]:
        people = {f"{PERSON}:{code}": remember_gate(gate) for code, gate in self.gates.items()}
        entries = (self.matched.bound, self.editions.to_memory(), self.log.to_memory(), self.lapsed.to_memory())
        return {key: content for part in (people, *entries) for key, content in part.items()}


def pass_gate(world: World, memory: Mapping[str, dict[str, Any]], choices: Mapping[str, str]) -> Gated:
    """Raises BaseVanished when the log of consents lost lines."""
    identified = identify(world, memory, choices)
    finder = finder_of(identified, memory)
    matched = match_consents(world, finder, memory, choices)
    editions = editions_of(world, memory)
    everyone = gates(world, identified.people, matched.by_code, memory, choices, editions)
    lapsed = lapsed_applications(world, everyone, matched.by_code, memory)
    found = {code: gate for code, gate in everyone.items() if code not in lapsed.since}
    former = {code: said for code, said in former_values(world, identified).items() if code not in lapsed.codes}
    wanted = {code: consent_values(world, gate) for code, gate in found.items()} | former
    merged = merge_table(CONSENTS, world.find_sheet("consents"), wanted, world.remembered_rows("consents"), choices)
    merged = without_lines(merged, world, lapsed.codes)
    log = continue_log(world, found, editions, memory, choices, endings_of(world, lapsed))
    issues = still_asked(world, (*identified.issues, *matched.issues, *person_issues(world, found)), lapsed.codes)
    of_the_year = replace(finder, dropped=lapsed.since.keys())
    return Gated(identified, of_the_year, matched, found, editions, merged, log, (*issues, *log.issues), lapsed)


def gated_of(world: World) -> Gated:
    """The same for those who only look: what the memory and the staff say is in the world."""
    return pass_gate(world, world.memory["personal"], choices_of(world.find_sheet("attention")))


def endings_of(world: World, lapsed: Lapsed) -> dict[str, str]:
    """Whose data go today, and why, in the words of the log."""
    erased = {world.erasing.code: ERASED} if world.erasing else {}
    return dict.fromkeys(sorted(lapsed.new), DROPPED) | erased


def former_values(world: World, identified: Identified) -> dict[str, dict[str, Value]]:
    """Lines of «Согласия» with codes that are no longer in use, as long as they stand there."""
    sheet = world.find_sheet("consents")
    standing = sheet.by_key if sheet else {}
    return {
        former: {"code": former, "state": f"теперь код {code}", "missing": "", **dict.fromkeys(SAID, "")}
        for former, code in identified.code_of.items()
        if former in standing
    }


def remember_gate(gate: Gate) -> dict[str, Any]:
    """The person, their consents and, while these hold, the day of birth: needed once every answer is gone."""
    entry = remember_person(gate.person)
    if words := gate.words:
        entry["consents"] = words
    if gate.visible and gate.birth:
        entry["birth"] = gate.birth.isoformat()
    return entry
