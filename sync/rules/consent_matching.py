"""Which person a consent is of: by code, by name and birth date, or by the choice of staff; never by a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.answer import Answer
from forms.normalise import tidy
from forms.questionnaire import ON_CONSENT
from sync.rules.plan import Issue
from sync.rules.whose import Finder, Matched, match, same_name
from sync.rules.world import World


def match_consents(
    world: World, finder: Finder, memory: Mapping[str, dict[str, Any]], choices: Mapping[str, str]
) -> Matched:
    return match(ConsentSearch(finder), consent_answers(world), memory, choices)


def consent_answers(world: World) -> list[Answer]:
    found = [answer for answer in world.answers if world.questionnaire(answer).purpose in ON_CONSENT]
    return sorted(found, key=lambda answer: (answer.submitted, answer.response_id))


@dataclass(frozen=True)
class ConsentSearch:
    """A consent is only of one whose name and day of birth, or code and name, are those of the application."""

    finder: Finder

    def read(self, text: str) -> str:
        return self.finder.read(text)

    def find(self, answer: Answer) -> str:
        code = self.finder.read(answer.text("code"))
        if code and same_name(answer, self.finder.people[code]):
            return code
        return self.finder.only(self.finder.namesakes(answer), answer)

    def is_shared(self, answer: Answer) -> bool:
        return len(self.finder.namesakes(answer)) > 1

    def question_key(self, mark: str) -> str:
        return f"consent-{mark}"

    def question(self, mark: str, answer: Answer) -> Issue:
        """The likely people are offered, the choice is the staff's.

        Name and class, no more: nobody has consented yet to have the birth date shown.
        """
        likely = self.finder.likely(answer)
        offered = "; ".join(f"{person.code} ({person.label})" for person in likely)
        advice = (
            f"Имя или дата рождения в согласии не те, что в анкете. Сверьте и впишите код: {offered}"
            if likely
            else "Анкеты ещё нет: когда она придёт, строка исчезнет сама"
        )
        return Issue(
            key=self.question_key(mark),
            what="Согласие не удалось отнести к участнику",
            who=f"{tidy(answer.text('full_name'))}, {tidy(answer.text('school_class'))}",
            where="Согласия",
            advice=advice,
        )
