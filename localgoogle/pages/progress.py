"""How far it still is to the end of a form. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localgoogle.forms.sections import FINISH, target_of

if TYPE_CHECKING:
    from localgoogle.forms.sections import Section


def most_steps(parts: list[Section], start: int) -> int:
    """The sections from ``start`` to the end on the longest way that only leads forward, itself among them.

    A promise that can only turn out shorter: «шаг 2 из 5» may jump to the end and never grows.
    """
    if start == FINISH:
        return 1
    longest = [0] * (len(parts) + 1)
    for index in reversed(range(start, len(parts))):
        longest[index] = 1 + max((longest[target] for target in targets(parts, index) if target > index), default=0)
    return longest[start]


def targets(parts: list[Section], index: int) -> set[int]:
    """The sections that answers to this one may lead to; FINISH is before them all."""
    questions = [each for each in parts[index].questions() if each.kind == "choiceQuestion"]
    options = [option for question in questions for option in question.spec.get("options", [])]
    return {index + 1, *(target_of(parts, index, option, index + 1) for option in options)}
