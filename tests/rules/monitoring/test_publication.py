"""What may stand on the school's site: nobody's code, name or words, no count of few, nothing that gives one away."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.meanings import MENTORING_FORMS, PUPILS, TEACHERS
from sync.rules.figures import STAGES, Funnel, Group, Indicator, Monitoring, OwnIndex, Satisfaction
from sync.rules.lines import MENTEE, MENTOR
from sync.rules.monitoring.funnel import BY_CLASS, BY_FORM
from sync.rules.monitoring.influence import shift_of
from sync.rules.monitoring.publication import published_of
from tests.rules.monitoring import small_school
from tests.rules.monitoring.small_school import ENROLLED, content, figures, marks, met, opinion, paired, pairs

COUNT = st.integers(0, 40)


def funnel(**groups: list[int]) -> Funnel:
    """How many of each group reached each stage."""
    named = zip((PUPILS, TEACHERS), groups.values(), strict=False)
    found = tuple(Group(name, dict(zip(STAGES, counts, strict=True))) for name, counts in named)
    return Funnel("Наставляемые", BY_FORM, found)


BIG = funnel(pupils=[90, 80, 70, 60, 50, 40, 30], teachers=[60, 50, 40, 30, 20, 15, 10])


@st.composite
def way_of_somebody(draw):
    counts = sorted(draw(st.lists(COUNT, min_size=len(STAGES), max_size=len(STAGES))), reverse=True)
    return dict(zip(STAGES, counts, strict=True))


@pytest.fixture(scope="module")
def year():
    """A year of a small school, with everything that somebody could say in it."""
    first = pairs()[0]
    answers = [
        *ENROLLED,
        *(marks(number, wave, school=4 + number % 3) for number in range(8) for wave in ("before", "after")),
        *(met(number, pair, number) for number, pair in enumerate(pairs())),
        content(1, first.split("-")[0], "Наставляемым", 9, mentee_words="Слово участника"),
        opinion(1, 16, strengths="Слово куратора"),
    ]
    return figures(answers, small_school.synced(answers, paired()))


def test_no_code_no_name_and_nobodys_words_are_in_it(year):
    text = repr(published_of(year))
    assert "Слово куратора" in repr(year)
    for secret in (*small_school.PUPILS, *small_school.MENTORS, *small_school.codes().values(), "Слово"):
        assert secret not in text
    assert not re.search(r"[0-9A-Z]{7}-[0-9A-Z]{7}", text)


def test_large_groups_are_published_whole():
    found = published_of(Monitoring(funnels=(BIG,)))
    [way], [reached] = found.ways, found.reached
    assert [(row.name, row.cells, row.total) for row in way.rows] == [
        (PUPILS, (10, 10, 10, 10, 50), 90),
        (TEACHERS, (10, 10, 10, 10, 20), 60),
    ]
    assert reached.rows[0].cells == (150, 130, 110, 90, 70, 55, 40)


def test_only_groups_by_form_are_published():
    by_class = replace(BIG, by=BY_CLASS)
    assert published_of(Monitoring(funnels=(by_class,))).ways == ()


def test_small_groups_are_joined_and_of_one_of_them_alone_nothing_is_told():
    few = Group("выпускник — ученик", dict.fromkeys(STAGES, 3))
    found = published_of(Monitoring(funnels=(replace(BIG, groups=(*BIG.groups, few, replace(few, name="иная"))),)))
    assert [row.name for row in found.ways[0].rows] == [PUPILS, TEACHERS, "Другие"]
    assert all(row.cells[-1] is None or row.cells[-1] >= 5 for row in found.ways[0].rows)


@settings(max_examples=60)
@given(st.lists(way_of_somebody(), min_size=1, max_size=4))
def test_no_count_of_few_is_published_however_far_people_got(groups):
    named = tuple(Group(name, counts) for name, counts in zip(MENTORING_FORMS, groups, strict=False))
    whole = Funnel("Наставляемые", BY_FORM, named)
    found = published_of(Monitoring(funnels=(whole,)))
    for way, reached in zip(found.ways, found.reached, strict=True):
        told = [*way.totals, way.total, *(cell for row in way.rows for cell in (*row.cells, row.total))]
        assert all(count is None or count >= 5 for count in told)
        cells = reached.rows[0].cells
        assert all(cell in (None, count) for cell, count in zip(cells, whole.total.values(), strict=True))
        assert all(None in step or step[0] - step[1] >= 5 for step in pairwise(cells))


# Before and after


@given(COUNT, COUNT, COUNT)
def test_of_a_change_the_counts_are_told_together_or_none_gives_another_away(better, same, worse):
    pairs_of_marks = [(4, 6)] * better + [(5, 5)] * same + [(6, 4)] * worse
    if len(pairs_of_marks) < 5:
        return
    shift = shift_of("school", "Хочется в школу", MENTEE, PUPILS, pairs_of_marks, lower=False)
    [told] = published_of(Monitoring(influence=small_school.influence_of(shift))).shifts
    counts = (told.better, told.same, told.worse)
    assert all(cell is None or cell == count >= 5 for cell, count in zip(counts, (better, same, worse), strict=True))
    assert counts.count(None) != 1
    assert bool(told.verdict) == (None not in counts)
    assert (told.shift.better, told.shift.before.counts) == (0, ())
    assert told.shift.before.mean == shift.before.mean


def test_a_change_of_all_forms_together_or_of_a_few_people_is_not_published():
    of_all, of_form, of_few = (
        shift_of("school", "Хочется в школу", MENTEE, form, [(4, 6)] * size, lower=False)
        for form, size in (("", 20), (PUPILS, 12), (TEACHERS, 4))
    )
    found = published_of(Monitoring(influence=small_school.influence_of(of_all, of_form, of_few))).shifts
    assert [told.shift.form for told in found] == [PUPILS]


def test_sums_over_forms_are_not_published_beside_the_forms():
    whole, form = OwnIndex(MENTEE, "", 12, 1.0), OwnIndex(MENTEE, PUPILS, 9, 1.2)
    influence = replace(Monitoring().influence, indexes=(whole, form, replace(form, form=TEACHERS, value=None)))
    assert published_of(Monitoring(influence=influence)).indexes == (form,)


# Indicators


def indicator(key: str, numerator: int, denominator: int | None) -> Indicator:
    return Indicator(key, key, numerator, denominator, 70)


@pytest.mark.parametrize(
    ("item", "published"),
    [
        (indicator("mentees", 50, 200), True),
        (indicator("mentees", 45, 200), True),
        (indicator("mentees", 48, 200), False),  # two of those in pairs are of another age
        (indicator("mentees", 50, 52), False),  # two pupils of the whole school have no mentor
        (indicator("young_teachers", 3, 7), False),
        (indicator("mentors", 20, 100), False),  # nothing is published of mentors
        (indicator("enterprises", 1, 3), True),
    ],
)
def test_an_indicator_is_published_where_it_tells_of_many(item, published):
    found = published_of(Monitoring(funnels=(BIG,), indicators=(item,)))
    assert (found.indicators, found.hidden) == (((item,), ()) if published else ((), (item.title,)))


def test_an_indicator_that_lacks_its_denominator_is_left_out():
    found = published_of(Monitoring(funnels=(BIG,), indicators=(indicator("mentees", 50, None),)))
    assert (found.indicators, found.hidden) == ((), ())


def test_the_satisfied_are_published_with_those_who_are_not_or_neither():
    content_, few = Satisfaction(MENTEE, 70, 60, 40), Satisfaction(MENTOR, 6, 6, 4)
    found = published_of(Monitoring(satisfaction=(content_,)))
    assert found.satisfaction is not None
    assert found.satisfaction.rows[0].cells == (40, 20)
    both = published_of(Monitoring(satisfaction=(content_, few))).satisfaction
    assert both is not None
    assert both.rows[1].cells == (None, None)
    assert None in both.rows[0].cells
    alone = published_of(Monitoring(satisfaction=(few,))).satisfaction
    assert alone is None or alone.rows[0].cells == (None, None)


def test_the_marks_of_fewer_than_five_of_the_staff_are_told_only_together():
    quality = figures([opinion(1, 16), opinion(2, 13)], small_school.synced([opinion(1, 16), opinion(2, 13)])).quality
    found = published_of(Monitoring(quality=quality)).quality
    assert found is not None
    assert (found.total, found.level, found.criteria, found.scores) == (14.5, "допустимый", (), ())
