"""The log of consents: only ever added to, without names, each line chained to the one before by its digest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from forms.questionnaire import CONSENTS, Purpose
from sheets_schema.as_read import SheetAsRead
from sheets_schema.cells import fingerprint
from sheets_schema.errors import BaseVanished
from sheets_schema.kind import Value, canonical
from sheets_schema.record import Record
from sheets_schema.tables.personal import CONSENT_LOG, PERSONAL
from sync.rules.consent import DENIED, HOLDS, KINDS, RENEW, WAITS, WITHDRAWN, Gate
from sync.rules.consent_words import Given
from sync.rules.editions import Editions
from sync.rules.plan import Issue
from sync.rules.typed_word import typed_word
from sync.rules.world import World

LOG, BROKEN, ACCEPT = "log", "log-broken", "принять"
SHOWN = 10  # numbers of broken lines
LONGEST_NUMBER = 9  # digits; more of them are somebody's typing
UNSAID, EXPIRED = "отметка снята", "пора обновить"
DROPPED, ERASED = "анкета снята", "данные удалены"
ALL_DATA = "все данные"
WHY = {DROPPED: "согласия не было в срок", ERASED: "удалено по решению сотрудника"}
CHANGED = {
    HOLDS: "доступ открыт",
    WAITS: "ждём другого согласия",
    DENIED: "доступ закрыт: отказ",
    WITHDRAWN: "доступ закрыт: отозвано",
    RENEW: "доступ закрыт: обновить согласие",
}
CHAINED = [column.key for column in CONSENT_LOG.columns if column.key != "digest"]
TO_JSON = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True)
class Log:
    """What is to be added to the log, and what is wrong with it.

    ``checkpoint``: number and digest of the last line known to be whole; ``accepted``: marks of broken lines that
    staff took note of.
    """

    new: tuple[Record, ...]
    issues: tuple[Issue, ...] = ()
    accepted: tuple[str, ...] = ()
    checkpoint: tuple[int, str] = (0, "")

    def to_memory(self) -> dict[str, dict[str, Any]]:
        """How many lines there are and what the last one says: a log that was cut is noticed."""
        count, last = self.checkpoint
        if not count:
            return {}
        entry: dict[str, Any] = {"count": count, "last": last}
        return {LOG: entry | ({"accepted": sorted(self.accepted)} if self.accepted else {})}


def continue_log(
    world: World,
    gates: Mapping[str, Gate],
    editions: Editions,
    memory: Mapping[str, Mapping[str, Any]],
    choices: Mapping[str, str],
    endings: Mapping[str, str] | None = None,
) -> Log:
    """The log with one line more for each consent that stands otherwise than it says.

    ``endings`` are those whose data go today: what happened, by code.

    Raises BaseVanished when lines are missing that were there, unless that is to be passed over.
    """
    lines = ordered(world.find_sheet("consent_log"))
    remembered = memory.get(LOG, {})
    missing = remembered.get("count", 0) - len(lines)
    if missing > 0 and not world.force:
        which = missing_numbers(lines, remembered["count"])
        raise BaseVanished(PERSONAL.title, CONSENT_LOG.title, "lines", missing, which)
    moved = is_moved(lines, remembered)
    places = sorted({*broken_lines(lines), *([remembered["count"]] if moved else [])})
    marks = {number: mark_of(lines[number - 1]) for number in places}
    accepted = set(remembered.get("accepted", ())) & set(marks.values())
    if typed_word(choices.get(BROKEN, "")) == ACCEPT:
        accepted = set(marks.values())
    broken = [number for number, mark in marks.items() if mark not in accepted]
    issues = (broken_log(broken),) if broken else ()
    new = (*new_log_lines(world, gates, editions, lines),)
    new += tuple(ending_lines(world, endings or {}, [*lines, *new]))
    whole = [*lines, *new]
    checkpoint = (len(whole), whole[-1].text("digest")) if whole else (0, "")
    if moved and remembered["count"] in broken:
        checkpoint = (remembered["count"], remembered.get("last", ""))
    return Log(new, issues, tuple(accepted), checkpoint)


def is_moved(lines: list[Record], remembered: Mapping[str, Any]) -> bool:
    """The last known line is another one now, however well its sums were made to fit."""
    count: int = remembered.get("count", 0)
    return 0 < count <= len(lines) and lines[count - 1].text("digest") != str(remembered.get("last"))


def mark_of(line: Record) -> str:
    return fingerprint("\n".join(line.text(column.key) for column in CONSENT_LOG.columns))


def broken_log(numbers: list[int]) -> Issue:
    return Issue(
        key=BROKEN,
        what="Журнал согласий кто-то изменил",
        where=CONSENT_LOG.title,
        now="строки по порядку: " + ", ".join(map(str, numbers[:SHOWN])) + (" …" if len(numbers) > SHOWN else ""),
        advice=f"Верните прежние записи из истории версий; если это невозможно, впишите «{ACCEPT}»",
    )


def new_log_lines(
    world: World, gates: Mapping[str, Gate], editions: Editions, lines: Sequence[Record]
) -> Iterator[Record]:
    number, previous = end_of(lines)
    last: dict[tuple[str, str], str] = {}
    said: dict[tuple[str, str], str] = {}
    for line in lines:
        place, event = (line.text("code"), line.text("kind")), line.text("event")
        last[place] = event
        if event != EXPIRED:
            said[place] = event
    for code, gate in sorted(gates.items()):
        for kind, word in KINDS.items():
            event = event_of(gate, kind, said.get((code, word), ""))
            if event and event != last.get((code, word), ""):
                number += 1
                line = log_line(world, gate, kind, event, number, previous, editions)
                previous = line.text("digest")
                yield line


def ending_lines(world: World, endings: Mapping[str, str], lines: Sequence[Record]) -> Iterator[Record]:
    """A line for each code of which nothing else is left."""
    number, previous = end_of(lines)
    for code, event in endings.items():
        number += 1
        said = {"code": code, "kind": ALL_DATA, "event": event, "changed": WHY[event]}
        values: dict[str, Value] = {**dict.fromkeys(CHAINED, ""), **said, "previous": previous}
        line = chained({**values, "number": number, "moment": world.now.replace(microsecond=0)})
        previous = line.text("digest")
        yield line


def chained(values: Mapping[str, Value]) -> Record:
    """A line of the log with its sum."""
    return Record(canonical(values["number"]), {**values, "digest": digest(values)})


def ordered(sheet: SheetAsRead | None) -> list[Record]:
    """The lines in the order of their numbers: staff may have sorted the tab."""
    rows = [row.to_record() for row in sheet.rows if row.key] if sheet else []
    return sorted(rows, key=number_of)


def number_of(line: Record) -> int:
    text = line.text("number")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


def end_of(lines: Sequence[Record]) -> tuple[int, str]:
    """The number and the sum of the last of the ordered lines: the next one goes on from there."""
    return (number_of(lines[-1]), lines[-1].text("digest")) if lines else (0, "")


def event_of(gate: Gate, kind: Purpose, said: str) -> str:
    """How the consent stands, in the words of the log. ``said`` is what it last said of a word of the person's."""
    if kind in gate.renew:
        return EXPIRED
    unsaid = UNSAID if said not in ("", UNSAID) else ""
    given = gate.consents[kind].given
    if given is Given.WITHDRAWN and not said and kind not in gate.needed:
        return ""  # it was neither given nor asked for
    return str(given) or unsaid


def effect(gate: Gate, kind: Purpose) -> str:
    """What a word on this consent came to."""
    if kind in CONSENTS:
        return CHANGED[gate.state]
    return "разрешено" if gate.may(kind) else "не разрешено"


def log_line(
    world: World, gate: Gate, kind: Purpose, event: str, number: int, previous: str, editions: Editions
) -> Record:
    consent = gate.consents[kind]
    by_answer = consent.given in (Given.YES, Given.NO) and consent.moment is not None
    by_response = consent.by_answer and consent.moment is not None
    values: dict[str, Value] = {
        "number": number,
        "moment": world.now.replace(microsecond=0),
        "code": gate.person.code,
        "kind": KINDS[kind],
        "event": event,
        "version": editions.in_force(kind, consent.moment).version if by_answer and consent.moment else "",
        "response": consent.response if by_response else "",
        "changed": effect(gate, kind),
        "previous": previous,
    }
    return chained(values)


def digest(values: Mapping[str, Value]) -> str:
    """Over the canonical text of every other column, in order."""
    text = TO_JSON.encode([canonical(values.get(key)) for key in CHAINED])
    return sha256(text.encode()).hexdigest()[:32]


def missing_numbers(lines: Iterable[Record], count: int) -> tuple[int, ...]:
    """Which of the first ``count`` numbers no line bears."""
    return tuple(sorted(set(range(1, count + 1)) - {number_of(line) for line in lines}))


def broken_lines(lines: Iterable[Record]) -> list[int]:
    """Places of the lines that were changed, or do not follow the one before them."""
    broken, previous, number = [], "", 0
    for place, line in enumerate(lines, start=1):
        its_number, its_sum = number_of(line), line.text("digest")
        whole = its_sum == digest(line.values) and line.text("previous") == previous
        if not whole or its_number != number + 1:
            broken.append(place)
        previous, number = its_sum, its_number
    return broken
