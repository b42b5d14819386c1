"""The time of the school's own server while a story is told: set through its control plane, never by a sleep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import requests

MORNING = time(7, tzinfo=UTC)
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class ServerClock:
    """``key`` opens the control plane. The time only goes forward."""

    address: str
    key: str
    browser: requests.Session
    moment: datetime = BEFORE_ALL

    def go(self, moment: datetime) -> None:
        """To this moment, or a second on when it is past: no two answers come at once."""
        self.moment = max(moment, self.moment + timedelta(seconds=1))
        reply = self.browser.post(
            f"{self.address}/_local/settings",
            json={"now": self.moment.isoformat()},
            headers={"X-Local-Admin": self.key},
            timeout=60,
        )
        reply.raise_for_status()

    def wait(self, minutes: int = 1) -> None:
        self.go(self.moment + timedelta(minutes=minutes))

    def go_to_day(self, day: date) -> None:
        self.go(max(datetime.combine(day, MORNING), self.moment + timedelta(minutes=1)))

    @property
    def day(self) -> date:
        return self.moment.date()


@dataclass(frozen=True)
class SchoolYear:
    """From September to the next one."""

    first: int

    @classmethod
    def before(cls, today: date) -> SchoolYear:
        """The last one that is over: its story lies behind whoever opens the tables."""
        return cls(today.year - 1 if today >= date(today.year, 7, 1) else today.year - 2)

    def day(self, month: int, day: int) -> date:
        return date(self.first if month >= 9 else self.first + 1, month, day)
