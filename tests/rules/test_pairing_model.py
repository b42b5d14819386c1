"""Who may be paired and how well two fit, as a school would tell it: rows of the bases in, candidates out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.meanings import EMPLOYERS, GRADUATES, PUPILS, TEACHERS
from sheets_schema.record import Record
from sync.rules.assignment.instance import Seats
from sync.rules.barriers import BARRIERS
from sync.rules.candidates import model_of
from sync.rules.own_words import resembled
from sync.rules.pair_rows import pair_key
from sync.rules.pool import ABSENT
from sync.rules.portrait import TopicChange
from sync.rules.scoring import points_for
from sync.rules.topic_changes import topic_changes
from sync.rules.topic_words import TOPIC_WORDS
from tests.rules.pairing_school import (
    EXAMS,
    FRIENDS,
    ORDER,
    RULES,
    STUDY,
    code,
    couples,
    mentee,
    mentor,
    pool,
    wish,
)

GLEB, OLGA = code("Глеб"), code("Ольга")


def barrier(one: Record, other: Record, **more: object) -> str:
    """The barrier between two people; "" when they may be paired."""
    model = model_of(pool([one], [other]), **more)
    return model.barriers.get((one.key, other.key), "")


def fit(one: Record, other: Record, **more: object):
    return pool([one], [other], **more).fit(one.key, other.key)


# Who takes part


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ({}, "not_interviewed"),
        ({"decision": "резерв", "trained": "да"}, "reserve"),
        ({"decision": "Отказ"}, "refused"),
        ({"decision": "допущен", "trained": "нет"}, "not_trained"),
        ({"decision": "Допущен.", "trained": "Да"}, None),
    ],
)
def test_a_mentor_takes_part_once_admitted_and_trained(marks, reason):
    people = pool([mentee("Глеб")], [mentor("Ольга")])
    model = model_of(replace(people, readiness={OLGA: Record(OLGA, marks)}))
    assert model.absent_mentors.get(OLGA) == reason
    assert bool(model.candidates) is (reason is None)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"seats": "0"}, "no_seats"),
        ({"place": "волонтёр"}, "no_class"),
        ({"finished": "01.12.2026"}, "finished"),
        ({"mentoring_form": GRADUATES, "place": "МГУ"}, "form_off"),
        ({"mentoring_form": ""}, "form_unknown"),
        ({"seats": ""}, None),
    ],
)
def test_why_a_mentor_takes_no_part(said, reason):
    found = model_of(pool([mentee("Глеб")], [mentor("Ольга", **said)]))
    assert found.absent_mentors.get(OLGA) == reason
    assert reason in (None, *ABSENT)


@pytest.mark.parametrize("said", [{"finished": "01.12.2026"}, {"school_class": "не помню"}])
def test_a_mentee_who_finished_or_has_no_class_takes_no_part(said):
    model = model_of(pool([mentee("Глеб", **said)], [mentor("Ольга")]))
    assert list(model.absent_mentees) == [GLEB]
    assert (dict(model.candidates), dict(model.barriers)) == ({}, {})


def test_graduates_and_employers_take_part_where_the_programme_has_their_form():
    guests = [mentor("Ольга", mentoring_form=GRADUATES, place="МГУ"), mentor("Иван", mentoring_form=EMPLOYERS)]
    people = pool([mentee("Глеб"), mentee("Анна", mentoring_form=TEACHERS)], guests)
    assert model_of(people).candidates.keys() == set()
    led = replace(people, forms=(PUPILS, TEACHERS, GRADUATES, EMPLOYERS))
    assert model_of(led).candidates.keys() == {(GLEB, OLGA), (GLEB, code("Иван"))}
    assert set(model_of(led).barriers.values()) == {"form"}


def test_who_waits_for_a_consent_is_absent_and_nowhere_else():
    people = replace(pool([mentee("Глеб")], [mentor("Ольга")]), waiting_mentees=frozenset({code("Яна")}))
    model = model_of(people)
    assert dict(model.absent_mentees) == {code("Яна"): "no_consent"}
    assert code("Яна") not in repr([*model.candidates, *model.barriers])


@pytest.mark.parametrize(
    ("said", "seats"),
    [
        ({"seats": "5", "least": "3"}, Seats(5, 3, may_close=True)),
        ({"seats": "2", "least": "3"}, Seats(2)),
        ({"seats": "4 чел.", "least": "по желанию"}, Seats(4)),
        ({"seats": "4", "least": "1"}, Seats(4)),
    ],
)
def test_a_group_has_its_least_size(said, seats):
    assert model_of(pool([], [mentor("Ольга", **said)])).seats == {OLGA: seats}


# Barriers


@pytest.mark.parametrize(
    ("asking", "helping", "expected"),
    [
        ({}, {}, ""),
        ({"mentoring_form": TEACHERS, "school_class": "учитель"}, {}, "form"),
        ({"school_class": "11А"}, {"place": "10Б"}, "younger"),
        ({"school_class": "10А"}, {"place": "10Б"}, ""),
        ({}, {"wished_age": "5–6 классы"}, "age"),
        ({}, {"wished_age": "7–8 классы"}, ""),
        ({}, {"wished_age": "Любой возраст"}, ""),
        ({"times": "Суббота"}, {"times": "Понедельник после уроков"}, "time"),
        ({"times": ""}, {"times": "Понедельник после уроков"}, ""),
        ({"times": "Суббота"}, {"times": ""}, ""),
    ],
)
def test_what_keeps_two_pupils_from_being_a_pair(asking, helping, expected):
    assert barrier(mentee("Глеб", **asking), mentor("Ольга", **helping)) == expected
    assert expected in ("", *BARRIERS)


@pytest.mark.parametrize(("experience", "expected"), [("Первый год", "age"), ("Больше трёх лет", ""), ("", "")])
def test_a_teacher_who_wished_for_experienced_colleagues_gets_no_beginner(experience, expected):
    beginner = mentee("Глеб", mentoring_form=TEACHERS, school_class="учитель", experience=experience)
    skilled = mentor("Ольга", mentoring_form=TEACHERS, place="учитель", wished_age="С опытными коллегами")
    assert barrier(beginner, skilled) == expected


def test_a_school_may_want_the_mentor_some_classes_above():
    rules = replace(RULES, class_distance=2)
    people = pool([mentee("Глеб", school_class="8А")], [mentor("Ольга", place="9А"), mentor("Иван")], rules=rules)
    assert dict(model_of(people).barriers) == {(GLEB, OLGA): "younger"}


@pytest.mark.parametrize("written", [OLGA, f"{OLGA.lower()} (сестра)", f"см. {code('Иван')}, {OLGA}"])
def test_whom_staff_want_apart_is_apart_whichever_of_them_bears_the_note(written):
    assert barrier(mentee("Глеб", not_with=written), mentor("Ольга")) == "apart"
    written_by_mentor = written.replace(OLGA, GLEB).replace(OLGA.lower(), GLEB.lower())
    assert barrier(mentee("Глеб"), mentor("Ольга", not_with=written_by_mentor)) == "apart"


def test_whoever_does_not_want_somebody_is_not_paired_with_them_and_nobody_is_told_who_asked():
    for asked in (wish("Глеб", not_with="Ольга"), wish("Ольга", not_with="Глеб")):
        model = model_of(pool([mentee("Глеб")], [mentor("Ольга")], [asked]))
        assert dict(model.barriers) == {(GLEB, OLGA): "apart"}
    assert "просьба или решение" in BARRIERS["apart"]


def test_one_person_who_is_both_is_no_mentor_of_themselves():
    people = pool([mentee("Глеб"), mentee("Яна")], [mentor("Глеб")])
    assert dict(model_of(people).barriers) == {(GLEB, GLEB): "self"}
    assert couples(people) == [(code("Яна"), GLEB)]


def test_a_vetoed_pair_is_behind_a_barrier_and_strange_keys_are_nothing():
    one, other = mentee("Глеб"), mentor("Ольга")
    assert barrier(one, other, vetoed={pair_key(GLEB, OLGA), "", "моя заметка", "A-B-C"}) == "vetoed"
    assert barrier(one, other, vetoed={pair_key(OLGA, GLEB)}) == ""


def test_the_same_surname_is_a_hint_and_no_barrier():
    one, other = mentee("Глеб", full_name="Орлов Глеб"), mentor("Ольга", full_name="Орлов Иван")
    assert barrier(one, other) == ""
    assert "одна фамилия: не родственники ли?" in fit(one, other).against


# Fit


def test_a_pair_that_has_everything_in_common_has_a_thousand_points():
    told = {"subjects": "Физика", "times": "Суббота; Среда после уроков", "interests": "люблю шахматы"}
    both = (mentee("Глеб", **told), mentor("Ольга", **told, place="9А", wished_age="7–8 классы"))
    found = fit(*both)
    assert found.points == 1000
    assert found.reasons[0] == f"запрос: {EXAMS}"
    assert set(found.reasons[1:]) == {
        "предмет: Физика",
        "время: суббота, среда после уроков",
        "оба пишут: люблю, шахматы",
        "возраст, который хотел наставник",
    }
    assert found.against == ()


def test_one_of_three_topics_is_a_third_of_the_points_rounded_down_and_short_words_are_no_interests():
    asked = fit(mentee("Глеб", request=f"{EXAMS}; {FRIENDS}; {ORDER}", interests="я и он"), mentor("Ольга"))
    whole = fit(mentee("Глеб", interests="кино"), mentor("Ольга", interests="Кино!"))
    assert whole.points - asked.points == 300 + 50
    assert points_for((2, 3), 100) == 66


def test_what_speaks_against_a_pair_is_told():
    one = mentee("Глеб", request=FRIENDS, subjects="Физика", times="", meeting_format="Онлайн")
    found = fit(one, mentor("Ольга", meeting_format="Лично в школе"))
    assert found.against == (
        "запрос не совпал",
        "предмет не совпал",
        "не сказано, когда могут встречаться",
        "встречаться хотят по-разному",
    )


def test_language_counts_where_a_school_gives_it_a_weight():
    rules = replace(RULES, weights={**RULES.weights, "language": 100, "topics": RULES.weights["topics"] - 100})
    points = {
        said: fit(mentee("Глеб", language="Татарский"), mentor("Ольга", language=said), rules=rules).points
        for said in ("татарский", "", "русский")
    }
    assert points["татарский"] - points[""] == points[""] - points["русский"] == 50


def test_a_topic_in_other_words_is_the_topic():
    assert fit(mentee("Глеб", request="Прокрастинацией"), mentor("Ольга", competences=ORDER)).reasons[0] == (
        f"запрос: {ORDER}"
    )


def test_what_adults_told_counts_once_staff_say_so_and_the_reasons_tell():
    changes = {GLEB: TopicChange(frozenset({FRIENDS}), frozenset({STUDY}))}
    one, other = mentee("Глеб", request=f"{STUDY}; {EXAMS}"), mentor("Ольга", competences=f"{FRIENDS}; {STUDY}")
    assert fit(one, other).reasons[0] == f"запрос: {STUDY}"
    found = fit(one, other, changes=changes)
    assert found.reasons[0] == f"запрос: {FRIENDS} (добавлено сотрудником)"
    assert found.reasons[-1] == f"без темы «{STUDY}»: снята сотрудником"


def test_what_one_card_adds_and_another_takes_away_is_taken_away_and_strange_topics_are_nothing():
    told = {"1": {"add_topics": f"{FRIENDS}; вязание"}, "2": {"drop_topics": FRIENDS, "add_topics": "прокрастинация"}}
    cards = {key: Record(key, {"code": GLEB, **said}) for key, said in told.items()}
    assert topic_changes(cards, RULES) == {GLEB: TopicChange(frozenset({ORDER}), frozenset({FRIENDS}))}


# Own words


def test_own_words_are_a_guess_that_is_told_and_never_counts():
    silent, talking = mentee("Глеб"), mentee("Глеб", goal="Перестать всё откладывать на потом")
    helper = mentor("Ольга", competences=ORDER)
    told = fit(talking, helper)
    assert told.hints == (f"своими словами похоже на: {ORDER}",)
    assert replace(told, hints=()) == fit(silent, helper)
    assert fit(replace(talking, values={**talking.values, "request": ORDER}), helper).hints == (), "asked for already"


def test_between_equals_own_words_decide():
    helpers = [mentor("Ольга", competences=f"{EXAMS}; {ORDER}"), mentor("Иван", competences=f"{EXAMS}; {FRIENDS}")]
    wanted = {"Перестать всё откладывать": OLGA, "Подружиться с ребятами": code("Иван")}
    for goal, helper in wanted.items():
        assert couples(pool([mentee("Глеб", goal=goal)], helpers)) == [(GLEB, helper)]


def test_what_a_mentor_wrote_freely_may_decide_too():
    helpers = [mentor("Ольга", achievements="Умею всё успевать"), mentor("Иван", achievements="Есть друзья")]
    for topic, helper in {ORDER: OLGA, FRIENDS: code("Иван")}.items():
        assert couples(pool([mentee("Глеб", request=topic)], helpers)) == [(GLEB, helper)]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Сдать ЕГЭ", (EXAMS,)),
        ("хочу наконец перестать откладывать", (ORDER,)),
        ("боюсь атвечать у доски и выступать", ("Уверенность в себе и выступления",)),
        ("люблю кошек", ()),
        ("", ()),
        ("🙂 1234", ()),
    ],
)
def test_words_with_endings_and_misprints_are_known(text, topics):
    assert resembled(text, TOPIC_WORDS) == topics


def test_a_pupil_is_not_thought_to_mean_what_only_teachers_are_asked():
    lessons = "Порядок на уроке"
    rules = replace(RULES, for_teachers=frozenset({lessons}))
    teacher = {"mentoring_form": TEACHERS, "school_class": "учитель"}
    assert lessons in resembled(lessons, RULES.words)
    assert lessons in repr(fit(mentee("Глеб", goal=lessons, **teacher), mentor("Ольга"), rules=rules).hints)
    assert lessons not in repr(fit(mentee("Глеб", goal=lessons), mentor("Ольга"), rules=rules).hints)


# Wishes


def test_a_wish_is_mutual_when_both_named_each_other():
    people = pool([mentee("Глеб")], [mentor("Ольга")], [wish("Глеб", "Иван", "Ольга"), wish("Ольга", "Глеб")])
    model = model_of(people)
    assert model.candidates[GLEB, OLGA].mutual
    assert model.wishes == {GLEB: (OLGA,), OLGA: (GLEB,)}, "who is in no base is not named"
    for one in (GLEB, OLGA):
        alone = replace(people, preferences={one: people.preferences[one]})
        assert not model_of(alone).candidates[GLEB, OLGA].mutual


def test_a_mutual_wish_counts_before_the_fit():
    helpers = [mentor("Ольга"), mentor("Иван", competences=FRIENDS)]
    people = pool([mentee("Глеб")], helpers)
    assert couples(people) == [(GLEB, OLGA)]
    wished = pool([mentee("Глеб")], helpers, [wish("Глеб", "Иван"), wish("Иван", "Глеб")])
    assert couples(wished) == [(GLEB, code("Иван"))]
