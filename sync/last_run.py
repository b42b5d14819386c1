"""How the last synchronisations on this computer ended: what the panel and ``status`` tell of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sync.errors import Exit

SUCCEEDED = (Exit.DONE, Exit.ATTENTION)


@dataclass(frozen=True)
class LastRun:
    """The last run, by this computer's clock in UTC. ``failures`` counts those in a row that did not succeed,
    the first of them at ``since``."""

    moment: datetime
    exit: Exit
    failures: int = 0
    since: datetime | None = None

    @property
    def succeeded(self) -> bool:
        return self.exit in SUCCEEDED

    def to_json(self) -> dict[str, Any]:
        since = {"since": self.since.isoformat()} if self.since else {}
        return {"moment": self.moment.isoformat(), "exit": int(self.exit), "failures": self.failures, **since}


def last_run_from(content: Mapping[str, Any]) -> LastRun:
    """Raises KeyError, TypeError, ValueError for what is no such thing."""
    since = content.get("since")
    return LastRun(
        moment=datetime.fromisoformat(content["moment"]),
        exit=Exit(content["exit"]),
        failures=int(content["failures"]),
        since=datetime.fromisoformat(since) if since else None,
    )


def next_run(last: LastRun | None, moment: datetime, code: Exit) -> LastRun:
    """What is remembered after a run that ended with this code."""
    if code in SUCCEEDED:
        return LastRun(moment, code)
    if last is None or last.succeeded:
        return LastRun(moment, code, 1, moment)
    return LastRun(moment, code, last.failures + 1, last.since or last.moment)
