"""Rows of the bases whose application is no longer in its form: they stay, and staff are asked what that means."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms.questionnaire import Purpose
from sheets_schema.tables import table
from sheets_schema.tables.bases import MENTEES, MENTORS
from sync.rules.consent import Gate
from sync.rules.memory import rows_of
from sync.rules.merge import MergedTable
from sync.rules.plan import Issue
from sync.rules.row_issues import KEEP
from sync.rules.typed_word import typed_word
from sync.rules.world import World

GONE = "gone"
APPLICATIONS = ((MENTEES, Purpose.MENTEE), (MENTORS, Purpose.MENTOR))


@dataclass(frozen=True)
class GoneAnswers:
    """What staff are asked, and the lines of the hidden tab that say of which rows they have answered «оставить»."""

    issues: tuple[Issue, ...]
    entries: Mapping[str, dict[str, Any]]


def gone_answers(
    world: World,
    gates: Mapping[str, Gate],
    merged: Mapping[str, MergedTable],
    memory: Mapping[str, dict[str, Any]],
    choices: Mapping[str, str],
) -> GoneAnswers:
    """``merged`` are the bases as they will stand: of a row that comes into view the name is known again."""
    found = [
        issue
        for base, purpose in APPLICATIONS
        for issue in gone_from(world, merged[base.key], purpose, gates, rows_of(memory, base.key))
    ]
    kept = {issue.key for issue in found if entry(issue) in memory or typed_word(choices.get(issue.key, "")) == KEEP}
    issues = tuple(issue for issue in found if issue.key not in kept)
    return GoneAnswers(issues, {entry(issue): {} for issue in found if issue.key in kept})


def entry(issue: Issue) -> str:
    return f"{GONE}:{issue.key}"


def gone_from(
    world: World, merged: MergedTable, purpose: Purpose, gates: Mapping[str, Gate], ours: Container[str]
) -> Iterator[Issue]:
    """Rows in view that were made of an application; where no consent holds nothing is said of the person."""
    base = table(merged.change.table)
    sheet = world.find_sheet(base.key)
    for code in sheet.by_key if sheet else ():
        gate = gates.get(code)
        if gate and gate.visible and code in ours and purpose not in gate.person.newest:
            yield Issue(
                key=f"{base.key}-{code}-gone",
                what="Анкеты этого участника больше нет в форме",
                who=merged.records[code].text("full_name") or code,
                where=base.title,
                advice=f"Строка осталась как была. Впишите «{KEEP}», удалите строку или попросите ответить снова",
            )
