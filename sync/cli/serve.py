"""``nastavnik serve``."""

from __future__ import annotations

import click

from sync.cli.context import Context


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="ЧИСЛО",
    help="Порт; по умолчанию тот, что в programme.toml.",
)
@click.pass_obj
def command(context: Context, port: int | None) -> int:
    from localgoogle.__main__ import main
    from sync.folder import Folder
    from sync.local_server import port_of, server_arguments
    from sync.programme import load_programme

    programme = load_programme(context.path)
    folder = Folder(context.path)
    arguments = server_arguments(programme, folder, port or port_of(programme))
    click.echo(f"Сервер школы. Ключи для входа сотрудников: {folder.local_tokens}", err=True)
    click.echo("Остановить: Ctrl+C", err=True)
    return main(arguments)
