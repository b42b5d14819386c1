"""What may happen in a school, drawn by a seed: the same seed tells the same tale."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from sheets_schema.kind import Value
from sheets_schema.tables import BOOKS
from sync.rules.codes import code_from
from tests.reliability.tale import (
    CAST,
    EXACT,
    NO_BIRTH,
    TYPO,
    AnswerGone,
    Answers,
    Chosen,
    ColumnGone,
    Happening,
    Identity,
    Later,
    Resident,
    RowAdded,
    RowsMoved,
    Typed,
)
from tests.rules import paper

FORMS = ("mentee_application", "mentor_application", "consent_participant", "consent_guardian")
YEAR = (
    *("third_party", "assessment_mentee_before", "assessment_mentee_after", "assessment_mentor_before", "wishes"),
    *("feedback", "final_meeting", "satisfaction", "meeting", "request", "quality", "invitation"),
)
TABS = {table.key: table for book in BOOKS for table in book.tables}
FILLED = ("third_party", "assessments", "preferences", "feedback", "gatherings", "satisfaction", "meetings", "plans")
BUSY = (*FILLED, "mentees", "mentors", "readiness", "consents", "pairs", "attention")
SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda name: name,
    str.upper,
    str.lower,
    lambda name: name.replace("ё", "е").replace("Ё", "Е"),
    lambda name: f"  {name.replace(' ', '   ')} ",
    lambda name: name.replace(" ", "\N{NO-BREAK SPACE}"),
    lambda name: name.replace("-", " – "),
)
MORE = (
    (),
    (("contact", "запасной телефон"), ("pupil_contact", "запасной телефон")),
    (("seats", "3"),),
    (("seats", "много"),),
    (("pupil_class", "10 «б» класс"),),
    (("role", "Я инопланетянин"),),
    (("role", "Я работаю в школе"), ("position", "учитель")),
)
JUNK: tuple[Value, ...] = (None, "ой", "=1+1", "да", 7, 1.5, True, date(2026, 11, 3), "31.12.2026", "{}", " ")
FOREIGN = code_from("of another school")
DAYS = (date(2026, 11, 1), date(2026, 11, 21), date(2027, 3, 1), date(1999, 1, 1), "вчера", None)
ANSWERED = (
    *("оставить", "взять из анкеты", "вернуть", "удалить окончательно", "снять", "один человек"),
    *("разные люди", "не учитывать", "понятно", "что-то своё"),
)
STAFF_WORDS: dict[tuple[str, str], tuple[Value, ...]] = {
    ("readiness", "decision"): ("допущен", "допущен", "Допущен.", "резерв", "отказ", None),
    ("readiness", "trained"): ("да", "да", "нет", None),
    ("pairs", "decision"): ("утвердить", "закрепить", "отклонить", "подумаем", None),
    ("consents", "own_paper"): DAYS,
    ("consents", "guardian_paper"): DAYS,
}


def tale_of(seed: int) -> list[list[Happening]]:
    """Days of a school, each followed by a synchronisation."""
    chance = Random(seed)  # noqa: S311 - a test's chance must repeat
    cast = chance.sample(CAST, chance.randint(2, 4))
    sent = [0]
    days: list[list[Happening]] = []
    for day in range(3):
        happened: list[Happening] = [Later(chance.choice((0, 0, 0.5, 1, 2, 300))) for _ in range(day > 0)]
        happened += [] if day else [sent_in for resident in cast for sent_in in family(chance, resident, sent)]
        happened += [someone_answers(chance, cast, sent) for _ in range(chance.randint(0, 5))]
        happened += [staff_act(chance, cast) for _ in range(chance.choice((0, 1, 2, 4)) if day else 0)]
        days.append(happened)
    return days


def family(chance: Random, resident: Resident, sent: list[int]) -> list[Happening]:
    """One that does as it is asked: an application, and as a rule every consent."""
    forms = [chance.choice(FORMS[:2]), *(form for form in FORMS[2:] if chance.random() < 0.8)]
    author, first = Identity(resident), sent[0] + 1
    sent[0] += len(forms)
    return [Answers(number, form, author, author.name) for number, form in enumerate(forms, first)]


def someone_answers(chance: Random, cast: list[Resident], sent: list[int]) -> Happening:
    if sent[0] and chance.random() < 0.08:
        return AnswerGone(chance.randint(1, sent[0]))
    number, author = sent[0] + 1, identity(chance, cast)
    if sent[0] and chance.random() < 0.2:
        number = chance.randint(1, sent[0])
    sent[0] = max(sent[0], number)
    return Answers(
        number,
        form=chance.choice((*FORMS * 3, *YEAR)),
        author=author,
        spelt=chance.choice(SPELLINGS)(author.name),
        decision=chance.choice((paper.YES, paper.YES, paper.YES, paper.NO, "Может быть")),
        code_of=identity(chance, cast) if chance.random() < 0.2 else None,
        code_typo=chance.random() < 0.2,
        chosen=identity(chance, cast) if chance.random() < 0.5 else None,
        more=chance.choice(MORE),
    )


def identity(chance: Random, cast: list[Resident]) -> Identity:
    return Identity(chance.choice(cast), chance.choice((EXACT,) * 12 + (TYPO, NO_BIRTH)))


def staff_act(chance: Random, cast: list[Resident]) -> Happening:
    place = chance.randint(0, 20)
    act = chance.choice(("word",) * 8 + ("type", "type", "choose", "choose", "rows", "rows", "add", "column"))
    if act == "word":
        tab, column = chance.choice(sorted(STAFF_WORDS))
        return Typed(tab, place, column, chance.choice(STAFF_WORDS[tab, column]))
    if act == "choose":
        return Chosen(place, chance.choice((*ANSWERED, *[identity(chance, cast) for _ in range(3)])))
    tab = chance.choice((*BUSY * 3, *sorted(TABS)))
    columns = [column.key for column in TABS[tab].columns]
    if act == "type":
        return Typed(tab, place, chance.choice(columns), chance.choice(JUNK))
    if act == "rows":
        moved = chance.choice(("delete", "delete", "double", "double", "turn round", "turn round", "delete all"))
        return RowsMoved(tab, moved, place)
    if act == "add":
        key = chance.choice((None, "чужое", FOREIGN))
        return RowAdded(
            tab, tuple({columns[0]: key, columns[1]: "своя строка", columns[-1]: chance.choice(JUNK)}.items())
        )
    kept = columns[1:] if TABS[tab].irreplaceable else columns
    return ColumnGone(tab, chance.choice(kept))
