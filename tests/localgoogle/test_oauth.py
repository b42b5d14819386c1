"""Signing in a program: the consent page, codes, tokens, and Google's own client library over real HTTP."""

from __future__ import annotations

import base64
import hashlib
import re
import threading
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from google.auth.transport.requests import Request
from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import InstalledAppFlow

from localgoogle.server import running
from localgoogle.state import State
from tests.localgoogle.discovery import validated
from tests.localgoogle.school import OWNER, TOKENS, WRITER, Answer, School

AUTH = "/o/oauth2/auth"
BACK = "http://127.0.0.1:45123/"
SCOPE = "https://www.googleapis.com/auth/drive.file"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
ASKED = {
    "response_type": "code",
    "client_id": "nastavnik",
    "redirect_uri": BACK,
    "scope": SCOPE,
    "state": "st&te",
    "access_type": "offline",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


def consent(school: School, asked: dict[str, str] = ASKED, **person: str) -> Answer:
    """Open the consent page and answer it."""
    page = school.get(AUTH, asked)
    assert page.status == 200, page.text
    return school.post(AUTH, page.hidden() | ({"email": OWNER, "token": "kurator-key", "allow": "1"} | person))


def sent_back(answer: Answer) -> dict[str, str]:
    assert answer.status == 303, answer.text
    assert answer.headers["location"].startswith(BACK)
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def token(school: School, **values: str) -> Answer:
    given = {"client_id": "nastavnik", "client_secret": "s", "redirect_uri": BACK, "code_verifier": VERIFIER}
    return school.post("/token", given | values)


def tokens(school: School) -> Any:
    answer = token(school, grant_type="authorization_code", code=sent_back(consent(school))["code"])
    assert answer.status == 200, answer.text
    return answer.json()


def status_with(school: School, access_token: str) -> int:
    headers = {"authorization": f"Bearer {access_token}"}
    return school.call("GET", "/drive/v3/about", headers=headers, query="fields=user/emailAddress").status


def test_the_page_says_who_asks_for_what(school: School) -> None:
    page = school.get(AUTH, ASKED)
    assert "<strong>nastavnik</strong>" in page.text
    assert "создавать анкеты и таблицы" in page.text
    assert not any(email in page.text for email in TOKENS.values()), "who works here is nobody's business"
    assert "form-action 'self' http://127.0.0.1:45123;" in page.headers["content-security-policy"]


def test_a_person_lets_the_program_in(school: School) -> None:
    back = sent_back(consent(school, email=WRITER, token="zavuch-key"))
    assert back["state"] == "st&te"
    reply = token(school, grant_type="authorization_code", code=back["code"]).json()
    assert set(reply) == {"access_token", "expires_in", "refresh_token", "scope", "token_type"}
    assert (reply["expires_in"], reply["scope"], reply["token_type"]) == (3600, SCOPE, "Bearer")
    headers = {"authorization": f"Bearer {reply['access_token']}"}
    me = school.call("GET", "/drive/v3/about", headers=headers, query="fields=user/emailAddress").json()
    assert me == {"user": {"emailAddress": WRITER}}


def test_a_person_may_say_no(school: School) -> None:
    page = school.get(AUTH, ASKED)
    assert sent_back(school.post(AUTH, page.hidden() | {"deny": "1"})) == {
        "error": "access_denied",
        "state": "st&te",
    }


def test_a_wrong_key_lets_nobody_in(school: School) -> None:
    answer = consent(school, token="zavuch-key")
    assert answer.status == 400
    assert "Пароль не подходит" in answer.text


def test_guessing_keys_is_slowed_down(school: School) -> None:
    statuses = [consent(school, token=f"guess-{number}").status for number in range(11)]
    assert statuses == [400] * 10 + [429]
    assert consent(school).status == 429, "even with the right key"
    assert consent(school, email=WRITER, token="zavuch-key").status == 303, "others are not held up"
    school.later(seconds=61)
    assert consent(school).status == 303


@pytest.mark.parametrize(
    "change",
    [
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": "http://127.0.0.1.evil.example/"},
        {"redirect_uri": "http://localhost@evil.example/"},
        {"redirect_uri": "javascript:alert(1)"},
        {"client_id": ""},
        {"response_type": "token"},
        {"scope": ""},
        {"code_challenge_method": "plain"},
    ],
)
def test_a_wrong_request_is_never_sent_anywhere(school: School, change: dict[str, str]) -> None:
    for answer in (school.get(AUTH, ASKED | change), school.post(AUTH, ASKED | change | {"allow": "1"})):
        assert answer.status == 400
        assert "location" not in answer.headers


def refused(answer: Answer) -> tuple[int, str]:
    assert answer.json()["error_description"]
    return answer.status, answer.json()["error"]


def test_a_code_serves_once_and_soon(school: School) -> None:
    code = sent_back(consent(school))["code"]
    assert token(school, grant_type="authorization_code", code=code).status == 200
    assert refused(token(school, grant_type="authorization_code", code=code)) == (400, "invalid_grant")
    late = sent_back(consent(school))["code"]
    school.later(minutes=10, seconds=1)
    assert refused(token(school, grant_type="authorization_code", code=late)) == (400, "invalid_grant")


@pytest.mark.parametrize(
    "change",
    [
        {"code_verifier": "w" * 43},
        {"code_verifier": ""},
        {"client_id": "another"},
        {"redirect_uri": BACK + "x"},
    ],
)
def test_a_stolen_code_is_worth_nothing(school: School, change: dict[str, str]) -> None:
    code = sent_back(consent(school))["code"]
    assert refused(token(school, grant_type="authorization_code", code=code, **change)) == (
        400,
        "invalid_grant",
    )
    assert token(school, grant_type="authorization_code", code=code).status == 400, "and the code is spent"


def test_without_offline_access_there_is_no_refresh_token(school: School) -> None:
    asked = {name: value for name, value in ASKED.items() if name != "access_type"}
    code = sent_back(consent(school, asked))["code"]
    assert "refresh_token" not in token(school, grant_type="authorization_code", code=code).json()


def test_an_access_token_lives_an_hour_and_is_refreshed(school: School) -> None:
    first = tokens(school)
    school.later(seconds=3599)
    assert status_with(school, first["access_token"]) == 200
    school.later(seconds=1)
    assert status_with(school, first["access_token"]) == 401
    second = token(school, grant_type="refresh_token", refresh_token=first["refresh_token"]).json()
    assert set(second) == {"access_token", "expires_in", "scope", "token_type"}
    assert status_with(school, second["access_token"]) == 200
    other = token(school, grant_type="refresh_token", refresh_token=first["refresh_token"], client_id="another")
    assert refused(other) == (400, "invalid_grant")


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_a_revoked_token_is_dead(school: School, which: str) -> None:
    mine = tokens(school)
    assert school.post("/revoke", {"token": mine[which]}).status == 200
    assert status_with(school, mine["access_token"]) == 401
    refreshed = token(school, grant_type="refresh_token", refresh_token=mine["refresh_token"])
    assert refreshed.status == (400 if which == "refresh_token" else 200)
    assert refused(school.post("/revoke", {"token": mine[which]})) == (400, "invalid_token")


def test_the_token_endpoint_names_what_is_wrong(school: School) -> None:
    assert refused(token(school, grant_type="password")) == (400, "unsupported_grant_type")
    assert refused(token(school, grant_type="refresh_token", client_secret="")) == (401, "invalid_client")


def test_no_secret_is_kept_in_the_clear(school: School) -> None:
    mine = tokens(school)
    code = sent_back(consent(school))["code"]
    dump = "\n".join(school.state.db.iterdump())
    assert "nastavnik" in dump
    for secret in (mine["access_token"], mine["refresh_token"], code):
        assert secret not in dump


# Google's own library


def client_config(address: str) -> dict[str, Any]:
    return {
        "installed": {
            "client_id": "nastavnik",
            "client_secret": "s",
            "redirect_uris": ["http://localhost"],
            "auth_uri": f"{address}/o/oauth2/auth",
            "token_uri": f"{address}/token",
        }
    }


def act_as_person(opened: str) -> requests.Response:
    """What a person does in the browser that the library opens: picks the name, gives the key."""
    page = requests.get(opened, timeout=30)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.text))
    fields = {name: value.replace("&amp;", "&") for name, value in fields.items()}
    answer = fields | {"email": OWNER, "token": "kurator-key", "allow": "1"}
    return requests.post(opened.partition("?")[0], data=answer, timeout=30)


def refresh(credentials: Any) -> None:
    with requests.Session() as session:
        credentials.refresh(Request(session))


def test_googles_library_signs_in_and_refreshes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    with running(State(users=dict(TOKENS)), wrap=validated) as address:
        flow = InstalledAppFlow.from_client_config(client_config(address), scopes=[SCOPE])
        persons: list[threading.Thread] = []

        class Browser:
            def open(self, url: str, **_: Any) -> bool:
                persons.append(threading.Thread(target=act_as_person, args=(url,)))
                persons[0].start()
                return True

        monkeypatch.setattr("webbrowser.get", lambda *_: Browser())
        credentials = flow.run_local_server(host="127.0.0.1", port=0, authorization_prompt_message=None)
        persons[0].join()
        assert credentials.granted_scopes == [SCOPE]
        old = credentials.token
        flow.oauth2session.close()
        refresh(credentials)
        assert credentials.token != old
        reply = requests.get(
            f"{address}/drive/v3/about?fields=user",
            headers={"Authorization": f"Bearer {credentials.token}"},
            timeout=30,
        )
        assert reply.json()["user"]["emailAddress"] == OWNER


def test_a_dead_refresh_token_is_told_apart() -> None:
    with running(State(users=dict(TOKENS)), wrap=validated) as address:
        config = client_config(address)["installed"]
        credentials = Credentials(  # type: ignore[no-untyped-call]
            None,
            refresh_token="dead",
            token_uri=config["token_uri"],
            client_id="nastavnik",
            client_secret="s",
        )
        with pytest.raises(Exception, match="invalid_grant"):
            refresh(credentials)
