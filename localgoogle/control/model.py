"""What tests may see and turn: the count of calls, faults to come, and the quotas of Google."""

from __future__ import annotations

import re
import sys
from collections import deque
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from localgoogle.errors import GoogleError, invalid
from localgoogle.state import Settings

BUCKETS = ("sheets.read", "sheets.write", "forms.read", "forms.responses", "forms.write", "drive")

PER_MINUTE_AND_USER = {
    "sheets.read": 60,
    "sheets.write": 60,
    "forms.read": 390,
    "forms.responses": 180,
    "forms.write": 150,
}
PER_MINUTE = {"sheets.read": 300, "sheets.write": 300, "forms.read": 975, "forms.responses": 450, "forms.write": 375}
"""Of one project, which is the whole server.

https://developers.google.com/workspace/sheets/api/limits, https://developers.google.com/workspace/forms/api/limits"""

DEEDS = re.compile(r"status:[2-5][0-9]{2}|quota|html-502|cut-(before|middle|after)|hang:[0-9]{1,6}(\.[0-9]+)?")

LONGEST_LAG_SECONDS = 7 * 24 * 3600


@dataclass
class Fault:
    """From its ``nth`` matching call on, ``times`` calls suffer what ``do`` says."""

    method: str
    path: str
    do: str
    nth: int = 1
    times: int = 1
    seen: int = 0

    def strikes(self, method: str, path: str) -> bool:
        """Whether this call is hit; a call that matches is counted by asking."""
        if self.method not in {"", "*", method} or not re.search(self.path, path):
            return False
        self.seen += 1
        return self.nth <= self.seen < self.nth + self.times


@dataclass
class Control:
    """What the control plane holds; it dies with the server. Without an admin token nobody reaches it."""

    admin_token: str = ""
    faults: list[Fault] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    requests: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=10_000))
    spent: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def fault(self, method: str, path: str) -> str:
        """What is to go wrong with this call, or an empty string."""
        struck = [fault.do for fault in self.faults if fault.strikes(method, path)]
        return struck[0] if struck else ""

    def record(self, method: str, path: str, status: int, bucket: str, user: str) -> None:
        """One call that came; a connection that was cut has the status 0."""
        if bucket:
            self.counts[bucket] = self.counts.get(bucket, 0) + 1
        entry = {"method": method, "path": path, "status": status, "bucket": bucket, "user": user}
        self.requests.append(entry)

    def reset(self) -> None:
        self.counts.clear()
        self.requests.clear()

    def to_calls(self) -> dict[str, Any]:
        return {
            "buckets": {name: self.counts.get(name, 0) for name in BUCKETS},
            "requests": list(self.requests),
        }

    def spend(self, user: str, bucket: str, now: datetime) -> bool:
        """Take one call out of the user's minute and the project's; False when one of them is used up."""
        return not self.used_up(user, bucket, now)

    def used_up(self, user: str, bucket: str, now: datetime) -> str:
        """Take one call; gives whose minute it was too much for: "user", "project", or "" for nobody's."""
        minute = int(now.timestamp() // 60)
        if self.count(user, bucket, minute) > PER_MINUTE_AND_USER.get(bucket, sys.maxsize):
            return "user"
        return "project" if self.count("", bucket, minute) > PER_MINUTE.get(bucket, sys.maxsize) else ""

    def count(self, who: str, bucket: str, minute: int) -> int:
        """How many calls of the bucket this one makes in this minute; "" stands for everybody."""
        began, used = self.spent.get((who, bucket), (minute, 0))
        used = used + 1 if began == minute else 1
        self.spent[who, bucket] = (minute, used)
        return used


def to_fault(given: Any) -> Fault:
    """A fault as the control plane takes it; raises GoogleError 400 for one that could never strike."""
    if not isinstance(given, dict) or not {"path", "do"} <= given.keys() or given.keys() - FAULT_NAMES:
        raise invalid("A fault has method, path, nth, times, do.")
    fault = Fault(**{"method": "", **given})
    if not isinstance(fault.method, str):
        raise invalid("The method of a fault is a word.")
    if type(fault.nth) is not int or type(fault.times) is not int or fault.nth < 1:
        raise invalid("nth and times of a fault are whole numbers, nth from 1.")
    if not DEEDS.fullmatch(str(fault.do)):
        raise invalid("No such fault: {}", fault.do)
    check_pattern(fault.path)
    return fault


FAULT_NAMES = {"method", "path", "nth", "times", "do"}


def check_pattern(pattern: Any) -> None:
    try:
        re.compile(pattern)
    except (re.error, TypeError) as problem:
        raise invalid("Not a regular expression: {}", pattern) from problem


def to_settings(current: Settings, given: Any) -> Settings:
    """The settings with what was given; raises GoogleError 400 for an unknown name or a wrong value."""
    if not isinstance(given, dict):
        raise invalid("Settings are a JSON object.")
    known = {item.name for item in fields(Settings)}
    for name, value in given.items():
        if name not in known:
            raise invalid("No such setting: {}", name)
        check_setting(name, value)
    return Settings(**{**asdict(current), **given})


def check_setting(name: str, value: Any) -> None:
    default = getattr(Settings(), name)
    if name == "now":
        check_time(value)
    elif name == "timestampFilter" and value not in {"createTime", "lastSubmittedTime"}:
        raise invalid("timestampFilter is createTime or lastSubmittedTime.")
    elif type(value) is not type(default):
        raise invalid("{} is a {}.", name, type(default).__name__)
    elif name == "driveLagSeconds" and not 0 <= value <= LONGEST_LAG_SECONDS:
        raise invalid("driveLagSeconds is from 0 to {}.", LONGEST_LAG_SECONDS)


def check_time(value: Any) -> None:
    if value is None:
        return
    try:
        moment = datetime.fromisoformat(str(value))
        year = moment.astimezone(UTC).year
    except (ValueError, OverflowError) as problem:
        raise invalid("Not a time: {}", value) from problem
    if moment.tzinfo is None:
        raise invalid("A time needs its zone: {}", value)
    if not 1970 <= year < 9999:
        raise invalid("A time from 1970 to 9998, please: {}", value)


def quota_exceeded(bucket: str, whose: str = "user") -> GoogleError:
    """The 429 of Google, as recorded, for the bucket's own quota; ``whose`` is user or project."""
    service, kind = QUOTAS.get(bucket, ("sheets", "Read"))
    limits, unit, tail = SCOPES[whose]
    host, limit = f"{service}.googleapis.com", f"{kind.replace(' ', '')}RequestsPerMinute{tail}"
    per = "per minute per user" if whose == "user" else "per minute"
    message = (
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests {per}' "
        f"of service '{host}' for consumer 'project_number:1'."
    )
    metadata = {
        "quota_limit_value": str(limits.get(bucket, 60)),
        "quota_unit": unit,
        "quota_metric": f"{host}/{kind.lower().replace(' ', '_')}_requests",
        "quota_limit": limit,
        "quota_location": "global",
        "service": host,
        "consumer": "projects/1",
    }
    reason = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": metadata,
    }
    link = {"description": "Request a higher quota limit.", "url": "https://cloud.google.com/docs/quotas"}
    return GoogleError(429, message, [reason, {"@type": "type.googleapis.com/google.rpc.Help", "links": [link]}])


SCOPES = {
    "user": (PER_MINUTE_AND_USER, "1/min/{project}/{user}", "PerUser"),
    "project": (PER_MINUTE, "1/min/{project}", "PerProject"),
}
"""Whose limits they are, their unit, and how the names of the limits end."""

QUOTAS = {
    "sheets.read": ("sheets", "Read"),
    "sheets.write": ("sheets", "Write"),
    "forms.read": ("forms", "Read"),
    "forms.responses": ("forms", "Expensive read"),
    "forms.write": ("forms", "Write"),
}
