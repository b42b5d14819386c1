"""What a person would type to get the value that a cell has: the other way round from ``entry.typed``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from localgoogle.formulas.value import Formula, FormulaError
from localgoogle.sheets.display import PATTERNS, TRUTH, date_text, language, local_point
from localgoogle.sheets.entry import typed

if TYPE_CHECKING:
    from datetime import datetime

    from localgoogle.sheets.book import Cell

MAY_BE_READ = re.compile(r"[\s\d+\-=$'.,]|(?:true|false|истина|ложь)\s*$", re.IGNORECASE)
"""How text begins that could be taken for something else than text."""


def entry_text(cell: Cell, locale: str, now: datetime) -> str:
    """The text to edit a cell by; typed into it again it gives the same value."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, FormulaError):
        return value.code
    if isinstance(value, str):
        return quoted(value, locale, now)
    if isinstance(value, bool):
        return TRUTH[language(locale)][value]
    number_format = (cell.format or {}).get("numberFormat") or {}
    written = number_entry(value, number_format.get("type", ""), language(locale))
    return written if typed(written, locale, now).value == value else plain_number(value, language(locale))


def quoted(text: str, locale: str, now: datetime) -> str:
    """Text with an apostrophe before it where typing it alone would make a number, a date or a formula of it."""
    if not MAY_BE_READ.match(text):
        return text
    return text if typed(text, locale, now).value == text else "'" + text


def number_entry(number: float, kind: str, tongue: str) -> str:
    if is_date_kind(kind):
        return date_text(number, PATTERNS[tongue][kind], tongue)
    if kind == "PERCENT":
        return plain_number(round(number * 100, 12), tongue) + "%"
    return plain_number(number, tongue)


def is_date_kind(kind: str) -> bool:
    return kind in PATTERNS["ru"]


def plain_number(number: float, tongue: str) -> str:
    """All its digits, without a format."""
    return local_point(repr(number), tongue)
