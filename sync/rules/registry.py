"""The registry of the forms in the book's hidden tab: what another computer, and the next run, must know of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sync.rules.memory import FORM
from sync.rules.unknown import ignored_questions
from sync.rules.world import World


def form_entries(world: World, choices: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What another computer needs to know of the forms: addresses, ids that Google chose, how many answered."""
    answers = Counter(answer.questionnaire for answer in world.answers)
    return {
        f"{FORM}:{form.key}": {
            "address": form.address,
            "open": form.open,
            "items": dict(form.ids.items),
            "questions": dict(form.ids.questions),
            "asked": sorted(form.asked | ignored_questions(world, form.key, choices)),
            "answers": answers[form.key],
            **({"turned": form.turned} if form.turned else {}),
        }
        for form in world.forms
    }
