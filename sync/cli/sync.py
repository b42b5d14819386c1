"""``nastavnik sync`` and what ``pair`` shares with it."""

from __future__ import annotations

import click

from sync.cli.context import Context, json_option, say_calls, say_json, stats_option
from sync.errors import Exit


@click.command()
@click.option("--force", is_flag=True, help="Продолжить, хотя база или ответы исчезли: их удалили намеренно.")
@stats_option
@json_option
@click.pass_obj
def command(context: Context, force: bool, stats: bool, as_json: bool) -> int:
    return synchronise_and_say(context, stats, as_json, force=force)


def synchronise_and_say(
    context: Context, stats: bool, as_json: bool, wants_pairs: bool = False, force: bool = False
) -> int:
    """One synchronisation, shown and done. Returns 3 when something needs a person's attention."""
    from sync.render.plan_text import plan_text
    from sync.run import allowed_calls, synchronise

    job = context.job(wants_pairs, force)
    outcome = synchronise(job, lambda plan: None if as_json else click.echo(plan_text(plan)))
    calls = job.apis.session.calls
    allowed = allowed_calls(job, outcome)
    if as_json:
        say_json(plan=outcome.first.to_json(), written=outcome.written, calls=dict(calls), allowed=allowed)
    elif outcome.written:
        click.echo("Записано.")
    if stats:
        say_calls(calls, allowed)
    return Exit.ATTENTION if outcome.plan.issues else Exit.DONE
