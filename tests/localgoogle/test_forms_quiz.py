"""A test at school made as a quiz: its key is kept, its answers get points."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localgoogle.school import School, choice, entry, question
from tests.localgoogle.test_forms_batch import create, refusal

CAPITAL, PLANETS, WORD = "0000000a", "0000000b", "0000000c"
QUIZ = {"updateSettings": {"settings": {"quizSettings": {"isQuiz": True}}, "updateMask": "quizSettings.isQuiz"}}
NO_QUIZ = {"updateSettings": {"settings": {}, "updateMask": "quizSettings.isQuiz"}}


def key(*values: str, points: int = 2, **feedback: Any) -> dict[str, Any]:
    return {"pointValue": points, "correctAnswers": {"answers": [{"value": value} for value in values]}, **feedback}


def said(text: str) -> dict[str, Any]:
    return {"text": text, "material": [{"link": {"uri": "https://school.ru/urok", "displayText": "Урок"}}]}


ITEMS = [
    question(
        "Столица России?",
        CAPITAL,
        choiceQuestion=choice("RADIO", "Москва", "Тверь"),
        grading=key("Москва", whenRight=said("Верно!"), whenWrong=said("Повторите урок.")),
    ),
    question(
        "Какие из них планеты?",
        PLANETS,
        choiceQuestion=choice("CHECKBOX", "Марс", "Луна", "Земля"),
        grading=key("Марс", "Земля", points=3),
    ),
    question("Слово дня", WORD, textQuestion={}, grading=key("мир", "Мир", generalFeedback=said("Спасибо"))),
]


@pytest.fixture
def quiz(school: School) -> dict[str, Any]:
    form = school.form()
    school.batch(form["formId"], QUIZ, *(create(item, at) for at, item in enumerate(ITEMS)))
    return dict(school.ok("GET", f"/v1/forms/{form['formId']}"))


def answer(school: School, form: dict[str, Any], capital: str, planets: list[str], word: str = "") -> dict[str, Any]:
    """A pupil answers; gives what the API tells of it."""
    values = {entry(CAPITAL): capital, entry(PLANETS): planets, entry(WORD): word}
    assert school.post(form["responderUri"].replace("viewform", "formResponse"), values).status == 200
    return school.responses(form)[-1]


def test_the_key_is_given_back_as_it_was_set(quiz: dict[str, Any]) -> None:
    assert quiz["settings"]["quizSettings"] == {"isQuiz": True}
    shown = [item["questionItem"]["question"]["grading"] for item in quiz["items"]]
    assert shown == [item["questionItem"]["question"]["grading"] for item in ITEMS]


def test_points_are_counted_and_feedback_is_chosen(school: School, quiz: dict[str, Any]) -> None:
    response = answer(school, quiz, "Москва", ["Земля", "Марс"], "Мир")
    assert response["totalScore"] == 7
    assert response["answers"][CAPITAL]["grade"] == {"correct": True, "score": 2, "feedback": said("Верно!")}
    assert response["answers"][PLANETS]["grade"] == {"correct": True, "score": 3}
    assert response["answers"][WORD]["grade"] == {"correct": True, "score": 2, "feedback": said("Спасибо")}
    path = f"/v1/forms/{quiz['formId']}/responses/{response['responseId']}"
    assert school.ok("GET", path) == {"formId": quiz["formId"]} | response


@pytest.mark.parametrize("planets", [["Марс"], ["Марс", "Земля", "Луна"], ["Луна"]])
def test_of_several_boxes_exactly_the_right_ones_count(
    school: School, quiz: dict[str, Any], planets: list[str]
) -> None:
    response = answer(school, quiz, "Тверь", planets)
    assert "totalScore" not in response, "proto3 leaves zero out"
    assert response["answers"][PLANETS]["grade"] == {}
    assert response["answers"][CAPITAL]["grade"] == {"feedback": said("Повторите урок.")}
    assert WORD not in response["answers"]


def test_rows_of_a_grid_are_graded_one_by_one(school: School, quiz: dict[str, Any]) -> None:
    rows = [
        {"questionId": "00000011", "rowQuestion": {"title": "Кит"}, "grading": key("Зверь")},
        {"questionId": "00000012", "rowQuestion": {"title": "Щука"}, "grading": key("Рыба")},
    ]
    group = {"questions": rows, "grid": {"columns": choice("RADIO", "Зверь", "Рыба")}}
    school.batch(quiz["formId"], create({"title": "Кто это?", "questionGroupItem": group}))
    values = {entry("00000011"): "Рыба", entry("00000012"): "Рыба"}
    school.post(quiz["responderUri"].replace("viewform", "formResponse"), values)

    assert school.responses(quiz)[-1]["totalScore"] == 2


def test_a_form_that_is_no_quiz_any_more_forgets_its_key(school: School, quiz: dict[str, Any]) -> None:
    answer(school, quiz, "Москва", ["Марс"])
    school.batch(quiz["formId"], NO_QUIZ)

    (response,) = school.responses(quiz)
    assert "totalScore" not in response
    assert "grade" not in response["answers"][CAPITAL]
    form = school.ok("GET", f"/v1/forms/{quiz['formId']}")
    assert not any("grading" in item["questionItem"]["question"] for item in form["items"])


def graded(grading: dict[str, Any], **kind: Any) -> dict[str, Any]:
    return create(question("А", grading=grading, **(kind or {"choiceQuestion": choice("RADIO", "да", "нет")})))


@pytest.mark.parametrize(
    ("requests", "words"),
    [
        ([graded(key("да"))], "isQuiz first"),
        ([QUIZ, graded(key("может быть"))], "'может быть' is no option"),
        ([QUIZ, graded(key("да", points=-1))], "must not be negative"),
        ([QUIZ, graded(key(""))], "answers.value is required"),
        ([QUIZ, graded(key("да", generalFeedback=said("так")))], "General feedback cannot be set"),
        ([QUIZ, graded(key("да", whenRight=said("так")), textQuestion={})], "whenRight and whenWrong"),
        ([QUIZ, graded({"pointValue": 1, "whenWrong": said("так")})], "whenRight and whenWrong"),
        ([QUIZ, graded(key("да", whenRight={"material": []}))], "whenRight.text is required"),
    ],
)
def test_a_key_that_google_refuses_is_refused(school: School, requests: list[dict[str, Any]], words: str) -> None:
    assert words in refusal(school, school.form(), *requests)
