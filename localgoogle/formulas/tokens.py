"""A formula's text, cut into the pieces that mean something. Joined again, they are the text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from localgoogle.formulas.tongue import Tongue
from localgoogle.formulas.value import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,8}"
COLUMN = r"\$?[A-Za-z]{1,3}"
ROW = r"\$?[1-9][0-9]{0,8}"
TITLE = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!"
AREA = rf"(?:{CELL}:(?:{CELL}|{COLUMN}|{ROW})|{COLUMN}:(?:{CELL}|{COLUMN})|{ROW}:(?:{CELL}|{ROW})|{CELL})"


class Token(NamedTuple):
    """``kind`` is a name of a group of ``pattern``; ``junk`` is what no formula holds, and ends the text."""

    kind: str
    text: str


@cache
def pattern(tongue: Tongue) -> re.Pattern[str]:
    point, errors = re.escape(tongue.point), "|".join(map(re.escape, TYPES))
    separators = "[,;]" if tongue.separator == "," else ";"
    kinds = {
        "space": r"\s+",
        "text": r'"(?:[^"]|"")*"',
        "error": rf"(?:{TITLE})?(?:{errors})",
        "reference": rf"(?:{TITLE})?{AREA}(?![\w.(!:])",
        "number": rf"(?:[0-9]+(?:{point}[0-9]*)?|{point}[0-9]+)(?:[eE][+-]?[0-9]{{1,3}})?(?![\w.])",
        "call": r"[^\W\d][\w.]*\s*\(",
        "name": r"[^\W\d][\w.]*",
        "operator": r"<=|>=|<>|[-+*/^&=<>%]",
        "open": r"\(",
        "close": r"\)",
        "separator": separators,
        "junk": r".+",
    }
    return re.compile("|".join(f"(?P<{kind}>{shape})" for kind, shape in kinds.items()), re.DOTALL)


def tokens(text: str, tongue: Tongue) -> Iterator[Token]:
    """The tokens of a formula's text, which begins with ``=`` and is given without it."""
    for match in pattern(tongue).finditer(text):
        yield Token(str(match.lastgroup), match[0])


def translated(text: str, old: Tongue, new: Tongue) -> str:
    """A formula as it is written in another language, with its ``=``; what does not parse stays as it is."""
    pieces = list(tokens(text[1:], old))
    if old == new or any(token.kind == "junk" for token in pieces):
        return text
    return "=" + "".join(translated_token(token, old, new) for token in pieces)


def translated_token(token: Token, old: Tongue, new: Tongue) -> str:
    if token.kind == "separator":
        return new.separator
    return token.text.replace(old.point, new.point) if token.kind == "number" else token.text
