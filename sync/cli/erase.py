"""``nastavnik erase``."""

from __future__ import annotations

import secrets

import click

from sync.cli.context import Context, code_argument, json_option, say, say_json
from sync.errors import Exit


@click.command()
@code_argument
@json_option
@click.pass_obj
def command(context: Context, code: str, as_json: bool) -> int:
    from sync.erasing import erase
    from sync.render.consent_text import erased_text
    from sync.render.plan_text import plan_text

    salt = secrets.token_hex(16)
    gone = erase(context.job(), code, salt, lambda plan: None if as_json else say(plan_text(plan)))
    if as_json:
        say_json(
            code=gone.told.code,
            act=str(gone.act),
            paper=str(gone.paper),
            rows=dict(gone.told.rows),
            by_hand=vars(gone.by_hand),
        )
    else:
        say(erased_text(gone.told.code, gone.act, gone.paper, gone.by_hand))
    return Exit.ATTENTION
