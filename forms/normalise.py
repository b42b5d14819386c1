"""One form for what people write in many: names, classes."""

from __future__ import annotations

import re
import unicodedata

SPACES = re.compile(r"\s+")
DASHES = re.compile(r"\s*[-‐‑‒–—−]\s*")
CLASS = re.compile(r"(\d{1,2})\W*(?:класс\w*|кл\b)?\W*([а-яё]?)\W*(?:класс\w*|кл\b)?\W*")
DIAERESIS = "\N{COMBINING DIAERESIS}"
# Latin letters that a Russian keyboard left switched over leaves in names; seen by nobody, equal to no one.
LOOKALIKES = str.maketrans("aceopxykmthb", "асеорхукмтнв")


def tidy(text: str) -> str:
    """Composed characters, single spaces, nothing at the ends."""
    return SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def name_key(name: str) -> str:
    """Equal for two spellings of one name: case, ё and е, dashes and spaces do not count."""
    folded = DASHES.sub("-", tidy(without_dots(name.casefold())))
    letters = folded.translate(LOOKALIKES) if any("а" <= letter <= "я" for letter in folded) else folded
    return unicodedata.normalize("NFC", letters).strip(" .,-")


def without_dots(text: str) -> str:
    """ё as е, however its dots are encoded; the breve of й stays."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace(DIAERESIS, ""))


def class_key(school_class: str) -> str:
    """``10 «А»``, ``10-а`` and ``10А`` are one class; what is no class is compared as a text."""
    return read_class(school_class) or tidy(school_class).casefold()


def read_class(text: str) -> str:
    """The class that a text names, or "" for a position, an organisation, an empty cell."""
    found = CLASS.fullmatch(tidy(text).casefold().translate(LOOKALIKES))
    return f"{int(found[1])}{found[2]}" if found else ""


def class_number(school_class: str) -> int | None:
    """The year of a class, 1 to 11, or None for a position or an empty cell."""
    found = re.match(r"\s*(\d{1,2})(?!\d)", school_class)
    number = int(found[1]) if found else 0
    return number if 1 <= number <= 11 else None


def folded_letters(text: str) -> str:
    """For comparing by likeness: small letters, ё as е and й as и, as hurried people type them."""
    return without_dots(text.casefold()).replace("й", "и")
