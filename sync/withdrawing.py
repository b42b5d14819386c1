"""A withdrawal that reached the school by word or on paper, entered by command as staff would enter it in the sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from forms.meanings import PROCESSING, PUBLISHING, REUSING
from forms.questionnaire import Purpose
from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.kind import Value
from sync.errors import Overtaken, UnknownCode
from sync.reading import Job, known_files, read_book
from sync.rules.consent import WITHDRAWN, Gate
from sync.rules.consent_words import Given
from sync.rules.erasure import look
from sync.rules.plan import Plan
from sync.run import ATTEMPTS, Outcome, Work, look_and_decide, synchronise

ALONE = {PUBLISHING: Purpose.PUBLICATION, REUSING: Purpose.REUSE}


def withdraw(job: Job, code: str, what: str, show: Callable[[Plan], None]) -> Outcome:
    """Enter it in «Согласия» for today, and synchronise. Raises UnknownCode, Overtaken.

    What is taken back already stays as it stands: the law's term counts from the first time.
    """
    _, gated = look(look_and_decide(job)[0])
    gate = gated.find(code)
    before = taken_back(gate)
    if what not in before and PROCESSING not in before:
        enter(job, gate.person.code, what if what == PROCESSING else "; ".join(sorted({*before, what})))
    return synchronise(job, show)


def taken_back(gate: Gate) -> frozenset[str]:
    """What stands withdrawn today: only one day and one cell are there for all of it."""
    alone = {what for what, kind in ALONE.items() if gate.consents[kind].given is Given.WITHDRAWN}
    return frozenset({*alone, *([PROCESSING] if gate.state == WITHDRAWN else [])})


def enter(job: Job, code: str, what: str) -> None:
    known = known_files(job)
    work = Work(job, known)
    for _ in range(ATTEMPTS):
        as_read = read_book(job, known, "personal")
        sheet = as_read.sheets.get("consents")
        row = sheet.by_key.get(code) if sheet else None
        if row is None:
            raise UnknownCode(code)
        day = (job.apis.session.server_time or datetime.now(UTC)).astimezone(job.programme.zone).date()
        cells: dict[str, Value] = {"withdrawn_on": day, "withdrawn_what": what}
        change = RowChange(row.index, code, cells)
        if work.write_book(as_read, BookChange("personal", (TableChange("consents", rows=(change,)),))):
            return
    raise Overtaken(ATTEMPTS)
