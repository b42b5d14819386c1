"""``nastavnik restore``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from sync.cli.context import Context, json_option, say, say_json
from sync.errors import Exit


@click.command()
@click.argument("file", metavar="ФАЙЛ", type=click.Path(dir_okay=False, path_type=Path))
@json_option
@click.pass_obj
def command(context: Context, file: Path, as_json: bool) -> int:
    from sync.backups import restore
    from sync.folder import Folder
    from sync.render.backup_text import restored_text

    done = restore(Folder(context.path), file, datetime.now(UTC))
    withheld = (done.withheld.answers, done.withheld.rows) if done.withheld else None
    if as_json:
        replaced = str(done.replaced) if done.replaced else None
        say_json(restored=asdict(done.about), withheld=done.withheld and asdict(done.withheld), replaced=replaced)
    else:
        counts = (done.about.forms, done.about.books, done.about.answers)
        say(restored_text(datetime.fromisoformat(done.about.made), counts, withheld, done.replaced))
    return Exit.DONE if withheld else Exit.ATTENTION
