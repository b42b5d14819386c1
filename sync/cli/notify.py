"""``nastavnik notify``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from sync.cli.context import Context, json_option, say, say_json, typed_code
from sync.errors import Exit

if TYPE_CHECKING:
    from sync.notifying import Told, Way
    from sync.reading import Job
    from sync.rules.letters import Asked

ALONE = "--only-to-me — это проба отправки: добавьте --send."
MOMENT = click.DateTime(formats=["%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"])


@dataclass(frozen=True)
class Wishes:
    """How letters were asked for."""

    send: bool
    only_to_me: bool
    again: tuple[str, ...]
    as_json: bool


def typed_codes(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(typed_code(context, parameter, value) for value in values)


def typed_pair(context: click.Context, parameter: click.Parameter, value: str) -> str:
    return "-".join(typed_code(context, parameter, part) for part in value.split("-"))


def with_wishes(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that letters of every kind share."""
    options = (
        click.option("--send", is_flag=True, help="Отправить. Без этого ключа письма только готовятся."),
        click.option("--only-to-me", is_flag=True, help="Вместе с --send: проба, все письма придут только куратору."),
        click.option(
            "--again", multiple=True, metavar="КОД", callback=typed_codes, help="Послать ещё раз этому участнику."
        ),
        json_option,
    )
    for option in reversed(options):
        function = option(function)
    return function


anew_option = click.option("--anew", is_flag=True, help="Напомнить и тем, кому уже писали (раз в день).")


@click.group()
def command() -> None:
    """Letters to participants; ``COMMANDS`` has the words."""


@command.command(help="О паре: с кем, первые шаги, личные ссылки.")
@with_wishes
@click.pass_obj
def pairs(context: Context, **wishes: Any) -> int:
    from sync.rules.letters import Asked, Kind

    return notify(context, Wishes(**wishes), lambda _job, again: Asked(Kind.PAIRS, again=again))


@command.command(help="О встрече пары, с файлом для календаря.")
@click.option("--pair", required=True, metavar="ПАРА", callback=typed_pair, help="Ключ пары: КОД-КОД.")
@click.option("--at", required=True, type=MOMENT, metavar="КОГДА", help='Например "2026-11-25 15:00".')
@click.option(
    "--minutes", type=click.IntRange(5, 600), default=40, show_default=True, metavar="МИНУТ", help="Сколько продлится."
)
@click.option("--where", default="", metavar="ГДЕ", help="Место встречи.")
@click.option("--change", type=click.IntRange(1), metavar="№", help="Перенести встречу с этим номером.")
@with_wishes
@click.pass_obj
def meeting(context: Context, **asked: Any) -> int:
    from sync.rules.letters import Asked, Kind

    wishes = Wishes(**{name: asked.pop(name) for name in Wishes.__dataclass_fields__})

    def ask(job: Job, again: frozenset[str]) -> Asked:
        return Asked(Kind.MEETING, again=again, meeting=meeting_of(job, **asked))

    return notify(context, wishes, ask)


def meeting_of(job: Job, pair: str, at: datetime, minutes: int, where: str, change: int | None) -> Any:
    from sync.rules.letters import Meeting

    return Meeting(pair, at.replace(tzinfo=job.programme.zone), minutes, where.strip(), change)


@command.command(help="Об анкетах, на которые ещё не ответили.")
@anew_option
@with_wishes
@click.pass_obj
def surveys(context: Context, anew: bool, **wishes: Any) -> int:
    from sync.rules.letters import Asked, Kind

    return notify(context, Wishes(**wishes), lambda _job, again: Asked(Kind.SURVEYS, anew, again))


@command.command(help="О согласии, которого ждём или пора обновить.")
@anew_option
@with_wishes
@click.pass_obj
def consent(context: Context, anew: bool, **wishes: Any) -> int:
    from sync.rules.letters import Asked, Kind

    return notify(context, Wishes(**wishes), lambda _job, again: Asked(Kind.CONSENT, anew, again))


@command.command(help="Запомнить пароль почты для писем.")
@json_option
@click.pass_obj
def password(context: Context, as_json: bool) -> int:
    from sync.folder import Folder, write_secret
    from sync.programme import load_programme

    load_programme(context.path)
    path = Folder(context.path).mail_password
    write_secret(path, {"password": click.prompt("Пароль почты (при вводе не виден)", hide_input=True, err=True)})
    if as_json:
        say_json(file=str(path))
    else:
        say(f"Пароль записан в {path}; прочесть этот файл можете только вы.")
    return Exit.DONE


def notify(context: Context, wishes: Wishes, ask: Callable[[Job, frozenset[str]], Asked]) -> int:
    if wishes.only_to_me and not wishes.send:
        raise click.UsageError(ALONE)
    from sync.notifying import rehearse, send_letters, write_drafts

    job = context.job()
    asked = ask(job, frozenset(wishes.again))
    if not wishes.send:
        told = write_drafts(job, asked)
    else:
        told = (rehearse if wishes.only_to_me else send_letters)(job, asked, way_of(job))
    say_told(job, wishes, told)
    return Exit.ATTENTION if told.needs_a_person else Exit.DONE


def way_of(job: Job) -> Way:
    import secrets

    from sync.notifying import Way, configured, password_of
    from sync.remote.smtp import Post

    mail = configured(job)
    password = password_of(job.folder, mail)
    return Way(lambda: Post(mail, password), job.apis.session.limiter.sleep, secrets.token_hex(8))


def say_told(job: Job, wishes: Wishes, told: Told) -> None:
    from sync.render import notify_text as text

    if wishes.as_json:
        say_json(**told.to_json())
        return
    if told.meeting:
        say(text.meeting_text(told.meeting))
    if not wishes.send:
        say(text.drafts_text(told.due, told.files, job.folder.letters))
    else:
        titles = (text.LATER, text.REFUSED, text.UNKNOWN, text.PARTLY)
        lists = (told.later, told.refused, told.unknown, told.partly)
        say(text.sent_text(told.sent, dict(zip(titles, lists, strict=True)), told.due, told.files))
