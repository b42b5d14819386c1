"""Authorization by code, with PKCE, and refreshing: what RFC 6749 and RFC 7636 ask of a server, as values."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from localgoogle.accounts import Grant, burn, digest, find_grant, issue

if TYPE_CHECKING:
    from localgoogle.state import State

CODE_LIFETIME = timedelta(minutes=10)
ACCESS_LIFETIME = timedelta(seconds=3600)
REFRESH_LIFETIME = timedelta(days=180)
"""Google forgets a refresh token that was not used for six months."""

SCOPES = {
    "https://www.googleapis.com/auth/drive.file": "создавать анкеты и таблицы и работать с ними",
    "https://www.googleapis.com/auth/drive": "видеть и менять все ваши анкеты, таблицы и папки",
    "https://www.googleapis.com/auth/spreadsheets": "видеть и менять таблицы",
    "https://www.googleapis.com/auth/forms.body": "создавать и менять анкеты",
    "https://www.googleapis.com/auth/forms.responses.readonly": "читать ответы на анкеты",
    "openid": "узнавать, кто вы",
    "https://www.googleapis.com/auth/userinfo.email": "узнавать вашу электронную почту",
}


class OAuthError(Exception):
    """An error of RFC 6749 §5.2: ``code`` such as invalid_grant, and words for a developer."""

    def __init__(self, code: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.status = status

    def to_body(self) -> dict[str, str]:
        return {"error": self.code, "error_description": self.description}


@dataclass(frozen=True)
class Request:
    """What a program asks for on the consent page; the names are those of the protocol."""

    client_id: str
    redirect_uri: str
    scope: str
    state: str = ""
    code_challenge: str = ""
    code_challenge_method: str = ""
    access_type: str = "online"

    def carried(self) -> list[tuple[str, str]]:
        """The request as hidden inputs, to come back with the person's decision."""
        return [("response_type", "code"), *((name, value) for name, value in asdict(self).items() if value)]

    def answer(self, **values: str) -> str:
        """The address that takes the decision back to the program."""
        mark = "&" if urlsplit(self.redirect_uri).query else "?"
        return self.redirect_uri + mark + urlencode(values | ({"state": self.state} if self.state else {}))


def read_request(given: dict[str, str]) -> Request:
    """A request for consent; raises OAuthError for what cannot be shown or sent back."""
    if not is_local(given.get("redirect_uri", "")):
        raise OAuthError("invalid_request", "redirect_uri must be an http address of 127.0.0.1 or localhost.")
    if not given.get("client_id"):
        raise OAuthError("invalid_request", "client_id is required.")
    if given.get("response_type") != "code":
        raise OAuthError("unsupported_response_type", "Only response_type=code is supported.")
    if not given.get("scope"):
        raise OAuthError("invalid_scope", "scope is required.")
    if given.get("code_challenge") and given.get("code_challenge_method") != "S256":
        raise OAuthError("invalid_request", "Only code_challenge_method=S256 is supported.")
    return Request(**{name: given[name] for name in Request.__dataclass_fields__ if name in given})


def is_local(address: str) -> bool:
    """A program on the person's own computer listens at such an address; nothing else may get a code."""
    return re.fullmatch(r"http://(127\.0\.0\.1|localhost)(:[0-9]{1,5})?(/[!-~]*)?", address) is not None


def scope_words(scope: str) -> list[str]:
    return [SCOPES.get(name, name) for name in scope.split()]


def new_code(state: State, request: Request, email: str) -> str:
    return issue(state, Grant("code", email, asdict(request)), CODE_LIFETIME)


# tokens


def exchange(state: State, given: dict[str, str], client: tuple[str, str]) -> dict[str, Any]:
    """The token endpoint; raises OAuthError as RFC 6749 §5.2 says."""
    if not client[0] or not client[1]:
        raise OAuthError("invalid_client", "The OAuth client was not found.", 401)
    kind = given.get("grant_type", "")
    if kind == "authorization_code":
        return by_code(state, given, client[0])
    if kind == "refresh_token":
        return by_refresh(state, given, client[0])
    raise OAuthError("unsupported_grant_type", f"Invalid grant_type: {kind}")


def by_code(state: State, given: dict[str, str], client_id: str) -> dict[str, Any]:
    code = given.get("code", "")
    grant = find_grant(state, "code", code)
    burn(state, code)
    if grant is None:
        raise OAuthError("invalid_grant", "Malformed auth code.")
    request = Request(**grant.body)
    if request.client_id != client_id or request.redirect_uri != given.get("redirect_uri"):
        raise OAuthError("invalid_grant", "The code was given to another client or redirect_uri.")
    if request.code_challenge and not verifies(given.get("code_verifier", ""), request.code_challenge):
        raise OAuthError("invalid_grant", "Invalid code verifier.")
    body = {"client_id": client_id, "scope": request.scope}
    if request.access_type != "offline":
        return access(state, grant.email, body)
    refresh = issue(state, Grant("refresh", grant.email, body), REFRESH_LIFETIME)
    return access(state, grant.email, body, refresh) | {"refresh_token": refresh}


def by_refresh(state: State, given: dict[str, str], client_id: str) -> dict[str, Any]:
    refresh = given.get("refresh_token", "")
    grant = find_grant(state, "refresh", refresh)
    if grant is None or grant.body["client_id"] != client_id:
        raise OAuthError("invalid_grant", "Token has been expired or revoked.")
    return access(state, grant.email, grant.body, refresh)


def access(state: State, email: str, body: dict[str, str], refresh: str = "") -> dict[str, Any]:
    """A new access token, tied to its refresh token so that revoking that one ends both."""
    tie = {"refresh": digest(refresh)} if refresh else {}
    token = issue(state, Grant("access", email, body | tie), ACCESS_LIFETIME)
    return {
        "access_token": token,
        "expires_in": int(ACCESS_LIFETIME.total_seconds()),
        "scope": body["scope"],
        "token_type": "Bearer",
    }


def verifies(verifier: str, challenge: str) -> bool:
    """RFC 7636 §4.6 with S256."""
    made = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    return hmac.compare_digest(made.encode(), challenge.encode())


def revoke(state: State, token: str) -> None:
    """End an access or a refresh token; raises OAuthError when it is neither."""
    grant = find_grant(state, "access", token) or find_grant(state, "refresh", token)
    if grant is None:
        raise OAuthError("invalid_token", "Token expired or revoked")
    burn(state, token)
