"""``nastavnik roadmap``."""

from __future__ import annotations

import click

from sync.cli.context import Context, json_option, say, say_json
from sync.errors import Exit


@click.command()
@json_option
@click.pass_obj
def command(context: Context, as_json: bool) -> int:
    from sync.render.roadmap_text import activity_to_json, roadmap_text
    from sync.run import look_and_decide

    _, plan = look_and_decide(context.job())
    if as_json:
        activities = [activity_to_json(line) for line in plan.roadmap.lines]
        say_json(preliminary=plan.roadmap.preliminary, activities=activities)
    else:
        say(roadmap_text(plan.roadmap))
    return Exit.DONE
