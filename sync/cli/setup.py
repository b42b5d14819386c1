"""``nastavnik setup``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import click

from sync.cli.context import Context, json_option, say_calls, say_json, stats_option
from sync.errors import Exit

FILES = {"folder": "папка", "form": "анкета", "book": "таблица"}
RIGHTS = {"grant": "доступ", "closed": "доступ закрыт"}
BY_HAND = "by hand"


@dataclass
class Told:
    """What set-up did, said while it does it: files and rights; ``by_hand`` are rights that it left alone."""

    files: list[str] = field(default_factory=list)
    rights: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)

    def __call__(self, kind: str, title: str) -> None:
        if kind == BY_HAND:
            self.by_hand.append(title)
            click.echo(f"Доступ открыт вручную, программа его не трогает: «{title}»", err=True)
            return
        done = f"{(FILES | RIGHTS)[kind]} «{title}»"
        (self.files if kind in FILES else self.rights).append(done)
        click.echo(f"Готово: {done}", err=True)

    def text(self, links: Mapping[str, str]) -> str:
        """The last word, with the forms' addresses when there is a new one among them."""
        if not self.files:
            return "Доступ обновлён." if self.rights else "Всё на месте."
        lines = [f"  {title}\n    {address}" for title, address in links.items()]
        return "\n".join(["Таблицы и анкеты созданы. Ссылки на анкеты:", *lines])


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
    told = Told()
    known = set_up(job.programme, job.folder, job.apis, job.questionnaires, told, force)
    links = {form.title: known.forms[form.key].address for form in job.filled()}
    if as_json:
        made = [*told.files, *told.rights]
        say_json(made=made, by_hand=told.by_hand, forms=links, calls=dict(job.apis.session.calls))
    else:
        click.echo(told.text(links))
    if stats:
        say_calls(job.apis.session.calls, allowed_calls(job.programme, len(links)))
    return Exit.DONE
