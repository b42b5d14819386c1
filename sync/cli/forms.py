"""``nastavnik forms``: the surveys, one by one."""

from __future__ import annotations

from pathlib import Path

import click

from sync.cli.context import Context, json_option, say, say_json
from sync.errors import Exit

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    pass


@command.command("list", help="Какие анкеты есть, открыты ли они, сколько ответов и кто ещё не ответил.")
@click.option("--missing", metavar="АНКЕТА", help="Показать поимённо, кто ещё не ответил на эту анкету.")
@json_option
@click.pass_obj
def list_command(context: Context, missing: str | None, as_json: bool) -> int:
    from sync.render.survey_text import missing_text, survey_line
    from sync.surveys import chosen, surveys, to_json

    found = chosen(surveys(context.job()), missing)
    if as_json:
        say_json(forms=[to_json(item, with_names=missing is not None) for item in found])
    elif missing:
        say("\n".join(missing_text(item.title, item.asked, item.missing) for item in found))
    else:
        lines = ((i.title, i.key, i.open, i.address, i.answers, i.asked, len(i.missing)) for i in found)
        say("\n".join(survey_line(*line) for line in lines))
    return Exit.DONE


@command.command("open", help="Открыть анкеты: на них можно отвечать.")
@click.argument("keys", metavar="АНКЕТА…", nargs=-1, required=True)
@json_option
@click.pass_obj
def open_command(context: Context, keys: tuple[str, ...], as_json: bool) -> int:
    return turn(context, keys, accepting=True, as_json=as_json)


@command.command("close", help="Закрыть анкеты: ответов больше не принимать.")
@click.argument("keys", metavar="АНКЕТА…", nargs=-1, required=True)
@json_option
@click.pass_obj
def close_command(context: Context, keys: tuple[str, ...], as_json: bool) -> int:
    return turn(context, keys, accepting=False, as_json=as_json)


def turn(context: Context, keys: tuple[str, ...], *, accepting: bool, as_json: bool) -> int:
    from sync.render.survey_text import turned_text
    from sync.surveys import turn_forms

    titles = turn_forms(context.job(), keys, accepting=accepting)
    if as_json:
        say_json(open=accepting, forms=list(titles))
    else:
        say(turned_text(titles, accepting))
    return Exit.DONE


@command.command("links", help="Личные ссылки участников на открытые анкеты: код в них уже вписан.")
@click.argument("keys", metavar="[АНКЕТА…]", nargs=-1)
@click.option("--csv", "file", metavar="ФАЙЛ", type=FILE, help="Записать таблицу для рассылки.")
@json_option
@click.pass_obj
def links_command(context: Context, keys: tuple[str, ...], file: Path | None, as_json: bool) -> int:
    from sync.folder import OWNER_ONLY, write_whole
    from sync.render.survey_text import links_csv, links_text
    from sync.surveys import personal_links

    links = [(link.person, link.title, link.address) for link in personal_links(context.job(), keys)]
    if file:
        write_whole(file, links_csv(links), OWNER_ONLY)
    if as_json:
        say_json(links=[{"code": who.code, "form": title, "link": link} for who, title, link in links])
    else:
        say(f"Ссылок: {len(links)}. Файл: {file}" if file else links_text(links))
    return Exit.DONE
