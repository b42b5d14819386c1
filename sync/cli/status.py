"""``nastavnik status``."""

from __future__ import annotations

import click

from sync.cli.context import Context, json_option, say_json
from sync.errors import Exit


@click.command()
@json_option
@click.pass_obj
def command(context: Context, as_json: bool) -> int:
    from sync.render.plan_text import last_run_text, status_text
    from sync.run import look_and_decide

    job = context.job()
    last = job.folder.load_last_run()
    if not as_json:  # first of all: it can be told even when the server cannot be reached
        click.echo(last_run_text(last, job.programme.zone))
    _, plan = look_and_decide(job)
    if as_json:
        figures = {**vars(plan.figures), "waiting": len(plan.waiting), "attention": len(plan.issues)}
        say_json(figures=figures, behind=bool(plan), last_run=last and last.to_json())
    else:
        click.echo(status_text(plan))
    return Exit.ATTENTION if plan.issues else Exit.DONE
