"""Names for a made-up school."""

from __future__ import annotations

from random import Random

SURNAMES = (
    "Абрамов", "Белов", "Васильев", "Гаджиев", "Давыдов", "Егоров", "Жуков", "Зайцев", "Исаев", "Калинин",
    "Королёв", "Лебедев", "Магомедов", "Никитин", "Орлов", "Поляков", "Рябов", "Соловьёв", "Тихонов", "Фёдоров",
    "Харитонов", "Цветков", "Чернов", "Шестаков", "Щукин", "Юдин", "Яковлев", "Воробьёв", "Громов", "Кузьмин",
)  # fmt: skip
BOYS = (
    "Алексей", "Артём", "Борис", "Глеб", "Даниил", "Егор", "Иван", "Кирилл", "Магомед", "Матвей",
    "Никита", "Павел", "Руслан", "Семён", "Тимур", "Фёдор",
)  # fmt: skip
GIRLS = (
    "Алёна", "Анна", "Варвара", "Дарья", "Ева", "Зарема", "Ирина", "Ксения", "Мария", "Надежда",
    "Ольга", "Полина", "София", "Таисия", "Ульяна", "Юлия",
)  # fmt: skip
FATHERS = (
    "Алексеев", "Андреев", "Викторов", "Денисов", "Максимов", "Олегов", "Павлов", "Рустамов", "Сергеев", "Юрьев",
)  # fmt: skip


def full_name(chance: Random) -> str:
    """Surname, first name and patronymic that agree."""
    surname, father = chance.choice(SURNAMES), chance.choice(FATHERS)
    if chance.random() < 0.5:
        return f"{surname} {chance.choice(BOYS)} {father}ич"
    return f"{surname}а {chance.choice(GIRLS)} {father}на"


def parent_name(child: str, chance: Random) -> str:
    """A mother or a father with the child's surname."""
    surname = child.partition(" ")[0]
    stem = surname.removesuffix("а")
    if chance.random() < 0.7:
        return f"{stem}а {chance.choice(GIRLS)} {chance.choice(FATHERS)}на"
    return f"{stem} {chance.choice(BOYS)} {chance.choice(FATHERS)}ич"
