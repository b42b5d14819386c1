"""Both bases as files for an inspection, in the official columns: .xlsx and .csv each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sheets_schema.tables.bases import MENTEES, MENTORS
from sync.errors import FileNotWritable, FolderMissing
from sync.folder import OWNER_ONLY, Folder, write_whole
from sync.reading import Job, collect_and_read, known_files
from sync.render.base_csv import base_csv
from sync.render.base_xlsx import base_xlsx
from sync.rules.official import OfficialList, official_bases

FOLDER = "выгрузки"
SUFFIXES = (".xlsx", ".csv")


@dataclass(frozen=True)
class BaseFile:
    """One written file and how many people are in it."""

    path: Path
    rows: int


def write_bases(job: Job, folder: Path | None = None) -> tuple[BaseFile, ...]:
    """Write all four, into the programme's own folder for exports unless told where.

    Raises FolderMissing, FileNotWritable.
    """
    if folder and not folder.is_dir():
        raise FolderMissing(folder)
    bases = official_bases(collect_and_read(job, known_files(job)))
    return tuple(file for base in bases for file in write_base(job, base, folder or folder_of(job.folder)))


def write_base(job: Job, base: OfficialList, folder: Path) -> Iterator[BaseFile]:
    heading = f"{job.programme.school}. {base.table.title}, {job.programme.year} учебный год"
    for suffix, content in zip(SUFFIXES, (base_xlsx(base, heading), base_csv(base)), strict=True):
        path = folder / f"{base.table.title}{suffix}"
        try:
            write_whole(path, content, OWNER_ONLY)
        except OSError as error:
            raise FileNotWritable(path) from error
        yield BaseFile(path, len(base.rows))


def folder_of(folder: Folder) -> Path:
    return folder.path / FOLDER


def exports_of(folder: Folder) -> list[Path]:
    """The files of the bases that lie in the programme's own folder for them."""
    names = [f"{base.title}{suffix}" for base in (MENTEES, MENTORS) for suffix in SUFFIXES]
    return [path for name in names if (path := folder_of(folder) / name).is_file()]
