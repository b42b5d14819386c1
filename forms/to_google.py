"""A questionnaire becomes the requests of ``forms.batchUpdate``.

Ids are chosen by us (eight hexadecimal digits below 0x80000000), so that one atomic batch makes a branched form
and a replay is refused instead of doubling its questions
(https://developers.google.com/workspace/forms/api/reference/rest/v1/forms#Item).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from forms.check import find_router
from forms.question import CHOICES, SUBMIT, Asked, Option, Question
from forms.questionnaire import Questionnaire, Section

Request = dict[str, Any]

CHOICE_TYPES = {Asked.ONE: "RADIO", Asked.LIST: "DROP_DOWN", Asked.SEVERAL: "CHECKBOX"}


@dataclass(frozen=True)
class FormIds:
    """Google's ids by our keys: ``items`` for questions and sections, ``questions`` for answers."""

    items: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)


def chosen_ids(questionnaire: Questionnaire) -> FormIds:
    """The ids that we choose for a form: the same ones on every machine."""
    places = [section.key for section in questionnaire.sections] + list(questionnaire.by_key)
    items = {place: short_hash(f"{questionnaire.key}/{place}") for place in places}
    questions = {key: short_hash(f"{questionnaire.key}/{key}?") for key in questionnaire.by_key}
    return FormIds(items, questions)


def short_hash(text: str) -> str:
    return f"{zlib.crc32(text.encode()) & 0x7FFFFFFF:08x}"


def new_form_requests(questionnaire: Questionnaire, ids: FormIds | None) -> list[Request]:
    """Everything an empty form needs. Without ``ids`` Google chooses them, and branching must follow later."""
    requests = [info_request(questionnaire), settings_request()]
    for index, item in enumerate(items_of(questionnaire, ids)):
        requests.append({"createItem": {"item": item, "location": {"index": index}}})
    return requests


def info_request(questionnaire: Questionnaire) -> Request:
    info = {"title": questionnaire.title, "description": description_of(questionnaire)}
    return {"updateFormInfo": {"info": info, "updateMask": "title,description"}}


def description_of(questionnaire: Questionnaire) -> str:
    """The form's first page has no section of its own: what it says stands in the form's description."""
    first = questionnaire.sections[0] if questionnaire.sections else None
    parts = [questionnaire.description, first.description if first else ""]
    return "\n\n".join(part for part in parts if part)


def choice_requests(
    questionnaire: Questionnaire, ids: FormIds, places: Mapping[str, int] | None = None
) -> list[Request]:
    """The options of the questions that take them from the bases, written over those in the form.

    ``places`` are where the items stand, by id, when that is known; else they stand as the questionnaire has them.
    The item's id is in the mask: if another item stands there, Google refuses to give it an id that is in use.
    """
    items = list(items_of(questionnaire, ids))
    where = {item["itemId"]: index for index, item in enumerate(items)} if places is None else places
    ours = {ids.items[question.key] for question in questionnaire.questions if question.source}
    mask = "itemId,questionItem.question.choiceQuestion"
    return [
        {"updateItem": {"item": item, "location": {"index": where[item["itemId"]]}, "updateMask": mask}}
        for item in items
        if item["itemId"] in ours & where.keys()
    ]


def settings_request() -> Request:
    """E-mail is never collected: on a Workspace account the default would be to collect it."""
    settings = {"emailCollectionType": "DO_NOT_COLLECT"}
    return {"updateSettings": {"settings": settings, "updateMask": "emailCollectionType"}}


def items_of(questionnaire: Questionnaire, ids: FormIds | None) -> Iterator[dict[str, Any]]:
    """Google's items in order: a page break opens every section but the first."""
    for place, section in enumerate(questionnaire.sections):
        if place:
            yield with_id(section_item(section), section.key, ids)
        router = find_router(section) if section.next else None
        for question in section.questions:
            carried = section.next if question is router else ""
            yield question_item(question, carried, ids)


def section_item(section: Section) -> dict[str, Any]:
    item: dict[str, Any] = {"title": section.title, "pageBreakItem": {}}
    if section.description:
        item["description"] = section.description
    return item


def question_item(question: Question, carried: str, ids: FormIds | None) -> dict[str, Any]:
    """``carried`` is where the whole section leads: it goes to every option that leads nowhere of its own."""
    asked: dict[str, Any] = {"required": question.required, **answer_field(question, carried, ids)}
    if ids:
        asked["questionId"] = ids.questions[question.key]
    item: dict[str, Any] = {"title": question.title, "questionItem": {"question": asked}}
    if question.help:
        item["description"] = question.help
    return with_id(item, question.key, ids)


def with_id(item: dict[str, Any], key: str, ids: FormIds | None) -> dict[str, Any]:
    return {"itemId": ids.items[key], **item} if ids else item


def answer_field(question: Question, carried: str, ids: FormIds | None) -> dict[str, Any]:
    if question.asked in CHOICES:
        options = [option_of(option, carried, ids) for option in question.options]
        return {"choiceQuestion": {"type": CHOICE_TYPES[question.asked], "options": options}}
    if question.asked is Asked.SCALE:
        scale: dict[str, Any] = {"low": question.low, "high": question.high}
        labels = {"lowLabel": question.low_label, "highLabel": question.high_label}
        return {"scaleQuestion": scale | {key: label for key, label in labels.items() if label}}
    if question.asked is Asked.DATE:
        return {"dateQuestion": {"includeYear": True}}
    return {"textQuestion": {"paragraph": True} if question.asked is Asked.PARAGRAPH else {}}


def option_of(option: Option, carried: str, ids: FormIds | None) -> dict[str, Any]:
    goto = option.goto or carried
    if not goto or ids is None:
        return {"value": option.text}
    if goto == SUBMIT:
        return {"value": option.text, "goToAction": "SUBMIT_FORM"}
    return {"value": option.text, "goToSectionId": ids.items[goto]}


def prefilled(address: str, question_id: str, text: str) -> str:
    """The form's address with one question answered already: people need not type it
    (https://support.google.com/docs/answer/2839588). In addresses the ids of questions are decimal."""
    return f"{address}?{urlencode({'usp': 'pp_url', f'entry.{int(question_id, 16)}': text})}"


def unnumbered(requests: list[Request]) -> list[Request]:
    """Only what makes new items, without ids of ours and without the branching that names them."""
    made = [request["createItem"] for request in requests if "createItem" in request]
    return [{"createItem": {**create, "item": without_ids(create["item"])}} for create in made]


def without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_ids(item) for key, item in value.items() if key not in OUR_IDS}
    return [without_ids(item) for item in value] if isinstance(value, list) else value


OUR_IDS = frozenset({"itemId", "questionId", "goToSectionId"})


def branching_requests(questionnaire: Questionnaire, ids: FormIds) -> list[Request]:
    """For a form whose ids Google chose: the branching, once the sections' ids are known."""
    requests = []
    for index, item in enumerate(items_of(questionnaire, ids)):
        options = item.get("questionItem", {}).get("question", {}).get("choiceQuestion", {}).get("options", [])
        if any("goToAction" in option or "goToSectionId" in option for option in options):
            mask = "questionItem.question.choiceQuestion"
            requests.append({"updateItem": {"item": item, "location": {"index": index}, "updateMask": mask}})
    return requests
