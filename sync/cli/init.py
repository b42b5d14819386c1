"""``nastavnik init``."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from sync.cli.context import Context, json_option, say_json
from sync.errors import Exit

QUESTIONS = {
    "school": "Полное название школы",
    "address": "Адрес школы",
    "head": "Директор (фамилия, имя, отчество)",
    "name": "Координатор программы (фамилия, имя, отчество)",
    "email": "Почта координатора",
}


@click.command()
@json_option
@click.pass_obj
def command(context: Context, as_json: bool) -> int:
    from sync.first_programme import refuse_existing, write_first_programme

    refuse_existing(context.path)
    identity = click.prompt("Короткое имя программы латиницей, например school1-2026", err=True)
    answers = {key: click.prompt(question, err=True) for key, question in QUESTIONS.items()}
    path = write_first_programme(context.path, identity, answers, datetime.now(UTC).date())
    if as_json:
        say_json(path=str(path))
        return Exit.DONE
    click.echo(f"Создан {path}. Впишите в него остальных сотрудников.")
    click.echo("Дальше, в отдельном окне: nastavnik serve. Затем: nastavnik setup")
    return Exit.DONE
