"""``nastavnik pair``."""

from __future__ import annotations

import click

from sync.cli.context import Context, json_option, stats_option
from sync.cli.sync import Wishes, synchronise_and_say


@click.command()
@stats_option
@json_option
@click.pass_obj
def command(context: Context, stats: bool, as_json: bool) -> int:
    return synchronise_and_say(context, Wishes(stats, as_json, wants_pairs=True))
