"""``nastavnik demo``."""

from __future__ import annotations

import click

from sync.cli.context import Context, json_option, say_json
from sync.errors import Exit


@click.command()
@click.option("--people", type=click.IntRange(1, 5000), default=60, show_default=True, help="Сколько человек в школе.")
@click.option("--seed", type=int, default=1, show_default=True, help="Число, от которого зависит, какой выйдет школа.")
@json_option
@click.pass_obj
def command(context: Context, people: int, seed: int, as_json: bool) -> int:
    from sync.demo.school import free_folder
    from sync.demo.story import tell_story
    from sync.render.demo_text import demo_text

    folder = context.chosen or free_folder()
    ended = tell_story(folder, people, seed, lambda line: click.echo(line, err=as_json))
    forms = {form.title: ended.known.forms[form.key].address for form in ended.job.filled()}
    books = ended.job.book_addresses(ended.known)
    home = ended.job.programme.address
    if as_json:
        say_json(answers=ended.answers, pairs=len(ended.pairs), folder=str(folder), forms=forms, books=books)
    else:
        click.echo(demo_text(ended.plan, ended.pairs, forms, books, str(folder), home))
    return Exit.DONE
