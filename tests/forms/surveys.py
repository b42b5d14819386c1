"""Questionnaires as a test writes them: as the TOML text that a psychologist would."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from forms.errors import Fault, Problem, QuestionnaireError
from forms.load import build, from_texts

if TYPE_CHECKING:
    from forms.questionnaire import Questionnaire

HEAD = """
title = "Анкета"
version = "1"
purpose = "mentee"
"""
NAME = """
  [[sections.questions]]
  key = "name"
  title = "Как вас зовут?"
  kind = "text"
  required = true
"""
ABOUT = """
[[sections]]
key = "about"
"""
GOOD = HEAD + ABOUT + NAME

BRANCHED = (
    GOOD
    + """
  [[sections.questions]]
  key = "role"
  title = "Кто вы?"
  kind = "one"
  required = true
  options = ["Учусь", "Работаю", "Просто смотрю"]
  goto = { "Учусь" = "pupil", "Работаю" = "teacher", "Просто смотрю" = "submit" }
  means = { "Учусь" = "ученик — ученик", "Работаю" = "учитель — учитель", "Просто смотрю" = "ученик — ученик" }

[[sections]]
key = "pupil"
title = "Об учёбе"
next = "last"

  [[sections.questions]]
  key = "class"
  title = "Класс"
  kind = "list"
  required = true
  options = ["9А", "9Б"]

  [[sections.questions]]
  key = "subjects"
  title = "Предметы"
  kind = "several"
  options = ["Физика", "Химия"]

[[sections]]
key = "teacher"
title = "О работе"

  [[sections.questions]]
  key = "post"
  title = "Должность"
  kind = "text"

[[sections]]
key = "last"
title = "Напоследок"

  [[sections.questions]]
  key = "mood"
  title = "Настроение"
  kind = "scale"
  low = 0
  high = 5
  low_label = "так себе"
"""
)


NEEDED = (Fault.QUESTION_NEEDED, Fault.ANSWER_NEEDED)


def load(text: str, lists: str = "") -> Questionnaire:
    """The one questionnaire of this text, from a file called ``survey.toml``."""
    assert problems(text, lists=lists) == []
    return build("survey", tomllib.loads(text), tomllib.loads(lists).get("lists", {}))


def problems(text: str | None = None, **others: str) -> list[Problem]:
    """What is found wrong with ``survey.toml`` and other files (``lists="…"`` is ``lists.toml``).

    That a survey of a test asks less than the rules need is no matter here.
    """
    texts = {f"{name}.toml": content for name, content in others.items()}
    if text is not None:
        texts["survey.toml"] = text
    try:
        from_texts(texts)
    except QuestionnaireError as error:
        return [problem for problem in error.problems if problem.fault not in NEEDED]
    return []
