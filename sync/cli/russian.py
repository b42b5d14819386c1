"""click's own words in Russian.

click takes them through ``gettext.gettext`` when it is imported; a catalogue of its own would need compiled files
and the language of the system, and a coordinator's Windows may be set to any.
"""

from __future__ import annotations

import gettext

WORDS = {
    "Usage:": "Применение:",
    "Options": "Ключи",
    "Commands": "Команды",
    "Show this message and exit.": "Показать эту справку и выйти.",
    "Show the version and exit.": "Показать версию и выйти.",
    "Error: {message}": "Ошибка: {message}",
    "Try '{command} {option}' for help.": "Справка: {command} {option}",
    "Missing command.": "Не указана команда.",
    "Missing argument": "Не указан параметр",
    "Missing option": "Не указан ключ",
    "Missing parameter": "Не указан параметр",
    "Missing parameter: {param_name}": "Не указан параметр: {param_name}",
    "No such command {name!r}.": "Такой команды нет: {name!r}.",
    "No such option {name!r}.": "Такого ключа нет: {name!r}.",
    "No such option: {name}": "Такого ключа нет: {name}",
    "Did you mean {possibility}?": "Возможно, {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Возможно, одно из: {possibilities}?)",
    "Option {name!r} requires an argument.": "Ключу {name!r} нужно значение.",
    "Option {name!r} does not take a value.": "Ключу {name!r} значение не нужно.",
    "Invalid value: {message}": "Неверное значение: {message}",
    "Invalid value for {param_hint}: {message}": "Неверное значение {param_hint}: {message}",
    "{value!r} is not a valid {number_type}.": "{value!r} — это не число.",
    "{value!r} is not one of {choices}.": "{value!r} — возможны только {choices}.",
    "{value} is not in the range {range}.": "{value} — вне пределов {range}.",
    "{value!r} does not match the format {format}.": "{value!r} — нужны день и время, например 25.11.2026 15:00.",
    "{value!r} does not match the formats {formats}.": "{value!r} — нужны день и время, например 25.11.2026 15:00.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} не существует.",
    "{name} {filename!r} is a file.": "{name} {filename!r} — это файл.",
    "Got unexpected extra argument ({args})": "Лишний параметр ({args})",
    "Got unexpected extra arguments ({args})": "Лишние параметры ({args})",
    "Aborted!": "Прервано.",
    "default: {default}": "по умолчанию: {default}",
    "required": "обязательно",
    "directory": "папка",
    "file": "файл",
    "path": "путь",
}


def translate(message: str) -> str:
    return WORDS.get(message, message)


def speak_russian() -> None:
    """Must run before click is imported."""
    gettext.gettext = translate
    gettext.ngettext = choose


def choose(msgid1: str, msgid2: str, n: int) -> str:
    message = msgid1 if n == 1 else msgid2
    return WORDS.get(message, message)
