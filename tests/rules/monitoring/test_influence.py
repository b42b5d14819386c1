"""Whether participants changed: only who answered twice, the right way round, and no more than the numbers bear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from sync.rules.monitoring.influence import Both, groups_of
from sync.rules.monitoring.marks import (
    BETTER,
    HARDLY_CHANGED,
    UNLIKELY,
    WORSE,
    marks_of,
    sign_test,
    verdict,
)
from tests.rules.monitoring.small_school import (
    ENROLLED,
    FIRST_WITHDRAWN,
    PUPILS,
    codes,
    enrolled,
    figures,
    marks,
    paired,
    synced,
)
from tests.rules.paper import row, rows, typed

COUNT = st.integers(0, 60)
BEFORE = [marks(number, "before", school=4, anxiety=8) for number in range(7)]
AFTER = [marks(number, "after", school=6, anxiety=5) for number in range(7)]
YEAR = [*ENROLLED, *BEFORE, *AFTER]


@pytest.fixture(scope="module")
def year():
    return synced(YEAR, enrolled())


def line_of(books, parameter: str):
    return next(line for line in rows(books, "influence") if line.text("parameter").startswith(parameter))


@given(COUNT, COUNT)
def test_the_sign_test_is_the_exact_one(better, worse):
    changed = better + worse
    known = binomtest(better, changed).pvalue if changed else 1.0
    assert sign_test(better, worse) == pytest.approx(known, rel=1e-9)


def test_the_sign_test_of_a_whole_town_is_still_exact():
    assert sign_test(1100, 900) == pytest.approx(binomtest(1100, 2000).pvalue, rel=1e-9)


@given(COUNT, COUNT)
def test_the_verdict_turns_round_with_the_direction_and_says_no_more_than_the_test(better, worse):
    said, turned = verdict(better, worse), verdict(worse, better)
    assert {BETTER: WORSE, WORSE: BETTER}.get(said, said) == turned
    assert (said in (BETTER, WORSE)) == (sign_test(better, worse) < UNLIKELY)
    assert (said == HARDLY_CHANGED) == (better + worse < 6)


@given(st.lists(st.integers(1, 10), max_size=30))
def test_no_mean_or_median_of_fewer_than_five(given_marks):
    found = marks_of(given_marks)
    assert found.number == len(given_marks)
    assert (found.mean is None) == (found.median is None) == (len(given_marks) < 5)


def test_seven_pupils_like_school_better_and_worry_less(year):
    school, anxiety = line_of(year, "Хочется в школу"), line_of(year, "Волнение")
    for line in (school, anxiety):
        assert [line.get(key) for key in ("number", "better", "same", "worse")] == [7, 7, 0, 0]
        assert line.text("verdict") == BETTER
    assert (school.get("mean_before"), school.get("mean_after")) == (4, 6)
    assert (anxiety.get("median_before"), anxiety.get("median_after")) == (8, 5)


def test_the_index_is_called_our_own_and_counts_less_worry_as_gain(year):
    line = line_of(year, "Собственный показатель программы")
    assert (line.get("number"), line.text("verdict")) == (7, "+2,5 балла")


def test_of_four_nothing_is_told_but_that_they_are_four():
    answers = [*ENROLLED, *BEFORE[:4], *AFTER[:4]]
    books = synced(answers, enrolled())
    line = line_of(books, "Собственный показатель программы")
    assert (line.get("number"), line.text("verdict")[:12]) == (4, "ответов мало")
    assert figures(answers, books).influence.shifts == ()


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ({"а": 7}, {"а": 7}),
        ({"а": 4}, {}),
        ({"а": 7, "б": 5}, {"": 12, "а": 7, "б": 5}),
        ({"а": 9, "б": 2}, {"а": 9}),
        ({"а": 3, "б": 4}, {"": 7}),
        ({"а": 1, "б": 2}, {}),
    ],
)
def test_a_small_group_is_told_neither_by_itself_nor_by_what_it_adds_to_a_sum(sizes, told):
    people = [Both(f"{form}{number}", "", form, {}) for form, size in sizes.items() for number in range(size)]
    assert {form: len(group) for form, group in groups_of(people).items()} == told


def test_who_answered_once_is_not_compared():
    answers = [*ENROLLED, *BEFORE, *AFTER[:5], marks(7, "after", school=1)]
    assert line_of(synced(answers, enrolled()), "Хочется в школу").get("number") == 5


def test_a_mark_that_staff_typed_over_with_words_is_no_mark(year):
    first = next(line for line in rows(year, "assessments") if line.text("wave") == "по итогам")
    books = typed(year, "assessments", first.key, p_school="не помню")
    found = {shift.parameter: shift.number for shift in figures(YEAR, books).influence.shifts}
    assert (found["p_school"], found["p_anxiety"]) == (6, 7)


def test_who_lacks_a_wave_is_listed_with_the_row_that_it_is_about(year):
    lines = [line for line in rows(year, "course") if line.text("list") == "Нет оценки"]
    last = codes()[PUPILS[7]]
    assert [(line.text("key"), line.text("who"), line.text("tab"), line.text("detail")) for line in lines] == [
        (last, PUPILS[7], "База наставляемых", "наставляемый, до начала")
    ]


def test_nobody_is_asked_for_marks_before_anybody_gave_any():
    assert not [line for line in rows(enrolled(), "course") if line.text("list") == "Нет оценки"]


def test_after_the_year_only_those_in_pairs_are_asked():
    answers = [*ENROLLED, marks(0, "after", school=6)]
    missing = figures(answers, paired()).influence.missing
    assert missing["наставляемый", "по итогам"] in (3, 4)
    assert missing.keys() == {("наставляемый", "по итогам")}


def test_who_withdrew_is_neither_counted_nor_listed(year):
    answers = [*(item for item in YEAR if item.response_id != FIRST_WITHDRAWN.response_id), FIRST_WITHDRAWN]
    books = synced(answers, year)
    assert line_of(books, "Хочется в школу").get("number") == 6
    texts = [repr(rows(books, tab)) for tab in ("course", "influence", "monitoring", "indicators", "contentment")]
    assert not any(PUPILS[0] in text or codes()[PUPILS[0]] in text for text in texts)


def test_how_it_was_counted_stands_below(year):
    lines = rows(year, "influence")
    how = [line.text("verdict") for line in lines if line.text("role") == "Как посчитано"]
    assert any("критерий знаков" in text for text in how)
    assert lines[-1].text("role") == "Как посчитано"
    assert row(year, "influence", verdict=how[0]).text("parameter") == ""
