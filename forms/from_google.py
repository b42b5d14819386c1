"""Google's form and responses, read by our own keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forms.answer import Answer
from forms.questionnaire import Questionnaire
from forms.to_google import FormIds, items_of


def moment(text: str) -> datetime:
    """An RFC 3339 time; it may carry 0, 3, 6 or 9 digits of a second, so texts must not be compared."""
    return datetime.fromisoformat(text)


def ids_from_google(
    questionnaire: Questionnaire, form: Mapping[str, Any], known: Mapping[str, str] | None = None
) -> FormIds:
    """The ids of a form whose items Google numbered: matched in order, by title and sort (question or section).

    ``known`` are items by our keys that were matched before and stand: their titles may have changed since.
    """
    known = known or {}
    keys = ordered_keys(questionnaire)
    items: dict[str, str] = {}
    questions: dict[str, str] = {}
    waiting = [item for item in form.get("items", []) if item["itemId"] not in known.values()]
    for key, wanted in zip(keys, items_of(questionnaire, None), strict=True):
        found = next((item for item in waiting if key not in known and looks_like(item, wanted)), None)
        if found is None:
            continue
        waiting.remove(found)
        items[key] = found["itemId"]
        if question_id := found.get("questionItem", {}).get("question", {}).get("questionId"):
            questions[key] = question_id
    return FormIds(items, questions)


def choices_from_google(
    questionnaire: Questionnaire, ids: FormIds, form: Mapping[str, Any]
) -> dict[str, tuple[str, ...]]:
    """What a form offers now where the options come from the bases, by our keys."""
    items = {item["itemId"]: item for item in form.get("items", [])}
    found = {}
    for question in questionnaire.questions:
        item = items.get(ids.items.get(question.key, ""), {})
        options = item.get("questionItem", {}).get("question", {}).get("choiceQuestion", {}).get("options", [])
        if question.source and options:
            found[question.key] = tuple(option["value"] for option in options)
    return found


def looks_like(item: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    same_sort = ("pageBreakItem" in item) == ("pageBreakItem" in wanted)
    return same_sort and item.get("title", "") == wanted.get("title", "")


def ordered_keys(questionnaire: Questionnaire) -> list[str]:
    keys: list[str] = []
    for place, section in enumerate(questionnaire.sections):
        keys += [section.key] if place else []
        keys += [question.key for question in section.questions]
    return keys


def id_of(response: Mapping[str, Any]) -> str:
    text: str = response["responseId"]
    return text


def answer_from_google(questionnaire: Questionnaire, ids: FormIds, response: Mapping[str, Any]) -> Answer:
    """One response. Answers to questions that the questionnaire does not have are listed, not dropped."""
    keys = {question_id: key for key, question_id in ids.questions.items() if key in questionnaire.by_key}
    values: dict[str, tuple[str, ...]] = {}
    unknown = []
    for question_id, given in response.get("answers", {}).items():
        texts = tuple(answer.get("value", "") for answer in given.get("textAnswers", {}).get("answers", []))
        if question_id in keys:
            question = questionnaire.by_key[keys[question_id]]
            values[question.key] = tuple(question.worded_now(text) for text in texts)
        else:
            unknown.append(question_id)
    return Answer(
        questionnaire=questionnaire.key,
        response_id=id_of(response),
        created=moment(response["createTime"]),
        submitted=moment(response["lastSubmittedTime"]),
        values=values,
        unknown=tuple(sorted(unknown)),
    )
