"""The road map in the terminal: a line per activity, within a hundred columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sheets_schema.kind import Value
from sheets_schema.record import Record
from sheets_schema.tables.roadmap import DONE, LATE, LEFT_OUT
from sync.rules.activities import STAGES
from sync.rules.plan import Roadmap
from sync.rules.roadmap import NOT_BEGUN, UNDER_WAY

WIDTH = 100
TITLE, DATES, STATE = 33, 11, 9
BEFORE = 2 + 4 + TITLE + 1 + DATES + 1 + STATE + 1  # what stands before the evidence
SHORT = {LEFT_OUT: "не будет"}


def roadmap_text(roadmap: Roadmap) -> str:
    """All of it, by stages; ``!`` marks what is late."""
    lines = []
    for number, title in enumerate(STAGES, start=1):
        lines += ["", f"{number}. {title}"]
        lines += textwrap.wrap(roadmap.preliminary, WIDTH, initial_indent="  ") if number == 1 else ()
        of_stage = [line for line in roadmap.lines if line.key.startswith(f"{number}.")]
        lines += [text for line in of_stage for text in activity_lines(line)]
    return "\n".join([*lines[1:], "", *textwrap.wrap(summary(roadmap.lines), WIDTH)])


def activity_lines(line: Record) -> Iterator[str]:
    """One line, and what of the evidence does not fit into it below itself."""
    mark = "!" if line.text("late") == LATE else " "
    state = SHORT.get(line.text("state"), line.text("state"))
    told = f"{mark} {line.key:<4}{line.text('activity'):<{TITLE}} {days(line):<{DATES}} {state:<{STATE}} "
    evidence = textwrap.wrap(line.text("evidence"), WIDTH - BEFORE) or [""]
    yield f"{told}{evidence[0]}".rstrip()
    yield from (" " * BEFORE + rest for rest in evidence[1:])


def days(line: Record) -> str:
    """The dates without their year; what staff wrote instead of a date stands in the sheet."""
    return f"{day(line.get('start'))}–{day(line.get('end'))}"


def day(value: Value) -> str:
    return f"{value:%d.%m}" if isinstance(value, date) else "  ?  "


def summary(lines: Iterable[Record]) -> str:
    states = [line.text("state") for line in lines]
    late = sum(line.text("late") == LATE for line in lines)
    counts = {word: states.count(word) for word in (DONE, UNDER_WAY, NOT_BEGUN, LEFT_OUT)}
    told = ", ".join(f"{word}: {count}" for word, count in counts.items() if count)
    return f"{told}." + (f" Срок прошёл (!): {late}." if late else "")


def activity_to_json(line: Record) -> Mapping[str, object]:
    columns = ("stage", "activity", "start", "end", "responsible", "state", "evidence", "mark", "where")
    told = {key: line.text(key) for key in columns}
    return {"number": line.key, **told, "late": line.text("late") == LATE}
