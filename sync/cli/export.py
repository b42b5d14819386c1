"""``nastavnik export``."""

from __future__ import annotations

import click

from sync.cli.context import Context, json_option, say, say_json
from sync.errors import Exit


@click.group()
def command() -> None:
    """What leaves the tables as files; ``COMMANDS`` has the words."""


@command.command(help="Всё, что хранится об одном участнике, одним файлом.")
@click.argument("code", metavar="КОД")
@json_option
@click.pass_obj
def person(context: Context, code: str, as_json: bool) -> int:
    from sync.person_file import write_person

    path = write_person(context.job(), code)
    if as_json:
        say_json(file=str(path))
    else:
        say(f"Выписка готова: {path}\nОтдайте её самому участнику или его родителям и удалите файл.")
    return Exit.DONE
