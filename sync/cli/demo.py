"""``nastavnik demo``."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.cli.context import Context, json_option, say_json
from sync.errors import Exit

if TYPE_CHECKING:
    from sync.demo.crowd import Crowd


@click.command()
@click.option(
    "--people",
    type=click.IntRange(1, 5000),
    metavar="ЧИСЛО",
    default=60,
    show_default=True,
    help="Сколько человек в школе.",
)
@click.option(
    "--seed",
    type=int,
    metavar="ЧИСЛО",
    default=1,
    show_default=True,
    help="Число, от которого зависит, какой выйдет школа.",
)
@click.option(
    "--answers",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Папка с ответами в CSV: пришлют их, а не придуманные.",
)
@click.option(
    "--until",
    type=click.IntRange(1, 7),
    metavar="ЭТАП",
    default=7,
    show_default=True,
    help="На каком этапе дорожной карты остановиться.",
)
@json_option
@click.pass_obj
def command(context: Context, people: int, seed: int, answers: Path | None, until: int, as_json: bool) -> int:
    from sync.demo.school import free_folder
    from sync.demo.story import School, tell_story
    from sync.render.demo_text import demo_text, papers_line

    crowd = crowd_of(answers) if answers else None
    folder = context.chosen or free_folder()
    school = School(datetime.now(UTC).date(), people, seed, crowd)
    ended = tell_story(folder, school, partial(click.echo, err=as_json), until)
    forms = {form.title: known.address for form in ended.job.filled() if (known := ended.known.forms[form.key]).open}
    books = ended.job.book_addresses(ended.known)
    home = ended.job.programme.address
    if as_json:
        counts = {"answers": ended.answers, "pairs": len(ended.pairs), "papers": len(ended.papers)}
        say_json(**counts, folder=str(folder), forms=forms, books=books)
    else:
        click.echo(demo_text(ended.plan, ended.pairs, forms, books, str(folder), home))
        if ended.papers:
            click.echo(papers_line(len(ended.papers), folder))
    return Exit.DONE


def crowd_of(answers: Path) -> Crowd:
    from forms.load import load_questionnaires
    from sync.demo.answers_csv import UnreadableAnswersError, read_crowd

    try:
        return read_crowd(answers, load_questionnaires())
    except UnreadableAnswersError as error:
        message = f"{error.path}, строка {error.line}: не разобрать «{error.words}»"
        raise click.BadParameter(message, param_hint="--answers") from error
