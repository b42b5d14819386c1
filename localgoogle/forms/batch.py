"""The requests of forms.batchUpdate, applied to a form in order, all or none. Pure but for new ids."""

from __future__ import annotations

import secrets
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from localgoogle.errors import GoogleError, invalid
from localgoogle.forms.items import (
    NEWLINES,
    has_newline,
    ids_of,
    item_problems,
    questions_of,
    section_ids,
    targets_of,
)
from localgoogle.forms.mask import merge
from localgoogle.forms.media import media_problems, settled
from localgoogle.forms.quiz import grading_problems, is_quiz, without_grading
from localgoogle.forms.schema import REQUEST_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

JSON = dict[str, Any]


@dataclass
class Draft:
    """A form's content while a batch works on it; ``refuse_ids`` refuses ids that the client chose."""

    info: JSON
    settings: JSON
    items: list[JSON]
    refuse_ids: bool = False


def apply_batch(form: JSON, requests: list[JSON], *, refuse_ids: bool = False) -> tuple[JSON, list[JSON]]:
    """The form after the batch, and one reply per request.

    ``form`` is a form's document (``model.new_form``) and stays as it is. Raises GoogleError 400 that says
    which request is at fault.
    """
    if not requests:
        raise invalid("Must specify at least one request.")
    draft = Draft(deepcopy(form["info"]), deepcopy(form["settings"]), deepcopy(form["items"]), refuse_ids)
    replies = [apply_request(draft, request, index) for index, request in enumerate(requests)]
    check_targets(draft.items)
    return form | {"info": draft.info, "settings": draft.settings, "items": draft.items}, replies


def apply_request(draft: Draft, request: JSON, index: int) -> JSON:
    kind = next((kind for kind in REQUEST_KINDS if kind in request), "")
    if not kind:
        message = f"Invalid requests[{index}]: no request is set."
        raise invalid(message)
    try:
        return APPLY[kind](draft, request[kind])
    except GoogleError as error:
        message = f"Invalid requests[{index}].{kind}: {error.message}"
        raise invalid(message) from None


def check_targets(items: list[JSON]) -> None:
    sections = section_ids(items)
    for item in items:
        for target in targets_of(item):
            if target not in sections:
                message = f"goToSectionId '{target}' is no section of the form."
                raise invalid(message)


def create_item(draft: Draft, request: JSON) -> JSON:
    index = position(request, "location", len(draft.items) + 1)
    item = checked(draft, request.get("item", {}), draft.items)
    draft.items.insert(index, item)
    reply: JSON = {"itemId": item["itemId"]}
    questions = [question["questionId"] for question in questions_of(item)]
    return {"createItem": reply | ({"questionId": questions} if questions else {})}


def update_item(draft: Draft, request: JSON) -> JSON:
    index = position(request, "location", len(draft.items))
    old = draft.items[index]
    new = merge(old, request.get("item", {}), request.get("updateMask", ""), "Item")
    others = draft.items[:index] + draft.items[index + 1 :]
    draft.items[index] = checked(draft, new, others, known=ids_of([old]))
    return {}


def delete_item(draft: Draft, request: JSON) -> JSON:
    del draft.items[position(request, "location", len(draft.items))]
    return {}


def move_item(draft: Draft, request: JSON) -> JSON:
    item = draft.items.pop(position(request, "originalLocation", len(draft.items)))
    draft.items.insert(position(request, "newLocation", len(draft.items) + 1), item)
    return {}


def update_form_info(draft: Draft, request: JSON) -> JSON:
    new = merge(draft.info, request.get("info", {}), request.get("updateMask", ""), "Info")
    if "documentTitle" in new:
        raise invalid("info.documentTitle can only be set when creating a form; rename the file in Drive.")
    if has_newline(new.get("title", "")):
        raise invalid(NEWLINES)
    draft.info = new
    return {}


def update_settings(draft: Draft, request: JSON) -> JSON:
    new = merge(draft.settings, request.get("settings", {}), request.get("updateMask", ""), "FormSettings")
    collected = new.get("emailCollectionType", "DO_NOT_COLLECT")
    if collected != "DO_NOT_COLLECT":
        message = f"emailCollectionType '{collected}' is not supported by this server."
        raise invalid(message)
    draft.settings = new
    if not is_quiz(new):
        without_grading(draft.items)
    return {}


APPLY: dict[str, Callable[[Draft, JSON], JSON]] = {
    "createItem": create_item,
    "updateItem": update_item,
    "deleteItem": delete_item,
    "moveItem": move_item,
    "updateFormInfo": update_form_info,
    "updateSettings": update_settings,
}


def position(request: JSON, name: str, end: int) -> int:
    """The index under ``name``, checked against [0..end)."""
    if name not in request:
        message = f"{name} is required."
        raise invalid(message)
    index = int(request[name].get("index", 0))
    if not 0 <= index < end:
        message = f"{name}.index {index} must be in the range [0..{end})."
        raise invalid(message)
    return index


def checked(draft: Draft, item: JSON, others: list[JSON], known: list[str] | None = None) -> JSON:
    """The item with all its ids, or the first thing that is wrong with it as a GoogleError.

    ``known`` are ids that the item had before: sending them back is no choice of new ones.
    """
    for problem in chain(item_problems(item), media_problems(item), grading_problems(item, draft.settings)):
        raise invalid(problem)
    given = [found for found in [item.get("itemId"), *(each.get("questionId") for each in questions_of(item))] if found]
    used = ids_of(others)
    for chosen in given:
        if draft.refuse_ids and chosen not in (known or []):
            message = f"ID '{chosen}' was chosen by the client: IDs are assigned by the server."
            raise invalid(message)
        if chosen in used or given.count(chosen) > 1:
            message = f"ID '{chosen}' is already used in the form."
            raise invalid(message)
    return with_ids(item, set(used + given))


def with_ids(item: JSON, used: set[str]) -> JSON:
    result: JSON = {"itemId": item.get("itemId") or new_id(used)} | settled(item)
    questions = [{"questionId": each.get("questionId") or new_id(used)} | each for each in questions_of(result)]
    if "questionItem" in result:
        result["questionItem"]["question"] = questions[0]
    if "questionGroupItem" in result:
        result["questionGroupItem"]["questions"] = questions
    return result


def new_id(used: set[str]) -> str:
    """An unused id of Google's shape, which is then used."""
    while True:
        fresh = f"{secrets.randbelow(2**31):08x}"
        if fresh not in used:
            used.add(fresh)
            return fresh
