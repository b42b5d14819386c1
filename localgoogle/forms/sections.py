"""The sections of a form and the way through them that a person's choices make. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localgoogle.forms.items import Asked, asked

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON = dict[str, Any]

NO_OPTION: JSON = {}

FINISH = -3
"""Where the form ends: the number that Google's own pages use in ``pageHistory``."""


@dataclass(frozen=True)
class Section:
    """What is shown on one page: ``id`` is the page break's, "" for the first section."""

    id: str
    title: str
    description: str
    items: tuple[JSON, ...]

    def questions(self) -> list[Asked]:
        return [question for item in self.items for question in asked(item)]


@dataclass(frozen=True)
class Path:
    """Indices of the sections in the order they are met; ``ends`` is False when the way goes in a circle."""

    sections: tuple[int, ...]
    ends: bool


def sections(form: JSON) -> list[Section]:
    """The form's items cut at its page breaks. ``form`` is a form's document."""
    info = form["info"]
    breaks = [index for index, item in enumerate(form["items"]) if "pageBreakItem" in item]
    ends = [*breaks, len(form["items"])]
    found = [Section("", info.get("title", ""), info.get("description", ""), tuple(form["items"][: ends[0]]))]
    for start, end in zip(breaks, ends[1:], strict=True):
        head = form["items"][start]
        body = tuple(form["items"][start + 1 : end])
        found.append(Section(head["itemId"], head.get("title", ""), head.get("description", ""), body))
    return found


def following(parts: list[Section], index: int, answers: Mapping[str, list[str]]) -> int:
    """The section after this one with these answers, or FINISH; the last branching answer decides."""
    target = index + 1
    for question in parts[index].questions():
        for option in chosen(question, answers.get(question.id, [])):
            target = target_of(parts, index, option, target)
    return target if target < len(parts) else FINISH


def chosen(question: Asked, values: list[str]) -> list[JSON]:
    """The options that were chosen; a person's own words stand for the option «other»."""
    if question.kind != "choiceQuestion":
        return []
    options = question.spec.get("options", [])
    named = {option.get("value"): option for option in options if "value" in option}
    other = next((option for option in options if option.get("isOther")), NO_OPTION)
    return [named.get(value, other) for value in values]


def target_of(parts: list[Section], index: int, option: JSON, otherwise: int) -> int:
    if "goToSectionId" in option:
        return next(
            (number for number, section in enumerate(parts) if section.id == option["goToSectionId"]),
            otherwise,
        )
    return {"NEXT_SECTION": index + 1, "RESTART_FORM": 0, "SUBMIT_FORM": FINISH}.get(
        option.get("goToAction", ""), otherwise
    )


def path(parts: list[Section], answers: Mapping[str, list[str]]) -> Path:
    """The way from the first section to the end."""
    visited: list[int] = []
    index = 0
    while index != FINISH and index not in visited:
        visited.append(index)
        index = following(parts, index, answers)
    return Path(tuple(visited), ends=index == FINISH)


def may_continue(parts: list[Section], index: int) -> bool:
    """Whether any answers lead from this section to another one."""
    reached = {index + 1}
    for question in parts[index].questions():
        if question.kind == "choiceQuestion":
            options = question.spec.get("options", [])
            leading = [option for option in options if "goToAction" in option or "goToSectionId" in option]
            decides = question.required and len(leading) == len(options)
            targets = {target_of(parts, index, option, index + 1) for option in leading}
            reached = targets if decides else reached | targets
    return not reached <= {FINISH, len(parts)}
