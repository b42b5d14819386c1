"""Questionnaires as a test writes them: as the TOML text that a psychologist would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.errors import Problem, QuestionnaireError
from forms.load import from_texts

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


def load(text: str, lists: str = "") -> Questionnaire:
    """The one questionnaire of this text, from a file called ``survey.toml``."""
    return from_texts({"survey.toml": text, "lists.toml": lists})[0]


def problems(text: str | None = None, **others: str) -> list[Problem]:
    """What is found wrong with ``survey.toml`` and other files (``lists="…"`` is ``lists.toml``)."""
    texts = {f"{name}.toml": content for name, content in others.items()}
    if text is not None:
        texts["survey.toml"] = text
    try:
        from_texts(texts)
    except QuestionnaireError as error:
        return list(error.problems)
    return []
