"""The server as a program: it starts, says clearly why it cannot, and keeps what it has acknowledged."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).parents[2]
EVERYWHERE = "0.0.0.0"  # noqa: S104 - to see that it is refused
BEARER = {"Authorization": "Bearer key"}


def start(folder, *options):
    command = [sys.executable, "-m", "localgoogle", "--data", str(folder), "--user", "kurator@school.ru=key"]
    return subprocess.Popen(
        [*command, "--port", "0", *options], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


@contextmanager
def started(folder, *options):
    with start(folder, *options) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def refusal(folder, *options):
    """The exit code of a server that cannot start, and its one line."""
    with start(folder, *options) as process:
        _, words = process.communicate(timeout=60)
    return process.returncode, words


def test_it_says_where_it_is_and_makes_its_folder(tmp_path):
    with started(tmp_path / "данные" / "школы") as (_, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address)
        assert requests.post(f"{address}/v4/spreadsheets", json={}, headers=BEARER, timeout=30).status_code == 200
    assert (tmp_path / "данные" / "школы" / "local-google.db").exists()


def test_keys_may_come_from_a_file_that_no_list_of_processes_shows(tmp_path):
    file = tmp_path / "tokens.json"
    file.write_text('{"users": {"psiholog@school.ru": "from-the-file"}}', encoding="utf-8")
    with started(tmp_path / "data", "--users", str(file)) as (_, address):
        for key, status in (("from-the-file", 200), ("key", 200), ("other", 401)):
            bearer = {"Authorization": f"Bearer {key}"}
            assert requests.get(f"{address}/drive/v3/files", headers=bearer, timeout=30).status_code == status


@pytest.mark.parametrize("text", [None, "", "[]", '{"users": ["a@b.ru"]}', '{"users": {"psiholog": "key"}}'])
def test_a_file_of_keys_that_cannot_be_read_is_told(tmp_path, text):
    file = tmp_path / "tokens.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    code, words = refusal(tmp_path / "data", "--users", str(file))
    assert code == 2
    assert "tokens.json" in words or "EMAIL=TOKEN" in words


def test_what_was_acknowledged_survives_a_kill(tmp_path):
    with started(tmp_path) as (_, address), requests.Session() as session:
        session.headers.update(BEARER)
        book = session.post(f"{address}/v4/spreadsheets", json={}, timeout=30).json()["spreadsheetId"]
        path = f"/v4/spreadsheets/{book}/values/A1"
        body = {"values": [["ответ"]]}
        session.put(f"{address}{path}?valueInputOption=RAW", json=body, timeout=30).raise_for_status()
    with started(tmp_path) as (_, address):
        found = requests.get(address + path, headers=BEARER, timeout=30).json()
    assert found["values"] == [["ответ"]]


def test_a_second_server_on_the_same_folder_is_refused(tmp_path):
    with started(tmp_path):
        code, words = refusal(tmp_path)
    assert code == 6
    assert re.fullmatch(r"С папкой .* уже работает другой сервер.*\n", words)


def test_a_port_in_use_is_refused(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, words = refusal(tmp_path, "--port", str(port))
    assert code == 4
    assert words == f"Адрес 127.0.0.1:{port} занят: выберите другой порт (--port).\n"


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "файл").write_text("не папка", encoding="utf-8")
    code, words = refusal(tmp_path / "файл")
    assert code == 5
    assert re.fullmatch(r"Не удаётся читать и писать в папке .*\n", words)


@pytest.mark.parametrize("user", ["kurator", "kurator@school.ru", "=key"])
def test_a_user_without_mail_or_key_is_a_mistake_of_usage(tmp_path, user):
    code, words = refusal(tmp_path, "--user", user)
    assert code == 2
    assert "EMAIL=TOKEN" in words


# for people


def test_the_first_link_is_printed_until_somebody_has_an_account(tmp_path):
    password = "зимний лес и лыжи"
    with started(tmp_path, "--first-link", "--public-url", "https://nastavnik.school.example/") as (process, address):
        link = process.stderr.readline().split()[-1]
        assert link.startswith("https://nastavnik.school.example/first/")
        claim = address + link.removeprefix("https://nastavnik.school.example")
        reply = requests.post(claim, {"password": password, "again": password}, allow_redirects=False, timeout=30)
        assert (reply.status_code, reply.headers["location"]) == (303, "/home")
    with started(tmp_path, "--first-link") as (process, address):
        assert requests.get(address, timeout=30).status_code == 200
        process.kill()
        assert process.stderr.read() == ""


def test_a_first_link_is_not_printed_unasked(tmp_path):
    with started(tmp_path) as (process, address):
        assert requests.get(address, timeout=30).status_code == 200
        process.kill()
        assert process.stderr.read() == ""


def test_the_network_is_let_in_only_on_purpose_and_with_a_warning(tmp_path):
    code, words = refusal(tmp_path, "--host", EVERYWHERE)
    assert code == 6
    assert "--lan" in words
    with started(tmp_path, "--host", EVERYWHERE, "--lan") as (process, _):
        assert "незашифрованными" in process.stderr.readline()
    with started(tmp_path, "--host", EVERYWHERE, "--lan", "--public-url", "https://a.example") as (process, _):
        process.kill()
        assert process.stderr.read() == ""


@pytest.mark.parametrize("address", ["school.example", "https://a.example/path", "ftp://a.example"])
def test_a_public_address_that_is_none_is_a_mistake_of_usage(tmp_path, address):
    code, words = refusal(tmp_path, "--public-url", address)
    assert code == 2
    assert "https://nastavnik.school.example" in words
