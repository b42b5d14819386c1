"""Wrong keys and types in a questionnaire's TOML: what would keep the questionnaire from being built at all."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from forms.errors import Fault, Problem
from forms.question import CHOICES, SOURCES, Asked
from forms.questionnaire import WAVES, WHOM, Purpose

LISTS = "lists.toml"
FILE_KEYS = {
    "title": str,
    "description": str,
    "version": str,
    "purpose": str,
    "waves": list,
    "open": bool,
    "whom": str,
    "sections": list,
}
SECTION_KEYS = {"key": str, "title": str, "description": str, "next": str, "questions": list}
QUESTION_KEYS = {
    "key": str,
    "title": str,
    "kind": str,
    "required": bool,
    "help": str,
    "column": str,
    "options": (list, str),
    "options_from": str,
    "was": dict,
    "goto": dict,
    "means": dict,
    "waves": list,
    "reverse": bool,
    "low": int,
    "high": int,
    "low_label": str,
    "high_label": str,
}

Lists = Mapping[str, list[str]]


def lists_of(content: Mapping[str, Any], problems: list[Problem]) -> Lists:
    """The shared lists of options by name; one that is not a list of texts is named and counts as empty."""
    problems += key_faults(LISTS, "", content, {"lists": dict}, ())
    lists = content.get("lists")
    if not isinstance(lists, dict):
        return {}
    problems += [Problem(LISTS, "", Fault.WRONG_TYPE, name) for name, texts in lists.items() if not are_texts(texts)]
    return {name: texts if are_texts(texts) else [] for name, texts in lists.items()}


def are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def shape_faults(name: str, content: Mapping[str, Any], lists: Lists) -> Iterator[Problem]:
    yield from key_faults(name, "", content, FILE_KEYS, ("title", "version", "purpose", "sections"))
    purpose, whom = content.get("purpose"), content.get("whom")
    if isinstance(purpose, str) and purpose not in list(Purpose):
        yield Problem(name, "", Fault.UNKNOWN_PURPOSE, purpose)
    if isinstance(whom, str) and whom not in WHOM:
        yield Problem(name, "", Fault.UNKNOWN_PEOPLE, whom)
    yield from wave_faults(name, "", content, WAVES)
    yield from table_faults(name, "", content, "sections")
    for number, section in enumerate(tables(content.get("sections")), start=1):
        where = str(section.get("key") or f"section {number}")
        yield from key_faults(name, where, section, SECTION_KEYS, ("key",))
        yield from table_faults(name, where, section, "questions")
        for place, question in enumerate(tables(section.get("questions")), start=1):
            at = str(question.get("key") or f"{where}:{place}")
            yield from question_faults(name, at, question, lists)
            yield from wave_faults(name, at, question, wave_names(content))


def wave_names(content: Mapping[str, Any]) -> list[str]:
    """The waves of a file or a question; "" alone for what is asked in one wave."""
    found = content.get("waves")
    return found if isinstance(found, list) and found else [""]


def wave_faults(name: str, where: str, content: Mapping[str, Any], known: Container[str]) -> Iterator[Problem]:
    for wave in wave_names(content):
        if wave and wave not in known:
            yield Problem(name, where, Fault.UNKNOWN_WAVE, str(wave))


def table_faults(name: str, where: str, content: Mapping[str, Any], key: str) -> Iterator[Problem]:
    value = content.get(key)
    if isinstance(value, list) and len(tables(value)) < len(value):
        yield Problem(name, where, Fault.WRONG_TYPE, key)


def tables(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def key_faults(
    name: str, where: str, content: Mapping[str, Any], known: Mapping[str, Any], needed: tuple[str, ...]
) -> Iterator[Problem]:
    for key, value in content.items():
        if key not in known:
            yield Problem(name, where, Fault.UNKNOWN_KEY, key)
        elif not isinstance(value, known[key]) or (known[key] is int and isinstance(value, bool)):
            yield Problem(name, where, Fault.WRONG_TYPE, key)
    for key in needed:
        if key not in content:
            yield Problem(name, where, Fault.MISSING_KEY, key)


def question_faults(name: str, where: str, question: Mapping[str, Any], lists: Lists) -> Iterator[Problem]:
    yield from key_faults(name, where, question, QUESTION_KEYS, ("key", "title", "kind"))
    kind = question.get("kind")
    if isinstance(kind, str) and kind not in list(Asked):
        yield Problem(name, where, Fault.UNKNOWN_KIND, kind)
    yield from option_faults(name, where, question, lists)
    for key in ("goto", "means"):
        if not are_texts([*table_in(question, key).values()]):
            yield Problem(name, where, Fault.WRONG_TYPE, key)
    if not all(are_texts(before) for before in table_in(question, "was").values()):
        yield Problem(name, where, Fault.WRONG_TYPE, "was")


def option_faults(name: str, where: str, question: Mapping[str, Any], lists: Lists) -> Iterator[Problem]:
    options, source, kind = question.get("options"), question.get("options_from"), question.get("kind")
    if isinstance(source, str) and source not in SOURCES:
        yield Problem(name, where, Fault.UNKNOWN_SOURCE, source)
    if source and options:
        yield Problem(name, where, Fault.TWO_KINDS_OF_OPTIONS)
    if isinstance(options, str) and options not in lists:
        yield Problem(name, where, Fault.UNKNOWN_LIST, options)
    if isinstance(options, list) and not are_texts(options):
        yield Problem(name, where, Fault.WRONG_TYPE, "options")
    if kind in list(CHOICES) and not (options or source):
        yield Problem(name, where, Fault.NO_OPTIONS)
    if kind in [asked for asked in Asked if asked not in CHOICES] and (options or source):
        yield Problem(name, where, Fault.NOT_A_CHOICE, str(kind))
    texts = lists.get(options, []) if isinstance(options, str) else options
    for text in table_in(question, "goto"):
        if isinstance(texts, list) and text not in texts:
            yield Problem(name, where, Fault.UNKNOWN_OPTION, text)


def table_in(question: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = question.get(key)
    return found if isinstance(found, dict) else {}
