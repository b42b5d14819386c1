"""Who sits at the browser: a cookie for twelve hours, and the proof that a POST comes from a page of this server."""

from __future__ import annotations

import hmac
import re
from datetime import timedelta
from typing import TYPE_CHECKING

from localgoogle.accounts import Grant, find_grant, issue
from localgoogle.pages.tokens import signature

if TYPE_CHECKING:
    from localgoogle.call import Call
    from localgoogle.state import State

COOKIE = "localgoogle_session"
LIFETIME = timedelta(hours=12)


def signed_in(state: State, call: Call) -> str | None:
    """The e-mail of the person whose browser this is, None for a guest."""
    secret = session_secret(call)
    grant = find_grant(state, "session", secret) if secret else None
    return grant.email if grant else None


def session_secret(call: Call) -> str:
    """The cookie's value, whatever cookies other programs on the same computer have left beside it."""
    pairs = (pair.strip().partition("=") for pair in call.headers.get("cookie", "").split(";"))
    return next((value for name, _, value in pairs if name == cookie_name(call)), "")


def new_session(state: State, call: Call, email: str) -> dict[str, str]:
    """The header that makes this browser that person's for twelve hours."""
    secret = issue(state, Grant("session", email), LIFETIME)
    return {"Set-Cookie": cookie(call, secret, int(LIFETIME.total_seconds()))}


def cookie_name(call: Call) -> str:
    """Over https no other host and no subpath may set it: https://datatracker.ietf.org/doc/html/rfc6265bis §4.1.3.2."""
    return f"__Host-{COOKIE}" if call.origin.startswith("https:") else COOKIE


def cookie(call: Call, secret: str, seconds: int) -> str:
    secure = "; Secure" if call.origin.startswith("https:") else ""
    return f"{cookie_name(call)}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"


# where a POST comes from


# With no-referrer a browser sends "Origin: null" even to the page's own server, and a POST could not be told
# from a foreign one: https://fetch.spec.whatwg.org/#append-a-request-origin-header . Others learn nothing.
OWN_REFERRER = {"Referrer-Policy": "same-origin"}


def same_origin(call: Call) -> bool:
    """Whether a POST comes from a page of this server (browsers say; programs send neither header)."""
    site = call.headers.get("sec-fetch-site", "")
    origin = call.headers.get("origin", "")
    return site in ("", "same-origin", "none") and origin in ("", call.origin)


def csrf_token(state: State, call: Call) -> str:
    """What a page of this session carries in its forms (``csrf``) or sends as ``X-CSRF-Token``."""
    return signature(state, "csrf", session_secret(call))


def is_own(state: State, call: Call, token: str) -> bool:
    """Whether a POST of somebody signed in was made by a page that this very session was shown."""
    return same_origin(call) and hmac.compare_digest(token.encode(), csrf_token(state, call).encode())


def safe_next(address: str) -> str:
    """A page of this server to go on to after signing in, "" for anything else."""
    return address if re.fullmatch(r"/(?![/\\])[!-~]*", address) else ""
