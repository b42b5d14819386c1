"""Whether a cell meets a BooleanCondition: what filters by condition ask.

https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/other#ConditionType
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from localgoogle.sheets import refusals
from localgoogle.sheets.book import Value
from localgoogle.sheets.display import EPOCH
from localgoogle.sheets.entry import typed

Numbers = list[float]

NUMBER_TESTS: dict[str, Callable[[float, Numbers], bool]] = {
    "GREATER": lambda value, given: value > given[0],
    "GREATER_THAN_EQ": lambda value, given: value >= given[0],
    "LESS": lambda value, given: value < given[0],
    "LESS_THAN_EQ": lambda value, given: value <= given[0],
    "EQ": lambda value, given: value == given[0],
    "NOT_EQ": lambda value, given: value != given[0],
    "BETWEEN": lambda value, given: given[0] <= value <= given[1],
    "NOT_BETWEEN": lambda value, given: not given[0] <= value <= given[1],
    "BEFORE": lambda value, given: value < given[0],
    "AFTER": lambda value, given: value >= given[0] + 1,
    "ON_OR_BEFORE": lambda value, given: value < given[0] + 1,
    "ON_OR_AFTER": lambda value, given: value >= given[0],
    "IS_VALID": lambda _value, _given: True,
}
"""After ``NUMBER_`` or ``DATE_``: the cell's number, the condition's numbers."""

TEXT_TESTS: dict[str, Callable[[str, list[str]], bool]] = {
    "TEXT_CONTAINS": lambda text, given: given[0] in text,
    "TEXT_NOT_CONTAINS": lambda text, given: given[0] not in text,
    "TEXT_STARTS_WITH": lambda text, given: text.startswith(given[0]),
    "TEXT_ENDS_WITH": lambda text, given: text.endswith(given[0]),
    "TEXT_EQ": lambda text, given: text in given,
    "TEXT_NOT_EQ": lambda text, given: text not in given,
    "TEXT_IS_EMAIL": lambda text, _given: re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) is not None,
    "TEXT_IS_URL": lambda text, _given: re.match(r"https?://\S", text) is not None,
    "ONE_OF_LIST": lambda text, given: text in given,
    "BLANK": lambda text, _given: not text.strip(),
    "NOT_BLANK": lambda text, _given: bool(text.strip()),
    "BOOLEAN": lambda text, given: text in (given or ["true", "истина", "false", "ложь"]),
}
"""The cell's text as it is shown and the condition's values, all without regard to case."""


def check_condition(condition: dict[str, Any]) -> None:
    """Raises GoogleError 400 for a condition that ``holds`` cannot judge."""
    kind = condition.get("type", "")
    number_test = re.sub("^(NUMBER|DATE)_", "", kind) in NUMBER_TESTS
    if not number_test and kind not in TEXT_TESTS:
        raise refusals.unsupported("filters by the condition {}", kind or "without a type")
    if any("relativeDate" in value for value in condition.get("values", [])):
        raise refusals.unsupported("filters by a relativeDate")
    alone = kind.endswith(("BLANK", "_IS_EMAIL", "_IS_URL", "_IS_VALID", "BOOLEAN"))
    wanted = 2 if kind.endswith("BETWEEN") else 0 if alone else 1
    if len(condition.get("values", [])) < wanted:
        raise refusals.must("ConditionType {} takes {} values.", kind, wanted)


def holds(condition: dict[str, Any], value: Value, text: str, locale: str) -> bool:
    """Whether a cell with this value, shown as this text, meets the condition."""
    kind = condition["type"]
    given = [item.get("userEnteredValue", "") for item in condition.get("values", [])]
    if kind in TEXT_TESTS:
        return TEXT_TESTS[kind](text.lower(), [item.lower() for item in given])
    test = re.sub("^(NUMBER|DATE)_", "", kind)
    numbers = [number_of(typed(item, locale, EPOCH).value) for item in given]
    number = number_of(value)
    known = [each for each in numbers if each is not None]
    if number is None or len(known) < len(numbers):
        return test.startswith("NOT_")
    return NUMBER_TESTS[test](number, known)


def number_of(value: Value) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
