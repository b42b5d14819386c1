"""The papers that were made and lie in the programme's folder: whom they name, and which of them must go.

Every one carries the codes of those whom it names in its properties, so that a file is known whatever it is called and
however it was edited in Word since.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from sync.folder import Folder

KEYWORDS = re.compile(r"<cp:keywords>codes: ([^<]*)</cp:keywords>")
STAY = ("order",)  # what the law has a school keep; an erasure names them for people to decide


def made_papers(folder: Folder) -> Iterator[Path]:
    """Each kind in a folder of its own; what lies beside these are the school's templates."""
    yield from sorted(folder.papers.glob("*/*.docx"))


def forget_papers(folder: Folder, named: Collection[str]) -> tuple[Path, ...]:
    """Delete those which name somebody who may not be named any more; the rest can be made anew.

    One that is open in Word stays until the next time.
    """
    gone = []
    for path in made_papers(folder):
        if path.parent.name not in STAY and not codes_in(path) <= set(named):
            with suppress(PermissionError):
                path.unlink()
                gone.append(path)
    return tuple(gone)


def codes_in(path: Path) -> frozenset[str]:
    """Nobody's, where a file is not one of ours."""
    try:
        with ZipFile(path) as archive:
            properties = archive.read("docProps/core.xml").decode(errors="replace")
    except (OSError, KeyError, BadZipFile):
        return frozenset()
    found = KEYWORDS.search(properties)
    return frozenset(found[1].split()) if found else frozenset()
