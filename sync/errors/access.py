"""Signing in, secrets, and the port of the local server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sync.errors.tool import Exit, ToolError


@dataclass
class CredentialsMissing(ToolError):
    """No credentials.json, or no token of the local server."""

    exit_code = Exit.NO_PERMISSION
    path: Path


@dataclass
class CredentialsExposed(ToolError):
    """Other users of this computer can read a secret file."""

    exit_code = Exit.NO_PERMISSION
    path: Path
    mode: int


@dataclass
class CredentialsBroken(ToolError):
    """A secret file is not of the shape it must have."""

    exit_code = Exit.NO_PERMISSION
    path: Path


@dataclass
class SignInNeeded(ToolError):
    """The token is missing, expired or was revoked."""

    exit_code = Exit.NO_PERMISSION
    address: str = ""


@dataclass
class PortInUse(ToolError):
    exit_code = Exit.LATER
    port: int
