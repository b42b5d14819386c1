"""The two bases and the mentors' readiness: what the machine wants in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from forms.answer import Answer
from forms.normalise import class_number
from forms.questionnaire import Purpose, Questionnaire
from sheets_schema.as_read import SheetAsRead
from sheets_schema.column import Column
from sheets_schema.kind import Kind, Value, to_date
from sheets_schema.record import Record
from sheets_schema.table import Table
from sheets_schema.tables.bases import ADMITTED, MENTEES, MENTORS, READINESS
from sync.programme import EMPLOYERS, GRADUATES, PUPILS, TEACHERS
from sync.rules.consent import Gate
from sync.rules.mask import mask_row
from sync.rules.memory import RowMemory
from sync.rules.merge import MergedTable, merge_table
from sync.rules.world import World

YES, NO = "да", "нет"
GUESTS = (GRADUATES, EMPLOYERS)
LONGEST_CELL = 50_000  # characters: Google refuses a batch with a longer cell, whole
CUT = " … (ответ целиком — в форме)"


def answered_values(table: Table, questionnaire: Questionnaire, answer: Answer) -> dict[str, Value]:
    """An answer's values by the columns it fills; an answered question of another branch never empties one."""
    values: dict[str, Value] = {column.key: None for column in answer_columns(table, questionnaire)}
    for question in questionnaire.questions:
        if question.target in values and question.key in answer.values:
            values[question.target] = to_value(table.by_key[question.target].kind, answer.text(question.key))
    return values


def answer_columns(table: Table, questionnaire: Questionnaire) -> list[Column]:
    targets = {question.target for question in questionnaire.questions}
    return [column for column in table.columns if column.key in targets]


def to_value(kind: Kind, text: str) -> Value:
    """What an answer's text means in a column of this kind; what does not fit stays the text that it is."""
    if kind is Kind.DATE:
        return to_date(text) or text
    if kind is Kind.WHOLE and text.isdecimal():
        return int(text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def mentoring_form(world: World, answer: Answer) -> str:
    """Which form of mentoring an application is for, by the branch that was chosen under «role»."""
    question = world.questionnaire(answer).by_key["role"]
    chosen = next((option for option in question.options if option.text == answer.text("role")), None)
    goto = chosen.goto if chosen else ""
    if goto == "guest":
        guests = [option.text for option in question.options if option.goto == goto]
        return GUESTS[min(guests.index(answer.text("role")), len(GUESTS) - 1)]
    return TEACHERS if goto == "teacher" else PUPILS


def wanted_rows(
    world: World, table: Table, purpose: Purpose, gates: Mapping[str, Gate], memory: Mapping[str, RowMemory]
) -> tuple[dict[str, dict[str, Value]], dict[str, RowMemory]]:
    """What the machine wants of every row of a base, and the facts that it keeps: number and day of entering."""
    wanted: dict[str, dict[str, Value]] = {}
    facts = dict(memory)
    number = max((int(known.facts.get("number", 0)) for known in memory.values()), default=0)
    for code, gate in in_order(gates, purpose):
        answer = gate.person.newest[purpose]
        known = facts.get(code, RowMemory())
        if gate.expired:
            if "number" in known.facts:
                wanted[code] = {"code": code, "consent": gate.state}
            continue
        if "number" not in known.facts:
            number += 1
            known = known.with_facts(number=number, entered=world.today.isoformat())
        facts[code] = known
        wanted[code] = {
            "code": code,
            **answered_values(table, world.questionnaire(answer), answer),
            "number": known.facts["number"],
            "entered": to_date(str(known.facts["entered"])),
            "mentoring_form": mentoring_form(world, answer),
            "consent": gate.state,
        }
    return wanted, facts


def in_order(gates: Mapping[str, Gate], purpose: Purpose) -> list[tuple[str, Gate]]:
    """Those who applied for this and may be in view, by the time of their application; nobody new without consent."""
    found = [(code, gate) for code, gate in gates.items() if gate.visible and purpose in gate.person.newest]
    return sorted(found, key=lambda item: (item[1].person.newest[purpose].created, item[0]))


def merge_base(
    table: Table,
    sheet: SheetAsRead | None,
    wanted: Mapping[str, Mapping[str, Value]],
    memory: Mapping[str, RowMemory],
    choices: Mapping[str, str],
    closed: Iterable[str],
) -> MergedTable:
    """A base merged, and the rows of those whose gate is closed masked."""
    merged = merge_table(table, sheet, wanted, memory, choices)
    rows, records, remembered = list(merged.change.rows), dict(merged.records), dict(merged.memory)
    for code in closed:
        row = sheet.by_key.get(code) if sheet else None
        if row is None or code in wanted:
            continue
        masked, remembered[code], records[code] = mask_row(table, row, remembered.get(code, RowMemory()))
        rows += [masked] if masked else []
    change = replace(merged.change, rows=tuple(rows))
    return replace(merged, change=change, records=records, memory=remembered)


def holding(records: Mapping[str, Record], gates: Mapping[str, Gate]) -> dict[str, Record]:
    """The rows of those whose consent holds: nobody else goes any further."""
    return {code: record for code, record in records.items() if code in gates and gates[code].open}


def readiness_rows(
    mentors: Mapping[str, Record], sheet: SheetAsRead | None, expired: Iterable[str]
) -> dict[str, dict[str, Value]]:
    """A line for every mentor whose consent holds; ready is who was admitted and trained, nobody else."""
    standing = sheet.by_key if sheet else {}
    wanted: dict[str, dict[str, Value]] = {code: {"code": code, "ready": NO} for code in expired if code in standing}
    for code, mentor in mentors.items():
        row = sheet.by_key.get(code) if sheet else None
        marks = row.to_record() if row else Record(code, {})
        wanted[code] = {
            "code": code,
            "full_name": mentor.get("full_name"),
            "place": mentor.get("place"),
            "ready": YES if is_ready(marks) else NO,
        }
    return wanted


def is_ready(marks: Record) -> bool:
    return marks.text("decision").strip().lower() == ADMITTED and marks.text("trained").strip().lower() == YES


def is_pupil(place: str) -> bool:
    return class_number(place) is not None


def entered_on(record: Record) -> date | None:
    day = record.get("entered")
    return day if isinstance(day, date) else None


TABLES = {Purpose.MENTEE: MENTEES, Purpose.MENTOR: MENTORS}
BASE_TABLES = (MENTEES, MENTORS, READINESS)
