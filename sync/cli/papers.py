"""``nastavnik papers``, and what ``order`` shares with it."""

from __future__ import annotations

import click

from sync.cli.context import Context, code_argument, json_option, say, say_json
from sync.errors import Exit


@click.group()
def command() -> None:
    """Papers as .docx; ``COMMANDS`` has the words."""


@command.command(help="Индивидуальные планы утверждённых пар.")
@json_option
@click.pass_obj
def plan(context: Context, as_json: bool) -> int:
    return make_and_say(context, ("plan",), as_json)


@command.command(help="Приглашения на праздник участникам пар и одно без имени — для гостей.")
@click.option("--when", metavar="ДЕНЬ", default="", help="Когда праздник: «5 июня, 15:00». Иначе место для записи.")
@click.option("--where", metavar="МЕСТО", default="", help="Где праздник. Иначе место для записи.")
@json_option
@click.pass_obj
def invitations(context: Context, when: str, where: str, as_json: bool) -> int:
    return make_and_say(context, ("invitations",), as_json, when=when, where=where)


@command.command(help="Грамоты по вкладке «Награждение» и список для сайта.")
@json_option
@click.pass_obj
def certificates(context: Context, as_json: bool) -> int:
    return make_and_say(context, ("certificates", "certificates-site"), as_json)


@command.command(help="Заготовки кейсов о парах, в которых оба согласны на публикацию.")
@json_option
@click.pass_obj
def case(context: Context, as_json: bool) -> int:
    return make_and_say(context, ("case",), as_json)


@command.command(help="Протоколы собеседований с наставниками.")
@json_option
@click.pass_obj
def interview(context: Context, as_json: bool) -> int:
    return make_and_say(context, ("interview",), as_json)


@command.command(help="Справка для педагогического совета: цифры, имён нет.")
@json_option
@click.pass_obj
def council(context: Context, as_json: bool) -> int:
    return make_and_say(context, ("council",), as_json)


@command.command(help="Акт об уничтожении данных, для подписи: после erase.")
@code_argument
@json_option
@click.pass_obj
def destruction(context: Context, code: str, as_json: bool) -> int:
    from sync.erasing import paper_of_act

    path = paper_of_act(context.job(), code)
    if as_json:
        say_json(file=str(path))
    else:
        say(f"Акт: {path}")
    return Exit.DONE


@command.command(help="Положить готовые шаблоны в папку papers, чтобы поправить их в Word.")
@json_option
@click.pass_obj
def templates(context: Context, as_json: bool) -> int:
    from sync.folder import Folder
    from sync.papers import write_templates
    from sync.render.papers_text import templates_text

    files = write_templates(Folder(context.path))
    if as_json:
        say_json(files=[str(path) for path in files])
    else:
        say(templates_text(files))
    return Exit.DONE


def make_and_say(context: Context, kinds: tuple[str, ...], as_json: bool, **asked: str | bool) -> int:
    from sync.papers import Asked, make_papers
    from sync.render.papers_text import made_text

    made = make_papers(context.job(), kinds, Asked(**asked))  # type: ignore[arg-type]
    if as_json:
        say_json(files=[str(path) for path in made.files], replaced=made.replaced, left_out=list(made.left_out))
    else:
        say(made_text(kinds[0], made.files, made.replaced, made.left_out))
    return Exit.DONE
