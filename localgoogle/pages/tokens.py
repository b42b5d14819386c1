"""Signed texts that pages carry, so that what comes back is known to have been given out here."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localgoogle.state import State

SIGNATURE = 22
"""Characters of a signature: 128 bits of it in base64."""


def new_once(state: State, form_id: str) -> str:
    """What one showing of a form is known by (``fbzx``): a submission that carries it is stored once."""
    return signed(state, f"once {form_id}", secrets.token_urlsafe(16))


def known_once(state: State, form_id: str, token: str) -> str:
    """The token when this server gave it out for this form, else "": nobody can name another's showing."""
    return token if opened(state, f"once {form_id}", token) else ""


def edit_token(state: State, form_id: str, response_id: str) -> str:
    """The secret of the link by which a person changes an answer."""
    return signed(state, f"edit {form_id}", response_id)


def response_to_edit(state: State, form_id: str, token: str) -> str:
    """The response that an edit link is for, "" when the link is none of ours."""
    return opened(state, f"edit {form_id}", token)


def signed(state: State, purpose: str, text: str) -> str:
    return signature(state, purpose, text) + text


def opened(state: State, purpose: str, token: str) -> str:
    given, text = token[:SIGNATURE], token[SIGNATURE:]
    genuine = hmac.compare_digest(given.encode(), signature(state, purpose, text).encode())
    return text if genuine else ""


def signature(state: State, purpose: str, text: str) -> str:
    mac = hmac.digest(server_secret(state), f"{purpose}\n{text}".encode(), hashlib.sha256)
    return urlsafe_b64encode(mac).decode()[:SIGNATURE]


def server_secret(state: State) -> bytes:
    """Made once and kept with the server's files, so that links outlive a restart."""
    known = state.load("server", "secret")
    if known is None:
        known = secrets.token_hex(32)
        state.store("server", "secret", known)
    return bytes.fromhex(known)
