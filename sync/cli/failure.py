"""An error as words and an exit code."""

from __future__ import annotations

import json
import traceback
from typing import Any

import click

from sync.cli.context import Context, say
from sync.errors import Exit


def report(error: Exception, wants_json: bool) -> Exit:
    """Say what happened; gives the exit code."""
    from sync.render.sentences import FORESEEN, exit_code, sentence

    code = exit_code(error)
    said = sentence(error)
    if wants_json:
        say_failure(code, error, **vars(said))
    say(said.text(), err=True)
    context = click.get_current_context(silent=True)
    if (context and context.obj and context.obj.debug) or (not isinstance(error, FORESEEN) and Context.debugging):
        click.echo("".join(traceback.format_exception(error)), err=True)
    return code


def say_failure(code: Exit, error: Exception, **said: str) -> None:
    found: dict[str, Any] = {"schema": 1, "ok": False, "exit": int(code), "error": type(error).__name__}
    say(json.dumps({**found, **said}, ensure_ascii=False))
