"""How consents stand and what their log says, for those who only look."""

from __future__ import annotations

from sheets_schema.record import Record
from sync.reading import Job, known_files, read_book
from sync.rules.consent import Gate
from sync.rules.consent_log import broken_lines, ordered
from sync.rules.erasure import look
from sync.run import look_and_decide


def gates_of(job: Job, code: str = "") -> dict[str, Gate]:
    """Everybody's, or one person's under the code that was asked for. Raises UnknownCode."""
    world, _ = look_and_decide(job)
    _, gated = look(world)
    return {code: gated.find(code)} if code else dict(gated.gates)


def log_of(job: Job, code: str = "") -> tuple[list[Record], list[int]]:
    """The lines in order, all or those of a code, and the places where the chain of all of them is broken."""
    lines = ordered(read_book(job, known_files(job), "personal").sheets.get("consent_log"))
    return [line for line in lines if code in ("", line.text("code"))], broken_lines(lines)
