"""Questionnaires as files: TOML in Russian that a psychologist can read and change.

Every fault of every file is found at once and named with its file and place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from forms.check import faults_of, lacks_of
from forms.errors import Fault, Problem, QuestionnaireError
from forms.question import CHOICES, Asked, Option, Question
from forms.questionnaire import Purpose, Questionnaire, Section

LISTS = "lists.toml"
FILE_KEYS = {"title": str, "description": str, "version": str, "purpose": str, "sections": list}
SECTION_KEYS = {"key": str, "title": str, "description": str, "next": str, "questions": list}
QUESTION_KEYS = {
    "key": str,
    "title": str,
    "kind": str,
    "required": bool,
    "help": str,
    "column": str,
    "options": (list, str),
    "goto": dict,
    "means": dict,
    "low": int,
    "high": int,
    "low_label": str,
    "high_label": str,
}

Lists = Mapping[str, list[str]]


def shipped() -> Traversable:
    """The folder of questionnaires that come with the program."""
    return resources.files("forms") / "questionnaires"


def load_questionnaires(folder: Traversable | None = None) -> tuple[Questionnaire, ...]:
    """All questionnaires of a folder, sorted by key. Raises QuestionnaireError with every fault found."""
    folder = folder or shipped()
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    texts = {}
    problems = []
    for file in files:
        try:
            texts[file.name] = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            problems.append(Problem(file.name, "", Fault.NOT_UTF8))
    return from_texts(texts, problems)


def from_texts(texts: Mapping[str, str], known: Iterable[Problem] = ()) -> tuple[Questionnaire, ...]:
    """The same from file names and their texts, with the faults that are known already."""
    problems = list(known)
    parsed = {name: parse(name, text, problems) for name, text in sorted(texts.items())}
    lists = lists_of(parsed.pop(LISTS, None) or {}, problems)
    questionnaires = []
    for name, content in parsed.items():
        if content is None:
            continue
        found = list(shape_faults(name, content, lists))
        problems += found
        if not found:
            questionnaire = build(name.removesuffix(".toml"), content, lists)
            problems += [*faults_of(name, questionnaire), *lacks_of(name, questionnaire)]
            questionnaires.append(questionnaire)
    if problems:
        raise QuestionnaireError(tuple(sorted(problems)))
    return tuple(questionnaires)


def parse(name: str, text: str, problems: list[Problem]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        problems.append(Problem(name, "", Fault.NOT_TOML, line[1] if line else ""))
        return None


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
    """Wrong keys and types: what would keep the questionnaire from being built at all."""
    yield from key_faults(name, "", content, FILE_KEYS, ("title", "version", "purpose", "sections"))
    purpose = content.get("purpose")
    if isinstance(purpose, str) and purpose not in list(Purpose):
        yield Problem(name, "", Fault.UNKNOWN_PURPOSE, purpose)
    yield from table_faults(name, "", content, "sections")
    for number, section in enumerate(tables(content.get("sections")), start=1):
        where = str(section.get("key") or f"section {number}")
        yield from key_faults(name, where, section, SECTION_KEYS, ("key",))
        yield from table_faults(name, where, section, "questions")
        for place, question in enumerate(tables(section.get("questions")), start=1):
            yield from question_faults(name, str(question.get("key") or f"{where}:{place}"), question, lists)


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


def option_faults(name: str, where: str, question: Mapping[str, Any], lists: Lists) -> Iterator[Problem]:
    options = question.get("options")
    if isinstance(options, str) and options not in lists:
        yield Problem(name, where, Fault.UNKNOWN_LIST, options)
    if isinstance(options, list) and not are_texts(options):
        yield Problem(name, where, Fault.WRONG_TYPE, "options")
    if question.get("kind") in list(CHOICES) and not options:
        yield Problem(name, where, Fault.NO_OPTIONS)
    texts = lists.get(options, []) if isinstance(options, str) else options
    for text in table_in(question, "goto"):
        if isinstance(texts, list) and text not in texts:
            yield Problem(name, where, Fault.UNKNOWN_OPTION, text)


def table_in(question: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = question.get(key)
    return found if isinstance(found, dict) else {}


def build(key: str, content: Mapping[str, Any], lists: Lists) -> Questionnaire:
    return Questionnaire(
        key=key,
        title=content["title"],
        description=content.get("description", "").strip(),
        version=content["version"],
        purpose=Purpose(content["purpose"]),
        sections=tuple(build_section(section, lists) for section in content["sections"]),
    )


def build_section(section: Mapping[str, Any], lists: Lists) -> Section:
    return Section(
        key=section["key"],
        title=section.get("title", ""),
        description=section.get("description", "").strip(),
        questions=tuple(build_question(question, lists) for question in section.get("questions", [])),
        next=section.get("next", ""),
    )


def build_question(question: Mapping[str, Any], lists: Lists) -> Question:
    """``goto`` names the section that an option leads to, ``means`` what it says: ``{ "Я ученик" = "pupil" }``."""
    options = question.get("options", [])
    texts = lists[options] if isinstance(options, str) else options
    goto = question.get("goto", {})
    plain = {key: question[key] for key in ("low", "high", "low_label", "high_label") if key in question}
    return Question(
        key=question["key"],
        title=question["title"],
        asked=Asked(question["kind"]),
        required=question.get("required", False),
        help=question.get("help", ""),
        options=tuple(Option(text, goto.get(text, "")) for text in texts),
        column=question.get("column", ""),
        means=question.get("means", {}),
        **plain,
    )
