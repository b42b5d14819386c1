"""``nastavnik setup``."""

from __future__ import annotations

import click

from sync.cli.context import Context, json_option, say_calls, say_json, stats_option
from sync.errors import Exit

KINDS = {"folder": "папка", "form": "анкета", "book": "таблица", "grant": "доступ"}


@click.command()
@click.option("--force", is_flag=True, help="Создать заново файлы, которые удалили намеренно.")
@stats_option
@json_option
@click.pass_obj
def command(context: Context, force: bool, stats: bool, as_json: bool) -> int:
    from sync.cli.sign_in import sign_in_if_needed
    from sync.setup import allowed_calls, set_up

    sign_in_if_needed(context)
    job = context.job()
    made: list[str] = []

    def tell(kind: str, title: str) -> None:
        made.append(f"{KINDS[kind]} «{title}»")
        click.echo(f"Готово: {made[-1]}", err=True)

    known = set_up(job.programme, job.folder, job.apis, job.questionnaires, tell, force)
    links = {form.title: known.forms[form.key].address for form in job.filled()}
    if as_json:
        say_json(made=made, forms=links, calls=dict(job.apis.session.calls))
    else:
        click.echo("Всё на месте." if not made else "Таблицы и анкеты созданы. Ссылки на анкеты:")
        click.echo(
            "\n".join(f"  {title}\n    {address}" for title, address in links.items()) if made else "",
            nl=bool(made),
        )
    if stats:
        say_calls(job.apis.session.calls, allowed_calls(job.programme, len(links)))
    return Exit.DONE
