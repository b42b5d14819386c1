"""What participants answer to the surveys of the year: marks that belong to one person, and change for a reason."""

from __future__ import annotations

from forms.question import Asked, Question
from forms.questionnaire import Questionnaire
from sync.demo.participants import Someone
from sync.demo.phrases import chance_of, phrases, picked

Given = dict[str, str | list[str]]

YES, NO = "Да", "Нет"
GAINS = (3, 2, 2, 1, 1, 1, 0, 0, -1)  # over the year: most grow, a few stay, a few fall behind
SELDOM = ("met_before",)  # questions to which most say no
WORDS = ("expects", "valuable", "lacking")
GRADUATE = ("студент", "выпускни")


def assessment(survey: Questionnaire, one: Someone) -> Given:
    """Everybody's own marks; those after the year follow from those before it."""
    found = {question.key: said for question in survey.questions if (said := said_to(survey, question, one))}
    return {**introduced(one), "role": role_option(survey, one), **found}


def introduced(one: Someone) -> Given:
    """The code stands in the personal link."""
    return {"full_name": one.name, "school_class": one.place}


def said_to(survey: Questionnaire, question: Question, one: Someone) -> str:
    if question.asked is Asked.SCALE:
        return str(mark(survey, question, one))
    if [option.text for option in question.options] == [YES, NO]:
        return yes_or_no(question, one)
    if question.target in WORDS:
        return words_of(survey, question, one)
    return picked(question.options[1:4], one.name).text if question.key == "events" else ""


def mark(survey: Questionnaire, question: Question, one: Someone) -> int:
    before = chance_of(one.name, question.target).randint(3, 7)
    if survey.wave == "before":
        return before
    gain = picked(GAINS, one.name, question.target, "gain")
    return min(question.high, max(question.low, before - gain if question.reverse else before + gain))


def yes_or_no(question: Question, one: Someone) -> str:
    rare = chance_of(one.name, question.target).random() < 0.2
    return YES if rare is (question.target in SELDOM) else NO


def words_of(survey: Questionnaire, question: Question, one: Someone) -> str:
    said = phrases()["said"]
    of_mentors = "mentor" in survey.key and f"mentor_{question.target}" in said
    return picked(said[f"mentor_{question.target}" if of_mentors else question.target], one.name, question.target)


def role_option(survey: Questionnaire, one: Someone) -> str:
    options = [option.text for option in survey.by_key["role"].options]
    if one.is_pupil:
        return options[0]
    if one.is_teacher or len(options) == 2:
        return options[1]
    return options[2 if one.place.casefold().startswith(GRADUATE) else 3]


def wishes(survey: Questionnaire, one: Someone, part: str, offered: list[str]) -> Given:
    """Up to three in order of those on the other side; one of ten would rather not be with somebody."""
    chance = chance_of(one.name, "wishes")
    liked = chance.sample(offered, min(len(offered), 4))
    places = ("first", "second", "third") if chance.random() < 0.7 else ("first", "second")
    given = {f"{part}_{place}": option for place, option in zip(places, liked, strict=False)}
    if len(liked) > len(places) and chance.random() < 0.1:
        given[f"{part}_not_with"] = liked[-1]
    return {**introduced(one), "part": part_option(survey, part), **given}


def part_option(survey: Questionnaire, part: str) -> str:
    return survey.by_key["part"].options[("mentee", "mentor").index(part)].text


def feedback(one: Someone, in_trouble: bool) -> Given:
    said = phrases()["said"]
    goes = 3 if in_trouble else chance_of(one.name, "goes").randint(6, 10)
    return {
        **introduced(one),
        "how_it_goes": str(goes),
        "what_helps": picked(said["helps"], one.name, "helps"),
        "what_hinders": said["trouble"] if in_trouble else picked(said["hinders"], one.name, "hinders"),
        "needs_curator": YES if in_trouble else NO,
    }


def final_meeting(one: Someone) -> Given:
    return {**introduced(one), "final_coming": picked((YES, YES, YES, YES, "Пока не знаю", NO), one.name, "final")}


def satisfaction(survey: Questionnaire, one: Someone, part: str) -> Given:
    """Most are glad of the year; who is not says so in every line."""
    lowest = 4 if chance_of(one.name, "satisfied").random() < 0.15 else 7
    scales = [question for question in survey.questions if question.asked is Asked.SCALE]
    marks = {q.key: str(chance_of(one.name, part, q.target).randint(lowest, lowest + 3)) for q in scales}
    own = {f"{part}_again": YES if lowest > 4 else NO, f"{part}_recommend": YES}
    words = {f"{part}_words": picked(phrases()["said"]["satisfied"], one.name)} if lowest > 4 else {}
    return {**introduced(one), "part": part_option(survey, part), **marks, **own, **words}


def quality(survey: Questionnaire, number: int) -> Given:
    """One of the staff about the programme as a whole."""
    scales = [question for question in survey.questions if question.asked is Asked.SCALE]
    marks = {q.key: str(picked((2, 2, 2, 1), q.key, str(number))) for q in scales}
    return {**marks, **{key: said[number % len(said)] for key, said in phrases()["quality"].items()}}
