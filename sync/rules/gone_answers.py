"""Rows whose answer is no longer in its form: they stay, and staff are asked what that means."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms.questionnaire import Purpose
from sheets_schema.table import Table
from sheets_schema.tables import table
from sync.rules.consent import Gate
from sync.rules.drafts import Bases
from sync.rules.merge import MergedTable
from sync.rules.plan import Issue
from sync.rules.row_issues import KEEP
from sync.rules.typed_word import typed_word
from sync.rules.world import World

GONE = "gone"


@dataclass(frozen=True)
class GoneAnswers:
    """What staff are asked, and the lines of the hidden tab that say of which rows they have answered «оставить»."""

    issues: tuple[Issue, ...]
    entries: Mapping[str, dict[str, Any]]


def gone_answers(
    found: Iterable[Issue], memory: Mapping[str, dict[str, Any]], choices: Mapping[str, str]
) -> GoneAnswers:
    """Those of the questions found that staff have not answered yet."""
    found = list(found)
    kept = {issue.key for issue in found if entry(issue) in memory or typed_word(choices.get(issue.key, "")) == KEEP}
    issues = tuple(issue for issue in found if issue.key not in kept)
    return GoneAnswers(issues, {entry(issue): {} for issue in found if issue.key in kept})


def gone_applications(world: World, gates: Mapping[str, Gate], bases: Bases) -> list[Issue]:
    """``bases`` are as they will stand: of a row that comes into view the name is known again."""
    both = ((bases.mentees, Purpose.MENTEE), (bases.mentors, Purpose.MENTOR))
    found = [gone_from(world, base, purpose, gates, world.remembered_rows(base.change.table)) for base, purpose in both]
    return [issue for issues in found for issue in issues]


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
            who = merged.records[code].text("full_name") or code
            yield gone_answer(base, code, who, "Анкеты этого участника больше нет в форме")


def gone_answer(tab: Table, key: str, who: str, what: str) -> Issue:
    return Issue(
        key=f"{tab.key}-{key}-gone",
        what=what,
        who=who,
        where=tab.title,
        advice=f"Строка осталась как была. Впишите «{KEEP}», удалите строку или попросите ответить снова",
    )
