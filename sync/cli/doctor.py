"""``nastavnik doctor``."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from sync.cli.context import Context, json_option, say, say_json
from sync.errors import Exit


@click.command()
@json_option
@click.pass_obj
def command(context: Context, as_json: bool) -> int:
    from sync.checkup import examine
    from sync.folder import Folder
    from sync.render.checkup_text import checkup_lines, finding_to_json

    found = []
    for each in examine(Folder(context.path), lambda: datetime.now(UTC)):
        found.append(each)
        if not as_json:
            say("\n".join(checkup_lines(each.what, each.wrong, each.error)))
    if as_json:
        say_json(checks=[finding_to_json(each.what, each.wrong, each.error) for each in found])
    return Exit.DONE if all(each.well for each in found) else Exit.ATTENTION
