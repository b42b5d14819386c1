"""What a cell shows: numbers, dates and truth values written by number format and locale."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from localgoogle.sheets.book import Cell, Formula

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

DATE_TOKEN = re.compile(r"y+|m+|d+|h+|s+|am/pm|\"[^\"]*\"|\\.|.", re.IGNORECASE | re.DOTALL)
NUMBER_PATTERN = re.compile(r'((?:"[^"]*"|\\.|[^#0,.%"\\])*)([#0,]+)(?:\.([#0]+))?(%?)((?:"[^"]*"|\\.|[^#0,.%"\\])*)')


def language(locale: str) -> str:
    """``ru`` for Russian, ``en`` for everything else: the two ways of writing that this server knows."""
    return "ru" if locale.startswith("ru") else "en"


def shown(cell: Cell, locale: str) -> str:
    """The cell's text as people see it; an empty cell shows nothing."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return TRUTH[language(locale)][value]
    if isinstance(value, Formula):
        return "#ERROR!"
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
    match = NUMBER_PATTERN.fullmatch(pattern.partition(";")[0])
    return patterned(number, match, tongue) if match and kind != "TEXT" else general(number, tongue)


def general(number: float, tongue: str) -> str:
    """A number without a format: whole ones in full, others with up to ten digits that count."""
    if number == int(number) and abs(number) < 10**15:
        return str(int(number))
    return local_point(f"{number:.10g}".upper(), tongue)


def local_point(text: str, tongue: str) -> str:
    return text.replace(".", ",") if tongue == "ru" else text


def patterned(number: float, match: re.Match[str], tongue: str) -> str:
    """A number by a pattern such as ``#,##0.00`` or ``0%``, with what stands before and after it."""
    before, whole, decimals, percent, after = match.groups()
    decimals = decimals or ""
    text = f"{abs(number) * (100 if percent else 1):,.{len(decimals)}f}"
    units, _, fraction = text.partition(".")
    least = decimals.count("0")
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    digits = units.replace(",", "").zfill(whole.replace(",", "").count("0"))
    if "," in whole:
        digits = units.replace(",", "\u00a0" if tongue == "ru" else ",")
    written = local_point(f"{digits}.{fraction}" if fraction else digits, tongue)
    sign = "-" if number < 0 and re.search(r"[1-9]", written) else ""
    return sign + literal(before) + written + percent + literal(after)


def literal(text: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)', lambda match: match[1] or match[2] or "", text)


def date_text(serial: float, pattern: str, tongue: str) -> str:
    """A serial number (days since 1899-12-30) by a pattern; a number that is no date shows as a number."""
    try:
        moment = EPOCH + timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return general(serial, tongue)
    tokens = DATE_TOKEN.findall(pattern)
    kinds = iter(kinds_of(tokens))
    return "".join(
        PARTS[next(kinds)](moment, len(token), tongue) if token[0].lower() in PARTS else literal(token)
        for token in tokens
    )


def kinds_of(tokens: list[str]) -> list[str]:
    """Which of ``PARTS`` the tokens mean that are no plain text.

    ``m`` is a minute after an hour or before a second, a month otherwise; ``h`` counts to twelve beside AM/PM.
    """
    letters = [token[0].lower() for token in tokens if token[0].isalpha()]
    hour = "hour of twelve" if any(token.lower() == "am/pm" for token in tokens) else "h"
    around = zip(["", *letters], letters, [*letters[1:], ""], strict=False)
    kinds = [
        {"m": "minute" if before == "h" or after == "s" else "m", "h": hour}.get(letter, letter)
        for before, letter, after in around
    ]
    return [kind for letter, kind in zip(letters, kinds, strict=True) if letter in PARTS]


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
    "a": lambda moment, _width, _: "AM" if moment.hour < 12 else "PM",
}
"""How each part of a date is written, by the moment, the number of letters, and the language."""
