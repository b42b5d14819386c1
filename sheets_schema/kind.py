"""What a column holds, and the one canonical form of each value.

A sheet's date is a serial number of days since 1899-12-30 that only its number format makes a date
(https://developers.google.com/workspace/sheets/api/guides/formats), so only a kind can tell 45000 from a day.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

Value = str | int | float | bool | date | datetime | None

EPOCH = date(1899, 12, 30)
SECONDS_A_DAY = 86400
LAST_SHORT_YEAR = 68  # 69 is 1969: the rule of POSIX
RUSSIAN_DATE = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})\s*")
WHOLE_NUMBER = re.compile(r"\s*(-?[0-9]{1,15})\s*")  # a cell's number has no more exact digits
ISO_DATE = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")


class Kind(StrEnum):
    """TEXT, one of a list's CHOICE, a DATE, a MOMENT (date and time, UTC inside), a WHOLE number."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    MOMENT = "moment"
    WHOLE = "whole"


def to_serial(day: date) -> float:
    """Days since 1899-12-30; a datetime brings its part of the day and must already be in the book's zone."""
    whole = (date(day.year, day.month, day.day) - EPOCH).days
    if isinstance(day, datetime):
        return whole + (day.hour * 3600 + day.minute * 60 + day.second) / SECONDS_A_DAY
    return whole


def as_raw(value: Value) -> str | float | bool | None:
    """What a cell holds once this value was written into it."""
    return to_serial(value) if isinstance(value, date) else value


def from_serial(number: float) -> datetime | None:
    """The moment (zone of the book, marked UTC) that a serial number means; None outside the calendar."""
    try:
        return datetime(1899, 12, 30, tzinfo=UTC) + timedelta(seconds=round(number * SECONDS_A_DAY))
    except OverflowError:
        return None


def to_date(text: str) -> date | None:
    """A date written as ``31.12.2010``, ``31.12.10`` or ``2010-12-31``, or None."""
    if found := RUSSIAN_DATE.fullmatch(text):
        day, month, year = map(int, found.groups())
        year += (1900 if year > LAST_SHORT_YEAR else 2000) if len(found[3]) == 2 else 0
    elif found := ISO_DATE.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def to_whole(text: str) -> int | None:
    """The whole number that a text is, or None: ``--2``, ``²`` and ``3 чел.`` are none."""
    found = WHOLE_NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def read(kind: Kind, raw: str | float | bool | None) -> Value:
    """What a cell's raw value means in a column of this kind.

    What does not fit the kind is kept as it stands: a person typed it, and it is theirs.
    """
    if raw is None or raw == "":
        return None
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str):
        return (to_date(raw) or raw) if kind is Kind.DATE else raw
    if kind in (Kind.DATE, Kind.MOMENT) and (moment := from_serial(raw)):
        return moment.date() if kind is Kind.DATE else moment
    if kind in (Kind.TEXT, Kind.CHOICE):
        return canonical(raw)
    return int(raw) if raw == int(raw) else raw


def canonical(value: Value) -> str:
    """One text for equal values: the ground of comparing and of fingerprints."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
