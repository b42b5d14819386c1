"""Applications to which no consent comes: after the school's term their line in «Согласия» goes.

The answer stays in its form and is read each time, so what is remembered is only the day, the code, the codes that
staff said were the same person's, and the marks of the answers. A newer answer or consent of theirs takes the line
back (docs/decisions/0019-terms-of-consent.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from forms.answer import Answer
from forms.questionnaire import APPLICATIONS, DECISIONS
from sync.rules.consent import Gate, known_words
from sync.rules.consent_matching import consent_answers
from sync.rules.dropped import dropped_since
from sync.rules.memory import LAPSED
from sync.rules.merge import MergedTable
from sync.rules.plan import Issue
from sync.rules.whose import mark_of
from sync.rules.world import World

BASES_OF_PEOPLE = ("mentees", "mentors")


@dataclass(frozen=True)
class Lapsed:
    """Who was dropped for want of a consent, and when, by code; ``new`` are those of today.

    ``words`` is what they had said of their consents, refusals above all: an older yes must not count once the answer
    that took it back is deleted in its form. ``responses`` are the marks of their answers, which lead to no other code:
    the answer that theirs was made of may be another's by now, or deleted. ``parts`` are what they had applied for, to
    be counted and no more; ``former`` their codes from before staff said that two are one.
    """

    since: Mapping[str, datetime]
    new: frozenset[str] = frozenset()
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    responses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def codes(self) -> frozenset[str]:
        """All that lines of theirs may bear."""
        return frozenset({*self.since, *(code for former in self.former.values() for code in former)})

    def to_memory(self) -> dict[str, dict[str, Any]]:
        words = {code: {"consents": dict(said)} for code, said in self.words.items() if said}
        parts = {code: {"parts": [*said]} for code, said in self.parts.items() if said}
        former = {code: {"codes": sorted(codes)} for code, codes in self.former.items() if codes}
        return {
            f"{LAPSED}:{code}": {
                "moment": moment.isoformat(),
                "responses": sorted(self.responses.get(code, ())),
                **words.get(code, {}),
                **parts.get(code, {}),
                **former.get(code, {}),
            }
            for code, moment in self.since.items()
        }


def lapsed_applications(
    world: World,
    gates: Mapping[str, Gate],
    matched: Mapping[str, tuple[Answer, ...]],
    memory: Mapping[str, Mapping[str, Any]],
) -> Lapsed:
    """Those who wait too long today, and those dropped before who have said nothing since."""
    before = dropped_since(memory)
    since = {code: moment for code, moment in before.items() if code not in gates}
    admitted = in_a_base(world)
    new = set()
    for code, gate in gates.items():
        if gate.visible or not gate.person.newest or code in admitted:
            continue
        last = last_sign(gate, matched.get(code, ()))
        if code in before and last <= before[code]:
            since[code] = before[code]
        elif world.now - last > timedelta(days=world.programme.consent_days):
            since[code] = world.now.replace(microsecond=0)
            new.add(code)
    said = {code: gates[code].words if code in new else known_words(memory, code) for code in since}
    responses = {code: responses_of(code, gates, memory) for code in since}
    parts = {code: parts_of(code, gates, memory) for code in since}
    former = {code: former_codes(code, gates, memory) for code in since}
    return Lapsed(since, frozenset(new), said, responses, parts, former)


def responses_of(code: str, gates: Mapping[str, Gate], memory: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """The marks of somebody's answers: those that still are theirs, else the remembered ones."""
    said = gates[code].person.responses if code in gates else memory.get(f"{LAPSED}:{code}", {}).get("responses", ())
    return tuple(said)


def parts_of(code: str, gates: Mapping[str, Gate], memory: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """What somebody applied for: as their answers say, else as it is remembered."""
    answered = sorted(APPLICATIONS.intersection(gates[code].person.newest)) if code in gates else []
    return tuple(answered or memory.get(f"{LAPSED}:{code}", {}).get("parts", ()))


def former_codes(code: str, gates: Mapping[str, Gate], memory: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Without them an answer that was given under another name would be another person's once nothing else is known."""
    return gates[code].person.codes if code in gates else tuple(memory.get(f"{LAPSED}:{code}", {}).get("codes", ()))


def in_a_base(world: World) -> frozenset[str]:
    """Those who were admitted once: their rows are masked, not dropped, until staff confirm an erasure."""
    found: set[str] = set()
    for key in BASES_OF_PEOPLE:
        sheet = world.find_sheet(key)
        found |= {row.key for row in sheet.rows} if sheet else set()
        found |= set(world.remembered_rows(key))
    return frozenset(found)


def last_sign(gate: Gate, answers: Iterable[Answer]) -> datetime:
    """When the person, or a parent, last said anything: an application, a consent, a paper."""
    said = [answer.submitted for answer in (*gate.person.newest.values(), *answers)]
    return max([*said, *(consent.moment for consent in gate.consents.values() if consent.moment)])


# What goes with them


def without_lines(merged: MergedTable, world: World, codes: frozenset[str]) -> MergedTable:
    """«Согласия» without their lines, nothing remembered of these, and no question about them."""
    sheet = world.find_sheet("consents")
    dropped = tuple(row.index for row in sheet.rows if row.key in codes) if sheet else ()
    kept = {code: known for code, known in merged.memory.items() if code not in codes}
    issues = tuple(issue for issue in merged.issues if not any(code in issue.key for code in codes))
    return replace(merged, change=replace(merged.change, dropped=dropped), memory=kept, issues=issues)


def still_asked(world: World, issues: Iterable[Issue], codes: Iterable[str]) -> list[Issue]:
    """The questions that do not name them, nor a consent that has waited as long for its application."""
    stale = {f"consent-{mark_of(answer)}" for answer in consent_answers(world) if is_stale(world, answer)}
    return [
        issue
        for issue in issues
        if issue.key not in stale and not any(code in f"{issue.key} {issue.advice}" for code in codes)
    ]


def is_stale(world: World, answer: Answer) -> bool:
    """A withdrawal is never too old to be asked about."""
    decides = world.questionnaire(answer).purpose in DECISIONS
    return decides and world.now - answer.submitted > timedelta(days=world.programme.consent_days)
