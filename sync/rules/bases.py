"""The two bases and the mentors' readiness: what the machine wants in them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from forms.answer import Answer
from forms.questionnaire import Purpose, Questionnaire
from sheets_schema.as_read import RowAsRead, SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.change import RowChange
from sheets_schema.column import Column
from sheets_schema.kind import Kind, Value, to_date, to_whole
from sheets_schema.record import Record
from sheets_schema.table import Table
from sheets_schema.tables.bases import ADMITTED
from sync.rules.consent import Gate
from sync.rules.mask import OF_THE_ROW, mask_rows
from sync.rules.memory import RowMemory
from sync.rules.merge import MergedTable, merge_table
from sync.rules.row_issues import BRING_BACK, DELETE, row_question, unmasked_row_gone
from sync.rules.typed_word import typed_word
from sync.rules.world import World

YES, NO = "да", "нет"
NAME = "full_name"
LONGEST_CELL = 50_000  # characters: Google refuses a batch with a longer cell, whole
CUT = " … (ответ целиком — в форме)"


def answered_values(table: Table, questionnaire: Questionnaire, answer: Answer) -> dict[str, Value]:
    """An answer's values by the columns it fills; an answered question of another branch never empties one.

    Nor does an answer to questions that we no longer ask: nobody can tell which columns they filled.
    """
    columns = [] if answer.unknown else answer_columns(table, questionnaire)
    values: dict[str, Value] = {column.key: None for column in columns}
    for question in questionnaire.questions:
        if question.target in values and question.key in answer.values:
            values[question.target] = to_value(table.by_key[question.target].kind, answer.text(question.key))
    return values


def answer_columns(table: Table, questionnaire: Questionnaire) -> list[Column]:
    return [column for column in table.columns if column.key in questionnaire.targets]


def to_value(kind: Kind, text: str) -> Value:
    """What an answer's text means in a column of this kind; what does not fit stays the text that it is."""
    if kind is Kind.DATE:
        return to_date(text) or text
    if kind is Kind.WHOLE and (number := to_whole(text)) is not None:
        return number
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def mentoring_form(world: World, answer: Answer) -> str:
    """Which form of mentoring an application is for, by what «role» means; "" when its wording is unknown."""
    return world.questionnaire(answer).by_key["role"].meaning(answer.text("role"))


def wanted_rows(
    world: World, table: Table, purpose: Purpose, gates: Mapping[str, Gate], memory: Mapping[str, RowMemory]
) -> tuple[dict[str, dict[str, Value]], dict[str, RowMemory]]:
    """What the machine wants of every row of a base, and the facts that it keeps: number and day of entering."""
    wanted: dict[str, dict[str, Value]] = {}
    facts = dict(memory)
    standing = {code: rows[0] for code, rows in rows_by_key(world.find_sheet(table.key)).items()}
    number = highest_number(memory, standing)
    for code, gate in in_order(gates, purpose):
        answer = gate.person.newest[purpose]
        known = facts.get(code, RowMemory())
        if gate.expired:
            if "number" in known.facts:
                wanted[code] = {"code": code, "consent": gate.state}
            continue
        if "number" not in known.facts:
            known = with_entry(known, standing.get(code), number + 1, world.today)
            number = max(number, known.facts["number"])
        facts[code] = known
        wanted[code] = {
            "code": code,
            **answered_values(table, world.questionnaire(answer), answer),
            "number": known.facts["number"],
            "entered": to_date(str(known.facts["entered"])),
            "consent": gate.state,
        }
        if form := mentoring_form(world, answer):
            wanted[code]["mentoring_form"] = form
    for code in standing.keys() - wanted.keys():  # every answer is gone, but what the machine says of them goes on
        if code in gates and gates[code].visible and "number" in facts.get(code, RowMemory()).facts:
            wanted[code] = {"code": code, "consent": gates[code].state}
    return wanted, facts


def highest_number(memory: Mapping[str, RowMemory], standing: Mapping[str, RowAsRead]) -> int:
    """The last number given: as remembered, or as shown in rows whose numbers were forgotten."""
    known = {code: row.facts["number"] for code, row in memory.items() if "number" in row.facts}
    shown = [row.values.get("number") for code, row in standing.items() if code not in known]
    return max([*known.values(), *(number for number in shown if type(number) is int)], default=0)


def with_entry(known: RowMemory, row: RowAsRead | None, number: int, today: date) -> RowMemory:
    """The number and the day of entering: those that the row shows, if there is one, else new ones."""
    shown = row.values.get("number") if row else None
    day = row.values.get("entered") if row else None
    return known.with_facts(
        number=shown if type(shown) is int else number,
        entered=(day if isinstance(day, date) else today).isoformat(),
    )


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
    expired: Container[str],
) -> MergedTable:
    """A base merged, and every row of those whose gate is closed masked. What expired brings back no masked row."""
    hidden = {code for code in wanted if code in expired and memory.get(code, RowMemory()).masked}
    wanted = {code: values for code, values in wanted.items() if code not in hidden}
    merged = merge_table(table, sheet, wanted, memory, choices)
    records, remembered = dict(merged.records), dict(merged.memory)
    masked: list[RowChange] = []
    issues = list(merged.issues)
    standing = rows_by_key(sheet)
    shut = dict.fromkeys(code for code in closed if code not in wanted)
    held = {code: known for code, known in merged.memory.items() if code not in shut}
    for code in shut:
        known = remembered.get(code, RowMemory())
        if code in standing:
            theirs = [row for row in standing[code] if not is_anothers(row, known, held, standing)]
            changes, remembered[code], records[code] = mask_rows(table, theirs, known)
            masked += changes
        elif choices.get(row_question(table, code)) == DELETE:
            remembered[code] = replace(known, dropped=True)
        elif choices.get(row_question(table, code)) == BRING_BACK:  # it comes with the consent
            remembered[code] = replace(known, cells={}, corrected={}, dropped=False)
        elif known.cells and not (known.masked or known.dropped):
            issues.append(unmasked_row_gone(table, code))
    change = replace(merged.change, rows=(*merged.change.rows, *masked)) if masked else merged.change
    agreed = without_gone(remembered, {*wanted, *closed, *standing})
    return MergedTable(change, records, agreed, tuple(issues), merged.restored, merged.changed)


def is_anothers(
    row: RowAsRead, own: RowMemory, held: Mapping[str, RowMemory], standing: Mapping[str, Sequence[RowAsRead]]
) -> bool:
    """Somebody copied this code over theirs: of two rows with it, this one shows the name of a person whose own row is
    gone, whose consent holds, and nothing that is only known of the one with the code.

    ``own`` is what is remembered of that one, ``held`` of those whose consent holds.
    """
    if len(standing[row.key]) == 1:
        return False
    cells = {column: value for column, value in row.values.items() if value is not None and column not in OF_THE_ROW}
    shown = {column: fingerprint(value) for column, value in cells.items()}
    for key, known in held.items():
        if key in standing or known.masked or NAME not in shown or known.cells.get(NAME) != shown[NAME]:
            continue
        return not any(own.cells.get(column) == mark != known.cells.get(column) for column, mark in shown.items())
    return False


def without_gone(memory: Mapping[str, RowMemory], ours: Container[str]) -> dict[str, RowMemory]:
    """Nothing is agreed on a row that is gone and that nothing is wanted of: it would count as vanished for ever."""
    return {
        code: known if code in ours or known.masked or known.dropped else RowMemory(facts=known.facts)
        for code, known in memory.items()
    }


def rows_by_key(sheet: SheetAsRead | None) -> dict[str, list[RowAsRead]]:
    found: dict[str, list[RowAsRead]] = {}
    for row in sheet.rows if sheet else ():
        found.setdefault(row.key, []).append(row)
    return found


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
    return typed_word(marks.text("decision")) == ADMITTED and typed_word(marks.text("trained")) == YES
