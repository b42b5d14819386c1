"""Who people are: the server's users, and the secrets that were given to them for a time.

A secret (an access token, a session, a code) leaves the server once and is kept only as its SHA-256.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from localgoogle.state import to_json, to_timestamp

if TYPE_CHECKING:
    from localgoogle.state import State

TRIES_PER_MINUTE = 10


@dataclass(frozen=True)
class Grant:
    """What a secret stands for: ``kind`` is access, refresh, code or session."""

    kind: str
    email: str
    body: dict[str, Any] = field(default_factory=dict)


def emails(state: State) -> list[str]:
    """The server's users, the first one first."""
    return list(dict.fromkeys(state.users.values()))


def issue(state: State, grant: Grant, lifetime: timedelta) -> str:
    """A new secret for the grant, valid for ``lifetime`` of the server's time."""
    prune(state)
    secret = secrets.token_urlsafe(32)
    expires = to_timestamp(state.now() + lifetime)
    row = (digest(secret), grant.kind, grant.email, to_json(grant.body), expires)
    state.db.execute("INSERT INTO grants VALUES (?,?,?,?,?)", row)
    return secret


def find_grant(state: State, kind: str, secret: str) -> Grant | None:
    """The grant of a secret of this kind that has not expired, and whose owner is still a user of the server."""
    row = state.db.execute(
        "SELECT kind, email, body FROM grants WHERE secret = ? AND kind = ? AND expires > ?",
        (digest(secret), kind, to_timestamp(state.now())),
    ).fetchone()
    return Grant(row[0], row[1], json.loads(row[2])) if row and row[1] in emails(state) else None


def burn(state: State, secret: str) -> None:
    """End a secret, and with a refresh token every access token that came of it."""
    hashed = digest(secret)
    state.db.execute("DELETE FROM grants WHERE secret = ? OR json_extract(body, '$.refresh') = ?", (hashed, hashed))


def prune(state: State) -> None:
    state.db.execute("DELETE FROM grants WHERE expires <= ?", (to_timestamp(state.now()),))


def sign_in(state: State, email: str, token: str) -> str:
    """The e-mail as the server knows it when the token is that user's, "" when it is not.

    Raises TooManyTriesError after ``TRIES_PER_MINUTE`` failures for one e-mail within a minute.
    """
    wanted = email.strip().lower()
    if failures(state, wanted) >= TRIES_PER_MINUTE:
        raise TooManyTriesError
    for known_token, known_email in state.users.items():
        if known_email.lower() == wanted and hmac.compare_digest(known_token.encode(), token.strip().encode()):
            return known_email
    issue(state, Grant("try", wanted), timedelta(minutes=1))
    return ""


class TooManyTriesError(Exception):
    """Somebody is guessing a token."""


def failures(state: State, email: str) -> int:
    query = "SELECT COUNT(*) FROM grants WHERE kind = 'try' AND email = ? AND expires > ?"
    return int(state.db.execute(query, (email, to_timestamp(state.now()))).fetchone()[0])


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
