"""Small questionnaires of the year's surveys, made of question objects, and answers to them."""

from __future__ import annotations

from collections.abc import Mapping

from forms.answer import Answer
from forms.question import Asked, Question
from forms.questionnaire import Purpose, Questionnaire, Section
from tests.rules.paper import answer

WHO = ("code", "full_name", "school_class")
ASKED: Mapping[str, tuple[Purpose, tuple[str, ...]]] = {
    "request": (Purpose.REQUEST, ("from_whom", "audience", "topics", "how_many", "details")),
    "third_party": (Purpose.THIRD_PARTY, (*WHO, "author_role", "author_name", "topics", "strengths", "advice")),
    "assessment_mentee_before": (Purpose.ASSESSMENT, (*WHO, "p_school", "p_anxiety", "met_before", "expects")),
    "assessment_mentee_after": (Purpose.ASSESSMENT, (*WHO, "p_school", "p_anxiety", "valuable", "would_continue")),
    "assessment_mentor_before": (Purpose.ASSESSMENT, (*WHO, "p_school", "p_leadership", "expects")),
    "assessment_mentor_after": (Purpose.ASSESSMENT, (*WHO, "p_school", "p_leadership", "valuable")),
    "wishes": (Purpose.WISHES, (*WHO, "part", "first", "second", "third", "not_with")),
    "meeting": (
        Purpose.MEETING,
        ("code", "full_name", "pair", "date", "minutes", "kind", "topic", "result", "next_step"),
    ),
    "feedback": (Purpose.FEEDBACK, (*WHO, "how_it_goes", "what_helps", "what_hinders", "needs_curator")),
    "final_meeting": (Purpose.FINAL_MEETING, (*WHO, "final_coming")),
    "satisfaction": (Purpose.SATISFACTION, (*WHO, "part", "s_comfort", "s_result", "again", "recommend", "words")),
    "quality": (Purpose.QUALITY, ("q1", "q2", "q9", "strengths", "threats")),
    "invitation": (Purpose.INVITATION, ("name", "who", "coming", "how_many")),
}


def survey(key: str, purpose: Purpose, keys: tuple[str, ...]) -> Questionnaire:
    questions = tuple(Question(name, name, Asked.TEXT) for name in keys)
    return Questionnaire(key, f"Анкета «{key}»", "", "1", purpose, (Section("all", "", "", questions),))


SURVEYS = tuple(survey(key, *asked) for key, asked in ASKED.items())


def said(form: str, number: int, edited: int = 0, **values: str) -> Answer:
    """The ``number``-th response to one of these surveys."""
    return answer(form, number, values, edited)
