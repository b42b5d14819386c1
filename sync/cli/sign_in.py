"""Signing in to Google, when the programme lives there and no sign-in is kept, or it was revoked."""

from __future__ import annotations

import contextlib
import sys

from sync.cli.context import Context


def sign_in_if_needed(context: Context) -> None:
    from sync.folder import Folder
    from sync.programme import load_programme
    from sync.remote.sign_in import is_signed_in, sign_in

    folder = Folder(context.path)
    if load_programme(context.path).place != "google" or is_signed_in(folder):
        return
    with contextlib.redirect_stdout(sys.stderr):
        sign_in(folder)
