"""The command group, and the last door: no error passes it but as words and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from sync.cli.context import Context
from sync.cli.failure import report, say_failure
from sync.errors import Exit

# Each command is imported when it is called: --help must not wait for Google's clients.
COMMANDS = {
    "backup": "Сделать копию данных своего сервера (можно на ходу)",
    "consent": "Согласия: кто дал, кого ждём, отзыв, журнал",
    "demo": "Показать всё на вымышленной школе: год программы за минуту",
    "doctor": "Проверить, всё ли в порядке, и сказать, что сделать",
    "erase": "Уничтожить данные участника, если сотрудник это подтвердил",
    "export": "Выгрузить базы или данные участника в файлы",
    "forms": "Анкеты: список, открыть, закрыть, личные ссылки",
    "init": "Создать файл programme.toml в пустой папке",
    "notify": "Письма участникам: о паре, встрече, анкетах, согласии",
    "order": "Приказ о парах и группах: ещё не названные в приказах пары",
    "pair": "Предложить пары тем, у кого их нет",
    "papers": "Бумаги: планы, приглашения, грамоты, кейсы, протоколы, справка, акт",
    "plan": "Показать, что изменит синхронизация, и ничего не записать",
    "report": "Составить отчёт с диаграммами: файл для браузера и печати",
    "restore": "Вернуть данные своего сервера из копии",
    "roadmap": "Показать дорожную карту: 31 мероприятие, сроки и что уже сделано",
    "serve": "Запустить свой сервер анкет и таблиц",
    "setup": "Создать таблицы и анкеты программы (повторный запуск дополняет)",
    "status": "Показать, где сейчас программа",
    "sync": "Перенести ответы в таблицы и обновить базы",
}


OPTIONS, SUBCOMMAND = "[КЛЮЧИ]", "КОМАНДА"


class LazyGroup(click.Group):
    """Knows the names and short texts of its commands without importing them."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = __import__(f"sync.cli.{cmd_name}", fromlist=["command"])
        command: click.Command = module.command
        command.help = COMMANDS[cmd_name] + "."
        if isinstance(command, click.Group):
            command.subcommand_metavar = SUBCOMMAND
        for each in (command, *getattr(command, "commands", {}).values()):
            each.options_metavar = OPTIONS
            if not any(parameter.name == "folder" for parameter in each.params):
                each.params.append(folder_option())
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Команды"):
            formatter.write_dl(sorted(COMMANDS.items()))


def folder_option() -> click.Option:
    """``--dir`` may stand behind the command as well as before it."""

    def choose(ctx: click.Context, _: click.Parameter, folder: Path | None) -> None:
        if folder is not None:
            ctx.obj.choose(folder)

    kind = click.Path(file_okay=False, path_type=Path)
    return click.Option(["--dir", "folder"], type=kind, callback=choose, expose_value=False, help="Папка программы.")


@click.command(
    cls=LazyGroup,
    options_metavar=OPTIONS,
    subcommand_metavar=SUBCOMMAND,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--dir", "folder", type=click.Path(file_okay=False, path_type=Path), help="Папка программы.")
@click.option("--debug", is_flag=True, help="При ошибке показать подробности для разработчиков.")
@click.version_option(package_name="nastavnik", message="%(prog)s %(version)s", help="Показать версию и выйти.")
@click.pass_context
def nastavnik(ctx: click.Context, folder: Path | None, debug: bool) -> None:
    """Программа наставничества школы: анкеты, базы, пары, сводки."""
    ctx.obj = Context(folder, debug)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; no traceback reaches a user."""
    wants_json = "--json" in (sys.argv[1:] if arguments is None else arguments)
    try:
        result = nastavnik.main(args=arguments, prog_name="nastavnik", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        if wants_json:
            say_failure(Exit.USAGE, error, happened=error.format_message(), means="", next="")
        error.show()
        return int(Exit.USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Прервано. Данные целы: повторите команду, она продолжит с того же места.", err=True)
        return int(Exit.LATER)
    except Exception as error:  # noqa: BLE001 - the last door before the user
        return int(report(error, wants_json))
    return int(result or 0)
