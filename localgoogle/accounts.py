"""Who people are: the server's users, their passwords, and the secrets that were given to them for a time.

A secret (an access token, a session, a code, an invitation) leaves the server once and is kept only as its SHA-256.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from localgoogle.passwords import matches
from localgoogle.state import to_json, to_timestamp

if TYPE_CHECKING:
    from localgoogle.state import State

TRIES_PER_MINUTE = 10
LONGEST_EMAIL = 254
CLAIM_LIFETIME = timedelta(days=1)
INVITATION_LIFETIME = timedelta(days=7)


@dataclass(frozen=True)
class Grant:
    """What a secret stands for: ``kind`` is access, refresh, code, session, invitation or claim."""

    kind: str
    email: str
    body: dict[str, Any] = field(default_factory=dict)


def emails(state: State) -> list[str]:
    """The server's users, the first one (the coordinator) first: those with a key, then those with a password."""
    rows = state.db.execute("SELECT email FROM accounts ORDER BY created, email")
    known = dict.fromkeys(state.users.values())
    lower = {email.lower() for email in known}
    return [*known, *(email for (email,) in rows if email.lower() not in lower)]


def is_first(state: State, email: str) -> bool:
    """Whether this is the coordinator, who invites the others."""
    return emails(state)[:1] == [email]


# secrets


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
    found = find_offer(state, kind, secret)
    return found if found and found.email in emails(state) else None


def find_offer(state: State, kind: str, secret: str) -> Grant | None:
    """The same for a secret that makes its owner a user of the server."""
    row = state.db.execute(
        "SELECT kind, email, body FROM grants WHERE secret = ? AND kind = ? AND expires > ?",
        (digest(secret), kind, to_timestamp(state.now())),
    ).fetchone()
    return Grant(row[0], row[1], json.loads(row[2])) if row else None


def burn(state: State, secret: str) -> None:
    """End a secret, and with a refresh token every access token that came of it."""
    hashed = digest(secret)
    state.db.execute("DELETE FROM grants WHERE secret = ? OR json_extract(body, '$.refresh') = ?", (hashed, hashed))


def burn_all(state: State, email: str, *kinds: str) -> None:
    """End every secret of these kinds that the person has."""
    for kind in kinds:
        state.db.execute("DELETE FROM grants WHERE lower(email) = ? AND kind = ?", (email.lower(), kind))


def prune(state: State) -> None:
    state.db.execute("DELETE FROM grants WHERE expires <= ?", (to_timestamp(state.now()),))


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


# accounts


def has_password(state: State, email: str) -> bool:
    return bool(stored_password(state, email))


def stored_password(state: State, email: str) -> str:
    row = state.db.execute("SELECT password FROM accounts WHERE email = ?", (email.lower(),)).fetchone()
    return str(row[0]) if row else ""


def set_password(state: State, email: str, hashed: str) -> str:
    """The person's account with this password, and their e-mail; whoever had signed in with the old one is out."""
    state.db.execute(
        "INSERT INTO accounts VALUES (?,?,?) ON CONFLICT (email) DO UPDATE SET password = excluded.password",
        (email.lower(), hashed, state.timestamp()),
    )
    burn_all(state, email, "session", "invitation", "claim")
    return known_spelling(state, email)


def known_spelling(state: State, email: str) -> str:
    return next((known for known in emails(state) if known.lower() == email.lower()), email.lower())


def close_account(state: State, email: str) -> None:
    """The password and every secret of the person are gone; a key of the server's file stays."""
    state.db.execute("DELETE FROM accounts WHERE email = ?", (email.lower(),))
    burn_all(state, email, "session", "invitation", "access", "refresh", "code")


def new_claim(state: State) -> str:
    """The secret of the address on which the server's first user makes an account; an older one is dead."""
    state.db.execute("DELETE FROM grants WHERE kind = 'claim'")
    first = next(iter(emails(state)), "")
    return issue(state, Grant("claim", first), CLAIM_LIFETIME)


def is_claimed(state: State) -> bool:
    """Whether somebody has made an account here."""
    return state.db.execute("SELECT 1 FROM accounts LIMIT 1").fetchone() is not None


# signing in


class TooManyTriesError(Exception):
    """Somebody is guessing a password."""


@dataclass(frozen=True)
class Attempt:
    """Somebody names an e-mail and a secret: a password, or the key of the server's file.

    ``holds`` takes 50 ms and touches no state, so that it can run beside other calls; ``settle`` says who it was.
    """

    email: str
    given: str
    stored: str
    key: str
    counted: str

    def holds(self) -> bool:
        if hmac.compare_digest(self.key.encode(), self.given.strip().encode()) and self.key:
            return True
        return matches(self.stored, self.given)


def attempt(state: State, email: str, given: str) -> Attempt:
    """Count a try and take what is needed to judge it.

    Raises TooManyTriesError after ``TRIES_PER_MINUTE`` failures for one e-mail within a minute.
    """
    wanted = email.strip().lower()[:LONGEST_EMAIL]
    if failures(state, wanted) >= TRIES_PER_MINUTE:
        raise TooManyTriesError
    counted = issue(state, Grant("try", wanted), timedelta(minutes=1))
    key = next((token for token, known in state.users.items() if known.lower() == wanted), "")
    return Attempt(wanted, given, stored_password(state, wanted), key, counted)


def settle(state: State, tried: Attempt, *, holds: bool) -> str:
    """The e-mail as the server knows it when the secret was right, "" when it was not."""
    if not holds:
        return ""
    burn(state, tried.counted)
    return known_spelling(state, tried.email)


def failures(state: State, email: str) -> int:
    query = "SELECT COUNT(*) FROM grants WHERE kind = 'try' AND email = ? AND expires > ?"
    return int(state.db.execute(query, (email, to_timestamp(state.now()))).fetchone()[0])
