"""Shares against the year's plan: what the school did not say is asked for, never guessed."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from sheets_schema.record import Record
from sync.indicators import KEYS, SECTION, indicators_of, planned
from sync.programme import from_content, problems_of
from sync.rules.monitoring.indicators import age_on, is_young
from tests.rules.monitoring.small_school import ENROLLED, codes, content, figures, paired, pairs, synced, with_settings
from tests.rules.paper import row, rows

COUNTS = {"counts": {"pupils_10_19": 8, "enterprises": 2}}


def share(books, name: str):
    return row(books, "indicators", name=name)


def answered(marks: list[int]) -> list:
    people = [pair.split("-")[0] for pair in pairs()]
    return [content(n, code, "Наставляемым", mark) for n, (code, mark) in enumerate(zip(people, marks, strict=False))]


def test_half_of_the_pupils_are_mentees_and_the_plan_of_seventy_percent_is_not_reached():
    line = share(synced(ENROLLED, paired(), **with_settings(**COUNTS)), "Школьники 10–19 лет — наставляемые")
    assert [line.get(key) for key in ("numerator", "denominator", "share", "plan")] == [4, 8, 50, 70]
    assert line.text("reached") == "нет"


def test_a_count_that_is_not_given_is_asked_for_and_nothing_is_concluded():
    line = share(paired(), "Школьники 10–19 лет — наставляемые")
    assert (line.get("numerator"), line.get("denominator"), line.get("share"), line.text("reached")) == (
        *(4, None, None),
        "",
    )
    assert "pupils_10_19" in line.text("comment")


def test_a_school_smaller_than_its_programme_is_a_slip_of_the_pen():
    books = synced(ENROLLED, paired(), **with_settings(counts={"pupils_10_19": 3}))
    line = share(books, "Школьники 10–19 лет — наставляемые")
    assert (line.get("numerator"), line.get("share"), line.text("reached")) == (4, None, "")
    assert "проверьте pupils_10_19" in line.text("comment")


def test_before_anybody_answered_no_share_of_satisfied_is_told():
    line = share(paired(), "Довольные наставляемые")
    assert (line.get("share"), line.text("comment")) == (None, "ответов на анкету ещё нет")


@pytest.mark.parametrize(
    ("settings", "shares"),
    [
        ({}, (2, 4, 50)),
        ({"satisfied_from": 5}, (3, 4, 75)),
        ({"satisfied_of": "ответившие"}, (2, 3, 66.7)),
        ({"satisfied_by": "участвовал бы снова"}, (0, 4, 0)),
    ],
)
def test_satisfied_is_who_the_programme_says(settings, shares):
    answers = [*ENROLLED, *answered([9, 7, 6])]
    books = synced(answers, paired(), **with_settings(**settings))
    line = share(books, "Довольные наставляемые")
    assert tuple(line.get(key) for key in ("numerator", "denominator", "share")) == shares


def test_the_definition_of_satisfied_stands_below_the_tab():
    books = synced(ENROLLED, paired(), **with_settings(satisfied_from=8))
    for tab in ("indicators", "contentment"):
        assert any("не меньше 8 из 10" in line.text("comment") for line in rows(books, tab))


def test_who_answered_without_a_pair_is_not_counted():
    alone = next(code for code in codes().values() if code not in "-".join(pairs()))
    told = figures([*ENROLLED, content(1, alone, "Наставляемым", 10)], paired()).satisfaction[0]
    assert (told.people, told.answered, told.satisfied) == (4, 0, 0)


# Ages, experience, plans


@pytest.mark.parametrize(
    ("born", "age"),
    [(date(2010, 9, 1), 16), (date(2010, 9, 2), 15), ("01.09.2010", 16), ("2010", None), (None, None)],
)
def test_an_age_is_taken_in_whole_years_on_the_day(born, age):
    assert age_on(date(2026, 9, 1), Record("", {"birth_date": born})) == age


@pytest.mark.parametrize(
    ("said", "young"),
    [("Первый год", True), ("От года до трёх лет", True), ("Больше трёх лет", False), (2, True), ("12 лет", False)],
)
def test_a_young_teacher_has_worked_three_years_at_most(said, young):
    assert is_young(Record("", {"experience": said})) == young


def test_the_plan_is_that_of_the_year_and_of_the_last_one_known_after_it():
    assert planned(2021)["mentees"] == 20
    assert planned(2019) == planned(2020)
    assert indicators_of({"plan_mentors": 15}, date(2027, 8, 31)).plans == {**planned(2024), "mentors": 15}


def test_what_the_example_file_says_and_what_it_leaves_as_a_comment():
    text = (Path(__file__).parents[3] / "programme.example.toml").read_text(encoding="utf-8")
    assert from_content(tomllib.loads(text)).indicators == indicators_of({}, date(2027, 8, 31))
    said = re.sub(rf"^# ((?:{'|'.join(KEYS)}) = [\d-]+)", r"\1", text, flags=re.MULTILINE)
    assert tomllib.loads(said)[SECTION].keys() == KEYS.keys()
    assert not list(problems_of(tomllib.loads(said)))


@pytest.mark.parametrize(
    ("until", "first"), [(date(2027, 8, 31), date(2026, 9, 1)), (date(2027, 12, 31), date(2027, 9, 1))]
)
def test_ages_are_taken_when_the_school_year_begins(until, first):
    assert indicators_of({}, until).ages_on == first
