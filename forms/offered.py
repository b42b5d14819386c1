"""Which part of a questionnaire a programme needs: nobody is asked about a form of mentoring that it does not run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from forms.meanings import TEACHERS
from forms.question import MENTEES, Option, Question
from forms.questionnaire import Purpose, Questionnaire, Section

ROLE = "role"


def offered(questionnaire: Questionnaire, mentoring_forms: Collection[str]) -> Questionnaire:
    """Without the roles that no form of mentoring of the programme has, and the sections they alone lead to.

    It is for the form that people fill in: what was answered before is read by the whole questionnaire.
    """
    role = questionnaire.by_key.get(ROLE)
    if role is None:
        return questionnaire
    kept = tuple(option for option in role.options if is_run(questionnaire, role, option, mentoring_forms))
    if not kept:
        return questionnaire
    left_out = {option.goto for option in role.options} - targets(questionnaire, kept)
    sections = tuple(with_options(section, kept) for section in questionnaire.sections if section.key not in left_out)
    return replace(questionnaire, sections=sections)


def is_run(questionnaire: Questionnaire, role: Question, option: Option, mentoring_forms: Collection[str]) -> bool:
    """Pupils are helped in every form of mentoring but one: a mentee who is a pupil is asked for by each of those."""
    meaning = role.meaning(option.text)
    asks_mentees = questionnaire.purpose is Purpose.MENTEE or questionnaire.whom == MENTEES
    if asks_mentees and meaning != TEACHERS:
        return any(form != TEACHERS for form in mentoring_forms)
    return meaning in mentoring_forms


def targets(questionnaire: Questionnaire, role_options: Collection[Option]) -> set[str]:
    """Where the sections and the options lead, with these options of the role."""
    found = {section.next for section in questionnaire.sections} | {option.goto for option in role_options}
    others = [question for question in questionnaire.questions if question.key != ROLE]
    return found | {option.goto for question in others for option in question.options}


def with_options(section: Section, role_options: tuple[Option, ...]) -> Section:
    questions = tuple(
        replace(question, options=role_options) if question.key == ROLE else question for question in section.questions
    )
    return replace(section, questions=questions)
