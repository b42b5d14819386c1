"""Quizzes: what a question's grading may be, and what points an answer gets. Pure.

Answers are graded by the form as it is now, each time they are read; nobody corrects a grade by hand here.
Rules: ``Grading`` and ``CorrectAnswers`` in the discovery document of forms.v1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localgoogle.forms.items import asked, questions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

JSON = dict[str, Any]

NO_QUIZ = "Grading can only be set in a quiz: set quizSettings.isQuiz first."
GENERAL_FEEDBACK = "General feedback cannot be set for automatically graded multiple choice questions."
ONLY_CHOICES = "whenRight and whenWrong can only be set for multiple choice questions with correct answers."
FEEDBACKS = ("whenRight", "whenWrong", "generalFeedback")


def is_quiz(settings: JSON) -> bool:
    return bool(settings.get("quizSettings", {}).get("isQuiz"))


def grading_problems(item: JSON, settings: JSON) -> Iterator[str]:
    """What is wrong with the grading of the item's questions; the item is in order otherwise."""
    columns = item.get("questionGroupItem", {}).get("grid", {}).get("columns")
    for question in questions_of(item):
        grading = question.get("grading")
        if grading is None:
            continue
        if not is_quiz(settings):
            yield NO_QUIZ
        if grading.get("pointValue", 0) < 0:
            yield "grading.pointValue must not be negative."
        yield from answer_problems(grading, columns or question.get("choiceQuestion"))
        yield from feedback_problems(grading, columns or question.get("choiceQuestion"))


def answer_problems(grading: JSON, choice: JSON | None) -> Iterator[str]:
    offered = None if choice is None else [option.get("value") for option in choice.get("options", [])]
    for value in key_of(grading):
        if not value:
            yield "grading.correctAnswers.answers.value is required."
        elif offered is not None and value not in offered:
            yield f"The correct answer '{value}' is no option of the question."


def feedback_problems(grading: JSON, choice: JSON | None) -> Iterator[str]:
    graded_choice = choice is not None and bool(key_of(grading))
    if graded_choice and "generalFeedback" in grading:
        yield GENERAL_FEEDBACK
    if not graded_choice and ("whenRight" in grading or "whenWrong" in grading):
        yield ONLY_CHOICES
    for name in FEEDBACKS:
        if name in grading and "text" not in grading[name]:
            yield f"grading.{name}.text is required."


def without_grading(items: Iterable[JSON]) -> None:
    """Take all grading away, in place: a form that stops being a quiz loses it."""
    for item in items:
        for question in questions_of(item):
            question.pop("grading", None)


def key_of(grading: JSON) -> list[str]:
    """The correct answers, an empty list when there is no key and so nothing is graded."""
    return [answer.get("value", "") for answer in grading.get("correctAnswers", {}).get("answers", [])]


def graded(shown: JSON, form: JSON) -> JSON:
    """A FormResponse with the grades and the total score that the form's key gives it.

    As proto3 prints them: no points are no field.
    """
    if not is_quiz(form["settings"]) or "answers" not in shown:
        return shown
    several = {
        question.id for item in form["items"] for question in asked(item) if question.spec.get("type") == "CHECKBOX"
    }
    answers, total = dict(shown["answers"]), 0
    for item in form["items"]:
        for question in questions_of(item):
            answer, grading = answers.get(question["questionId"]), question.get("grading", {})
            if answer and key_of(grading):
                correct = is_correct(answer, key_of(grading), several=question["questionId"] in several)
                total += grading.get("pointValue", 0) * correct
                answers[question["questionId"]] = answer | {"grade": grade(grading, correct=correct)}
    return shown | {"answers": answers} | ({"totalScore": total} if total else {})


def is_correct(answer: JSON, key: list[str], *, several: bool) -> bool:
    """Several values must be exactly those of the key; a single one must be among them."""
    values = [each["value"] for each in answer["textAnswers"]["answers"]]
    return set(values) == set(key) if several else values[0] in key


def grade(grading: JSON, *, correct: bool) -> JSON:
    found: JSON = {"correct": True} if correct else {}
    if correct and grading.get("pointValue"):
        found["score"] = grading["pointValue"]
    feedback = grading.get("whenRight" if correct else "whenWrong") or grading.get("generalFeedback")
    return found | ({"feedback": feedback} if feedback else {})
