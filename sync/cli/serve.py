"""``nastavnik serve``."""

from __future__ import annotations

import contextlib
import sys

import click

from sync.cli.context import Context, json_option, say_json


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="ЧИСЛО",
    help="Порт; по умолчанию тот, что в programme.toml.",
)
@click.option(
    "--public-url",
    metavar="АДРЕС",
    help="Адрес, по которому сервер видят телефоны; по умолчанию тот, что в programme.toml.",
)
@json_option
@click.pass_obj
def command(context: Context, port: int | None, public_url: str | None, as_json: bool) -> int:
    from localgoogle.__main__ import main
    from sync.folder import Folder
    from sync.local_server import port_of, server_arguments
    from sync.programme import load_programme

    programme = load_programme(context.path)
    folder = Folder(context.path)
    arguments = [*server_arguments(programme, folder, port or port_of(programme)), "--first-link"]
    arguments += ["--public-url", public_url] if public_url else []
    click.echo(f"Сервер школы. Ключи для программ: {folder.local_tokens}", err=True)
    if port and port != port_of(programme):
        click.echo(f'Впишите в programme.toml, раздел [place]: address = "http://127.0.0.1:{port}"', err=True)
    click.echo("Остановить: Ctrl+C", err=True)
    if not as_json:
        return main(arguments)
    say_json(address=f"http://127.0.0.1:{port or port_of(programme)}")
    with contextlib.redirect_stdout(sys.stderr):
        return main(arguments)
