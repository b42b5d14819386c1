"""From application to the last meeting: whoever went further was counted before, and nothing that was becomes less."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.rules.figures import STAGES
from tests.rules.monitoring.small_school import (
    ENROLLED,
    FIRST_WITHDRAWN,
    PUPILS,
    enrolled,
    figures,
    marks,
    met,
    paired,
    pairs,
    synced,
)
from tests.rules.paper import NOW, PROGRAMME, mentee, row, rows

LATER = NOW + timedelta(days=90)
ALONE = mentee(50, "Одинцов Егор Ильич", "2013-03-03", "6Б")


def totals(monitoring, who: str = "Наставляемые") -> list[int]:
    return [*next(funnel for funnel in monitoring.funnels if funnel.who == who).total.values()]


def test_every_step_is_counted_up_to_the_last_meeting():
    first, second, *_ = pairs()
    answers = [*ENROLLED, met(1, first, 3), met(2, second, 2), met(3, first, 1, "Заключительная")]
    found = figures(answers, paired())
    assert totals(found) == [8, 8, 8, 8, 4, 2, 1]
    assert totals(found, "Наставники")[4:] == [2, *totals(found, "Наставники")[5:]]


def test_an_application_dropped_for_want_of_a_consent_still_counts_as_one():
    answers = [*ENROLLED, ALONE]
    before = synced(answers)
    after = synced(answers, before, now=LATER)
    assert ALONE.text("full_name") in repr(rows(before, "consents"))
    assert ALONE.text("full_name") not in repr([rows(after, tab) for tab in ("consents", "monitoring", "course")])
    assert [row(books, "monitoring", group="6 класс").get("applied") for books in (before, after)] == [1, 1]
    assert totals(figures(answers, after, now=LATER)) == [9, 8, 8, 8, 0, 0, 0]


def test_it_counts_also_when_the_school_has_deleted_the_answer_itself():
    after = synced([*ENROLLED, ALONE], synced([*ENROLLED, ALONE]), now=LATER)
    gone = synced(ENROLLED, after, now=LATER)
    assert totals(figures(ENROLLED, gone, now=LATER))[:2] == [9, 8]
    assert row(gone, "monitoring", section="Наставляемые: параллель", group="Неясно").get("applied") == 1


def test_a_withdrawal_takes_nobody_out_of_those_who_applied():
    answers = [*(item for item in ENROLLED if item.response_id != FIRST_WITHDRAWN.response_id), FIRST_WITHDRAWN]
    assert totals(figures(answers, enrolled()))[:3] == [8, 7, 7]


def test_on_the_day_when_the_consents_end_nothing_of_the_year_becomes_less_but_nobody_is_named():
    answers = [*ENROLLED, *(met(number, pair, 9) for number, pair in enumerate(pairs())), marks(0, "before", school=5)]
    books = synced(answers, paired())
    over = {"programme": replace(PROGRAMME, until=NOW.date() - timedelta(days=1))}
    before, after = figures(answers, books), figures(answers, books, **over)
    assert totals(before) == totals(after) == [8, 8, 8, 8, 4, 4, 0]
    assert len(before.lists) > len(after.lists) == 0
    assert all(pair.mentee and pair.mentor for pair in before.pairs)
    assert not any(pair.mentee or pair.mentor for pair in after.pairs)
    named = repr([rows(synced(answers, books, **over), tab) for tab in ("course", "influence", "monitoring")])
    assert not any(name in named for name in PUPILS)


@settings(max_examples=15)
@given(
    st.sets(st.sampled_from(range(len(ENROLLED)))),
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["Рабочая", "Заключительная"])), max_size=5),
)
def test_no_stage_has_more_people_than_the_one_before(missing, reports):
    answers = [item for place, item in enumerate(ENROLLED) if place not in missing]
    answers += [met(number, pairs()[pair], number, kind) for number, (pair, kind) in enumerate(reports)]
    for funnel in figures(answers, paired(), force=True).funnels:
        for group in funnel.groups:
            counts = [group.counts[stage] for stage in STAGES]
            assert counts == sorted(counts, reverse=True)
