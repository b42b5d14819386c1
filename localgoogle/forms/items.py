"""What makes an item of a form valid, and the questions that it asks. Pure.

Rules: the reference of Forms v1 and the refusals that its users report (research/google-apis.md §1.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localgoogle.forms.schema import ITEM_KINDS, QUESTION_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NEWLINES = "Displayed text cannot contain newlines."
BRANCHING_TYPES = ("RADIO", "DROP_DOWN")

JSON = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """One question as it is put to a person: a row of a grid is a question with the grid's columns.

    ``kind`` is Google's name of the question's kind, ``spec`` the body under that name, ``item`` the title
    of the item that a grid's row belongs to.
    """

    id: str
    title: str
    required: bool
    kind: str
    spec: JSON
    item: str = ""

    @property
    def entry(self) -> str:
        """The name of the question's input on the public page: the question id as a decimal number."""
        return f"entry.{int(self.id, 16)}"


def kind_of(body: JSON, kinds: Iterable[str]) -> str:
    """Which of the kinds is set, "" for none."""
    return next((kind for kind in kinds if kind in body), "")


def questions_of(item: JSON) -> list[JSON]:
    """The Question messages of an item, as stored."""
    if "questionItem" in item:
        question = item["questionItem"].get("question")
        return [question] if question is not None else []
    return list(item.get("questionGroupItem", {}).get("questions", []))


def asked(item: JSON) -> list[Asked]:
    """What the item asks, in order; nothing for texts and page breaks."""
    if "questionGroupItem" in item:
        return [row(item, question) for question in questions_of(item)]
    return [single(item, question) for question in questions_of(item)]


def single(item: JSON, question: JSON) -> Asked:
    kind = kind_of(question, QUESTION_KINDS)
    required = question.get("required", False)
    return Asked(question["questionId"], item.get("title", ""), required, kind, question[kind])


def row(item: JSON, question: JSON) -> Asked:
    columns = item["questionGroupItem"]["grid"]["columns"]
    title = question["rowQuestion"].get("title", "")
    required = question.get("required", False)
    return Asked(question["questionId"], title, required, "choiceQuestion", columns, item.get("title", ""))


def ids_of(items: Iterable[JSON]) -> list[str]:
    """Every item id and question id in use; Google gives both from one namespace per form."""
    ids = []
    for item in items:
        ids += [item["itemId"], *(question["questionId"] for question in questions_of(item))]
    return ids


def section_ids(items: Iterable[JSON]) -> set[str]:
    return {item["itemId"] for item in items if "pageBreakItem" in item}


def targets_of(item: JSON) -> list[str]:
    """The sections that the item's options lead to."""
    return [
        option["goToSectionId"]
        for question in questions_of(item)
        for option in question.get("choiceQuestion", {}).get("options", [])
        if "goToSectionId" in option
    ]


def item_problems(item: JSON) -> Iterator[str]:
    """Everything that Google would refuse about an item, in its words where they are known."""
    kind = kind_of(item, ITEM_KINDS)
    if not kind:
        yield "Item must have a kind: " + ", ".join(ITEM_KINDS) + "."
    if has_newline(item.get("title", "")):
        yield NEWLINES
    yield from id_problems([item.get("itemId", ""), *(each.get("questionId", "") for each in questions_of(item))])
    if kind == "questionItem":
        yield from single_problems(item["questionItem"])
    if kind == "questionGroupItem":
        yield from group_problems(item["questionGroupItem"])


def id_problems(ids: list[str]) -> Iterator[str]:
    """Which ids a client may choose is documented nowhere: what Google itself gives is accepted."""
    for chosen in filter(None, ids):
        if not re.fullmatch(r"[0-7][0-9a-f]{7}", chosen):
            yield f"Invalid ID '{chosen}': it must be 8 lower-case hexadecimal digits below 80000000."


def single_problems(question_item: JSON) -> Iterator[str]:
    question = question_item.get("question")
    if question is None:
        yield "questionItem.question is required."
        return
    kind = kind_of(question, QUESTION_KINDS)
    if not kind:
        yield "Question must have a kind."
    if kind == "rowQuestion":
        yield "rowQuestion is only allowed inside a questionGroupItem."
    if kind in PROBLEMS:
        yield from PROBLEMS[kind](question[kind])


def group_problems(group: JSON) -> Iterator[str]:
    columns = group.get("grid", {}).get("columns")
    if columns is None:
        yield "questionGroupItem.grid.columns is required."
        return
    if columns.get("type") == "DROP_DOWN":
        yield "Only CHECKBOX and RADIO choices are allowed in a grid."
    if any(option.get("isOther") for option in columns.get("options", [])):
        yield "isOther is not allowed in a questionGroupItem."
    yield from choice_problems(columns, branching=False)
    yield from row_problems(group.get("questions", []))


def row_problems(rows: list[JSON]) -> Iterator[str]:
    if not rows:
        yield "questionGroupItem.questions is required."
    for each in rows:
        if "rowQuestion" not in each:
            yield "All questions in a grid must be of kind rowQuestion."
        elif not each["rowQuestion"].get("title"):
            yield "rowQuestion.title is required."
        elif has_newline(each["rowQuestion"]["title"]):
            yield NEWLINES


def choice_problems(choice: JSON, *, branching: bool = True) -> Iterator[str]:
    options = choice.get("options", [])
    if "type" not in choice:
        yield "choiceQuestion.type is required."
    if not options:
        yield "choiceQuestion.options is required."
    values = [option["value"] for option in options if "value" in option]
    if len(values) != len(set(values)):
        yield "Duplicate option values are not allowed."
    if sum(option.get("isOther", False) for option in options) > 1:
        yield "Only one option can be 'Other'."
    for option in options:
        yield from option_problems(option, choice.get("type", ""), branching=branching)


def option_problems(option: JSON, choice_type: str, *, branching: bool) -> Iterator[str]:
    is_other = option.get("isOther", False)
    if is_other and "value" in option:
        yield "Cannot set option.value when isOther is true."
    if is_other and choice_type == "DROP_DOWN":
        yield "isOther is only allowed for RADIO and CHECKBOX."
    if not is_other and "value" not in option:
        yield "option.value is required."
    if has_newline(option.get("value", "")):
        yield NEWLINES
    yield from branch_problems(option, allowed=branching and choice_type in BRANCHING_TYPES)


def branch_problems(option: JSON, *, allowed: bool) -> Iterator[str]:
    if "goToAction" in option and "goToSectionId" in option:
        yield "Only one of goToAction and goToSectionId can be set."
    if not allowed and ("goToAction" in option or "goToSectionId" in option):
        yield "Section navigation is only allowed for RADIO and DROP_DOWN questions."


def scale_problems(scale: JSON) -> Iterator[str]:
    if scale.get("low", 0) not in (0, 1):
        yield "scaleQuestion.low must be 0 or 1."
    if not 2 <= scale.get("high", 0) <= 10:
        yield "scaleQuestion.high must be between 2 and 10."
    if has_newline(scale.get("lowLabel", "") + scale.get("highLabel", "")):
        yield NEWLINES


def rating_problems(rating: JSON) -> Iterator[str]:
    if not 3 <= rating.get("ratingScaleLevel", 0) <= 10:
        yield "ratingQuestion.ratingScaleLevel must be between 3 and 10."
    if "iconType" not in rating:
        yield "ratingQuestion.iconType is required."


PROBLEMS: dict[str, Callable[[JSON], Iterator[str]]] = {
    "choiceQuestion": choice_problems,
    "scaleQuestion": scale_problems,
    "ratingQuestion": rating_problems,
}


def has_newline(text: str) -> bool:
    return "\n" in text or "\r" in text
