"""What somebody typed, as a value: numbers, dates and truth values in the locale of the spreadsheet."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from localgoogle.formulas.value import Formula
from localgoogle.sheets.book import Value
from localgoogle.sheets.display import EPOCH, MONTHS, language

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = {"true": True, "false": False, "истина": True, "ложь": False}

POINT = {"ru": ",", "en": "."}
GROUP = {"ru": "[ \u00a0\u202f]", "en": ","}

ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DATES = {
    "ru": (re.compile(r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4}|\d{2})"), "dd.mm.yyyy"),
    "en": (re.compile(r"(?P<m>\d{1,2})[/-](?P<d>\d{1,2})[/-](?P<y>\d{4}|\d{2})"), "m/d/yyyy"),
}
DAYS_OF_THIS_YEAR = {
    "ru": (re.compile(r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})"), "dd.mm"),
    "en": (re.compile(r"(?P<m>\d{1,2})[/-](?P<d>\d{1,2})"), "m-d"),
}
LONGEST_NUMBER = 400
"""Characters of a number or a date; longer text is text, and looking for a date in it would take minutes."""

TIME = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2}))?(?:\s?([ap]m))?", re.IGNORECASE)

SIGNS = {"$": "$", "€": "€", "£": "£"}
"""Signs of money behind a number; whatever else stands there means roubles."""

NOMINATIVE = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
MONTH_NAMES = [name.lower() for names in (*MONTHS.values(), NOMINATIVE) for name in names.split()]
NAMED_DATES = (
    re.compile(r"(?P<d>\d{1,2})[ -](?P<m>[^\W\d]{3,9})\.?[ -](?P<y>\d{4})(?: ?г\.?)?"),
    re.compile(r"(?P<m>[^\W\d]{3,9})\.? (?P<d>\d{1,2}), ?(?P<y>\d{4})"),
)


class Entry(NamedTuple):
    """A typed value and the number format that typing it sets, if any."""

    value: Value
    number_format: dict[str, Any] | None = None


def typed(text: str, locale: str, today: datetime) -> Entry:
    """What Sheets makes of text that is typed into a cell (USER_ENTERED)."""
    if not text:
        return Entry(None)
    if text.startswith("'"):
        return Entry(text[1:])
    if text.startswith("=") and len(text) > 1:
        return Entry(Formula(text))
    tongue, plain = language(locale), text.strip()
    if len(plain) > LONGEST_NUMBER:
        return Entry(text)
    if plain.lower() in WORDS:
        return Entry(WORDS[plain.lower()])
    readers: list[Callable[[], Entry | None]] = [
        lambda: typed_number(plain, tongue),
        lambda: typed_moment(plain, tongue),
        lambda: typed_day(plain, tongue, today.year),
    ]
    found = (entry for read in readers if (entry := read()))
    return next(found, Entry(text))


def typed_number(text: str, tongue: str) -> Entry | None:
    point, group = re.escape(POINT[tongue]), GROUP[tongue]
    number = rf"(?P<sign>[+-]?)(?P<money>[$€£₽]?)(?P<units>\d{{1,3}}(?:{group}\d{{3}})+|\d*)(?P<rest>{point}\d*)?"
    after = r"(?P<percent>\s?%)?(?P<money_after>\s?(?:[$€£₽]|р\.|руб\.?))?"
    match = re.fullmatch(rf"{number}(?P<power>[eE][+-]?\d{{1,3}})?{after}", text)
    if match and match["money_after"] and (match["money"] or match["percent"]):
        return None
    if not match or not re.search(r"\d", match["units"] + (match["rest"] or "")):
        return None
    units = re.sub(group, "", match["units"])
    decimals = (match["rest"] or "")[1:]
    value = float(f"{match['sign']}{units or 0}.{decimals or 0}{match['power'] or ''}")
    if match["percent"]:
        value = round(value / 100, 15)
    if value in {float("inf"), float("-inf")}:
        return None
    return Entry(whole(value), format_of(match, grouped=units != match["units"], decimals=decimals))


def format_of(match: re.Match[str], *, grouped: bool, decimals: str) -> dict[str, Any] | None:
    fraction = ".00" if decimals else ""
    if match["percent"]:
        return {"type": "PERCENT", "pattern": f"0{fraction}%"}
    if match["money"]:
        sign = '"$"' if match["money"] == "$" else f"[${match['money']}]"
        return {"type": "CURRENCY", "pattern": f"{sign}#,##0{fraction}"}
    if match["money_after"]:
        return {"type": "CURRENCY", "pattern": f"#,##0{fraction}[$ {SIGNS.get(match['money_after'].strip(), '₽')}]"}
    return {"type": "NUMBER", "pattern": f"#,##0{fraction}"} if grouped else None


def whole(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def typed_moment(text: str, tongue: str) -> Entry | None:
    """A date, a time of day, or both with a space (or T) between them."""
    if clock := time_of_day(text):
        return Entry(whole(clock.days_part), {"type": "TIME", "pattern": clock.pattern})
    match = re.fullmatch(r"(.*?)[ T]+(\d{1,2}:\S+(?:\s?[apAP][mM])?)", text)
    if not match:
        return typed_date(text, tongue)
    day, clock = typed_date(match[1], tongue), time_of_day(match[2])
    if not clock or clock.days_part >= 1 or not day or not isinstance(day.value, int) or not day.number_format:
        return None
    pattern = f"{day.number_format['pattern']} {clock.pattern}"
    return Entry(whole(day.value + clock.days_part), {"type": "DATE_TIME", "pattern": pattern})


class Clock(NamedTuple):
    """A time as a part of a day (more than 1 for a long duration), and the pattern that shows it so."""

    days_part: float
    pattern: str


def time_of_day(text: str) -> Clock | None:
    """``13:05``, ``1:05:30 pm``, or a duration such as ``30:15``."""
    match = TIME.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds = (int(digits or 0) for digits in match.groups()[:3])
    half = (match[4] or "").lower()
    if minutes > 59 or seconds > 59 or (half and not 1 <= hours <= 12):
        return None
    pattern = "h:mm:ss" if match[3] else "h:mm"
    if half:
        hours, pattern = hours % 12 + (12 if half == "pm" else 0), f"{pattern} am/pm"
    elif hours > 23:
        pattern = pattern.replace("h", "[h]")
    return Clock(timedelta(hours=hours, minutes=minutes, seconds=seconds) / timedelta(days=1), pattern)


def typed_date(text: str, tongue: str) -> Entry | None:
    if match := ISO_DATE.fullmatch(text):
        return date_entry(int(match[1]), int(match[2]), int(match[3]), "yyyy-mm-dd")
    pattern, shape = DATES[tongue]
    match = pattern.fullmatch(text)
    if not match:
        return named_date(text)
    year = int(match["y"])
    century = 0 if year > 99 else (2000 if year < 30 else 1900)
    return date_entry(century + year, int(match["m"]), int(match["d"]), shape)


def named_date(text: str) -> Entry | None:
    """``5 сентября 2026``, ``Sep 5, 2026``: the month by its name in either language."""
    match = next((found for shape in NAMED_DATES if (found := shape.fullmatch(text))), None)
    if not match:
        return None
    name = match["m"].lower()
    month = next((place for place, known in enumerate(MONTH_NAMES) if known.startswith(name)), None)
    pattern = "d mmmm yyyy" if match.start("d") == 0 else "mmmm d, yyyy"
    return None if month is None else date_entry(int(match["y"]), month % 12 + 1, int(match["d"]), pattern)


def typed_day(text: str, tongue: str, year: int) -> Entry | None:
    """``1-2``: a day of this year, which is why a class called 10-11 must never be typed."""
    pattern, shape = DAYS_OF_THIS_YEAR[tongue]
    match = pattern.fullmatch(text)
    return date_entry(year, int(match["m"]), int(match["d"]), shape) if match else None


def date_entry(year: int, month: int, day: int, pattern: str) -> Entry | None:
    try:
        date = datetime(year, month, day)  # noqa: DTZ001 - a serial number carries no zone
    except ValueError:
        return None
    return Entry((date - EPOCH).days, {"type": "DATE", "pattern": pattern})
