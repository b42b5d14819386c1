"""Numbers and text written by the patterns of number formats, such as ``#,##0.00`` or ``0%;-0%;"нет"``.

https://developers.google.com/workspace/sheets/api/guides/formats#number_format_patterns
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

TOKEN = re.compile(
    r'"[^"]*"|\\.|\[[^\]]*\]|[_*].|E[+-]0+|[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*|.', re.IGNORECASE | re.DOTALL
)
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")

GROUP, POINT = {"ru": "\u00a0", "en": ","}, {"ru": ",", "en": "."}


@dataclass(frozen=True)
class Section:
    """One of the parts that ``;`` separates: for numbers of one kind, or for text."""

    tokens: list[str]

    @property
    def condition(self) -> tuple[str, float] | None:
        found = next((match for token in self.tokens if (match := CONDITION.fullmatch(token))), None)
        return (found[1], float(found[2])) if found else None

    @property
    def takes_text(self) -> bool:
        return "@" in self.tokens

    @property
    def fraction(self) -> bool:
        """Fractions such as ``# ?/?`` are not written here."""
        return "/" in self.tokens


def sections_of(pattern: str) -> list[Section]:
    """The parts of a pattern; a ``;`` in quotes or after a backslash separates nothing."""
    parts: list[list[str]] = [[]]
    for token in TOKEN.findall(pattern):
        if token == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return [Section(tokens) for tokens in parts]


def write_text(text: str, pattern: str) -> str:
    """A text by the part of a pattern that is for text; as it is when there is none."""
    sections = sections_of(pattern)
    section = sections[3] if len(sections) > 3 else next((each for each in sections if each.takes_text), None)
    if section is None:
        return text
    return "".join(text if token == "@" else literal(token) for token in section.tokens)


def write_number(number: float, pattern: str, tongue: str) -> str | None:
    """A number by a pattern; None when the pattern says nothing about numbers."""
    sections = sections_of(pattern)
    section, signed = section_for(number, [each for each in sections[:3] if not each.takes_text])
    if section is None or section.fraction or not section.tokens:
        return None
    written = written_by(abs(number), section, tongue)
    sign = "-" if number < 0 and signed and re.search(r"[1-9]", written) else ""
    return sign + written


def section_for(number: float, sections: list[Section]) -> tuple[Section | None, bool]:
    """The part that a number is written by, and whether a negative one still needs its sign."""
    for section in sections:
        if section.condition and fits(number, *section.condition):
            return section, True
    plain = [section for section in sections if not section.condition]
    if not plain:
        return None, True
    if number < 0 and len(plain) > 1:
        return plain[1], False
    return (plain[2], False) if number == 0 and len(plain) > 2 else (plain[0], True)


def fits(number: float, sign: str, limit: float) -> bool:
    return {
        "<": number < limit,
        ">": number > limit,
        "<=": number <= limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }[sign]


def written_by(number: float, section: Section, tongue: str) -> str:
    """A number that is not negative: its digits where the placeholders begin, the rest around them."""
    places = "".join(token for token in section.tokens if token[0] in "0#?.")
    power = next((token for token in section.tokens if re.fullmatch(r"[eE][+-]0+", token)), "")
    scaled = Decimal(repr(float(number))).scaleb(2 * section.tokens.count("%") - 3 * trailing_commas(places))
    exponent = scaled.adjusted() if power and scaled else 0
    digits = iter([write_digits(scaled.scaleb(-exponent), places, tongue)])
    written = []
    for token in section.tokens:
        if token[0] in "0#?" or (token[0] == "." and len(token) > 1):
            written.append(next(digits, ""))
        elif token == power:
            sign = "-" if exponent < 0 else "+" if "+" in token else ""
            written.append(f"E{sign}{abs(exponent):0{len(token) - 2}}")
        else:
            written.append(literal(token))
    return "".join(written)


def trailing_commas(places: str) -> int:
    return len(places) - len(places.rstrip(","))


def write_digits(number: Decimal, places: str, tongue: str) -> str:
    """A number by placeholders: 0 is always there, # only when it counts, ? leaves its room."""
    whole, _, decimals = places.rstrip(",").partition(".")
    decimals = decimals.replace(",", "")
    with localcontext() as context:
        context.prec = 700 + len(decimals)
        rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    units, _, fraction = f"{rounded:f}".partition(".")
    least = max(decimals.rfind("0"), decimals.rfind("?")) + 1
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    wanted = whole.replace(",", "")
    units = units.lstrip("0").zfill(wanted.count("0")) if wanted else units.lstrip("0")
    if "," in whole:
        units = re.sub(r"(?<=\d)(?=(\d{3})+$)", GROUP[tongue], units)
    return f"{units}{POINT[tongue]}{fraction}" if fraction else units


def literal(token: str) -> str:
    """What a piece of a pattern shows that is no placeholder."""
    if token[0] == '"':
        return token.strip('"')
    if token.startswith("[$"):
        return token[2:-1].partition("-")[0]
    if token[0] == "[" and len(token) > 1:
        return ""
    if token[0] in "_*" and len(token) > 1:
        return " " if token[0] == "_" else ""
    return token[1:] if token[0] == "\\" else token
