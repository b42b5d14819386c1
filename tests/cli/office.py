"""A coordinator's folder and command line, as a test meets them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sync.folder import Folder, write_secret

if TYPE_CHECKING:
    from collections.abc import Mapping

REPOSITORY = Path(__file__).parents[2]
PROGRAMME = """
[school]
name = "Школа № 1"
address = "г. Пример"
head = "Иванова Анна Петровна"

[programme]
id = "school1-2026"
year = "2026-2027"
until = 2027-08-31
time_zone = "Europe/Moscow"
forms = ["ученик — ученик"]

[place]
kind = "local"
address = "http://127.0.0.1:8017"

[[staff]]
name = "Петрова Мария Сергеевна"
email = "petrova@school.example"
position = "координатор"

[[staff]]
name = "Сидорова Ольга Ивановна"
email = "sidorova@school.example"
position = "методист"
"""
GOOGLE = PROGRAMME.replace('"local"\naddress = "http://127.0.0.1:8017"', '"google"')


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code, and what it printed where."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Office:
    """The folder of one programme."""

    path: Path

    @property
    def folder(self) -> Folder:
        return Folder(self.path)

    def programme(self, text: str = PROGRAMME) -> None:
        (self.path / "programme.toml").write_text(text, encoding="utf-8")

    def tokens(self, **users: str) -> None:
        """The keys of the school's own server, as ``serve`` makes them."""
        write_secret(self.folder.local_tokens, {"users": users or {"petrova@school.example": "key"}})

    def secret(self, path: Path, text: str, mode: int = 0o600) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)


def nastavnik(*arguments: str, cwd: Path = REPOSITORY, environment: Mapping[str, str] | None = None) -> Ran:
    """The real command in a process of its own; its output must be UTF-8 whatever the machine is set to."""
    found = {"PYTHONPATH": str(REPOSITORY)} | dict(environment or {})
    done = subprocess.run(
        [sys.executable, "-m", "sync", *arguments],
        cwd=cwd,
        env=os.environ | found,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    ran = Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
    assert "Traceback" not in ran.out + ran.err, ran.err
    return ran
