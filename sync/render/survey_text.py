"""The surveys and the personal links, as the coordinator reads them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from sync.rules.answered import Participant

STATE = {True: "открыта", False: "закрыта"}
HEADER = ("Код", "ФИО", "Класс / место работы", "Как связаться", "Анкета", "Ссылка")
MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
PHONE = re.compile(r"\+[\d\s()-]+")


def survey_line(title: str, key: str, is_open: bool, address: str, answers: int, asked: int, missing: int) -> str:
    left = f", из {asked} не ответили {missing}" if asked else ""
    return f"{title} [{key}]\n  {STATE[is_open]}, ответов {answers}{left}\n  {address}"


def missing_text(title: str, asked: int, people: Iterable[Participant]) -> str:
    lines = [f"  {', '.join(part for part in (person.name, person.place, person.code) if part)}" for person in people]
    if not asked:
        return f"«{title}»: отвечать пока некому, или эта анкета не для каждого участника."
    return "\n".join([f"«{title}»: ещё не ответили {len(lines)} из {asked}.", *lines])


def turned_text(titles: Iterable[str], is_open: bool) -> str:
    return "\n".join(f"{STATE[is_open].capitalize()}: «{title}»" for title in titles)


def links_text(rows: Iterable[tuple[Participant, str, str]]) -> str:
    """``rows`` are person, title of the survey and address."""
    lines = list(link_lines(rows))
    return "\n".join(lines) or "Личных ссылок нет: нет открытых анкет для участников или в базах ещё никого."


def link_lines(rows: Iterable[tuple[Participant, str, str]]) -> Iterator[str]:
    told = ""
    for person, title, address in rows:
        if title != told:
            told = title
            yield title
        yield f"  {person.name} ({person.code})\n    {address}"


def links_csv(rows: Iterable[tuple[Participant, str, str]]) -> str:
    """For a mailing, as Excel opens it in Russian: semicolons, and no text that it would take for a formula."""
    file = io.StringIO()
    table = csv.writer(file, delimiter=";", lineterminator="\n")
    table.writerow(HEADER)
    for person, title, address in rows:
        cells = (person.code, person.name, person.place, person.contact, title, address)
        table.writerow([plain_text(cell) for cell in cells])
    return MARK + file.getvalue()


def plain_text(text: str) -> str:
    """A telephone number is harmless; of anything else that begins like a formula the apostrophe makes a text."""
    is_formula = text.startswith(("=", "+", "-", "@", "\t", "\r")) and not PHONE.fullmatch(text)
    return f"'{text}" if is_formula else text
