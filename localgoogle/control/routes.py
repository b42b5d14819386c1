"""The control plane under ``/_local/``, for tests: whoever lacks the admin token sees nothing here."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from localgoogle.call import Call, Reply, Route, route
from localgoogle.control.model import Control, to_fault, to_settings
from localgoogle.errors import invalid, not_found
from localgoogle.state import State

Deed = Callable[[State, Call], Any]


def routes(control: Control) -> list[Route]:
    """The control plane's routes over one server's Control."""

    def calls(_state: State, _call: Call) -> Any:
        return control.to_calls()

    def reset(_state: State, _call: Call) -> Any:
        control.reset()
        return {}

    def faults(_state: State, call: Call) -> Any:
        given = call.json()
        if not isinstance(given, list):
            raise invalid("Faults are a JSON list.")
        control.faults = [to_fault(item) for item in given]
        return {}

    return [
        guarded(control, "GET", "calls", calls),
        guarded(control, "POST", "calls/reset", reset),
        guarded(control, "POST", "faults", faults),
        guarded(control, "GET", "settings", lambda state, _call: asdict(state.settings)),
        guarded(control, "POST", "settings", set_settings),
    ]


def set_settings(state: State, call: Call) -> Any:
    state.settings = to_settings(state.settings, call.json())
    return asdict(state.settings)


def guarded(control: Control, method: str, name: str, deed: Deed) -> Route:
    def answer(state: State, call: Call, _groups: dict[str, str]) -> Reply:
        given = call.headers.get("x-local-admin", "")
        if not control.admin_token or not hmac.compare_digest(given.encode(), control.admin_token.encode()):
            raise not_found()
        return Reply(deed(state, call))

    return route(method, f"/_local/{name}", "", answer)
