"""Who the tool is to the other side: a bearer token of the local server, or Google's OAuth.

With Google the only scope is ``drive.file``: it lets the tool see the files that it made, and no others
(https://developers.google.com/workspace/drive/api/guides/api-specific-auth).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock, local
from typing import Any

import requests

from sync.errors import CredentialsBroken, CredentialsMissing, SignInNeeded, Unreachable
from sync.folder import Folder, read_secret, read_tokens, write_secret
from sync.programme import Programme
from sync.remote.session import TIMEOUT, Limiter, RemoteSession

PROMPT = "Откройте в браузере и разрешите доступ:\n{url}"
THANKS = "Готово: доступ разрешён. Это окно можно закрыть."
TOKEN_HOST = "oauth2.googleapis.com"
SCOPES = ["https://www.googleapis.com/auth/drive.file"]


def open_session(
    programme: Programme,
    folder: Folder,
    email: str = "",
    limiter: Limiter | None = None,
) -> RemoteSession:
    """A session signed in as the coordinator, or with the local server as the user of ``email``."""
    session = RemoteSession(programme.address, limiter)
    if programme.place == "local":
        token = read_tokens(folder.local_tokens).get(email or programme.coordinator.email)
        if not token:
            raise CredentialsMissing(folder.local_tokens)
        session.headers["Authorization"] = f"Bearer {token}"
    else:
        session.auth = signed_in = GoogleSignIn(folder)
        session.renew = signed_in.renew
    return session


class GoogleSignIn:
    """Puts a valid access token on each request; renews it and keeps the renewed one."""

    def __init__(self, folder: Folder) -> None:
        self.token = folder.token
        self.credentials = load_token(folder)
        self.lock = Lock()
        self.sent = local()  # the token that this thread last meant to send

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        self.sent.token = self.credentials.token
        if not self.credentials.valid:
            self.renew()
        self.sent.token = self.credentials.token
        self.credentials.apply(request.headers, self.sent.token)
        return request

    def renew(self) -> None:
        """One fresh token for all: forms are listed side by side, and each of them may find the token too old."""
        from google.auth.exceptions import RefreshError, TransportError
        from google.auth.transport.requests import Request

        with self.lock:
            if self.credentials.token != getattr(self.sent, "token", self.credentials.token):
                return
            try:
                self.credentials.refresh(Request())
            except RefreshError as error:
                raise SignInNeeded("google") from error
            except TransportError as error:
                raise Unreachable(address=TOKEN_HOST) from error
            write_secret(self.token, json.loads(self.credentials.to_json()))


def is_signed_in(folder: Folder) -> bool:
    """Whether a sign-in is kept and still holds: Google is asked for a fresh token."""
    try:
        GoogleSignIn(folder).renew()
    except SignInNeeded:
        return False
    return True


def load_token(folder: Folder) -> Any:
    """The kept sign-in. Raises SignInNeeded when there is none yet."""
    from google.oauth2.credentials import Credentials

    try:
        kept = read_secret(folder.token)
        known = {name: kept[name] for name in ("token", "refresh_token", "token_uri", "client_id", "client_secret")}
        # google-auth compares with a UTC time that bears no zone.
        expiry = datetime.fromisoformat(kept["expiry"]).astimezone(UTC).replace(tzinfo=None)
        return Credentials(**known, scopes=SCOPES, expiry=expiry)
    except CredentialsMissing as error:
        read_secret(folder.credentials)
        raise SignInNeeded("google") from error
    except (KeyError, ValueError, TypeError) as error:
        raise CredentialsBroken(folder.token) from error


def sign_in(folder: Folder, open_browser: bool = True) -> Path:
    """Ask for the permission in a browser and keep it in token.json, readable by its owner only. The person may take
    their time; Google's answer that follows may not. Raises SignInNeeded when they do not give it."""
    from google_auth_oauthlib.flow import InstalledAppFlow
    from oauthlib.oauth2 import OAuth2Error

    try:
        flow = InstalledAppFlow.from_client_config(dict(read_secret(folder.credentials)), SCOPES)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CredentialsBroken(folder.credentials) from error
    flow.fetch_token = partial(flow.fetch_token, timeout=TIMEOUT)
    try:
        granted = flow.run_local_server(
            host="127.0.0.1",
            port=0,
            open_browser=open_browser,
            authorization_prompt_message=PROMPT,
            success_message=THANKS,
        )
    except requests.RequestException as error:
        raise Unreachable(address=TOKEN_HOST) from error
    except OAuth2Error as error:  # they pressed «Отмена», or the answer came too late
        raise SignInNeeded("google") from error
    write_secret(folder.token, json.loads(granted.to_json()))
    return folder.token
