"""``nastavnik consent``."""

from __future__ import annotations

import click

from sync.cli.context import Context, code_argument, json_option, say, say_json, typed_code
from sync.errors import Exit

WHAT = click.Choice(["обработка", "публикация", "база"])
code_or_all = click.argument("code", metavar="[КОД]", default="", callback=typed_code)


@click.group()
def command() -> None:
    """Consents; ``COMMANDS`` has the words."""


@command.command(help="Чьи согласия действуют, кого ждём, у кого отозвано.")
@code_or_all
@json_option
@click.pass_obj
def status(context: Context, code: str, as_json: bool) -> int:
    from sync.consents import gates_of
    from sync.render.consent_text import gate_to_json, person_lines, status_lines

    job = context.job()
    zone, found = job.programme.zone, gates_of(job, code)
    if as_json:
        say_json(people=[gate_to_json(gate, zone) for _, gate in sorted(found.items())])
    else:
        say("\n".join(person_lines(found[code], zone) if code else status_lines(found, zone)))
    return Exit.DONE


@command.command(help="Записать отзыв, который сказали или принесли на бумаге.")
@code_argument
@click.option("--what", type=WHAT, default="обработка", metavar="ЧТО", help="Что: обработка, публикация или база.")
@json_option
@click.pass_obj
def withdraw(context: Context, code: str, what: str, as_json: bool) -> int:
    from sync.render.consent_text import WHAT as NAMED
    from sync.render.plan_text import plan_text
    from sync.withdrawing import withdraw as enter

    outcome = enter(context.job(), code, NAMED[what], lambda plan: None if as_json else say(plan_text(plan)))
    if as_json:
        say_json(code=code, what=NAMED[what], plan=outcome.plan.to_json())
    else:
        say(f"Отзыв записан: {code}, {NAMED[what]}.")
    return Exit.ATTENTION if outcome.plan.issues else Exit.DONE


@command.command(help="Журнал согласий, весь или одного участника; цепочка проверяется.")
@code_or_all
@json_option
@click.pass_obj
def log(context: Context, code: str, as_json: bool) -> int:
    from sheets_schema.kind import canonical
    from sync.consents import log_of
    from sync.render.consent_text import log_text

    lines, broken = log_of(context.job(), code)
    if as_json:
        said = [{key: canonical(value) for key, value in line.values.items()} for line in lines]
        say_json(lines=said, broken=broken)
    else:
        say(log_text(lines, broken, code))
    return Exit.ATTENTION if broken else Exit.DONE
