"""A folder of a programme, and the command line run inside this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.cli.root import run
from tests.cli.office import Office, Ran

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A folder with a sound programme.toml."""
    made = Office(tmp_path)
    made.programme()
    return made


@pytest.fixture
def command(office: Office, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """``command("plan", "--json")`` runs in the office's folder; a traceback fails the test."""

    def call(*arguments: str) -> Ran:
        capsys.readouterr()
        code = run([*arguments, "--dir", str(office.path)])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err, said.err
        return Ran(code, said.out, said.err)

    return call
