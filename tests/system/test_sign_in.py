"""``place = "google"``: signing in through a consent page, keeping the token, renewing it when it is too old."""

from __future__ import annotations

import json
import re
import stat
import sys
import threading
import webbrowser
from collections import defaultdict
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter

from sync.cli.root import run
from sync.errors import Exit
from sync.remote.sign_in import GoogleSignIn
from tests.system.office import TOKENS

EMAIL = "petrova@school.example"


class Person:
    """Opens the consent page, says who they are, and presses the button."""

    def __init__(self, presses: str = "allow") -> None:
        self.presses = presses
        self.visited: list[str] = []

    def open(self, address: str, **_: object) -> bool:
        threading.Thread(target=self.allow, args=(address,)).start()
        return True

    def allow(self, address: str) -> None:
        from sync.demo.phone import plain_browser

        with plain_browser() as browser:
            page = browser.get(address).text
            fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
            fields = {name: value.replace("&amp;", "&") for name, value in fields.items()}
            fields |= {"email": EMAIL, "token": TOKENS[EMAIL], self.presses: "1"}
            action = re.search(r'<form method="post" action="([^"]+)"', page)[1]
            self.visited.append(browser.post(urljoin(address, action), data=fields).text)


@pytest.fixture
def cloud(office, monkeypatch):
    """The same programme, but with the server standing in for Google and its sign-in."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setattr(webbrowser, "get", lambda _name=None: Person())
    file = office.path / "programme.toml"
    text = file.read_text(encoding="utf-8")
    stand_in = f'kind = "google"\nstand_in = "{office.address}"'
    file.write_text(text.replace('kind = "local"', stand_in), encoding="utf-8")
    installed = {
        "client_id": "client.apps.googleusercontent.com",
        "project_id": "school",
        "client_secret": "secret",
        "auth_uri": f"{office.address}/o/oauth2/auth",
        "token_uri": f"{office.address}/token",
        "redirect_uris": ["http://localhost"],
    }
    office.folder.credentials.write_text(json.dumps({"installed": installed}), encoding="utf-8")
    office.folder.credentials.chmod(0o600)
    return office


def command(office, *arguments: str) -> int:
    return run(["--dir", str(office.path), *arguments])


def test_set_up_signs_in_once_and_keeps_the_token_to_itself(cloud, capsys):
    assert command(cloud, "setup") == 0
    assert "разрешите доступ" in capsys.readouterr().err
    kept = json.loads(cloud.folder.token.read_text(encoding="utf-8"))
    assert kept["scopes"] == ["https://www.googleapis.com/auth/drive.file"]
    if sys.platform != "win32":
        assert stat.S_IMODE(cloud.folder.token.stat().st_mode) == 0o600
    cloud.answer()
    assert command(cloud, "sync") == 0
    assert "разрешите доступ" not in capsys.readouterr().err


def test_who_does_not_allow_it_is_told_how_to_go_on_and_may_think_better_of_it(cloud, monkeypatch, capsys):
    with monkeypatch.context() as before:
        before.setattr(webbrowser, "get", lambda _name=None: Person(presses="deny"))
        assert command(cloud, "setup") == Exit.NO_PERMISSION
    assert "Войдите заново: nastavnik setup" in capsys.readouterr().err
    assert command(cloud, "setup") == 0


def test_an_access_token_that_is_too_old_is_renewed_and_kept(cloud):
    assert command(cloud, "setup") == 0
    before = json.loads(cloud.folder.token.read_text(encoding="utf-8"))
    cloud.control("settings", {"now": "2026-11-22T12:00:00Z"})
    assert command(cloud, "sync") == 0
    after = json.loads(cloud.folder.token.read_text(encoding="utf-8"))
    assert after["refresh_token"] == before["refresh_token"]
    assert after["token"] != before["token"]


def test_threads_that_find_the_token_too_old_at_once_renew_it_once(cloud):
    assert command(cloud, "setup") == 0
    cloud.control("settings", {"now": "2026-11-22T12:00:00Z"})
    renewals = []
    signed_in = GoogleSignIn(cloud.folder)
    renew, together = signed_in.credentials.refresh, threading.Barrier(4)

    def refresh(request):
        renewals.append(signed_in.credentials.token)
        renew(request)

    def find_it_old():
        signed_in(requests.Request("GET", cloud.address).prepare())
        together.wait()
        signed_in.renew()

    signed_in.credentials.refresh = refresh
    threads = [threading.Thread(target=find_it_old) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(renewals) == 1


def test_a_revoked_access_is_told_in_words_and_set_up_signs_in_anew(cloud, capsys):
    assert command(cloud, "setup") == 0
    cloud.state.db.execute("DELETE FROM grants")
    assert command(cloud, "sync") == 5
    assert "nastavnik setup" in capsys.readouterr().err
    assert command(cloud, "setup") == 0
    assert "разрешите доступ" in capsys.readouterr().err
    assert command(cloud, "sync") == 0


def test_a_credentials_file_that_others_can_read_is_refused(cloud, capsys):
    if sys.platform == "win32":
        pytest.skip("Windows has no such bits")
    cloud.folder.credentials.chmod(0o644)
    assert command(cloud, "setup") == 5
    assert "chmod 600" in capsys.readouterr().err
    assert cloud.state.files() == []


@pytest.fixture
def waits(monkeypatch) -> dict[str, list]:
    """The timeouts of all calls to Google that go out, by whom they are for."""
    found = defaultdict(list)
    send = HTTPAdapter.send

    def seen(self, request, *args, **options):
        if whom := asked(request):
            found[whom].append(options["timeout"])
        return send(self, request, *args, **options)

    monkeypatch.setattr(HTTPAdapter, "send", seen)
    return found


def asked(request) -> str:
    """Which of Google's services a call is for; none for what a person's browser asks."""
    path = urlsplit(request.url).path
    if path == "/token":
        body = request.body if isinstance(request.body, str) else request.body.decode()
        return parse_qs(body)["grant_type"][0]
    services = {"/v4/": "sheets", "/v1/": "forms", "/drive/": "drive"}
    return next((name for start, name in services.items() if path.startswith(start)), "")


def test_no_call_waits_for_ever(cloud, waits):
    assert command(cloud, "setup") == 0
    cloud.answer()
    cloud.control("settings", {"now": "2026-11-22T12:00:00Z"})
    assert command(cloud, "sync") in (Exit.DONE, Exit.ATTENTION)
    assert waits.keys() == {"sheets", "forms", "drive", "authorization_code", "refresh_token"}
    for whom, timeouts in waits.items():
        assert all(is_finite(timeout) for timeout in timeouts), (whom, timeouts)


def is_finite(timeout) -> bool:
    """``requests`` takes one number, or two: to connect and to wait for a byte. None is for ever."""
    both = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    return all(seconds is not None and 0 < seconds <= 300 for seconds in both)


def test_a_network_lost_after_the_consent_page_is_told_and_set_up_asks_again(cloud, capsys):
    cloud.control("faults", [{"method": "POST", "path": "^/token$", "nth": 1, "times": 1, "do": "cut-before"}])
    assert command(cloud, "setup") == Exit.LATER
    assert "не отвечает" in capsys.readouterr().err
    assert not cloud.folder.token.exists()
    assert command(cloud, "setup") == Exit.DONE
