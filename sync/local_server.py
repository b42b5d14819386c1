"""The school's own server, started for one programme's folder: its users are the programme's staff."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from sync.errors import CredentialsMissing, PortInUse
from sync.folder import Folder, read_tokens, write_secret
from sync.programme import Programme


def ensure_tokens(programme: Programme, folder: Folder) -> dict[str, str]:
    """A secret key for everyone of the staff, the coordinator first: made once, kept as long as they are of it."""
    try:
        kept = read_tokens(folder.local_tokens)
    except CredentialsMissing:
        kept = {}
    emails = [programme.coordinator.email, *(p.email for p in programme.staff if p != programme.coordinator)]
    tokens = {email: kept.get(email) or secrets.token_urlsafe(24) for email in emails}
    if list(tokens.items()) != list(kept.items()):
        write_secret(folder.local_tokens, {"users": tokens})
    return tokens


def server_arguments(programme: Programme, folder: Folder, port: int) -> list[str]:
    """The local server's own command line, without a key in it: everybody on this computer can read that."""
    ensure_tokens(programme, folder)
    public = ["--public-url", programme.public_address] if programme.public_address else []
    return ["--data", str(folder.local_google), "--port", str(port), "--users", str(folder.local_tokens), *public]


def port_of(programme: Programme) -> int:
    return urlsplit(programme.address).port or 80


@contextmanager
def server_process(programme: Programme, folder: Folder, admin_token: str = "") -> Iterator[subprocess.Popen[str]]:
    """The server as a process of its own, ready when this is entered, ended when it is left.

    ``admin_token`` opens its control plane, where a made-up school sets the clock; it dies with the process.
    """
    arguments = server_arguments(programme, folder, port_of(programme))
    arguments += [f"--admin-token={admin_token}"] if admin_token else []  # one word: a token may begin with a dash
    process = subprocess.Popen(  # noqa: S603 - our own module, our own arguments
        [sys.executable, "-m", "localgoogle", *arguments], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None  # noqa: S101 - asked for above
        if not process.stdout.readline():
            raise PortInUse(port_of(programme))
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
        if process.stdout:
            process.stdout.close()
