"""The command as it is typed: its help, its misspellings, its output on any machine. Each in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sync.cli.root import COMMANDS
from tests.cli.office import PROGRAMME, REPOSITORY, nastavnik

if TYPE_CHECKING:
    from pathlib import Path

# of the commands that have some
PARTS = {"status", "withdraw", "log", "person", "bases", "list", "open", "close", "links"}
PARTS |= {"pairs", "meeting", "surveys", "password"}
PARTS |= {"invitations", "certificates", "case", "interview", "council", "destruction", "templates"}
NAMES = {"nastavnik", "programme", "toml", "JSON", "CSV", "xlsx", "csv", *COMMANDS, *PARTS}
HEAVY = {
    "pandas",
    "numpy",
    "googleapiclient",
    "google_auth_oauthlib",
    "gspread",
    "starlette",
    "uvicorn",
    "requests",
    "jinja2",
}


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_in_russian(name: str) -> None:
    ran = nastavnik(*filter(None, [name]), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "Применение: nastavnik" in ran.out
    words = re.findall("[A-Za-z]{2,}", re.sub("--[a-z-]+", "", ran.out))
    assert set(words) <= NAMES
    if name:
        assert COMMANDS[name] in " ".join(ran.out.split())


def test_help_names_every_command() -> None:
    assert all(f"  {name} " in nastavnik("--help").out for name in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sinc"], "Такой команды нет: 'sinc'."),
        (["sync", "--blah"], "Такого ключа нет: '--blah'."),
        (["sync", "--sta"], "Возможно, '--stats'?"),
        (["--dri", "."], "Такого ключа нет: '--dri'."),
        (["--dir"], "Ключу '--dir' нужно значение."),
        (["sync", "--json=1"], "Ключу '--json' значение не нужно."),
        (["sync", "extra"], "Лишний параметр (extra)"),
        (["sync", "one", "two"], "Лишние параметры (one two)"),
        (["demo", "--people", "0"], "0 — вне пределов 1<=x<=5000."),
        (["demo", "--people", "много"], "'много' — это не число."),
        (["serve", "--port", "99999"], "99999 — вне пределов"),
        (["notify", "meeting", "--at", "завтра"], "'завтра' — нужны день и время, например 25.11.2026 15:00."),
        (["pair", "--what-if", "Оля"], "«Оля»: нужны наставляемый и наставник через знак ="),
        (["--dir", "pyproject.toml", "plan"], "'pyproject.toml' — это файл."),
    ],
    ids=" ".join,
)
def test_what_is_typed_wrongly_is_told_in_russian(arguments: list[str], words: str) -> None:
    ran = nastavnik(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert not re.search(r"\b(Error|Usage|Try|such|Invalid|not)\b", ran.err)


def test_without_a_command_the_help_is_shown() -> None:
    ran = nastavnik()
    assert ran.code == 2
    assert "Команды:" in ran.out + ran.err


def test_a_wrong_option_is_one_object_with_json() -> None:
    ran = nastavnik("sync", "--json", "--blah")
    said = json.loads(ran.out)
    assert (ran.code, said["schema"], said["ok"], said["exit"]) == (2, 1, False, 2)
    assert said["happened"] == "Такого ключа нет: '--blah'."


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"nastavnik \d+\.\d+\.\d+\n", nastavnik("--version").out)


@pytest.mark.parametrize("encoding", ["cp1251", "ascii", "cp866", "utf-16"])
def test_output_is_utf_8_whatever_the_machine_is_set_to(tmp_path: Path, encoding: str) -> None:
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    assert "Папка программы" in nastavnik("--help", environment=environment).out
    ran = nastavnik("plan", "--json", cwd=tmp_path, environment=environment)
    assert ran.code == 2
    assert "нет файла programme.toml" in ran.err
    assert "нет файла programme.toml" in json.loads(ran.out)["happened"]


def test_a_folder_with_a_russian_name_and_spaces_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Школа № 1, наставничество"
    folder.mkdir()
    (folder / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    ran = nastavnik("--dir", str(folder), "plan")
    assert ran.code == 5
    assert "Школа № 1, наставничество" in ran.err


def test_dir_may_stand_on_either_side_of_the_command(tmp_path: Path) -> None:
    before, after = nastavnik("--dir", str(tmp_path), "plan"), nastavnik("plan", "--dir", str(tmp_path))
    assert before == after
    assert str(tmp_path) in before.err


def test_init_that_gets_no_answer_writes_nothing(tmp_path: Path) -> None:
    ran = nastavnik("init", cwd=tmp_path)
    assert ran.code != 0
    assert "Прервано." in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["sync", "--help"], ["sinc"]], ids=" ".join)
def test_help_waits_for_no_heavy_package(arguments: list[str]) -> None:
    script = (
        "import sys; from sync.cli.root import run; run(sys.argv[1:]); "
        "print('LOADED', *{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True
    )
    loaded = set(done.stderr.partition("LOADED")[2].split())
    assert "click" in loaded
    assert loaded & HEAVY == set()
