"""Addresses of the surveys for one person, the code filled in already: for a column of the bases and for letters."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from forms.questionnaire import PARTICIPANTS
from forms.to_google import chosen_ids, prefilled
from sync.rules.world import World


@dataclass(frozen=True)
class Linked:
    """A survey that knows people by their codes. ``question`` is the id under which its form asks for the code."""

    key: str
    title: str
    whom: str
    address: str
    question: str

    def address_for(self, code: str) -> str:
        return prefilled(self.address, self.question, code)


def linked_surveys(world: World, keys: Container[str] = ()) -> Iterator[Linked]:
    """Those that are open, or those of the ``keys``, closed ones too."""
    for form in world.forms:
        questionnaire = world.by_key[form.key]
        if (form.key in keys if keys else form.open) and questionnaire.whom and "code" in questionnaire.by_key:
            question = form.ids.questions.get("code") or chosen_ids(questionnaire).questions["code"]
            yield Linked(form.key, form.title, questionnaire.whom, form.address, question)


def is_asked(whom: str, parts: Container[str]) -> bool:
    """Whether a survey is for those who are in these bases."""
    return whom == PARTICIPANTS or whom in parts


def links_text(surveys: Iterable[Linked], code: str, part: str) -> str:
    """What the column of a base shows of one person: a line for each survey that is for those of this base."""
    return "\n".join(f"{each.title}: {each.address_for(code)}" for each in surveys if is_asked(each.whom, (part,)))
