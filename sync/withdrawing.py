"""A withdrawal that reached the school by word or on paper, entered by command as staff would enter it in the sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sheets_schema.change import BookChange, RowChange, TableChange
from sheets_schema.kind import Value, canonical
from sheets_schema.record import Record
from sync.errors import Overtaken, UnknownCode
from sync.rules.plan import Plan
from sync.run import ATTEMPTS, Job, Outcome, Work, known_files, read_book, synchronise

EVERYTHING = "обработка данных"


def withdraw(job: Job, code: str, what: str, show: Callable[[Plan], None]) -> Outcome:
    """Enter it in «Согласия» for today, and synchronise. Raises UnknownCode, Overtaken."""
    known = known_files(job)
    work = Work(job, known)
    for _ in range(ATTEMPTS):
        as_read = read_book(job, known, "personal")
        sheet = as_read.sheets.get("consents")
        row = sheet.by_key.get(code) if sheet else None
        if row is None:
            raise UnknownCode(code)
        day = (job.apis.session.server_time or datetime.now(UTC)).astimezone(job.programme.zone).date()
        cells: dict[str, Value] = {"withdrawn_on": day, "withdrawn_what": all_named(row.to_record(), what)}
        change = RowChange(row.index, code, cells)
        if work.write_book(as_read, BookChange("personal", (TableChange("consents", rows=(change,)),))):
            return synchronise(job, show)
    raise Overtaken(ATTEMPTS)


def all_named(row: Record, what: str) -> str:
    """What is taken back from now on: a second withdrawal does not undo the first."""
    before = canonical(row.get("withdrawn_what"))
    if not row.get("withdrawn_on") or what in (before, EVERYTHING):
        return what
    return EVERYTHING if before in ("", EVERYTHING) else f"{before}; {what}"
