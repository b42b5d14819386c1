"""The log of consents: only ever added to, without names, each line chained to the one before by its digest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from forms.questionnaire import Purpose
from sheets_schema.as_read import SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.kind import Value, canonical
from sheets_schema.record import Record
from sheets_schema.tables.personal import CONSENT_LOG
from sync.rules.consent import DENIED, HOLDS, KINDS, RENEW, WAITS, Gate, Given
from sync.rules.world import World

WITHDRAWN, EXPIRED = "отметка снята", "пора обновить"
CHANGED = {
    HOLDS: "доступ открыт",
    WAITS: "ждём другого согласия",
    DENIED: "доступ закрыт: отказ",
    RENEW: "доступ закрыт: обновить согласие",
}
CHAINED = [column.key for column in CONSENT_LOG.columns if column.key != "digest"]


def new_log_lines(world: World, gates: Mapping[str, Gate]) -> list[Record]:
    """One line for each consent that stands otherwise than the log says."""
    sheet = world.find_sheet("consent_log")
    lines = ordered(sheet)
    last = {(line.text("code"), line.text("kind")): line.text("event") for line in lines}
    number = max((int(line.text("number")) for line in lines if line.text("number").isdigit()), default=0)
    previous = lines[-1].text("digest") if lines else ""
    added = []
    for code, gate in sorted(gates.items()):
        for kind, word in KINDS.items():
            event = event_of(gate, kind, last.get((code, word), ""))
            if event:
                number += 1
                line = log_line(world, gate, kind, event, number, previous)
                previous = line.text("digest")
                added.append(line)
    return added


def ordered(sheet: SheetAsRead | None) -> list[Record]:
    """The lines in the order of their numbers: staff may have sorted the tab."""
    rows = [row.to_record() for row in sheet.rows if row.key] if sheet else []
    return sorted(rows, key=lambda line: int(line.text("number")) if line.text("number").isdigit() else 0)


def event_of(gate: Gate, kind: Purpose, last: str) -> str:
    """The event to log, or "" when the log already says so."""
    consent = gate.consents[kind]
    unsaid = WITHDRAWN if last not in ("", WITHDRAWN) else Given.NONE
    event = EXPIRED if kind in gate.renew and consent.holds else consent.given or unsaid
    return "" if event == last else str(event)


def log_line(world: World, gate: Gate, kind: Purpose, event: str, number: int, previous: str) -> Record:
    consent = gate.consents[kind]
    answer = consent.answer if consent.given in (Given.YES, Given.NO) else None
    values: dict[str, Value] = {
        "number": number,
        "moment": world.now.replace(microsecond=0),
        "code": gate.person.code,
        "kind": KINDS[kind],
        "event": event,
        "version": world.questionnaire(answer).version if answer else "",
        "response": fingerprint(answer.response_id) if answer else "",
        "changed": CHANGED[gate.state],
        "previous": previous,
    }
    values["digest"] = digest(values)
    return Record(str(number), values)


def digest(values: Mapping[str, Value]) -> str:
    """Over the canonical text of every other column, in order."""
    text = json.dumps([canonical(values.get(key)) for key in CHAINED], ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:32]


def broken_lines(lines: Iterable[Record]) -> list[int]:
    """Numbers of the lines that were changed, or do not follow the one before them."""
    broken, previous = [], ""
    for number, line in enumerate(lines, start=1):
        whole = line.text("digest") == digest(line.values) and line.text("previous") == previous
        if not whole or line.text("number") != str(number):
            broken.append(number)
        previous = line.text("digest")
    return broken
