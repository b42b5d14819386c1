"""Everything that the school holds on one person, as a text: a right of theirs (152-FZ, article 14)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sync.folder import OWNER_ONLY, Folder, write_whole
from sync.reading import Job
from sync.render.person_text import person_text
from sync.rules.erasure import look
from sync.rules.theirs import held_on
from sync.run import look_and_decide

EXTRACTS = "выписки"


def write_person(job: Job, code: str) -> Path:
    """Write the file for today and give its path. Raises UnknownCode."""
    world, _ = look_and_decide(job)
    world, gated = look(world)
    person = gated.find(code).person
    now = job.apis.session.server_time or datetime.now(UTC)
    day = now.astimezone(job.programme.zone).date()
    path = folder_of(job.folder) / f"{person.code}-{day.isoformat()}.txt"
    write_whole(path, person_text(world, held_on(world, gated, person), day), OWNER_ONLY)
    return path


def folder_of(folder: Folder) -> Path:
    return folder.path / EXTRACTS


def extracts_of(folder: Folder, code: str) -> list[Path]:
    """The extracts about one person that lie in the programme's folder."""
    return sorted(folder_of(folder).glob(f"{code}-*.txt"))
