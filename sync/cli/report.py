"""``nastavnik report``."""

from __future__ import annotations

from pathlib import Path

import click

from sync.cli.context import Context, json_option, say, say_json
from sync.errors import Exit

FILE = click.Path(dir_okay=False, path_type=Path)
FOR_STAFF = "Отчёт для сотрудников: в нём коды участников и слова из анкет. На сайт годится только report --public."
FOR_ALL = "Отчёт без имён, кодов и чьих-либо слов; малые группы скрыты. Перед публикацией просмотрите его."


@click.command()
@click.option("--public", is_flag=True, help="Для сайта школы: без кодов и слов, малые группы скрыты.")
@click.option("--output", metavar="ФАЙЛ", type=FILE, help="Куда записать; иначе — в папку программы.")
@json_option
@click.pass_obj
def command(context: Context, public: bool, output: Path | None, as_json: bool) -> int:
    from sync.reports import write_report

    path = write_report(context.job(), output, public=public)
    if as_json:
        say_json(file=str(path), public=public)
    else:
        say(f"Отчёт готов, откройте его в браузере: {path}\n{FOR_ALL if public else FOR_STAFF}")
    return Exit.DONE
