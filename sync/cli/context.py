"""What every command starts from: the programme's folder."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click

if TYPE_CHECKING:
    from collections import Counter

    from sync.reading import Job
    from sync.remote.session import Limiter


def typed_code(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """A code as people type it: in small letters, with spaces, on a Russian keyboard."""
    from sync.rules.codes import read_code

    return read_code(value) or value.strip()


code_argument = click.argument("code", metavar="КОД", callback=typed_code)
json_option = click.option("--json", "as_json", is_flag=True, help="Вывести один объект JSON.")
stats_option = click.option("--stats", is_flag=True, help="Показать число обращений к серверу рядом с пределом.")


@dataclass
class Context:
    """The folder (None: not said, and then the current one) and whether details are wanted."""

    chosen: Path | None = None
    debug: bool = False
    debugging: ClassVar[bool] = False

    @property
    def path(self) -> Path:
        return self.chosen or Path()

    def choose(self, folder: Path) -> None:
        self.chosen = folder

    def __post_init__(self) -> None:
        Context.debugging = self.debug

    def job(self, limiter: Limiter | None = None) -> Job:
        """Everything a command needs to reach the programme's books and forms, signed in."""
        from forms.load import load_with_own
        from sync.folder import Folder
        from sync.programme import load_programme
        from sync.reading import Job
        from sync.remote.apis import apis_over
        from sync.remote.sign_in import open_session

        programme = load_programme(self.path)
        folder = Folder(self.path)
        apis = apis_over(open_session(programme, folder, limiter=limiter))
        return Job(programme, folder, apis, load_with_own(folder.questionnaires))


def say(text: str, err: bool = False) -> None:
    """Nobody may be listening any more (``… | tee`` that ended): then the work goes on unheard."""
    try:
        click.echo(text, err=err)
    except OSError:
        stream = sys.stderr if err else sys.stdout
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say_json(**content: Any) -> None:
    say(json.dumps({"schema": 1, "ok": True, **content}, ensure_ascii=False))


def say_calls(calls: Counter[str], allowed: int) -> None:
    from sync.render.plan_text import Bound, calls_text

    say(calls_text(calls, Bound(sum(calls.values()), allowed)), err=True)
