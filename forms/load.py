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

from forms.check import faults_of, lacks_of, repeated
from forms.errors import Fault, Problem, QuestionnaireError
from forms.question import NOBODY_YET, Asked, Option, Question
from forms.questionnaire import WAVES, Purpose, Questionnaire, Section
from forms.shape import LISTS, Lists, lists_of, shape_faults, tables, wave_names


def shipped() -> Traversable:
    """The folder of questionnaires that come with the program."""
    return resources.files("forms") / "questionnaires"


def load_questionnaires(folder: Traversable | None = None) -> tuple[Questionnaire, ...]:
    """All questionnaires of a folder, sorted by key. Raises QuestionnaireError with every fault found."""
    problems: list[Problem] = []
    return from_texts(texts_of(folder or shipped(), problems), problems)


def load_with_own(own: Traversable) -> tuple[Questionnaire, ...]:
    """The shipped questionnaires, where a school's own folder has its say: a file of the same name replaces the
    shipped one, a new file adds a survey, and of the lists those of the same name are replaced.

    The folder need not be there. Raises QuestionnaireError.
    """
    problems: list[Problem] = []
    texts = texts_of(shipped(), problems)
    changed = texts_of(own, problems) if own.is_dir() else {}
    lists = changed.pop(LISTS, "")
    return from_texts(texts | changed, problems, lists)


def texts_of(folder: Traversable, problems: list[Problem]) -> dict[str, str]:
    """The TOML files of a folder by name; what cannot be read is added to the problems."""
    texts = {}
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name):
        try:
            texts[file.name] = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            problems.append(Problem(file.name, "", Fault.NOT_UTF8))
    return texts


def from_texts(
    texts: Mapping[str, str], known: Iterable[Problem] = (), own_lists: str = ""
) -> tuple[Questionnaire, ...]:
    """The same from file names and their texts, with the faults that are known already and the school's own lists."""
    problems = list(known)
    parsed = {name: parse(name, text, problems) for name, text in sorted(texts.items())}
    lists = {
        **lists_of(parsed.pop(LISTS, None) or {}, problems),
        **lists_of(parse(LISTS, own_lists, problems) or {}, problems),
    }
    found: list[tuple[str, Questionnaire]] = []
    for name, content in parsed.items():
        if content is not None:
            found += [(name, questionnaire) for questionnaire in built(name, content, lists, problems)]
    for key in repeated(questionnaire.key for _, questionnaire in found):
        problems += [Problem(name, "", Fault.EQUAL_KEYS, key) for name, item in found if item.key == key]
    if problems:
        raise QuestionnaireError(tuple(sorted(set(problems))))
    return tuple(sorted((questionnaire for _, questionnaire in found), key=lambda item: item.key))


def built(name: str, content: Mapping[str, Any], lists: Lists, problems: list[Problem]) -> Iterator[Questionnaire]:
    """The questionnaire of a file, or one for each of its waves; nothing where its shape is wrong."""
    if faults := list(shape_faults(name, content, lists)):
        problems += faults
        return
    for wave in wave_names(content):
        questionnaire = build(name.removesuffix(".toml"), content, lists, wave)
        problems += [*faults_of(name, questionnaire), *lacks_of(name, questionnaire)]
        yield questionnaire


def parse(name: str, text: str, problems: list[Problem]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        problems.append(Problem(name, "", Fault.NOT_TOML, line[1] if line else ""))
        return None


def build(key: str, content: Mapping[str, Any], lists: Lists, wave: str = "") -> Questionnaire:
    return Questionnaire(
        key=f"{key}_{wave}" if wave else key,
        title=f"{content['title']} ({WAVES[wave]})" if wave else content["title"],
        description=content.get("description", "").strip(),
        version=content["version"],
        purpose=Purpose(content["purpose"]),
        sections=tuple(build_section(section, lists, wave) for section in content["sections"]),
        wave=wave,
        opens=content.get("open", True),
        whom=content.get("whom", ""),
    )


def build_section(section: Mapping[str, Any], lists: Lists, wave: str) -> Section:
    asked = [item for item in tables(section.get("questions")) if wave in wave_names(item) or "waves" not in item]
    return Section(
        key=section["key"],
        title=section.get("title", ""),
        description=section.get("description", "").strip(),
        questions=tuple(build_question(question, lists) for question in asked),
        next=section.get("next", ""),
    )


def build_question(question: Mapping[str, Any], lists: Lists) -> Question:
    """``goto`` names the section that an option leads to, ``means`` what it says: ``{ "Я ученик" = "pupil" }``."""
    options = question.get("options", [])
    texts = lists[options] if isinstance(options, str) else options
    goto = question.get("goto", {})
    source = question.get("options_from", "")
    plain = {key: question[key] for key in ("low", "high", "low_label", "high_label", "reverse") if key in question}
    return Question(
        key=question["key"],
        title=question["title"],
        asked=Asked(question["kind"]),
        required=question.get("required", False),
        help=question.get("help", ""),
        options=tuple(Option(text, goto.get(text, "")) for text in ([NOBODY_YET] if source else texts)),
        column=question.get("column", ""),
        means=question.get("means", {}),
        was={now: tuple(before) for now, before in question.get("was", {}).items()},
        source=source,
        **plain,
    )
