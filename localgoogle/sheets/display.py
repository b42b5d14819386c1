"""What a cell shows: numbers, dates and truth values written by number format and locale."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from localgoogle.formulas.value import Formula, FormulaError
from localgoogle.sheets.book import Cell
from localgoogle.sheets.number_pattern import literal, write_number, write_text

if TYPE_CHECKING:
    from collections.abc import Callable

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial number carries no zone

DATE_TYPES = frozenset({"DATE", "TIME", "DATE_TIME"})

PATTERNS = {
    "ru": {"DATE": "dd.mm.yyyy", "TIME": "h:mm:ss", "DATE_TIME": "dd.mm.yyyy h:mm:ss"},
    "en": {"DATE": "m/d/yyyy", "TIME": "h:mm:ss am/pm", "DATE_TIME": "m/d/yyyy h:mm:ss"},
}
NUMBER_PATTERNS = {"NUMBER": "#,##0.00", "PERCENT": "0.00%", "CURRENCY": "#,##0.00", "SCIENTIFIC": "0.00E+00"}

TRUTH = {"ru": ("ЛОЖЬ", "ИСТИНА"), "en": ("FALSE", "TRUE")}

MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
WEEKDAYS = {
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}

SHORT_WEEKDAYS = {
    "ru": "пн вт ср чт пт сб вс",
    "en": "Mon Tue Wed Thu Fri Sat Sun",
}

DATE_TOKEN = re.compile(r"\[[hms]+\]|y+|m+|d+|h+|s+|0+|am/pm|\"[^\"]*\"|\\.|.", re.IGNORECASE | re.DOTALL)


def language(locale: str) -> str:
    """``ru`` for Russian, ``en`` for everything else: the two ways of writing that this server knows."""
    return "ru" if locale.startswith("ru") else "en"


def shown(cell: Cell, locale: str) -> str:
    """The cell's text as people see it; an empty cell shows nothing."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        pattern = ((cell.format or {}).get("numberFormat") or {}).get("pattern", "")
        return write_text(value, pattern) if pattern else value
    if isinstance(value, bool):
        return TRUTH[language(locale)][value]
    if isinstance(value, Formula):
        return "#ERROR!"
    if isinstance(value, FormulaError):
        return value.code
    return number_text(value, (cell.format or {}).get("numberFormat") or {}, language(locale))


def is_date(cell: Cell) -> bool:
    """Whether the cell is a number that is shown as a date or a time."""
    kind = ((cell.format or {}).get("numberFormat") or {}).get("type")
    return kind in DATE_TYPES and isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def number_text(number: float, number_format: dict[str, Any], tongue: str) -> str:
    kind, pattern = number_format.get("type", ""), number_format.get("pattern", "")
    if kind in DATE_TYPES:
        return date_text(number, pattern or PATTERNS[tongue][kind], tongue)
    pattern = pattern or NUMBER_PATTERNS.get(kind, "")
    plain = kind == "TEXT" or pattern.lower() == "general"
    written = None if plain else write_number(number, pattern, tongue)
    return general(number, tongue) if written is None else written


def general(number: float, tongue: str) -> str:
    """A number without a format: whole ones in full, others with up to ten digits that count."""
    if number == int(number) and abs(number) < 10**15:
        return str(int(number))
    return local_point(f"{number:.10g}".upper(), tongue)


def local_point(text: str, tongue: str) -> str:
    return text.replace(".", ",") if tongue == "ru" else text


def date_text(serial: float, pattern: str, tongue: str) -> str:
    """A serial number (days since 1899-12-30) by a pattern; a number that is no date shows as a number."""
    try:
        seconds = round(serial * 86400, 3)
        moment = EPOCH + timedelta(seconds=seconds if "0" in pattern else round(seconds))
    except OverflowError:
        return general(serial, tongue)
    tokens = DATE_TOKEN.findall(pattern)
    written = []
    for token, kind in zip(tokens, kinds_of(tokens), strict=True):
        if token[0] == "[" and kind:
            written.append(elapsed(seconds, token))
        else:
            written.append(PARTS[kind](moment, len(token), tongue) if kind else literal(token))
    return "".join(written)


def elapsed(seconds: float, token: str) -> str:
    """All the hours, minutes or seconds that a time lasts: ``[h]`` goes on after 24."""
    unit = {"h": 3600, "m": 60, "s": 1}[token[1].lower()]
    return f"{int(seconds // unit):0{len(token) - 2}}"


def kinds_of(tokens: list[str]) -> list[str]:
    """Which of ``PARTS`` each token means; nothing for plain text.

    ``m`` is a minute after an hour or before a second, a month otherwise; ``h`` counts to twelve beside AM/PM.
    """
    letters = [letter for token in tokens if (letter := letter_of(token))]
    hour = "hour of twelve" if any(token.lower() == "am/pm" for token in tokens) else "h"
    around = zip(["", *letters], letters, [*letters[1:], ""], strict=False)
    kinds = iter(
        {"m": "minute" if before == "h" or after == "s" else "m", "h": hour}.get(letter, letter)
        for before, letter, after in around
    )
    return [next(kinds) if letter_of(token) else "" for token in tokens]


def letter_of(token: str) -> str:
    """The letter that a token of a date is made of, nothing for plain text."""
    letter = token.lstrip("[")[:1].lower()
    return letter if letter in PARTS and (token[0] != "[" or len(token) > 2) else ""


def month(moment: datetime, width: int, tongue: str) -> str:
    if width > 2:
        name = MONTHS[tongue].split()[moment.month - 1]
        return name if width > 3 else name[:3]
    return f"{moment.month:0{width}}"


def day(moment: datetime, width: int, tongue: str) -> str:
    if width > 2:
        return (WEEKDAYS if width > 3 else SHORT_WEEKDAYS)[tongue].split()[moment.weekday()]
    return f"{moment.day:0{width}}"


PARTS: dict[str, Callable[[datetime, int, str], str]] = {
    "y": lambda moment, width, _: f"{moment.year:04}" if width > 2 else f"{moment.year % 100:02}",
    "m": month,
    "minute": lambda moment, width, _: f"{moment.minute:0{min(width, 2)}}",
    "d": day,
    "h": lambda moment, width, _: f"{moment.hour:0{min(width, 2)}}",
    "hour of twelve": lambda moment, width, _: f"{(moment.hour - 1) % 12 + 1:0{min(width, 2)}}",
    "s": lambda moment, width, _: f"{moment.second:0{min(width, 2)}}",
    "0": lambda moment, width, _: f"{moment.microsecond:06}"[:width],
    "a": lambda moment, _width, _: "AM" if moment.hour < 12 else "PM",
}
"""How each part of a date is written, by the moment, the number of letters, and the language."""
