"""``nastavnik export``."""

from __future__ import annotations

import click

from sync.cli.context import Context, code_argument, json_option, say, say_json
from sync.errors import Exit

HAND_OVER = (
    "Отдайте её самому участнику или его родителям и удалите файл.\n"
    "В строках пар названы и другие люди: лишнее о них зачеркните."
)


@click.group()
def command() -> None:
    """What leaves the tables as files; ``COMMANDS`` has the words."""


@command.command(help="Всё, что хранится об одном участнике, одним файлом.")
@code_argument
@json_option
@click.pass_obj
def person(context: Context, code: str, as_json: bool) -> int:
    from sync.person_file import write_person

    path = write_person(context.job(), code)
    if as_json:
        say_json(file=str(path))
    else:
        say(f"Выписка готова: {path}\n{HAND_OVER}")
    return Exit.DONE
