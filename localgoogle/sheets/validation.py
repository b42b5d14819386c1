"""Data validation rules as an editor meets them: what a drop-down offers, and what it lets in.

As at Google, the API writes whatever it is given (https://developers.google.com/workspace/sheets/api/guides/concepts);
a rule holds where people type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.errors import GoogleError
from localgoogle.formulas.value import Formula
from localgoogle.sheets.calculation import seen_lines
from localgoogle.sheets.conditions import NUMBER_TESTS, TEXT_TESTS, holds
from localgoogle.sheets.display import shown
from localgoogle.sheets.ranges import locate

if TYPE_CHECKING:
    from localgoogle.sheets.book import Book, Cell

YES, NO = frozenset({"да", "true", "истина", "1", "✓"}), frozenset({"нет", "false", "ложь", "0"})


def condition(rule: dict[str, Any] | None) -> tuple[str, list[str]]:
    """A rule's kind and its values as texts; the kind is empty when there is no rule."""
    given = (rule or {}).get("condition", {})
    return given.get("type", ""), [value.get("userEnteredValue", "") for value in given.get("values", [])]


def choices(book: Book, rule: dict[str, Any] | None) -> list[str] | None:
    """What a drop-down offers, None for a rule (or none) that offers nothing."""
    kind, values = condition(rule)
    if kind == "ONE_OF_LIST":
        return values
    if kind == "BOOLEAN":
        return values if len(values) == 2 else ["да", "нет"]
    return range_choices(book, values[0]) if kind == "ONE_OF_RANGE" else None


def range_choices(book: Book, text: str) -> list[str]:
    """The different texts of a range such as ``=Классы!A2:A``."""
    try:
        sheet, box = locate(book, text.removeprefix("="))
    except GoogleError:
        return []
    found = (shown(cell, book.locale) for line in seen_lines(book, sheet, box) for cell in line)
    return list(dict.fromkeys(text for text in found if text))


def as_truth(rule: dict[str, Any] | None, text: str) -> str:
    """«да» and «нет» typed into a check box, as the truth values that it holds."""
    kind, values = condition(rule)
    word = text.strip().lower()
    if kind != "BOOLEAN" or values:
        return text
    return "TRUE" if word in YES else "FALSE" if word in NO else text


def lets_in(book: Book, cell: Cell) -> bool:
    """Whether the cell's own strict rule takes its value; no value and a formula are always let in."""
    kind, values = condition(cell.rule)
    given = (cell.rule or {}).get("condition", {}).get("values", [])
    if not (cell.rule or {}).get("strict") or cell.value is None or isinstance(cell.value, Formula):
        return True
    offered = choices(book, cell.rule)
    if kind == "BOOLEAN" and not values:
        return isinstance(cell.value, bool)
    if offered is not None:
        return shown(cell, book.locale) in offered
    plain = all("userEnteredValue" in value for value in given) and not any(each.startswith("=") for each in values)
    if not plain or kind not in JUDGED:
        return True
    return holds((cell.rule or {})["condition"], cell.value, shown(cell, book.locale), book.locale)


JUDGED = frozenset({*TEXT_TESTS, *(f"{of}_{test}" for of in ("NUMBER", "DATE") for test in NUMBER_TESTS)})
"""Rules that can be judged by the cell alone; others, such as formulas, let everything in."""
