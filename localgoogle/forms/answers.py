"""From the inputs of a page to the values of answers, and what is wrong with them. Pure.

``posted`` maps the names of inputs to their values: ``entry.N`` (N is the question id as a decimal number),
``entry.N.other_option_response`` beside ``__other_option__``, and ``entry.N_year`` … for a date's or time's parts,
as on Google's pages. Values: research/google-apis.md §1.6 and §1.8. What is said of a fault is Russian,
for the person who fills the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from localgoogle.forms.sections import Path, Section, path

if TYPE_CHECKING:
    from localgoogle.forms.items import Asked

OTHER = "__other_option__"
LONGEST_TEXT = 10_000
LONGEST_DURATION_HOURS = 72
NO_TIME = "Нужно время: часы и минуты, например 09:30."

Posted = Mapping[str, list[str]]


@dataclass(frozen=True)
class Reading:
    """One question's values, and what is wrong with what was entered ("" for nothing)."""

    values: list[str] = field(default_factory=list)
    problem: str = ""


@dataclass(frozen=True)
class Verdict:
    """A whole submission: the way taken, the answers on it, and the faults by question id."""

    path: Path
    answers: dict[str, list[str]]
    problems: dict[str, str]
    faulty: int | None


def judge(parts: list[Section], posted: Posted) -> Verdict:
    """What a submission answers. Inputs off the way and unknown ones count for nothing."""
    readings = {question.id: read(question, posted) for part in parts for question in part.questions()}
    way = path(parts, {key: reading.values for key, reading in readings.items()})
    answers: dict[str, list[str]] = {}
    problems: dict[str, str] = {}
    faulty = None
    for index in way.sections:
        for question in parts[index].questions():
            reading = readings[question.id]
            if reading.values:
                answers[question.id] = reading.values
            if reading.problem:
                problems[question.id] = reading.problem
                faulty = index if faulty is None else faulty
    return Verdict(way, answers, problems, faulty)


def read(question: Asked, posted: Posted) -> Reading:
    """The answer to one question, with a required one that is missing among the faults."""
    reading = READERS[question.kind](question, posted)
    if question.required and not reading.values and not reading.problem:
        return Reading([], "Ответьте, пожалуйста: это обязательный вопрос.")
    return reading


def as_posted(question: Asked, values: list[str]) -> dict[str, list[str]]:
    """The inputs that show stored values again: the way back of ``read``."""
    if question.kind != "choiceQuestion":
        return {question.entry: values}
    named = {option.get("value") for option in question.spec.get("options", [])}
    own = [value for value in values if value not in named]
    inputs = {question.entry: [value for value in values if value in named] + [OTHER] * bool(own)}
    return inputs | ({other_entry(question): own} if own else {})


def entries_of(question: Asked) -> tuple[str, ...]:
    """Every input name that can carry the question's answer."""
    parts = tuple(f"{question.entry}_{part}" for part in ("year", "month", "day", "hour", "minute"))
    return (question.entry, other_entry(question), *parts)


def other_entry(question: Asked) -> str:
    return f"{question.entry}.other_option_response"


def given(posted: Posted, name: str) -> list[str]:
    """The values of an input that are not blank; browsers send line ends as CRLF."""
    values = [value.replace("\r\n", "\n").replace("\r", "\n") for value in posted.get(name, [])]
    return [value for value in values if value.strip()]


def read_text(question: Asked, posted: Posted) -> Reading:
    values = given(posted, question.entry)[:1]
    problem = too_long(values[0]) if values else ""
    return Reading([], problem) if problem else Reading(values)


def read_choice(question: Asked, posted: Posted) -> Reading:
    """The chosen options in the order sent; the person's own words stand in place of «other»."""
    options = question.spec.get("options", [])
    named = [option["value"] for option in options if "value" in option]
    has_other = any(option.get("isOther") for option in options)
    picked = list(dict.fromkeys(given(posted, question.entry)))
    own = given(posted, other_entry(question))[:1] if has_other else []
    several = question.spec.get("type") == "CHECKBOX"
    # Words typed beside «other» that was not ticked: without a script the page cannot tick it for them.
    if own and OTHER not in picked and (several or not picked):
        picked.append(OTHER)
    problem = choice_problem(picked, own, named + [OTHER] * has_other, several=several)
    return Reading([], problem) if problem else Reading([own[0] if value == OTHER else value for value in picked])


def choice_problem(picked: list[str], own: list[str], allowed: list[str], *, several: bool) -> str:
    if any(value not in allowed for value in picked):
        return "Такого варианта нет в списке: выберите один из предложенных."
    if len(picked) > 1 and not several:
        return "Здесь можно выбрать только один вариант."
    if OTHER in picked and not own:
        return "Выбрано «Другое»: впишите, пожалуйста, свой вариант."
    return too_long(own[0]) if own else ""


def too_long(text: str) -> str:
    return f"Слишком длинный ответ: {len(text)} знаков, а помещается 10 000." if len(text) > LONGEST_TEXT else ""


def read_scale(question: Asked, posted: Posted) -> Reading:
    return read_step(question, posted, question.spec.get("low", 0), question.spec["high"])


def read_rating(question: Asked, posted: Posted) -> Reading:
    return read_step(question, posted, 1, question.spec["ratingScaleLevel"])


def read_step(question: Asked, posted: Posted, low: int, high: int) -> Reading:
    values = given(posted, question.entry)[:1]
    if values and values[0] not in [str(step) for step in range(low, high + 1)]:
        return Reading([], f"Выберите число от {low} до {high}.")
    return Reading(values)


def read_date(question: Asked, posted: Posted) -> Reading:
    """``YYYY-MM-DD``, without the year ``MM-DD``, with the time a space and ``HH:MM`` after it."""
    with_year, with_time = question.spec.get("includeYear", False), question.spec.get("includeTime", False)
    whole = given(posted, question.entry)
    text = whole[0].strip().replace("T", " ") if whole else date_of_parts(question, posted)
    if not text:
        return Reading()
    day = r"([0-9]{4})-([0-9]{2})-([0-9]{2})" if with_year else r"()([0-9]{2})-([0-9]{2})"
    match = re.fullmatch(day + (r" ([0-9]{2}:[0-9]{2})(?::[0-9]{2})?" if with_time else ""), text)
    if not match or not is_date(match[1], match[2], match[3]):
        return Reading([], "Такой даты нет: проверьте её, пожалуйста." + " Нужно и время." * with_time)
    if with_time and not is_time(match[4], 23):
        return Reading([], NO_TIME)
    return Reading(["-".join(filter(None, match.group(1, 2, 3))) + (f" {match[4]}" if with_time else "")])


def date_of_parts(question: Asked, posted: Posted) -> str:
    parts = ["year", "month", "day"] if question.spec.get("includeYear") else ["month", "day"]
    day = assembled(posted, question.entry, parts, "-")
    time = assembled(posted, question.entry, ["hour", "minute"], ":") if question.spec.get("includeTime") else ""
    return f"{day} {time}".strip()


def is_date(year: str, month: str, day: str) -> bool:
    """A date without a year is one of a leap year."""
    try:
        date(int(year or 2000), int(month), int(day))
    except ValueError:
        return False
    return True


def is_time(text: str, last_hour: int) -> bool:
    hour, _, minute = text.partition(":")
    return int(hour) <= last_hour and int(minute) <= 59


def read_time(question: Asked, posted: Posted) -> Reading:
    """``HH:MM``, a time of day or a duration."""
    whole = given(posted, question.entry)
    text = whole[0].strip() if whole else assembled(posted, question.entry, ["hour", "minute"], ":")
    if not text:
        return Reading()
    match = re.fullmatch(r"([0-9]{1,2}:[0-9]{2})(?::[0-9]{2})?", text)
    last_hour = LONGEST_DURATION_HOURS if question.spec.get("duration") else 23
    if not match or not is_time(match[1], last_hour):
        return Reading([], NO_TIME)
    return Reading([match[1].zfill(5)])


def assembled(posted: Posted, entry: str, parts: list[str], mark: str) -> str:
    """A date or a time from its parts, "" when all are missing; one missing leaves a hole and so a fault."""
    values = [next(iter(given(posted, f"{entry}_{part}")), "").strip() for part in parts]
    if not any(values):
        return ""
    widths = [4 if part == "year" else 2 for part in parts]
    return mark.join(value and value.zfill(width) for value, width in zip(values, widths, strict=True))


READERS: dict[str, Callable[[Asked, Posted], Reading]] = {
    "textQuestion": read_text,
    "choiceQuestion": read_choice,
    "scaleQuestion": read_scale,
    "ratingQuestion": read_rating,
    "dateQuestion": read_date,
    "timeQuestion": read_time,
}
