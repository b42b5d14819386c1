"""Whose the answers to the year's surveys are: a participant's, or a pair's. What fits nobody, staff are asked about.

They come by personal link, so the code is as a rule there; a name without it must come with its class or birth date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forms.answer import Answer
from forms.normalise import name_key, tidy
from forms.questionnaire import Purpose
from sync.rules.identity import Person
from sync.rules.plan import Issue
from sync.rules.unknown import IGNORE
from sync.rules.whose import Finder, same_name
from sync.rules.world import World

BETWEEN = re.compile(r"[\s;,\-‐‑‒–—−]+")
SHORTEST_NAME = 2  # words: a given name and a surname may stand for the full name beside a code
WHOLE_PAIR = 2


def survey_answers(world: World, purpose: Purpose) -> list[Answer]:
    """The oldest first, so that a newer one replaces it."""
    return sorted(world.by_purpose.get(purpose, ()), key=lambda answer: (answer.submitted, answer.response_id))


@dataclass(frozen=True)
class PersonSearch:
    """One participant. Staff may also say that an answer is nobody's: IGNORE stands for the code then."""

    world: World
    finder: Finder

    def read(self, text: str) -> str:
        return IGNORE if text == IGNORE else self.finder.read(text)

    def find(self, answer: Answer) -> str:
        code = self.finder.read(answer.text("code"))
        if code and named_as(answer, self.finder.people[code]):
            return code
        return self.finder.only(self.fitting(answer), answer)

    def fitting(self, answer: Answer) -> list[str]:
        by_birth = bool(answer.text("birth_date"))
        return self.finder.namesakes(answer) if by_birth else self.finder.classmates(answer)

    def is_shared(self, answer: Answer) -> bool:
        return len(self.fitting(answer)) > 1

    def question_key(self, mark: str) -> str:
        return f"answer-{mark}"

    def question(self, mark: str, answer: Answer) -> Issue:
        likely = self.finder.likely(answer) if answer.text("full_name") else []
        offered = "; ".join(f"{person.code} ({person.label})" for person in likely)
        asked = f"Сверьте и впишите код: {offered}" if likely else "Впишите код участника"
        return Issue(
            key=self.question_key(mark),
            what="Ответ не удалось отнести к участнику",
            who=", ".join(part for part in (tidy(answer.text(key)) for key in ("full_name", "school_class")) if part),
            where=self.world.questionnaire(answer).title,
            advice=f"{asked} или «{IGNORE}»",
        )


@dataclass(frozen=True)
class PairSearch:
    """The pair of a report: the one chosen in it, else the only one of its author. ``pairs`` are those approved."""

    world: World
    finder: Finder
    pairs: tuple[str, ...]

    def read(self, text: str) -> str:
        if text == IGNORE:
            return IGNORE
        codes = list(dict.fromkeys(code for part in BETWEEN.split(text) if (code := self.finder.read(part))))
        if len(codes) != WHOLE_PAIR:
            return ""
        pair, turned = "-".join(codes), "-".join(reversed(codes))
        return turned if turned in self.pairs and pair not in self.pairs else pair

    def find(self, answer: Answer) -> str:
        return self.read(answer.text("pair")) or self.only_pair_of(self.author(answer))

    def author(self, answer: Answer) -> str:
        return PersonSearch(self.world, self.finder).find(answer)

    def only_pair_of(self, code: str) -> str:
        found = [pair for pair in self.pairs if code and code in pair.split("-")]
        return found[0] if len(found) == 1 else ""

    def is_shared(self, _answer: Answer) -> bool:
        return False

    def question_key(self, mark: str) -> str:
        return f"answer-{mark}"

    def question(self, mark: str, answer: Answer) -> Issue:
        author = self.author(answer)
        theirs = "; ".join(pair for pair in self.pairs if author and author in pair.split("-"))
        return Issue(
            key=self.question_key(mark),
            what="Отчёт не удалось отнести к паре",
            who=tidy(answer.text("full_name")),
            where=self.world.questionnaire(answer).title,
            new=answer.text("pair"),
            advice=f"Впишите коды пары через дефис{f': {theirs}' if theirs else ''} или «{IGNORE}»",
        )


def named_as(answer: Answer, person: Person) -> bool:
    """Beside a code a shorter name will do, or none where it was left out."""
    words, known = (set(name_key(name).split()) for name in (answer.text("full_name"), person.name))
    brief = len(words & known) >= SHORTEST_NAME and (words <= known or known <= words)
    return not words or brief or same_name(answer, person)
