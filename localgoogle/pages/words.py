"""Numbers and moments as people say them in Russian. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localgoogle.pages.questions import MONTHS

if TYPE_CHECKING:
    from datetime import datetime, tzinfo


def counted(number: int, one: str, few: str, many: str) -> str:
    """``counted(3, "ответ", "ответа", "ответов")`` is "3 ответа"."""
    if number % 10 == 1 and number % 100 != 11:
        word = one
    elif 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14:
        word = few
    else:
        word = many
    return f"{number} {word}"


def answers_counted(number: int) -> str:
    return counted(number, "новый ответ", "новых ответа", "новых ответов")


def moment_in_words(moment: datetime, zone: tzinfo | None = None) -> str:
    """``22 ноября 2026, 12:05``, by the clock of the zone, or of the school's computer."""
    there = moment.astimezone(zone)
    return f"{there.day} {MONTHS[there.month - 1]} {there.year}, {there:%H:%M}"
