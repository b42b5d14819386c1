"""``python -m localgoogle --data DIR --port PORT --users FILE`` (or ``--user EMAIL=TOKEN …``)"""

from __future__ import annotations

import argparse
import io
import json
import sqlite3
import sys
from pathlib import Path

from localgoogle.accounts import is_claimed, new_claim
from localgoogle.database import FILE_NAME, NewerDatabaseError, hold
from localgoogle.hosts import Hosts, is_loopback, read_public_url
from localgoogle.server import listen, serve
from localgoogle.state import State

UNREACHABLE, NO_PERMISSION, STOPPED = 4, 5, 6

NOT_HERE_ALONE = (
    "Адрес {host} виден не только с этого компьютера. Если так и нужно, добавьте --lan; "
    "безопаснее оставить 127.0.0.1 и поставить перед сервером прокси с HTTPS (docs/serving.ru.md)."
)
NEWER = (
    "Данные в папке {folder} записаны более новой версией программы. Ничего не изменено: "
    "обновите программу и запустите её снова."
)
NOT_ENCRYPTED = (
    "Внимание: пароли и ответы детей идут по сети незашифрованными, их может прочитать каждый в этой сети. "
    "Поставьте перед сервером прокси с HTTPS: docs/serving.ru.md.\n"
)


def main(arguments: list[str] | None = None) -> int:
    """Run the server until it is stopped; the exit code says why it could not start."""
    speak_utf8()
    options = parse(arguments)
    if not is_loopback(options.host) and not options.lan:
        return complain(STOPPED, NOT_HERE_ALONE.format(host=options.host))
    folder: Path = options.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = hold(folder)
        if lock is None:
            return complain(STOPPED, f"С папкой {folder} уже работает другой сервер: второй её только испортит.")
        state = State(folder / FILE_NAME, users=dict([*options.users, *options.user]))
    except NewerDatabaseError:
        return complain(STOPPED, NEWER.format(folder=folder))
    except (OSError, sqlite3.Error):
        return complain(NO_PERMISSION, f"Не удаётся читать и писать в папке {folder}: проверьте права на неё.")
    try:
        listener = listen(options.host, options.port)
    except (OSError, OverflowError):
        return complain(UNREACHABLE, f"Адрес {options.host}:{options.port} занят: выберите другой порт (--port).")
    address = f"http://{in_url(options.host)}:{listener.getsockname()[1]}"
    print(address, flush=True)  # noqa: T201 - stdout is data
    hosts = Hosts(options.public_url or "", options.host)
    greet(state, options, hosts.address(address))
    try:
        serve(state, listener, options.admin_token, hosts)
    except KeyboardInterrupt:
        pass
    finally:
        state.close()
    return 0


def in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def greet(state: State, options: argparse.Namespace, address: str) -> None:
    """What the person at the terminal must know: how the first account is made, and what is dangerous."""
    if options.lan and not address.startswith("https:"):
        sys.stderr.write(NOT_ENCRYPTED)
    if options.first_link and not is_claimed(state):
        with state.transaction():
            secret = new_claim(state)
        sys.stderr.write(f"Первый вход координатора (ссылка на один раз, на сутки): {address}/first/{secret}\n")
    sys.stderr.flush()


def speak_utf8() -> None:
    """Windows gives a pipe the encoding of the country, which may lack Russian letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m localgoogle", description="Маленький Google на этом компьютере.")
    parser.add_argument("--data", type=Path, required=True, help="папка с данными; если её нет, она появится")
    parser.add_argument("--host", default="127.0.0.1", help="адрес, по умолчанию 127.0.0.1")
    parser.add_argument("--port", type=int, default=8090, help="порт; 0 — любой свободный")
    parser.add_argument("--user", type=user, action="append", default=[], metavar="EMAIL=TOKEN")
    parser.add_argument("--users", type=users, default=[], metavar="FILE", help='JSON: {"users": {"EMAIL": "TOKEN"}}')
    parser.add_argument("--public-url", type=public_url, metavar="URL", help="адрес сервера за прокси, https://…")
    parser.add_argument("--lan", action="store_true", help="слушать не только этот компьютер (вместе с --host)")
    parser.add_argument(
        "--first-link", action="store_true", help="пока ни у кого нет пароля, напечатать ссылку для первого входа"
    )
    parser.add_argument("--admin-token", default="", help="ключ от /_local/; без него там ничего нет")
    return parser.parse_args(arguments)


def user(text: str) -> tuple[str, str]:
    """``EMAIL=TOKEN`` as (token, email)."""
    email, _, token = text.partition("=")
    if "@" not in email or not token:
        raise argparse.ArgumentTypeError("нужно EMAIL=TOKEN: почта и ключ, между ними знак равенства")
    return token, email


def users(path: str) -> list[tuple[str, str]]:
    """The same from a file, where no list of processes shows the keys."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
        return [user(f"{email}={token}") for email, token in content["users"].items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        message = f'{path}: нужен файл JSON вида {{"users": {{"EMAIL": "TOKEN"}}}}'
        raise argparse.ArgumentTypeError(message) from problem


def public_url(text: str) -> str:
    try:
        return read_public_url(text)
    except ValueError as problem:
        message = "нужен адрес сайта целиком и без пути, например https://nastavnik.school.example"
        raise argparse.ArgumentTypeError(message) from problem


def complain(code: int, sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
