"""The surveys of the other consents and of their withdrawal, and what people answer to them."""

from __future__ import annotations

from functools import cache

from forms.answer import Answer
from forms.load import from_texts
from forms.meanings import PROCESSING
from forms.questionnaire import Questionnaire
from tests.rules.paper import answer, questionnaires

WHOSE = """
title = "{title}"
version = "1"
purpose = "{purpose}"
[[sections]]
key = "all"
questions = [
  {{ key = "full_name", title = "Имя", kind = "text", required = true }},
  {{ key = "birth_date", title = "Дата рождения", kind = "date", required = true }},
  {{ key = "school_class", title = "Класс", kind = "text" }},
  {{ key = "code", title = "Код", kind = "text" }},
  {{ key = "{key}", title = "Решение", kind = "{kind}", required = true, options = {options}, means = {means} }},
]
"""
DECISION = {
    "key": "decision",
    "kind": "one",
    "options": '["Согласен", "Не согласен"]',
    "means": '{ "Согласен" = "да", "Не согласен" = "нет" }',
}
WHAT = {
    "key": "what",
    "kind": "several",
    "options": '["Всё", "Публикацию", "Передачу базы"]',
    "means": '{ "Всё" = "обработка данных", "Публикацию" = "публикация", '
    '"Передачу базы" = "использование базы другими школами" }',
}
TEXTS = {
    "consent_publication.toml": WHOSE.format(title="Публикация", purpose="publication consent", **DECISION),
    "consent_reuse.toml": WHOSE.format(title="База", purpose="reuse consent", **DECISION),
    "withdrawal.toml": WHOSE.format(title="Отзыв согласия", purpose="withdrawal", **WHAT),
}


@cache
def all_surveys() -> tuple[Questionnaire, ...]:
    """The shipped ones, with plain stand-ins for those of them that a school may leave out."""
    shipped = {item.key: item for item in questionnaires()}
    return tuple(({item.key: item for item in from_texts(TEXTS)} | shipped).values())


def option(form: str, question: str, meaning: str) -> str:
    """The wording in which a form offers what means this."""
    asked = next(item for item in all_surveys() if item.key == form).by_key[question]
    return next(option.text for option in asked.options if asked.meaning(option.text) == meaning)


def extra_consent(form: str, number: int, name: str, born: str, says: str = "да", edited: int = 0) -> Answer:
    values = {"full_name": name, "birth_date": born, "school_class": "7А", "decision": option(form, "decision", says)}
    return answer(form, number, values, edited)


def withdrawal(number: int, name: str, born: str, *what: str, edited: int = 0) -> Answer:
    """Takes back what ``what`` means, the processing when nothing is said."""
    texts = [option("withdrawal", "what", meaning) for meaning in what or (PROCESSING,)]
    values = {"full_name": name, "birth_date": born, "school_class": "7А", "what": texts}
    return answer("withdrawal", number, values, edited)
