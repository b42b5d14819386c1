"""The tabs of the year: answers to a survey, and lines born of bases and pairs, merged with what staff did to them.

One rule fills them all. A line that tells of people is shown while the consent of each of them holds, emptied when one
ends, and stays as it is while one only waits to be renewed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.normalise import name_key
from forms.questionnaire import Purpose
from sheets_schema.as_read import SheetAsRead
from sheets_schema.kind import Value, canonical
from sync.rules.bases import merge_base
from sync.rules.entries import About, Entry, Register, entry_of, meeting_numbers
from sync.rules.gone_answers import gone_answer
from sync.rules.ground import Ground
from sync.rules.lines import LINES, Lines
from sync.rules.memory import RowMemory
from sync.rules.merge import MergedTable
from sync.rules.plan import Issue
from sync.rules.row_issues import DELETE, row_question, stray_rows
from sync.rules.survey_matching import BETWEEN, PairSearch, PersonSearch, survey_answers
from sync.rules.unknown import IGNORE
from sync.rules.whose import Matched, match

Memory = Mapping[str, dict[str, Any]]
Choices = Mapping[str, str]
WHOSE = "whose"  # the fact of a line whose key does not tell it
SAYS_WHOSE = ("code", "pair")  # columns
OUR_MARK = re.compile(r"[0-9a-f]{10}")  # of a response

MEETINGS = Register("meetings", Purpose.MEETING, About.PAIR)
QUALITY = Register("quality", Purpose.QUALITY, About.NOBODY)
THIRD_PARTY = Register("third_party", Purpose.THIRD_PARTY)
PREFERENCES = Register("preferences", Purpose.WISHES, one_per=("code",))
BEFORE_PAIRS = (THIRD_PARTY, PREFERENCES)
REGISTERS = (
    MEETINGS,
    QUALITY,
    Register("requests", Purpose.REQUEST, About.NOBODY),
    THIRD_PARTY,
    Register("assessments", Purpose.ASSESSMENT, one_per=("code", "role", "wave")),
    Register("gatherings", Purpose.FINAL_MEETING, one_per=("code",)),
    PREFERENCES,
    Register("plans"),
    Register("feedback", Purpose.FEEDBACK),
    Register("satisfaction", Purpose.SATISFACTION, one_per=("code", "role")),
    Register("swot", free=True),
    Register("invitations", Purpose.INVITATION, About.GUEST),
    Register("awards"),
    Register("cases"),
    Register("long_term", gone_with_the_line=True),
)


@dataclass(frozen=True)
class Filled:
    """One tab as it will stand; what staff are asked; whose some answers were found to be."""

    merged: MergedTable
    issues: tuple[Issue, ...]
    gone: tuple[Issue, ...]
    bound: Memory


@dataclass(frozen=True)
class Registers:
    """All of them. ``gone`` are questions about lines whose answer is no longer in its form."""

    merged: tuple[MergedTable, ...]
    issues: tuple[Issue, ...]
    gone: tuple[Issue, ...]
    bound: Memory
    pairs_that_met: frozenset[str]


def fill_before_pairs(ground: Ground, choices: Choices) -> dict[str, Filled]:
    """The tabs that the pairs are made from, so that what arrives today counts today; by their keys."""
    return {register.tab: fill(ground, register, choices) for register in BEFORE_PAIRS}


def fill_registers(ground: Ground, choices: Choices, before: Mapping[str, Filled]) -> Registers:
    """All tabs; those ``before`` the pairs are there already. Then what others are made of: the awards count the
    meetings, the words on quality become lines."""
    meetings, quality = fill(ground, MEETINGS, choices), fill(ground, QUALITY, choices)
    ground = replace(ground, meetings=meetings.merged.records, quality=quality.merged.records)
    others = [item for item in REGISTERS if item not in (MEETINGS, QUALITY) and item.tab not in before]
    filled = [*before.values(), meetings, quality, *(fill(ground, register, choices) for register in others)]
    return Registers(
        merged=tuple(item.merged for item in filled),
        issues=tuple(issue for item in filled for issue in item.issues),
        gone=tuple(issue for item in filled for issue in item.gone),
        bound={key: entry for item in filled for key, entry in item.bound.items()},
        pairs_that_met=frozenset(record.text("pair") for record in ground.meetings.values()) - {""},
    )


def fill(ground: Ground, register: Register, choices: Choices) -> Filled:
    matched = matched_answers(ground, register, choices)
    entries = entries_of(ground, register, matched)
    lines = LINES[register.tab](ground) if register.tab in LINES else {}
    sheet = ground.world.find_sheet(register.tab)
    memory = ground.world.remembered_rows(register.tab)
    known = with_whose(memory, entries)
    whose = whose_rows(ground, sheet, known)
    wanted = wanted_values(ground, entries, lines)
    if not register.gone_with_the_line:
        back = coming_back(ground, sheet, known, whose)
        wanted = {**{key: {register.table.key_column.key: key} for key in back}, **wanted}
    closed = [key for key, codes in whose.items() if is_closed(ground, register, codes)]
    if register.free:
        choices = {**choices, **deleted_freely(register, sheet, known)}
    merged = merge_base(register.table, sheet, wanted, known, choices, sorted(closed), ())
    strays = stray_rows(register.table, sheet, lambda key: key in merged.memory or is_ours(ground, key))
    answered = {*entries, *lines, *closed}
    gone = () if register.tab in LINES else gone_lines(register, sheet, merged, memory.keys() - answered)
    return Filled(merged, (*matched.issues, *strays), tuple(gone), matched.bound)


# Whose the answers are


def matched_answers(ground: Ground, register: Register, choices: Choices) -> Matched:
    """The answers by whose they are: a code, two of them, or, of a guest or nobody, all under ""."""
    answers = survey_answers(ground.world, register.purpose) if register.purpose else []
    if register.about in (About.NOBODY, About.GUEST):
        return Matched({"": tuple(answers)}, {}, ())
    finder = ground.gated.finder
    approved = tuple(pair.key for pair in ground.approved)
    of_a_pair = register.about is About.PAIR
    search = PairSearch(ground.world, finder, approved) if of_a_pair else PersonSearch(ground.world, finder)
    return match(search, answers, ground.world.memory["personal"], choices)


def entries_of(ground: Ground, register: Register, matched: Matched) -> dict[str, Entry]:
    """Lines by key, in the order of the first answer to each; the newest answer speaks. None is of a person who was
    dropped for want of a consent: nothing but their code is known any more."""
    dropped = ground.gated.lapsed.since.keys()
    found = [
        entry_of(ground, register, answer, guests(ground, answer.text("name")) if register.about is About.GUEST else of)
        for text, answers in matched.by_code.items()
        if text != IGNORE
        for of in [tuple(text.split("-")) if text else ()]
        if dropped.isdisjoint(of)
        for answer in answers
    ]
    entries: dict[str, Entry] = {}
    for entry in sorted(found, key=lambda entry: (entry.answer.submitted, entry.answer.response_id)):
        entries[entry.key] = entry
    if register is MEETINGS:
        numbers = meeting_numbers(entries.values())
        return {k: replace(e, values={**e.values, "number": numbers[k]}) for k, e in entries.items()}
    return entries


def guests(ground: Ground, name: str) -> tuple[str, ...]:
    """The participants of this name: a guest is not named where one of them may not be."""
    return tuple(ground.gated.finder.codes_by_name.get(name_key(name), ()))


# Which lines may be shown


def wanted_values(ground: Ground, entries: Mapping[str, Entry], lines: Lines) -> dict[str, dict[str, Value]]:
    """What is wanted of every line; nothing of one that tells of somebody whose consent does not hold."""
    shown = {key: dict(entry.values) for key, entry in entries.items() if ground.open.issuperset(entry.codes)}
    return {key: {**shown.get(key, {}), **lines.get(key, {})} for key in {**lines, **shown}}


def is_closed(ground: Ground, register: Register, codes: tuple[str, ...]) -> bool:
    """Somebody's consent ended; in a tab of those listed today, also when only the line is gone."""
    ended = not ground.closed.isdisjoint(codes)
    return ended or (register.gone_with_the_line and bool(codes) and ground.open.issuperset(codes))


def coming_back(
    ground: Ground, sheet: SheetAsRead | None, known: Mapping[str, RowMemory], whose: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """Lines that were emptied and may be seen again, their answers gone; not where they name somebody who may not."""
    masked = {key: known[key].masked for key in (sheet.by_key if sheet else ()) if key in known and known[key].masked}
    named = {key: {*whose[key], *codes_in([*texts.values()], ground.codes)} for key, texts in masked.items()}
    return [key for key, codes in named.items() if codes and codes <= ground.open]


def with_whose(memory: Mapping[str, RowMemory], entries: Mapping[str, Entry]) -> dict[str, RowMemory]:
    """Memory of the lines that tells whose those are whose key does not: an answer may be gone one day."""
    known = dict(memory)
    for key, entry in entries.items():
        if not set(entry.codes) <= set(key.split("-")):
            known[key] = known.get(key, RowMemory()).with_facts(**{WHOSE: " ".join(entry.codes)})
    return known


def whose_rows(ground: Ground, sheet: SheetAsRead | None, known: Mapping[str, RowMemory]) -> dict[str, tuple[str, ...]]:
    """The codes of everybody of whom a line tells: as remembered, else as its key and its own columns say."""
    said: dict[str, list[str]] = {key: [key] for key in known}
    for row in sheet.rows if sheet else ():
        if row.key:
            said[row.key] = [row.key, *(canonical(row.values.get(name)) for name in SAYS_WHOSE)]
    for key, memory in known.items():
        if WHOSE in memory.facts:
            said[key] = [str(memory.facts[WHOSE])]
    return {key: codes_in(texts, ground.codes) for key, texts in said.items()}


def deleted_freely(register: Register, sheet: SheetAsRead | None, known: Iterable[str]) -> dict[str, str]:
    """The lines that staff deleted, as if they had said that they meant it."""
    standing = sheet.by_key if sheet else known
    return {row_question(register.table, key): DELETE for key in known if key not in standing}


def is_ours(ground: Ground, key: str) -> bool:
    """A key that we gave once, also when nobody remembers it."""
    return OUR_MARK.fullmatch(key) is not None or bool(codes_in([key], ground.codes))


def codes_in(texts: list[str], known: frozenset[str]) -> tuple[str, ...]:
    return tuple(part for text in texts for part in BETWEEN.split(text) if part in known)


def gone_lines(
    register: Register, sheet: SheetAsRead | None, merged: MergedTable, candidates: set[str]
) -> Iterator[Issue]:
    """Lines in view that were made of an answer which is no longer in its form."""
    for key in sheet.by_key if sheet else ():
        if key in candidates:
            record = merged.records[key]
            who = record.text("full_name") or record.text("pair") or key
            yield gone_answer(register.table, key, who, "Ответа для этой строки больше нет в форме")
