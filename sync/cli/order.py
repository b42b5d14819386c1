"""``nastavnik order``."""

from __future__ import annotations

import click

from sync.cli.context import Context, json_option
from sync.cli.papers import make_and_say


@click.command()
@click.option("--all", "every", is_flag=True, help="Все утверждённые пары, и те, что уже в приказе.")
@json_option
@click.pass_obj
def command(context: Context, every: bool, as_json: bool) -> int:
    return make_and_say(context, ("order",), as_json, every=every)
