"""A questionnaire: sections of questions, with what the survey is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from forms.question import MENTEES, MENTORS, Option, Question


class Purpose(StrEnum):
    """What the answers are: an application to a base, a consent (which opens the gate), or a step of the year."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    OWN_CONSENT = "own consent"
    GUARDIAN_CONSENT = "guardian consent"
    PUBLICATION = "publication consent"
    REUSE = "reuse consent"
    WITHDRAWAL = "withdrawal"
    REQUEST = "request"
    THIRD_PARTY = "third party"
    ASSESSMENT = "assessment"
    WISHES = "wishes"
    MEETING = "meeting"
    FEEDBACK = "feedback"
    FINAL_MEETING = "final meeting"
    SATISFACTION = "satisfaction"
    QUALITY = "quality"
    INVITATION = "invitation"


APPLICATIONS = frozenset({Purpose.MENTEE, Purpose.MENTOR})
CONSENTS = frozenset({Purpose.OWN_CONSENT, Purpose.GUARDIAN_CONSENT})
DECISIONS = CONSENTS | {Purpose.PUBLICATION, Purpose.REUSE}
"""Consents of every kind: each of their questionnaires asks for a yes or a no."""
ON_CONSENT = DECISIONS | {Purpose.WITHDRAWAL}
"""All that says a word on consent: these forms are listed last in a synchronisation."""
WAVES = {"before": "до начала", "after": "по итогам"}
PARTICIPANTS = "участники"
WHOM = (MENTEES, MENTORS, PARTICIPANTS)


@dataclass(frozen=True)
class Section:
    """A page of questions; ``next`` is the section that follows it, "submit", or "" for the one below."""

    key: str
    title: str
    description: str
    questions: tuple[Question, ...]
    next: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """One survey. ``version`` names the edition of its text: a consent is logged with it.

    ``wave`` is "before" or "after" for one of the two that a file with ``waves`` stands for. ``opens``: set-up lets
    people answer at once. ``whom`` is one of WHOM when everyone of these is to answer once, else "".
    """

    key: str
    title: str
    description: str
    version: str
    purpose: Purpose
    sections: tuple[Section, ...]
    wave: str = ""
    opens: bool = True
    whom: str = ""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    @cached_property
    def targets(self) -> frozenset[str]:
        """The columns that its answers fill."""
        return frozenset(question.target for question in self.questions)

    def filled(self, words: Mapping[str, str]) -> Questionnaire:
        """The same questionnaire with ``{school}`` and the like put in; words it does not know stay."""

        def fill(text: str) -> str:
            for word, value in words.items():
                text = text.replace("{" + word + "}", value)
            return text

        sections = tuple(
            replace(
                section,
                title=fill(section.title),
                description=fill(section.description),
                questions=tuple(replace(q, title=fill(q.title), help=fill(q.help)) for q in section.questions),
            )
            for section in self.sections
        )
        return replace(self, title=fill(self.title), description=fill(self.description), sections=sections)

    def with_choices(self, choices: Mapping[str, tuple[str, ...]]) -> Questionnaire:
        """The same questionnaire with these options, by question, where they come from the bases."""

        def chosen(question: Question) -> Question:
            texts = choices.get(question.key) if question.source else None
            return replace(question, options=tuple(Option(text) for text in texts)) if texts else question

        sections = tuple(
            replace(section, questions=tuple(chosen(question) for question in section.questions))
            for section in self.sections
        )
        return replace(self, sections=sections)

    def texts(self) -> Iterator[str]:
        """Every text that people see and that may hold words in braces."""
        yield self.title
        yield self.description
        for section in self.sections:
            yield from (section.title, section.description)
            for question in section.questions:
                yield from (question.title, question.help)
