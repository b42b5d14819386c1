"""``nastavnik export``."""

from __future__ import annotations

from pathlib import Path

import click

from sync.cli.context import Context, code_argument, json_option, say, say_json
from sync.errors import Exit

HAND_OVER = (
    "Отдайте её самому участнику или его родителям и удалите файл.\n"
    "В строках пар названы и другие люди: лишнее о них зачеркните."
)
FOLDER = click.Path(file_okay=True, path_type=Path)  # what is wrong with it is told in words of our own
PRIVATE = "В них только те, чьё согласие действует сегодня. Это личные данные: храните файлы под замком."


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


@command.command(help="Базы наставляемых и наставников в официальных столбцах: .xlsx и .csv.")
@click.option("--to", "target", metavar="ПАПКА", type=FOLDER, help="Куда записать; иначе — в «выгрузки» программы.")
@json_option
@click.pass_obj
def bases(context: Context, target: Path | None, as_json: bool) -> int:
    from sync.base_files import write_bases

    files = write_bases(context.job(), target)
    if as_json:
        say_json(files=[{"file": str(file.path), "rows": file.rows} for file in files])
    else:
        say("\n".join([*(f"{file.path}: строк {file.rows}" for file in files), PRIVATE]))
    return Exit.DONE
