"""What an input's value means as an answer, kind by kind."""

from __future__ import annotations

from typing import Any

import pytest

from localgoogle.forms.answers import as_posted, read
from localgoogle.forms.items import Asked

ENTRY = "entry.10"


def asked(kind: str, spec: dict[str, Any], *, required: bool = False) -> Asked:
    return Asked("0000000a", "Вопрос", required, kind, spec)


DAY = asked("dateQuestion", {"includeYear": True})
BIRTHDAY = asked("dateQuestion", {})
MOMENT = asked("dateQuestion", {"includeYear": True, "includeTime": True})
CLOCK = asked("timeQuestion", {})
LONG = asked("timeQuestion", {"duration": True})
SCALE = asked("scaleQuestion", {"high": 5})
STARS = asked("ratingQuestion", {"ratingScaleLevel": 5, "iconType": "STAR"})
TEA = asked("choiceQuestion", {"type": "RADIO", "options": [{"value": "Чай"}, {"isOther": True}]})
TEAS = asked(
    "choiceQuestion",
    {"type": "CHECKBOX", "options": [{"value": "Чай"}, {"value": "Кофе"}, {"isOther": True}]},
)
OWN = f"{ENTRY}.other_option_response"


@pytest.mark.parametrize(
    ("question", "posted", "values"),
    [
        (DAY, {ENTRY: ["2011-05-19"]}, ["2011-05-19"]),
        (DAY, {f"{ENTRY}_year": ["2011"], f"{ENTRY}_month": ["5"], f"{ENTRY}_day": ["9"]}, ["2011-05-09"]),
        (BIRTHDAY, {ENTRY: ["02-29"]}, ["02-29"]),
        (BIRTHDAY, {f"{ENTRY}_month": ["2"], f"{ENTRY}_day": ["29"]}, ["02-29"]),
        (MOMENT, {ENTRY: ["2011-05-19T14:51"]}, ["2011-05-19 14:51"]),
        (MOMENT, {ENTRY: ["2011-05-19 14:51:30"]}, ["2011-05-19 14:51"]),
        (CLOCK, {ENTRY: ["9:05"]}, ["09:05"]),
        (CLOCK, {f"{ENTRY}_hour": ["9"], f"{ENTRY}_minute": ["5"]}, ["09:05"]),
        (LONG, {ENTRY: ["36:30"]}, ["36:30"]),
        (SCALE, {ENTRY: ["0"]}, ["0"]),
        (STARS, {ENTRY: ["5"]}, ["5"]),
        (TEA, {ENTRY: ["Чай"], OWN: [""]}, ["Чай"]),
        (TEA, {ENTRY: ["__other_option__"], OWN: ["Компот"]}, ["Компот"]),
        (TEA, {OWN: ["Компот"]}, ["Компот"]),
        (TEA, {ENTRY: ["Чай"], OWN: ["Компот"]}, ["Чай"]),
        (TEAS, {ENTRY: ["Чай", "Чай", "Кофе"]}, ["Чай", "Кофе"]),
        (TEAS, {ENTRY: ["Чай"], OWN: ["Компот"]}, ["Чай", "Компот"]),
        (DAY, {}, []),
        (CLOCK, {ENTRY: [""]}, []),
        (TEAS, {ENTRY: [""]}, []),
    ],
)
def test_good_values(question: Asked, posted: dict[str, list[str]], values: list[str]) -> None:
    reading = read(question, posted)
    assert (reading.values, reading.problem) == (values, "")


@pytest.mark.parametrize(
    ("question", "posted"),
    [
        (DAY, {ENTRY: ["2011-02-29"]}),
        (DAY, {ENTRY: ["19.05.2011"]}),
        (DAY, {ENTRY: ["٢٠١١-٠٥-١٩"]}),
        (DAY, {f"{ENTRY}_month": ["5"]}),
        (BIRTHDAY, {ENTRY: ["2011-05-19"]}),
        (BIRTHDAY, {ENTRY: ["13-01"]}),
        (MOMENT, {ENTRY: ["2011-05-19"]}),
        (MOMENT, {ENTRY: ["2011-05-19 24:00"]}),
        (CLOCK, {ENTRY: ["24:00"]}),
        (CLOCK, {ENTRY: ["12:60"]}),
        (CLOCK, {f"{ENTRY}_hour": ["9"]}),
        (LONG, {ENTRY: ["73:00"]}),
        (SCALE, {ENTRY: ["6"]}),
        (SCALE, {ENTRY: ["05"]}),
        (STARS, {ENTRY: ["0"]}),
        (TEA, {ENTRY: ["Кофе"]}),
        (TEA, {ENTRY: ["__other_option__"]}),
        (TEA, {ENTRY: ["__other_option__"], OWN: ["ы" * 10_001]}),
    ],
)
def test_bad_values_are_no_answer_and_are_explained(question: Asked, posted: dict[str, list[str]]) -> None:
    reading = read(question, posted)
    assert reading.values == []
    assert reading.problem


@pytest.mark.parametrize(
    ("question", "values"),
    [
        (DAY, ["2011-05-19"]),
        (BIRTHDAY, ["05-19"]),
        (MOMENT, ["2011-05-19 14:51"]),
        (LONG, ["36:30"]),
        (SCALE, ["0"]),
        (TEA, ["Компот"]),
        (TEAS, ["Чай", "Компот"]),
        (asked("textQuestion", {}), ["=1+1"]),
        (TEAS, []),
    ],
)
def test_a_stored_answer_reads_back_from_the_inputs_that_show_it(question: Asked, values: list[str]) -> None:
    assert read(question, as_posted(question, values)).values == values


def test_a_required_question_needs_an_answer() -> None:
    question = asked("textQuestion", {}, required=True)
    assert read(question, {ENTRY: [" \n"]}).problem
    assert not read(question, {ENTRY: ["да"]}).problem
