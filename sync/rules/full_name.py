"""A full name as people type it, read into surname, given name and patronymic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from forms.normalise import LOOKALIKES, folded_letters, read_class, tidy
from sync.rules.given_names import KNOWN, Sex
from sync.rules.latin import from_latin

IN_BRACKETS = re.compile(r"\(([^()]*)\)")
IN_CLASS = re.compile(r"\b\d{1,2}\W*[а-яё]?\W*класс\w*", re.IGNORECASE)
GROWN_TOGETHER = re.compile(r"(?<=[а-яё]{2})(?=[А-ЯЁ][а-яё])")  # «КовалеваМария»
SPACED_OUT = re.compile(r"(?:\b\w ){3,}\w\b")  # «Е в г е н и й»
DASH = re.compile(r"\s*[-‐‑‒–—−]\s*")
NO_LETTERS = re.compile(r"[^\w\s-]|_")
AROUND = "ученик ученица учащийся учащаяся класса класс фио меня зовут мама папа урождённая урожд"
NOT_NAMES = frozenset(folded_letters(AROUND).split())
OF_A_MAN = re.compile(r"(?:ов|ев|ин|ын|скии|цкии|ои|ыи)$")
OF_A_WOMAN = re.compile(r"(?:ова|ева|ина|ына|ская|цкая|ая)$")
PATRONYMIC = re.compile(r"(?<=..)(?:ич|вна|чна)$")  # «Сергеич» and «Николавна» too
SON, DAUGHTER = ("оглы", "оглу", "улы", "уулу"), ("кызы", "гызы", "кизи")
PART_OF_GIVEN = ("оол", "кыс", "али")


@dataclass(frozen=True)
class FullName:
    """Words in small letters, ё as е and й as и; what was not said is "". An initial is one letter.

    ``former`` are surnames that stand in brackets; ``more`` are words that are none of the three. ``unclear`` says
    that surname and given name cannot be told from each other, ``foreign`` that all was typed in Latin letters.
    """

    surname: str = ""
    given: str = ""
    patronymic: str = ""
    former: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()
    unclear: bool = False
    foreign: bool = False

    @property
    def halves(self) -> frozenset[str]:
        """A double surname's parts; hyphen or space, it is the same."""
        return frozenset(self.surname.split("-"))

    @property
    def sex(self) -> Sex | None:
        """As surname or patronymic tell it."""
        if sex := sex_of_patronymic(self.patronymic):
            return sex
        if OF_A_WOMAN.search(self.surname):
            return Sex.WOMAN
        return Sex.MAN if OF_A_MAN.search(self.surname) else None


@lru_cache(maxsize=100_000)  # everyone is compared with several others
def read_full_name(text: str) -> FullName:
    """What a person meant by this; nothing is ever refused."""
    plain = tidy(text)
    foreign = not re.search("[а-яё]", plain, re.IGNORECASE) and bool(re.search("[a-z]", plain, re.IGNORECASE))
    plain = from_latin(plain.casefold(), KNOWN) if foreign else plain
    former = frozenset(word for part in IN_BRACKETS.findall(plain) for word in words_of(part))
    words = words_of(IN_BRACKETS.sub(" ", plain))
    return arranged(words, former, foreign)


def words_of(text: str) -> list[str]:
    """The words of a name, without the class and the words around it."""
    text = DASH.sub("-", GROWN_TOGETHER.sub(" ", IN_CLASS.sub(" ", text)))
    text = folded_letters(NO_LETTERS.sub(" ", text)).translate(LOOKALIKES)
    text = SPACED_OUT.sub(lambda found: found[0].replace(" ", ""), tidy(text))
    words = [word for word in text.split() if not is_class(word)]
    named = [word for word in words if word not in NOT_NAMES]
    return joined_particles(named if len(named) > 1 else words)


def is_class(word: str) -> bool:
    return bool(read_class(word)) and not word.isdecimal()


def is_initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def joined_particles(words: Sequence[str]) -> list[str]:
    """«Вагиф оглы» is one patronymic, «Чойган оол» one given name, «Рашидкызы» two words in one."""
    kept: list[str] = []
    for word in (word.strip("-") for word in words):
        if kept and (word in (*SON, *DAUGHTER) or (word in PART_OF_GIVEN and len(kept) > 1)):
            kept[-1] = f"{kept[-1]}-{word}"
        elif word:
            kept.append(word)
    return kept


def arranged(words: list[str], former: frozenset[str], foreign: bool) -> FullName:
    """The words in their places."""
    place = patronymic_place(words)
    patronymic = words[place] if place else ""
    rest = [word for index, word in enumerate(words) if not place or index != place]
    surname, given, unclear = surname_and_given(rest, place)
    more = frozenset(rest) - {*surname, given}
    if not patronymic and len(more) == 1 and is_initial(only := next(iter(more))):
        patronymic, more = only, frozenset()
    return FullName("-".join(surname), given, patronymic, former, more, unclear, foreign)


def patronymic_place(words: Sequence[str]) -> int:
    """Where the patronymic stands, or 0. A surname may look like one («Бабич»): a known given name stands before it."""
    places = [place for place, word in enumerate(words) if place and word.endswith((*SON, *DAUGHTER))]
    if len(words) > 2:
        places += [place for place, word in enumerate(words) if place and PATRONYMIC.search(word)]
    after_given = [place for place in places if words[place - 1] in KNOWN]
    return (after_given or places or [0])[-1]


def surname_and_given(words: list[str], patronymic_at: int) -> tuple[list[str], str, bool]:
    """Surname, given name, and whether they might be the other way round. A known given name says which it is."""
    if len(words) < 2:
        is_given = bool(words) and words[0] in KNOWN
        return ([], words[0], True) if is_given else (words, "", True)
    if patronymic_at:  # the given name stands before the patronymic
        given = words[patronymic_at - 1]
        return [word for index, word in enumerate(words) if index != patronymic_at - 1], given, False
    full = [index for index, word in enumerate(words) if not is_initial(word)]
    if len(full) < len(words):
        return with_initials(words, full)
    known = [index for index in full if words[index] in KNOWN]
    if not known:
        return words[:1], words[1], len(words) > 2
    if len(words) == 2:
        return words[1 - known[-1] : 2 - known[-1]], words[known[-1]], len(known) > 1
    given_at = known[0]
    inner = 0 < given_at < len(words) - 1
    surname = words[:given_at] if inner else [word for index, word in enumerate(words) if index != given_at]
    return surname, words[given_at], False


def with_initials(words: list[str], full: list[int]) -> tuple[list[str], str, bool]:
    """«Иванов И. И.», «И. И. Иванов», «Иванов Иван И.»"""
    if len(full) == 2:
        surname, given, unclear = surname_and_given([words[index] for index in full], 0)
        return surname, given, unclear
    surname = [words[full[0]]] if full else []
    initials = [word for word in words if is_initial(word)]
    return surname or initials[:1], initials[0], False


def sex_of_patronymic(patronymic: str) -> Sex | None:
    if patronymic.endswith(("на", *DAUGHTER)):
        return Sex.WOMAN
    return Sex.MAN if patronymic.endswith(("ич", *SON)) else None


def stem_of_patronymic(patronymic: str) -> str:
    """The father's name in it: «Вагиф оглы» and «Вагифович» are of one father."""
    stem = re.sub(rf"-?(?:{'|'.join((*SON, *DAUGHTER))})$", "", patronymic)
    return re.sub(r"(?:ович|евич|ич|овна|евна|инична|ична)$", "", stem).rstrip("аеиья")
