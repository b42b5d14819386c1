"""``nastavnik backup``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from sync.cli.context import Context, json_option, say, say_json
from sync.errors import Exit

KEPT_DAYS = 30


@click.command()
@click.argument("file", metavar="[ФАЙЛ]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--keep-days",
    type=click.IntRange(1, 3650),
    metavar="ЧИСЛО",
    default=KEPT_DAYS,
    help=f"Сколько дней хранить копии; по умолчанию {KEPT_DAYS}.",
)
@click.option("--list", "only_list", is_flag=True, help="Только показать, какие копии есть.")
@json_option
@click.pass_obj
def command(context: Context, file: Path | None, keep_days: int, only_list: bool, as_json: bool) -> int:
    from sync.backups import back_up, backups_in, backups_of
    from sync.folder import Folder
    from sync.render.backup_text import backups_text, made_text

    folder, now = Folder(context.path), datetime.now(UTC)
    made = None if only_list else back_up(folder, file, now, keep_days)
    kept = [(each.path, each.made) for each in backups_in(backups_of(folder))]
    if as_json:
        listed = [{"file": str(path), "made": moment.isoformat()} for path, moment in kept]
        say_json(file=str(made.path) if made else None, deleted=len(made.expired) if made else 0, backups=listed)
        return Exit.DONE
    say(made_text(made.path, len(made.expired)) if made else backups_text(kept, now))
    return Exit.DONE
