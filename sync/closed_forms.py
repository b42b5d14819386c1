"""Closed forms cost one last read and then none: what they hold is kept on this computer.

The book remembers of each form whether it was closed when it was last read, and how many answers it had; only when
what is kept here agrees with that is the form left in peace (docs/decisions/0017-closed-forms.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from forms.from_google import id_of
from forms.questionnaire import ON_CONSENT, Questionnaire
from sync.folder import Folder, KnownFiles, KnownForm
from sync.rules.memory import FORM
from sync.rules.tombstones import Tombstones

Memory = Mapping[str, Mapping[str, Any]]
Responses = dict[str, list[dict[str, Any]]]


def kept_answers(folder: Folder, known: KnownFiles, questionnaires: Iterable[Questionnaire]) -> Responses:
    """What this computer keeps of the forms that are closed as far as it knows.

    No word of consent may be overlooked, nor its withdrawal: those forms never rest.
    """
    return {
        item.key: folder.load_closed(item.key)
        for item in questionnaires
        if item.purpose not in ON_CONSENT and not known.forms[item.key].open
    }


def may_rest(memory: Memory, form: KnownForm, key: str, kept: list[dict[str, Any]]) -> bool:
    """Whether the book says that the form was read after it was closed, and had as many answers as are kept here."""
    entry = memory.get(f"{FORM}:{key}", {})
    agreed = (entry.get("open"), entry.get("turned", ""), entry.get("answers"))
    return agreed == (False, form.turned, len(kept))


def follow_later_word(folder: Folder, known: KnownFiles, memory: Memory) -> frozenset[str]:
    """The forms that another computer has opened or closed since this one did; it follows."""
    later = {}
    for key, form in known.forms.items():
        entry = memory.get(f"{FORM}:{key}", {})
        if entry.get("turned", "") > form.turned:
            form.open, form.turned = entry.get("open", True), entry["turned"]
            later[key] = {"open": form.open, "turned": form.turned}
    if later:
        folder.change_forms(later)
    return frozenset(later)


def keep_closed(folder: Folder, known: KnownFiles, responses: Responses, before: Responses, stones: Tombstones) -> None:
    """Keep what closed forms hold, where it is not what is kept already; nothing of those who were erased."""
    for key, listed in responses.items():
        found = [response for response in listed if not stones.cover(id_of(response))]
        if not known.forms[key].open and found != before.get(key, []):
            folder.save_closed(key, found)
