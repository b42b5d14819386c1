"""``nastavnik pair``."""

from __future__ import annotations

from dataclasses import replace

import click

from sync.cli.context import Context, json_option, say, say_json, stats_option
from sync.cli.sync import Wishes, synchronise_and_say
from sync.errors import Exit
from sync.rules.way import Way

Couple = tuple[str, str]


class CoupleType(click.ParamType):
    """A mentee and a mentor, by code or name, with = between them."""

    name = "couple"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Couple:
        mentee, _, mentor = (part.strip() for part in str(value).partition("="))
        if not (mentee and mentor):
            self.fail(f"«{value}»: нужны наставляемый и наставник через знак =, кодами или именами.", param, ctx)
        return mentee, mentor


@click.command()
@click.option("--repair", "way", flag_value=Way.REPAIR.value, help="Кто-то выбыл: изменить поменьше предложений.")
@click.option("--fresh", "way", flag_value=Way.FRESH.value, help="Показать, какими были бы все предложения заново.")
@click.option("--yes", is_flag=True, help="Вместе с --fresh: записать показанное.")
@click.option("--what-if", "couple", type=CoupleType(), metavar="А=Б", help="Сказать, чего стоит закрепить эту пару.")
@click.option("--verify", is_flag=True, help="Проверить по таблицам, что лучше последнего подбора не бывает.")
@stats_option
@json_option
@click.pass_obj
def command(
    context: Context, way: str | None, yes: bool, couple: Couple | None, verify: bool, stats: bool, as_json: bool
) -> int:
    refuse_mixed([way, couple, verify], yes=yes and way != Way.FRESH)
    if couple:
        return say_price(context, couple, as_json)
    if verify:
        return say_verdict(context, as_json)
    wishes = Wishes(stats, as_json, wants_pairs=True, way=Way(way or Way.ADD))
    return show_round(context, wishes) if way == Way.FRESH and not yes else synchronise_and_say(context, wishes)


def refuse_mixed(asked: list[object], *, yes: bool) -> None:
    if sum(map(bool, asked)) > 1:
        raise click.UsageError("--repair, --fresh, --what-if и --verify — разные вопросы: выберите один.")
    if yes:
        raise click.UsageError("--yes нужен только вместе с --fresh.")


def show_round(context: Context, wishes: Wishes) -> int:
    """What the round would change; nothing is written."""
    from sync.render.pair_text import NOT_YET, round_text
    from sync.run import look_and_decide

    job = replace(context.job(), wants_pairs=True, way=wishes.way)
    _, plan = look_and_decide(job)
    if wishes.as_json:
        say_json(plan=plan.to_json(), written=[])
    else:
        say("\n".join([round_text(plan), NOT_YET] if plan.round else [round_text(plan)]))
    return Exit.ATTENTION if plan.issues else Exit.DONE


def say_price(context: Context, couple: Couple, as_json: bool) -> int:
    from sync.reading import collect_and_read, known_files
    from sync.render.pair_text import price_json, price_text
    from sync.rules.pair_questions import price_of

    job = context.job()
    priced = price_of(collect_and_read(job, known_files(job)), *couple)
    if as_json:
        say_json(**price_json(priced))
    else:
        say(price_text(priced))
    return Exit.DONE if priced.price else Exit.ATTENTION


def say_verdict(context: Context, as_json: bool) -> int:
    from sync.reading import collect_and_read, known_files
    from sync.render.pair_text import verdict_json, verdict_text
    from sync.rules.pair_questions import verdict_of

    job = context.job()
    verdict = verdict_of(collect_and_read(job, known_files(job)))
    if as_json:
        say_json(**verdict_json(verdict))
    else:
        say(verdict_text(verdict))
    return Exit.DONE if verdict.holds else Exit.ATTENTION
