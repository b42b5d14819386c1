"""``nastavnik plan``."""

from __future__ import annotations

import click

from sync.cli.context import Context, json_option, say_json
from sync.errors import Exit


@click.command()
@json_option
@click.pass_obj
def command(context: Context, as_json: bool) -> int:
    from sync.render.plan_text import plan_text
    from sync.run import look_and_decide

    _, plan = look_and_decide(context.job())
    if as_json:
        say_json(plan=plan.to_json())
    else:
        click.echo(plan_text(plan))
    return Exit.ATTENTION if plan.issues else Exit.DONE
