"""What a section of a form looks like: blocks of fields that a template can draw without thinking. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from localgoogle.forms.answers import OTHER, Posted, given, other_entry
from localgoogle.forms.items import Asked, asked
from localgoogle.pages.media import Medium, media_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localgoogle.forms.sections import Section

JSON = dict[str, Any]

MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)

WIDGETS = {"RADIO": "radio", "CHECKBOX": "checkbox", "DROP_DOWN": "select"}


@dataclass(frozen=True)
class Choice:
    """One option as it is drawn: ``value`` is what is sent, ``label`` what is read."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True)
class Field:
    """One question as it is drawn. ``widget`` names the macro of ``fields.html`` that draws it."""

    id: str
    name: str
    widget: str
    title: str
    required: bool
    problem: str = ""
    value: str = ""
    choices: tuple[Choice, ...] = ()
    other: Choice | None = None
    other_name: str = ""
    labels: tuple[str, str] = ("", "")
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """An item: a text, a question, or a grid's rows under one title."""

    title: str
    description: str
    fields: tuple[Field, ...]
    grid: bool = False
    media: tuple[Medium, ...] = ()


def blocks(section: Section, posted: Posted, problems: Mapping[str, str], seed: str) -> list[Block]:
    """The section's items with what was entered and what is wrong with it.

    ``seed`` orders options that are to be shuffled; the same seed gives the same order, so that a page shown
    again is not shuffled anew.
    """
    return [block(item, posted, problems, seed) for item in section.items]


def block(item: JSON, posted: Posted, problems: Mapping[str, str], seed: str) -> Block:
    grid = item.get("questionGroupItem", {}).get("grid", {})
    questions = asked(item)
    if grid.get("shuffleQuestions"):
        questions = shuffled(questions, seed + item["itemId"])
    fields = tuple(to_field(question, posted, problems.get(question.id, ""), seed) for question in questions)
    return Block(item.get("title", ""), item.get("description", ""), fields, grid=bool(grid), media=media_of(item))


def to_field(question: Asked, posted: Posted, problem: str, seed: str) -> Field:
    look = LOOKS[question.kind](question, posted)
    number = question.entry.partition(".")[2]
    values: JSON = {
        "id": f"q{number}",
        "name": question.entry,
        "title": question.title,
        "required": question.required,
        "problem": problem,
        "value": next(iter(posted.get(question.entry, [])), ""),
    } | look
    if question.spec.get("shuffle"):
        values["choices"] = tuple(shuffled(list(values["choices"]), seed + question.id))
    return Field(**values)


def look_of_text(question: Asked, _posted: Posted) -> JSON:
    return {"widget": "paragraph" if question.spec.get("paragraph") else "text"}


def look_of_choice(question: Asked, posted: Posted) -> JSON:
    picked = posted.get(question.entry, [])
    options = question.spec.get("options", [])
    choices = tuple(to_choice(option["value"], option["value"], picked) for option in options if "value" in option)
    look: JSON = {"widget": WIDGETS[question.spec["type"]], "choices": choices}
    if any(option.get("isOther") for option in options):
        own = next(iter(given(posted, other_entry(question))), "")
        look |= {"other": Choice(OTHER, own, OTHER in picked), "other_name": other_entry(question)}
    return look


def look_of_scale(question: Asked, posted: Posted) -> JSON:
    low, high = question.spec.get("low", 0), question.spec["high"]
    labels = (question.spec.get("lowLabel", ""), question.spec.get("highLabel", ""))
    return {"widget": "steps", "choices": steps(low, high, posted.get(question.entry, [])), "labels": labels}


def look_of_rating(question: Asked, posted: Posted) -> JSON:
    high = question.spec["ratingScaleLevel"]
    labels = ("меньше", "больше")
    return {"widget": "steps", "choices": steps(1, high, posted.get(question.entry, [])), "labels": labels}


def steps(low: int, high: int, picked: list[str]) -> tuple[Choice, ...]:
    return tuple(to_choice(str(step), str(step), picked) for step in range(low, high + 1))


def look_of_date(question: Asked, posted: Posted) -> JSON:
    """A date with a year has the browser's own input; without one, a day and a month to choose."""
    value = next(iter(given(posted, question.entry)), "")
    with_time = question.spec.get("includeTime", False)
    if question.spec.get("includeYear"):
        widget = "datetime" if with_time else "date"
        return {"widget": widget, "value": value.replace(" ", "T"), "parts": parts(question, posted, "year")}
    known = parts(question, posted, "month", "day", "hour", "minute")
    if value:
        names = ("month", "day", "hour", "minute")
        known = dict(zip(names, value.replace(" ", "-").replace(":", "-").split("-"), strict=False))
    return {"widget": "day_month_time" if with_time else "day_month", "parts": known}


def parts(question: Asked, posted: Posted, *names: str) -> dict[str, str]:
    return {name: next(iter(given(posted, f"{question.entry}_{name}")), "") for name in names}


def look_of_time(question: Asked, _posted: Posted) -> JSON:
    return {"widget": "duration" if question.spec.get("duration") else "time"}


LOOKS = {
    "textQuestion": look_of_text,
    "choiceQuestion": look_of_choice,
    "scaleQuestion": look_of_scale,
    "ratingQuestion": look_of_rating,
    "dateQuestion": look_of_date,
    "timeQuestion": look_of_time,
}


def to_choice(value: str, label: str, picked: list[str]) -> Choice:
    return Choice(value, label, value in picked)


def shuffled(things: list[Any], seed: str) -> list[Any]:
    result = list(things)
    Random(seed).shuffle(result)  # noqa: S311 - an order of options is no secret
    return result
