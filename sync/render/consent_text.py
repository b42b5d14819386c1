"""Consents, their log and an erasure, as the coordinator reads them in the terminal. Codes; names are in the sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from pathlib import Path

from forms.meanings import PROCESSING, PUBLISHING, REUSING
from sheets_schema.record import Record
from sync.render.act_text import ByHand, hand_lines
from sync.render.person_text import plain
from sync.rules.consent import KINDS, TERM, Gate

WHAT = {"обработка": PROCESSING, "публикация": PUBLISHING, "база": REUSING}
NO_LOG = "В журнале согласий записей пока нет."


def status_lines(gates: Mapping[str, Gate], zone: tzinfo) -> Iterator[str]:
    """How many stand how, then everyone of whom something is to be done."""
    counts = Counter(gate.state for gate in gates.values())
    yield from (f"{state}: {count}" for state, count in sorted(counts.items()))
    yield from (short(gate, zone) for _, gate in sorted(gates.items()) if not gate.open)


def short(gate: Gate, zone: tzinfo) -> str:
    said = f"  {gate.person.code}  {gate.state}"
    if gate.demanded:
        return f"{said}; уничтожить данные до {last_day(gate, zone)}"
    return f"{said}; не хватает: {gate.missing}" if gate.missing else said


def last_day(gate: Gate, zone: tzinfo) -> str:
    return f"{(gate.demanded + TERM).astimezone(zone):%d.%m.%Y}" if gate.demanded else ""


def person_lines(gate: Gate, zone: tzinfo) -> Iterator[str]:
    """One participant, consent by consent."""
    yield short(gate, zone).strip()
    for kind, word in KINDS.items():
        consent = gate.consents[kind]
        day = f" {consent.moment.astimezone(zone):%d.%m.%Y}" if consent.moment else ""
        yield f"  {word}: {str(consent.given) or 'нет'}{day}"


def gate_to_json(gate: Gate, zone: tzinfo) -> dict[str, object]:
    return {
        "code": gate.person.code,
        "state": gate.state,
        "missing": gate.missing,
        "consents": {str(kind): str(consent.given) for kind, consent in gate.consents.items()},
        "erase_until": last_day(gate, zone) or None,
    }


def log_text(lines: Sequence[Record], broken: Sequence[int], code: str = "") -> str:
    """The lines of everybody, or of this code."""
    shown = [
        f"№ {line.text('number')}  {plain(line.get('moment'))} UTC  {line.text('code')}  {line.text('kind')}: "
        f"{line.text('event')}; {line.text('changed')}"
        for line in lines
    ]
    if broken:
        shown.append("Цепочка нарушена, строки по порядку: " + ", ".join(map(str, broken)))
    nothing = f"Об участнике {code} в журнале согласий записей нет." if code else NO_LOG
    return "\n".join(shown or [nothing])


def erased_text(code: str, act: Path, paper: Path, by_hand: ByHand) -> str:
    """What was done, and what is left to people."""
    lines = [
        f"Данные участника {code} удалены из всех таблиц и служебных вкладок. Акт: {act}",
        f"Он же для подписи: {paper}",
    ]
    return "\n".join([*lines, "Осталось удалить руками (это же записано в акте):", *hand_lines(by_hand)])
