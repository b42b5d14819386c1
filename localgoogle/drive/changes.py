"""The log of changes: which files a user should look at again since some moment, and which they have lost.

Each file has one entry, that of its last change, and one more for each person who lost sight of it.
Source: https://developers.google.com/workspace/drive/api/guides/manage-changes
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from localgoogle.drive import permissions
from localgoogle.drive.refusals import invalid_value, required
from localgoogle.state import FOLDER, File

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localgoogle.state import State

ANYONE = "anyone"


@dataclass(frozen=True)
class Change:
    """One entry as a user sees it."""

    number: int
    file_id: str
    time: str
    removed: bool


def start_token(state: State) -> str:
    """The token of what has not happened yet."""
    (last,) = state.db.execute("SELECT coalesce(max(number), 0) FROM changes").fetchone()
    return str(last + 1)


def read_token(text: str) -> int:
    if not text:
        raise required("pageToken")
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise invalid_value("Invalid Value", "pageToken")
    return int(text)


def page(state: State, user: str, token: str, size: int, *, removals: bool) -> tuple[list[Change], str]:
    """The next changes from the token on, and the token of the page after them, "" when these are the last."""
    found: list[Change] = []
    for change in seen_by(state, user, read_token(token)):
        if change.removed and not removals:
            continue
        if len(found) == size:
            return found, str(change.number)
        found.append(change)
    return found, ""


def seen_by(state: State, user: str, start: int) -> list[Change]:
    """The last change of each file since ``start`` that concerns the user, in order."""
    rows = state.db.execute(
        "SELECT number, file_id, time, lost_by FROM changes"
        " WHERE number >= ? AND lost_by IN ('', ?, ?) ORDER BY number",
        (start, ANYONE, user.lower()),
    ).fetchall()
    latest: dict[str, Change] = {}
    for number, file_id, time, lost_by in rows:
        sees = bool(state.right(file_id, user))
        if sees != bool(lost_by):
            latest[file_id] = Change(number, file_id, time, removed=not sees)
    return sorted(latest.values(), key=lambda change: change.number)


@contextmanager
def noting_losses(state: State, file: File) -> Iterator[None]:
    """Around whatever may take a file, and what lies in it, out of somebody's sight."""
    before = {each.id: people(state, each) for each in family(state, file)}
    yield
    for file_id, emails in before.items():
        for email in sorted(emails):
            if not state.right(file_id, None if email == ANYONE else email):
                state.note_change(file_id, email)


def people(state: State, file: File) -> set[str]:
    return {each.email.lower() or ANYONE for each in permissions.visible(state, file, published=False)}


def family(state: State, file: File) -> list[File]:
    """The file, and all that lies in a folder."""
    inside = [each for each in state.files() if file.id in each.parents] if file.mime == FOLDER else []
    return [file, *(deeper for each in inside for deeper in family(state, each))]


def note_all(state: State, file: File) -> None:
    """A folder's sharing has changed, and so has that of everything in it."""
    for each in family(state, file):
        state.note_change(each.id)
