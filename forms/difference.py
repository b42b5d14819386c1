"""The difference between a questionnaire and the form that stands for it, as the smallest set of edits.

A question that the questionnaire no longer has is left in the form: its answers must not be orphaned. Nobody has to
answer it any more, and it leads nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.questionnaire import Questionnaire
from forms.to_google import FormIds, Request, description_of, info_request, items_of, settings_request


def difference(questionnaire: Questionnaire, ids: FormIds, form: Mapping[str, Any]) -> list[Request]:
    """Requests that turn the form as read into the questionnaire; empty when they agree."""
    requests: list[Request] = []
    info = form.get("info", {})
    if (info.get("title"), info.get("description", "")) != (
        questionnaire.title,
        description_of(questionnaire),
    ):
        requests.append(info_request(questionnaire))
    if form.get("settings", {}).get("emailCollectionType") != "DO_NOT_COLLECT":
        requests.append(settings_request())
    standing = [item["itemId"] for item in form.get("items", [])]
    items = {item["itemId"]: item for item in form.get("items", [])}
    for index, wanted in enumerate(items_of(questionnaire, ids)):
        requests += edits_of_item(wanted, index, standing, items)
    wanted_ids = {item["itemId"] for item in items_of(questionnaire, ids)}
    for index, identity in enumerate(standing):
        if identity not in wanted_ids:
            requests += edits_of_leftover(items[identity], index)
    return requests


def edits_of_item(
    wanted: dict[str, Any], index: int, standing: list[str], items: Mapping[str, dict[str, Any]]
) -> list[Request]:
    """Create, move or update one item; ``standing`` is the order after the requests so far, and is kept so."""
    identity = wanted["itemId"]
    if identity not in items:
        standing.insert(index, identity)
        return [{"createItem": {"item": wanted, "location": {"index": index}}}]
    requests: list[Request] = []
    if (place := standing.index(identity)) != index:
        standing.insert(index, standing.pop(place))
        requests.append({"moveItem": {"originalLocation": {"index": place}, "newLocation": {"index": index}}})
    if plain(items[identity]) != plain(wanted):
        mask = "title,description," + ("questionItem" if "questionItem" in wanted else "pageBreakItem")
        requests.append({"updateItem": {"item": wanted, "location": {"index": index}, "updateMask": mask}})
    return requests


def edits_of_leftover(item: Mapping[str, Any], index: int) -> list[Request]:
    """Let people pass by a question that is asked no more; a choice of it must not lead past what is asked."""
    asked = item.get("questionItem", {}).get("question", {})
    options = [
        {key: value for key, value in option.items() if key not in ("goToAction", "goToSectionId")}
        for option in asked.get("choiceQuestion", {}).get("options", [])
    ]
    free = {**asked, "required": False}
    if options:
        free["choiceQuestion"] = {**asked["choiceQuestion"], "options": options}
    if not asked or plain(free) == plain(asked):
        return []
    edited = {**item, "questionItem": {**item["questionItem"], "question": free}}
    return [{"updateItem": {"item": edited, "location": {"index": index}, "updateMask": "questionItem"}}]


def plain(value: Any) -> Any:
    """Without what Google leaves out: false, zero, empty text and lists (but not an empty object: it is a kind)."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if item not in (False, "", [], None)}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value
