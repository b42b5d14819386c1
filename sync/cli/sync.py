"""``nastavnik sync`` and what ``pair`` shares with it."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from sync.cli.context import Context, json_option, say, say_calls, say_json, stats_option
from sync.cli.failure import report
from sync.errors import Exit
from sync.rules.way import Way

if TYPE_CHECKING:
    from sync.reading import Job
    from sync.remote.session import Limiter

STOPPING = "Заканчиваю начатое. Ещё раз Ctrl+C — прервать сразу, данные останутся целы."
SPAN = re.compile(r"(\d{1,4})\s*(?:(m|м|мин)|(h|ч))", re.IGNORECASE)


class Span(click.ParamType):
    """A span of minutes or hours, in seconds."""

    name = "span"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = SPAN.fullmatch(str(value).strip())
        seconds = int(found[1]) * (60 if found[2] else 3600) if found else 0
        if not seconds:
            self.fail(f"«{value}»: нужен промежуток, например 15m (минут) или 1h (час).", param, ctx)
        return seconds


@dataclass(frozen=True)
class Wishes:
    """How a synchronisation was asked for. ``regular``: it is one round of many."""

    stats: bool = False
    as_json: bool = False
    wants_pairs: bool = False
    way: Way = Way.ADD
    force: bool = False
    regular: bool = False


@click.command()
@click.option(
    "--every",
    type=Span(),
    metavar="ВРЕМЯ",
    help="Повторять, пока не остановят: 15m — каждые 15 минут, 1h — каждый час.",
)
@click.option("--force", is_flag=True, help="Продолжить, хотя база или ответы исчезли или изменились: так и задумано.")
@stats_option
@json_option
@click.pass_obj
def command(context: Context, every: int | None, force: bool, stats: bool, as_json: bool) -> int:
    wishes = Wishes(stats, as_json, force=force)
    if every is None:
        return synchronise_and_say(context, wishes)
    if force:
        raise click.UsageError("--force решает один раз, а --every повторяет: выполните их по отдельности.")
    return repeat(context, replace(wishes, regular=True), every)


def synchronise_and_say(context: Context, wishes: Wishes, limiter: Limiter | None = None) -> int:
    """One synchronisation, shown and done. Returns 3 when something needs a person's attention."""
    from sync.render.plan_text import plan_text
    from sync.reports import refresh_report
    from sync.run import allowed_calls, synchronise

    with recorded(context) as ended:
        job = job_as_wished(context, wishes, limiter)
        outcome = synchronise(job, lambda plan: None if wishes.as_json else say(plan_text(plan)))
        if outcome.written:
            refresh_report(job, outcome.plan.monitoring)
        calls = job.apis.session.calls
        allowed = allowed_calls(outcome)
        if wishes.as_json:
            say_json(plan=outcome.first.to_json(), written=outcome.written, calls=dict(calls), allowed=allowed)
        elif outcome.written:
            say("Записано.")
        if wishes.stats:
            say_calls(calls, allowed)
        code = Exit.ATTENTION if outcome.plan.issues else Exit.DONE
        ended(code)
    return code


def job_as_wished(context: Context, wishes: Wishes, limiter: Limiter | None) -> Job:
    job = context.job(limiter)
    return replace(
        job,
        wants_pairs=wishes.wants_pairs,
        way=wishes.way,
        force=wishes.force,
        regular=wishes.regular,
        last_run=job.folder.load_last_run(),
    )


@contextmanager
def recorded(context: Context) -> Iterator[Callable[[Exit], None]]:
    """What ends here, well or not, is remembered on this computer: the next run and ``status`` tell of it."""
    from sync.errors import NoProgramme
    from sync.folder import Folder
    from sync.last_run import next_run
    from sync.render.sentences import exit_code

    folder = Folder(context.path)

    def ended(code: Exit) -> None:
        folder.save_last_run(next_run(folder.load_last_run(), datetime.now(UTC), code))

    try:
        yield ended
    except NoProgramme:
        raise
    except Exception as error:
        ended(exit_code(error))
        raise


def repeat(context: Context, wishes: Wishes, every: int) -> int:
    """One round after another until Ctrl+C. A round that fails is told, and the next one tries again: a network comes
    back, a sheet is mended. Only where the very first one lacks files or rights is there nothing to wait for."""
    from sync.remote.session import Limiter
    from sync.render.sentences import exit_code
    from sync.rounds import Stop, go_round, heard

    stop = Stop(on_ask=lambda: say(STOPPING, err=True))
    limiter = Limiter(sleep=stop.sleep)
    rounds = 0

    def once() -> None:
        nonlocal rounds
        rounds += 1
        try:
            synchronise_and_say(context, wishes, limiter)
        except Exception as error:
            if rounds == 1 and exit_code(error) in (Exit.USAGE, Exit.NO_PERMISSION):
                raise
            report(error, wishes.as_json)
        finally:
            # By itself the collector comes seldom (sync/__main__.py): what a round leaves must not stay for days.
            gc.collect()

    with heard(stop):
        go_round(once, every, stop, say_next)
    say("Остановлено. Данные целы.", err=True)
    return Exit.DONE


def say_next(due: float) -> None:
    moment = datetime.fromtimestamp(due, UTC).astimezone()
    say(f"Следующая синхронизация в {moment:%H:%M}. Остановить: Ctrl+C", err=True)
