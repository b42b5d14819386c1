"""What is said of the errors of ``nastavnik pair``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sync import errors
from sync.render.sentence import NOTHING_WRITTEN, Sentence
from sync.rules.assignment.groups import GroupsNotInstalledError, GroupsUndecidedError


def unknown_person(error: errors.UnknownPerson) -> Sentence:
    many = f"Так зовут нескольких: {', '.join(error.alike)}." if error.alike else "Такого человека в базе нет."
    return Sentence(
        f"{error.role.capitalize()} «{error.text}»: {many}",
        NOTHING_WRITTEN,
        'Назовите пару кодами: nastavnik pair --what-if "КОД-НАСТАВЛЯЕМОГО=КОД-НАСТАВНИКА"',
    )


def groups_not_installed(error: GroupsNotInstalledError) -> Sentence:
    return Sentence(
        f"У наставников {', '.join(error.mentors)} задано, от скольких человек собирается группа, а для подбора таких "
        "групп не установлено дополнение «groups».",
        "Пары не подбирались. " + NOTHING_WRITTEN,
        "Установите его (pip install highspy) или очистите «Группа не меньше» в базе наставников и повторите: "
        "nastavnik pair",
    )


def groups_undecided(error: GroupsUndecidedError) -> Sentence:
    return Sentence(
        f"Лучший набор групп не удалось найти за отведённое время ({error.status}).",
        "Пары не подбирались. " + NOTHING_WRITTEN,
        "Закрепите часть пар или уменьшите «Группа не меньше» в базе наставников и повторите: nastavnik pair",
    )


ON_PAIRS: dict[type, Callable[[Any], Sentence]] = {
    errors.UnknownPerson: unknown_person,
    GroupsNotInstalledError: groups_not_installed,
    GroupsUndecidedError: groups_undecided,
}
