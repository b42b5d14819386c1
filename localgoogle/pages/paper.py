"""A form on paper: every question of it, boxes to tick, lines to write on, and where to go on after an option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localgoogle.forms.items import Asked, asked
from localgoogle.forms.sections import Section, sections
from localgoogle.html import page
from localgoogle.pages.answering import form_to_show
from localgoogle.pages.media import media_of

if TYPE_CHECKING:
    from localgoogle.call import Call, Reply
    from localgoogle.state import State


OWN_WORDS = "Другое: ____________________"


@dataclass(frozen=True)
class Box:
    """An option with its box; ``onward`` says where the person goes on who ticks it."""

    label: str
    onward: str = ""


@dataclass(frozen=True)
class Printed:
    """A question as it is printed; ``lines`` are empty lines to write on."""

    title: str
    required: bool
    note: str = ""
    boxes: tuple[Box, ...] = ()
    in_a_row: bool = False
    lines: int = 0


def show(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """The whole form at once, for those who may open it."""
    form = form_to_show(state, call, groups["public"])
    if not isinstance(form, tuple):
        return form
    file, document = form
    parts = sections(document)
    title = str(document["info"].get("title") or file.name)
    shown = [
        (number, part, [(item, printed(item, parts)) for item in part.items]) for number, part in enumerate(parts, 1)
    ]
    return page("paper.html", {"title": title, "sections": shown, "media": media_of})


def printed(item: dict[str, Any], parts: list[Section]) -> list[Printed]:
    return [to_print(question, parts) for question in asked(item)]


def to_print(question: Asked, parts: list[Section]) -> Printed:
    look = LOOKS.get(question.kind, on_lines)(question, parts)
    return Printed(question.title or "Вопрос без названия", question.required, **look)


def on_lines(question: Asked, _parts: list[Section]) -> dict[str, Any]:
    return {"lines": 4 if question.spec.get("paragraph") else 1}


def in_boxes(question: Asked, parts: list[Section]) -> dict[str, Any]:
    options = question.spec.get("options", [])
    boxes = tuple(Box(option.get("value") or OWN_WORDS, onward(option, parts)) for option in options)
    several = question.spec.get("type") == "CHECKBOX"
    return {"boxes": boxes, "note": "можно отметить несколько" if several else "отметьте одно"}


def onward(option: dict[str, Any], parts: list[Section]) -> str:
    """Where an option leads, in words."""
    target = option.get("goToSectionId")
    for number, section in enumerate(parts, 1):
        if target and section.id == target:
            return f"перейдите к части {number}"
    words = {"SUBMIT_FORM": "это последний вопрос", "RESTART_FORM": "вернитесь к началу"}
    return words.get(option.get("goToAction", ""), "")


def in_steps(question: Asked, _parts: list[Section]) -> dict[str, Any]:
    low = question.spec.get("low", 0) if "high" in question.spec else 1
    high = question.spec.get("high") or question.spec["ratingScaleLevel"]
    ends = [question.spec.get("lowLabel", ""), question.spec.get("highLabel", "")]
    note = "; ".join(f"{step} — {words}" for step, words in zip((low, high), ends, strict=True) if words)
    return {"boxes": tuple(Box(str(step)) for step in range(low, high + 1)), "in_a_row": True, "note": note}


def on_date(question: Asked, _parts: list[Section]) -> dict[str, Any]:
    year = " ________ года" if question.spec.get("includeYear") else ""
    time = " ____ : ____" if question.spec.get("includeTime") else ""
    return {"note": f"____ ______________{year}{time}"}


def on_time(_question: Asked, _parts: list[Section]) -> dict[str, Any]:
    return {"note": "____ : ____"}


LOOKS = {
    "choiceQuestion": in_boxes,
    "scaleQuestion": in_steps,
    "ratingQuestion": in_steps,
    "dateQuestion": on_date,
    "timeQuestion": on_time,
}
