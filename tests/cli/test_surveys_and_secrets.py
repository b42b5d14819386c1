"""Faulty questionnaires, missing keys, a server that is not there: told in words, and nothing is begun."""

from __future__ import annotations

import json
import socket
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from forms.questionnaire import Purpose
from sync.local_server import ensure_tokens, server_arguments, server_process
from sync.programme import load_programme
from sync.remote import session
from tests.cli.office import GOOGLE, PROGRAMME, Office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.office import Ran

needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
CLIENT = {"client_id": "1", "client_secret": "2", "auth_uri": "https://a.example", "token_uri": "https://b.example"}
NETWORKED = ["plan", "sync", "pair", "status", "setup"]


# questionnaires


@pytest.fixture
def surveys(office: Office) -> Path:
    """The programme's own folder of questionnaires, which a psychologist has edited."""
    office.tokens()
    folder = office.path / "questionnaires"
    folder.mkdir()
    return folder


def test_every_mistake_in_the_questionnaires_is_told(surveys: Path, command: Callable[..., Ran]) -> None:
    (surveys / "mentee.toml").write_text('title = "Анкета\nнаставляемого"', encoding="utf-8")
    (surveys / "mentor.toml").write_text('titel = "Анкета"\nversion = "1"\npurpose = "mentors"', encoding="utf-8")
    (surveys / "parents.toml").write_text("# Родители", encoding="cp1251")
    ran = command("plan")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "В анкетах есть ошибки:",
        "  — mentee.toml: файл не читается как TOML (строка 1): проверьте кавычки и скобки",
        "  — mentor.toml: не хватает ключа «sections»: добавьте его",
        "  — mentor.toml: не хватает ключа «title»: добавьте его",
        "  — mentor.toml: неизвестный ключ «titel»: уберите его или исправьте опечатку",
        f"  — mentor.toml: purpose «mentors» — такого нет; возможны: {', '.join(Purpose)}",
        "  — parents.toml: файл сохранён не в UTF-8: сохраните его в этой кодировке",
        "Ничего не записано.",
        "Исправьте файлы анкет и повторите команду.",
    ]


def test_they_are_one_object_with_json(surveys: Path, command: Callable[..., Ran]) -> None:
    (surveys / "mentee.toml").write_text("[[", encoding="utf-8")
    said = json.loads(command("sync", "--json").out)
    assert (said["ok"], said["exit"], said["error"]) == (False, 2, "QuestionnaireError")


# the school's own server


@dataclass
class Hourglass:
    """Time that passes only while somebody waits."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Hourglass:
    hourglass = Hourglass()
    limiter = session.Limiter(hourglass, hourglass.sleep)
    monkeypatch.setattr(session, "Limiter", lambda: limiter)
    return hourglass


@pytest.fixture
def closed_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("name", NETWORKED)
def test_the_own_server_has_never_run(command: Callable[..., Ran], name: str) -> None:
    ran = command(name)
    assert ran.code == 5
    assert "Нет ключей своего сервера" in ran.err
    assert "nastavnik serve" in ran.err


@pytest.mark.parametrize("name", NETWORKED)
def test_the_own_server_is_not_running(
    office: Office, command: Callable[..., Ran], time: Hourglass, closed_port: int, name: str
) -> None:
    office.programme(PROGRAMME.replace("8017", str(closed_port)))
    office.tokens()
    ran = command(name, "--json")
    assert ran.code == 4
    assert f"Сервер http://127.0.0.1:{closed_port} не отвечает" in ran.err
    assert "nastavnik serve" in ran.err
    assert json.loads(ran.out)["error"] == "Unreachable"
    assert time.seconds < 10, "a server on this machine is there or it is not: nobody should wait for minutes"


def test_the_coordinator_has_no_key_yet(office: Office, command: Callable[..., Ran]) -> None:
    office.tokens(**{"sidorova@school.example": "key"})
    assert command("plan").code == 5


@pytest.mark.parametrize("text", ["", "[]", "{", '{"users": []}', '{"users": "key"}', "\ufeff{}"])
def test_the_keys_of_the_own_server_are_spoilt(office: Office, command: Callable[..., Ran], text: str) -> None:
    office.secret(office.folder.local_tokens, text)
    ran = command("plan")
    assert ran.code == 5
    assert "tokens.json" in ran.err


def test_the_keys_stand_in_no_command_line_and_end_with_their_owner_s_work(office: Office) -> None:
    programme = load_programme(office.path)
    first = ensure_tokens(programme, office.folder)
    arguments = server_arguments(programme, office.folder, 8017)
    assert not [key for key in first.values() if key in " ".join(arguments)]
    assert ensure_tokens(programme, office.folder) == first
    coordinator, colleague = programme.staff
    left = ensure_tokens(replace(programme, staff=(coordinator,)), office.folder)
    assert left == {coordinator.email: first[coordinator.email]}
    assert ensure_tokens(programme, office.folder)[colleague.email] != first[colleague.email]


def test_a_key_that_begins_with_a_dash_is_a_key(office: Office) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    programme = replace(load_programme(office.path), address=f"http://127.0.0.1:{port}")
    with server_process(programme, office.folder, "-a-token") as process:
        assert process.poll() is None


def test_the_server_is_told_the_address_that_telephones_see(office: Office) -> None:
    programme = load_programme(office.path)
    assert "--public-url" not in server_arguments(programme, office.folder, 8017)
    public = replace(programme, public_address="https://nastavnik.school.example")
    assert server_arguments(public, office.folder, 8017)[-2:] == ["--public-url", "https://nastavnik.school.example"]


def test_the_port_is_taken(office: Office, command: Callable[..., Ran]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ran = command("serve", "--port", str(port))
    assert ran.code == 4
    assert ran.out == ""
    assert str(port) in ran.err
    assert "занят" in ran.err


# Google


@pytest.fixture
def google(office: Office) -> Office:
    office.programme(GOOGLE)
    return office


@pytest.mark.parametrize("name", NETWORKED)
def test_there_are_no_credentials(google: Office, command: Callable[..., Ran], name: str) -> None:
    ran = command(name)
    assert ran.code == 5
    assert f"Нет файла {google.folder.credentials}" in ran.err
    assert "credentials.example.json" in ran.err


@needs_modes
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_others_can_read_the_credentials(google: Office, command: Callable[..., Ran], mode: int) -> None:
    google.secret(google.folder.credentials, json.dumps({"installed": CLIENT}), mode)
    ran = command("setup")
    assert ran.code == 5
    assert f"права {mode:o}" in ran.err
    assert f"chmod 600 {google.folder.credentials}" in ran.err


@needs_modes
def test_others_can_read_the_sign_in(google: Office, command: Callable[..., Ran]) -> None:
    google.secret(google.folder.token, "{}", 0o644)
    assert f"chmod 600 {google.folder.token}" in command("plan").err


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"web": {}}', '{"installed": {}}', '{"installed": []}', '{"installed": 1}']
)
def test_the_credentials_are_spoilt(google: Office, command: Callable[..., Ran], text: str) -> None:
    google.secret(google.folder.credentials, text)
    ran = command("setup")
    assert ran.code == 5
    assert f"Файл {google.folder.credentials} испорчен или не того вида." in ran.err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"token": 1}', '{"expiry": 5}', '{"expiry": "never"}'])
def test_the_sign_in_is_spoilt(google: Office, command: Callable[..., Ran], text: str) -> None:
    google.secret(google.folder.token, text)
    ran = command("plan")
    assert ran.code == 5
    assert f"Файл {google.folder.token} испорчен или не того вида." in ran.err


def test_nobody_has_signed_in_yet(google: Office, command: Callable[..., Ran]) -> None:
    google.secret(google.folder.credentials, json.dumps({"installed": CLIENT}))
    ran = command("plan")
    assert ran.code == 5
    assert "Войдите заново: nastavnik setup" in ran.err
