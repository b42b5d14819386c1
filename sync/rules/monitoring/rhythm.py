"""How often a pair has agreed to meet, read out of the words of staff."""

from __future__ import annotations

import re

from forms.normalise import tidy

NUMBERS = {"один": 1, "одну": 1, "два": 2, "две": 2, "три": 3, "четыре": 4}
NUMBER = r"(\d{1,2}|" + "|".join(NUMBERS) + r")"
WEEKS_OF = {"недел": 1.0, "месяц": 52 / 12}
TIMES = re.compile(rf"(?:{NUMBER} )?раза? в (?:{NUMBER} )?(недел|месяц)")
EVERY = re.compile(rf"кажд\w+ (?:{NUMBER} )?(недел|месяц)")
WEEKLY, MONTHLY = "еженедельно", "ежемесячно"
DAYS = re.compile(r"по (?:понедельникам|вторникам|средам|четвергам|пятницам|субботам|воскресеньям)")


def weeks_between(words: str) -> float | None:
    """Weeks from one meeting to the next: «раз в две недели» is 2.0, «2 раза в неделю» 0.5; None of other words."""
    said = tidy(words).casefold()
    if found := TIMES.search(said):
        return number(found[2]) * WEEKS_OF[found[3]] / number(found[1])
    if found := EVERY.search(said):
        return number(found[1]) * WEEKS_OF[found[2]]
    if WEEKLY in said or DAYS.search(said):
        return 1.0
    return WEEKS_OF["месяц"] if MONTHLY in said else None


def number(word: str | None) -> int:
    """What is not said is one, and nobody meets nought times."""
    return max(NUMBERS.get(word) or int(word), 1) if word else 1
