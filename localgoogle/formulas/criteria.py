"""COUNTIF and SUMIF: cells that meet a criterion such as ``>=5``, ``да``, ``Ив*``, ``<>``."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from localgoogle.formulas.arguments import Arguments
from localgoogle.formulas.block import BLANK, NUMBER, TEXT, Block, Key, key_of
from localgoogle.formulas.tongue import TRUTH
from localgoogle.formulas.value import FormulaError, Scalar, Stop, whole

CRITERION = re.compile(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)

HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

LONGEST_PATTERN = 255
"""Characters of a text with wildcards; a longer one is taken literally, and so matches in bounded time."""


class Criterion(NamedTuple):
    """``sign`` is "=", "<>" or a key of ``HOLDS``; ``shape`` is there when the text has wildcards."""

    sign: str
    key: Key
    shape: re.Pattern[str] | None = None

    def meets(self, value: Scalar) -> bool:
        if self.sign == "<>":
            return not self.equals(value)
        if self.sign == "=":
            return self.equals(value)
        key = key_of(value)
        return key[0] == self.key[0] and HOLDS[self.sign](key, self.key)

    def equals(self, value: Scalar) -> bool:
        if self.shape:
            return isinstance(value, str) and self.shape.fullmatch(value) is not None
        return key_of(value) == self.key


def criterion_of(given: Arguments, index: int) -> Criterion:
    """The criterion that an argument means."""
    value = given.scalar(index)
    if not isinstance(value, str):
        return Criterion("=", (NUMBER, 0) if value is None else key_of(value))
    match = CRITERION.fullmatch(value)
    sign, text = (match[1] or "", match[2]) if match else ("", value)
    if not text:
        return Criterion(sign or "=", (BLANK, 0) if sign else (TEXT, ""))
    if text.upper() in TRUTH:
        return Criterion(sign or "=", key_of(TRUTH[text.upper()]))
    number = given.around.read_number(text)
    if number is not None:
        return Criterion(sign or "=", key_of(number))
    return Criterion(sign or "=", *text_key(text))


def text_key(text: str) -> tuple[Key, re.Pattern[str] | None]:
    """A text to look for, with its pattern when it has wildcards: ``*``, ``?``, and ``~`` before a literal one."""
    if not re.search(r"[*?~]", text) or len(text) > LONGEST_PATTERN:
        return key_of(text), None
    return key_of(text), wildcards(text)


def wildcards(text: str) -> re.Pattern[str]:
    """Each star takes the nearest match of what follows it and never tries another: no text takes long."""
    parts: list[str] = [""]
    for piece in re.findall(r"~[*?~]|.", text, re.DOTALL):
        if piece == "*":
            parts.append("")
        else:
            parts[-1] += "." if piece == "?" else re.escape(piece[-1])
    if len(parts) == 1:
        return re.compile(parts[0], re.IGNORECASE | re.DOTALL)
    first, *middle, last = parts
    between = "".join(f"(?>.*?{part})" for part in middle if part)
    return re.compile(f"{first}{between}.*{last}", re.IGNORECASE | re.DOTALL)


def meeting(block: Block, criterion: Criterion) -> Iterator[tuple[int, int]]:
    """The (row, column) of the stored cells of a range that meet the criterion."""
    if block.width == 1 and criterion.sign == "=" and not criterion.shape:
        yield from ((row, 0) for row in block.places.get(criterion.key, []))
        return
    for column, values in enumerate(block.columns):
        block.spend(len(values))
        yield from ((row, column) for row, value in enumerate(values) if criterion.meets(value))


def count_if(given: Arguments) -> Scalar:
    block, criterion = given.block(0), criterion_of(given, 1)
    if criterion == Criterion("=", (TEXT, "")):
        return count_empty(block)
    blank = block.missing if criterion.meets(None) else 0
    return sum(1 for _ in meeting(block, criterion)) + blank


def count_empty(block: Block) -> int:
    """An empty criterion counts blank cells and empty texts."""
    return block.missing + sum(column.count(None) + column.count("") for column in block.looked_at())


def sum_if(given: Arguments) -> Scalar:
    """The sum of what stands where the criterion is met; cells beyond the third argument's range are blank."""
    block, criterion = given.block(0), criterion_of(given, 1)
    summed = given.block(2) if len(given) > 2 else block
    total: float = 0
    for row, column in meeting(block, criterion):
        value = summed.at(row, column) if row < summed.height and column < summed.width else None
        if isinstance(value, FormulaError):
            raise Stop(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            total += value
    return whole(total)
