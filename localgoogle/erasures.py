"""What was deleted for good: so that neither the log of the database nor an older backup brings it back.

A mark tells what was deleted only to who has the deleted thing in hand: docs/decisions/0016-backups-and-erasure.md.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from localgoogle.state import State


def note_response(state: State, form_id: str, response_id: str) -> None:
    """A person's answer to a form is gone for good."""
    note(state, [mark_of("response", form_id, response_id)])


def note_rows(state: State, file_id: str, sheet_id: int, row_ids: Iterable[int]) -> None:
    """Rows of a sheet were deleted; their ids are never used again."""
    note(state, [mark_of("row", file_id, sheet_id, row_id) for row_id in row_ids])


def note(state: State, marks: list[str]) -> None:
    rows = [(mark, state.timestamp()) for mark in marks]
    state.db.executemany("INSERT OR IGNORE INTO erasures VALUES (?, ?)", rows)
    state.erased = True


def mark_of(kind: str, *place: str | int) -> str:
    return hashlib.sha256("\n".join(map(str, (kind, *place))).encode()).hexdigest()


def known_marks(db: sqlite3.Connection) -> dict[str, str]:
    """Every mark of a database with the moment of the deletion."""
    return dict(db.execute("SELECT mark, moment FROM erasures").fetchall())
