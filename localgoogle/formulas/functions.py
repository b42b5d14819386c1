"""Every function and operator that formulas may use, by the name that Sheets has for it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from localgoogle.formulas import aggregates, criteria, logic, lookup, operators
from localgoogle.formulas.arguments import Arguments, Operand

NumberFormat = dict[str, Any] | None
"""Google's NumberFormat of a value; None for one that has none."""

Look = Callable[[list[NumberFormat]], NumberFormat]

DATE: NumberFormat = {"type": "DATE"}


def first_look(looks: list[NumberFormat]) -> NumberFormat:
    """The result looks as the first argument does that has a look of its own."""
    return next((look for look in looks if look), None)


def no_look(_looks: list[NumberFormat]) -> NumberFormat:
    return None


def difference_look(looks: list[NumberFormat]) -> NumberFormat:
    """A date less a number is a date; two dates have days between them, which are a number."""
    dates = [bool(look) and str((look or {}).get("type")).startswith("DATE") for look in looks]
    return None if all(dates) else first_look(looks)


def date_look(_looks: list[NumberFormat]) -> NumberFormat:
    return DATE


@dataclass(frozen=True)
class Function:
    """A function that takes from ``least`` to ``most`` arguments (None: as many as you like)."""

    run: Callable[[Arguments], Operand]
    least: int
    most: int | None
    look: Look = no_look


FUNCTIONS: dict[str, Function] = {
    "SUM": Function(aggregates.total, 1, None, first_look),
    "AVERAGE": Function(aggregates.average, 1, None, first_look),
    "COUNT": Function(aggregates.count, 1, None),
    "COUNTA": Function(aggregates.count_filled, 1, None),
    "COUNTIF": Function(criteria.count_if, 2, 2),
    "SUMIF": Function(criteria.sum_if, 2, 3),
    "MIN": Function(aggregates.least, 1, None, first_look),
    "MAX": Function(aggregates.greatest, 1, None, first_look),
    "IF": Function(logic.choose, 2, 3, lambda looks: first_look(looks[1:])),
    "IFERROR": Function(logic.if_error, 1, 2, first_look),
    "AND": Function(logic.both, 1, None),
    "OR": Function(logic.either, 1, None),
    "NOT": Function(logic.negation, 1, 1),
    "ROUND": Function(logic.rounded, 1, 2, lambda looks: looks[0]),
    "TODAY": Function(logic.today, 0, 0, date_look),
    "LEN": Function(logic.length, 1, 1),
    "TRIM": Function(logic.trimmed, 1, 1),
    "VLOOKUP": Function(lookup.vlookup, 3, 4),
    "INDEX": Function(lookup.index, 1, 3),
    "MATCH": Function(lookup.match, 2, 3),
    "TRUE": Function(lambda _: True, 0, 0),
    "FALSE": Function(lambda _: False, 0, 0),
    "ADD": Function(operators.arithmetic(operator.add), 2, 2, first_look),
    "MINUS": Function(operators.arithmetic(operator.sub), 2, 2, difference_look),
    "MULTIPLY": Function(operators.arithmetic(operator.mul), 2, 2),
    "DIVIDE": Function(operators.arithmetic(operators.divide), 2, 2),
    "POW": Function(operators.arithmetic(operators.power), 2, 2),
    "CONCAT": Function(operators.concatenate, 2, 2),
    "UMINUS": Function(operators.minus, 1, 1, first_look),
    "UPLUS": Function(operators.plus, 1, 1, first_look),
    "UNARY_PERCENT": Function(operators.percent, 1, 1),
    "EQ": Function(operators.comparison(operator.eq), 2, 2),
    "NE": Function(operators.comparison(operator.ne), 2, 2),
    "LT": Function(operators.comparison(operator.lt), 2, 2),
    "LTE": Function(operators.comparison(operator.le), 2, 2),
    "GT": Function(operators.comparison(operator.gt), 2, 2),
    "GTE": Function(operators.comparison(operator.ge), 2, 2),
}

RUSSIAN_NAMES = {
    "СУММ": "SUM",
    "СРЗНАЧ": "AVERAGE",
    "СЧЕТ": "COUNT",
    "СЧЕТЗ": "COUNTA",
    "СЧЕТЕСЛИ": "COUNTIF",
    "СУММЕСЛИ": "SUMIF",
    "МИН": "MIN",
    "МАКС": "MAX",
    "ЕСЛИ": "IF",
    "ЕСЛИОШИБКА": "IFERROR",
    "И": "AND",
    "ИЛИ": "OR",
    "НЕ": "NOT",
    "ОКРУГЛ": "ROUND",
    "СЕГОДНЯ": "TODAY",
    "ДЛСТР": "LEN",
    "СЖПРОБЕЛЫ": "TRIM",
    "ВПР": "VLOOKUP",
    "ИНДЕКС": "INDEX",
    "ПОИСКПОЗ": "MATCH",
    "ИСТИНА": "TRUE",
    "ЛОЖЬ": "FALSE",
}
"""The names that staff know; Ё is written as Е."""


def function_named(name: str) -> tuple[str, Function] | None:
    """The function and its English name, by a name in capitals; None for one that is not known."""
    english = RUSSIAN_NAMES.get(name.replace("Ё", "Е"), name)
    function = FUNCTIONS.get(english)
    return (english, function) if function else None
