"""What a person typed where one of a few words is expected: a capital, quotes or a full stop change no meaning."""

from __future__ import annotations

AROUND = " \t\n\N{NO-BREAK SPACE}«»„“”\"'`.,;:!"


def typed_word(text: str) -> str:
    """``«Взять из анкеты».`` and ``взять  из анкеты`` are one word."""
    return " ".join(text.casefold().split()).strip(AROUND)
