"""The difference between a questionnaire and the form that stands for it, as the smallest set of edits.

A question that the questionnaire no longer has, and that somebody has answered, is retired: its answers must not be
orphaned, so it stays at the end of the form, where nobody has to answer it and it leads nowhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from forms.questionnaire import Questionnaire
from forms.to_google import FormIds, Request, description_of, info_request, items_of, settings_request

Items = Mapping[str, dict[str, Any]]
RETIRED = "Больше не спрашивается: можно пропустить"


def difference(
    questionnaire: Questionnaire, ids: FormIds, form: Mapping[str, Any], unanswered: Collection[str] = ()
) -> list[Request]:
    """Requests that turn the form as read into the questionnaire; empty when they agree.

    ``unanswered`` are ids of questions that may be deleted when they are asked no more.
    """
    wanted = {item["itemId"]: item for item in items_of(questionnaire, ids)}
    items = {item["itemId"]: item for item in form.get("items", [])}
    left = [identity for identity in items if identity not in wanted]
    dropped = {identity for identity in left if may_be_dropped(items[identity], unanswered)}
    retired = {identity: as_retired(items[identity]) for identity in left if identity not in dropped}
    standing = list(items)
    return [
        *head_edits(questionnaire, form),
        *places(wanted, [*wanted, *retired], standing),
        *changes({**wanted, **retired}, items, standing),
        *deletions(dropped, standing),
    ]


def left_over(questionnaire: Questionnaire, ids: FormIds, form: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the form's questions that the questionnaire does not have."""
    wanted = {item["itemId"] for item in items_of(questionnaire, ids)}
    left = [item for item in form.get("items", []) if item["itemId"] not in wanted and asked_in(item)]
    return frozenset(asked_in(item)["questionId"] for item in left)


def head_edits(questionnaire: Questionnaire, form: Mapping[str, Any]) -> Iterator[Request]:
    info = form.get("info", {})
    if (info.get("title"), info.get("description", "")) != (questionnaire.title, description_of(questionnaire)):
        yield info_request(questionnaire)
    if form.get("settings", {}).get("emailCollectionType") != "DO_NOT_COLLECT":
        yield settings_request()


def may_be_dropped(item: Mapping[str, Any], unanswered: Collection[str]) -> bool:
    """Nobody answers a page break, and nobody has answered these questions."""
    return "pageBreakItem" in item or asked_in(item).get("questionId") in unanswered


def asked_in(item: Mapping[str, Any]) -> Mapping[str, Any]:
    asked: Mapping[str, Any] = item.get("questionItem", {}).get("question", {})
    return asked


def as_retired(item: dict[str, Any]) -> dict[str, Any]:
    """Let people pass by a question that is asked no more; a choice of it must not lead past what is asked."""
    asked = asked_in(item)
    if not asked:
        return item
    free = {**asked, "required": False}
    if options := asked.get("choiceQuestion", {}).get("options", []):
        kept = [{key: value for key, value in option.items() if not key.startswith("goTo")} for option in options]
        free["choiceQuestion"] = {**asked["choiceQuestion"], "options": kept}
    return {**item, "description": RETIRED, "questionItem": {**item["questionItem"], "question": free}}


def places(wanted: Items, order: list[str], standing: list[str]) -> Iterator[Request]:
    """What makes the new items and moves as few of the others as possible; ``standing`` follows."""
    stay = longest_run([standing.index(identity) for identity in order if identity in standing])
    kept = {standing[place] for place in stay}
    for place, identity in enumerate(order):
        if identity in kept:
            continue
        old = standing.index(identity) if identity in standing else None
        if old is not None:
            del standing[old]
        new = standing.index(order[place - 1]) + 1 if place else 0
        standing.insert(new, identity)
        if old is None:
            yield {"createItem": {"item": wanted[identity], "location": {"index": new}}}
        else:
            yield {"moveItem": {"originalLocation": {"index": old}, "newLocation": {"index": new}}}


def longest_run(numbers: list[int]) -> set[int]:
    """The members of the longest rising subsequence (all numbers differ)."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else None
        ends[place:] = [number, *ends[place + 1 :]]
    run: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        run.add(last)
        last = before[last]
    return run


def changes(wanted: Items, items: Items, standing: list[str]) -> Iterator[Request]:
    for identity, item in wanted.items():
        if identity in items and plain(items[identity]) != plain(item):
            mask = "title,description," + ("questionItem" if "questionItem" in item else "pageBreakItem")
            place = {"index": standing.index(identity)}
            yield {"updateItem": {"item": item, "location": place, "updateMask": mask}}


def deletions(dropped: Collection[str], standing: list[str]) -> Iterator[Request]:
    """From the end on, so that each place is still what it was."""
    for index in reversed(range(len(standing))):
        if standing[index] in dropped:
            yield {"deleteItem": {"location": {"index": index}}}


def plain(value: Any) -> Any:
    """Without what Google leaves out: false, zero, empty text and lists (but not an empty object: it is a kind)."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if item not in (False, "", [], None)}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value
