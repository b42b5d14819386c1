"""A paper before it is laid out, and the words that papers share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sheets_schema.kind import Value, canonical, to_date
from sync.programme import Programme

MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
BLANK_DAY = "«____» ______________ 20___ г."
SETTLEMENTS = ("г.", "город", "с.", "село", "п.", "пос.", "посёлок", "пгт", "д.", "деревня", "ст.", "станица", "аул")


@dataclass(frozen=True)
class Paper:
    """One document: ``name`` is its file's, made of codes and days; ``codes`` are of everybody whom it names.

    ``fields`` is what a template finds under ``paper``.
    """

    name: str
    fields: Mapping[str, Any]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Batch:
    """The papers of one kind. ``left_out`` are codes of people or pairs who ought to have one and may not be named.

    ``whole``: they can also be had in one file, under this name.
    """

    papers: tuple[Paper, ...]
    left_out: tuple[str, ...] = ()
    whole: str = ""


def shared_fields(programme: Programme, today: date) -> dict[str, str]:
    """What every template may use besides ``paper``."""
    return {
        "school": programme.school,
        "address": programme.school_address,
        "place": place_of(programme.school_address) or "____________________",
        "head": programme.head,
        "year": programme.year,
        "coordinator": programme.coordinator.name,
        "today": in_words(today),
    }


def in_words(day: date) -> str:
    """12 ноября 2026 г."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year} г."


def day_or_blank(value: Value) -> str:
    """A date as staff typed it, in words; a place to write it where there is none."""
    text = canonical(value).strip()
    day = value if isinstance(value, date) else to_date(text)
    return in_words(day) if day else text or BLANK_DAY


def place_of(address: str) -> str:
    """The town or village of an address, "" where it is not plain which part names it."""
    parts = (part.strip() for part in address.split(","))
    return next((part for part in parts if part.lower().startswith(SETTLEMENTS)), "")
