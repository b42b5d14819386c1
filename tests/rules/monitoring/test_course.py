"""How the work goes on: meetings against what was agreed, and lists that lead to a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sheets_schema.record import Record
from sync.rules.monitoring.course import meetings, pair_courses
from sync.rules.monitoring.rhythm import weeks_between
from tests.rules.monitoring.small_school import (
    ENROLLED,
    NOW,
    PUPILS,
    TODAY,
    enrolled,
    figures,
    met,
    paired,
    pairs,
    seen_by_rules,
    synced,
    with_settings,
)
from tests.rules.paper import answer, rows


def listed(books, name: str) -> list[tuple[str, str]]:
    return [(line.text("key"), line.text("detail")) for line in rows(books, "course") if line.text("list") == name]


def course(answers, key: str, books=None, **more):
    return next(item for item in figures(answers, books or paired(), **more).pairs if item.key == key)


def test_a_pair_that_has_not_met_for_weeks_is_listed_and_leads_to_its_row():
    first, second, *_ = pairs()
    books = synced([*ENROLLED, met(1, first, 5), met(2, first, 4), met(3, second, 1)], paired())
    assert listed(books, "Давно не встречались") == [(first, "без встреч 4 недели")]
    last_week = [*ENROLLED, met(1, first, 2), met(2, second, 3)]
    assert listed(synced(last_week, paired()), "Давно не встречались") == [(second, "без встреч 3 недели")]
    line = next(line for line in rows(books, "course") if line.text("list") == "Давно не встречались")
    assert line.text("tab") == "Пары и группы"
    assert line.text("who").split(" — ")[0] in PUPILS
    assert rows(books, "pairs")[0].key == first


def test_the_school_says_after_how_many_weeks():
    answers = [*ENROLLED, met(1, pairs()[0], 4)]
    books = synced(answers, paired(), **with_settings(idle_weeks=5))
    assert listed(books, "Давно не встречались") == []


def test_a_pair_that_said_goodbye_waits_for_no_meeting():
    first = pairs()[0]
    found = course([*ENROLLED, met(1, first, 9), met(2, first, 8, "Заключительная")], first)
    assert (found.finished, found.idle, found.held, found.agreed) == (True, None, 2, 1)
    few = [*ENROLLED, met(1, first, 9), met(2, first, 1, "Заключительная")]
    assert course(few, first).agreed == 5
    assert listed(synced(few, paired()), "Встреч меньше, чем договорились") == []


def test_pairs_without_any_report_are_listed_apart():
    first, *others = sorted(pairs())
    books = synced([*ENROLLED, met(1, first, 1)], paired())
    assert [key for key, _ in listed(books, "Ещё не встречались")] == others


def test_meetings_are_counted_against_the_rhythm_of_the_programme():
    first = pairs()[0]
    answers = [*ENROLLED, met(1, first, 6), met(2, first, 0)]
    assert (course(answers, first).held, course(answers, first).agreed) == (2, 4)
    assert course(answers, first, **with_settings(meeting_weeks=6)).agreed == 2
    assert listed(synced(answers, paired()), "Встреч меньше, чем договорились") == [(first, "2 из 4")]


@pytest.mark.parametrize(
    ("words", "weeks"),
    [
        ("раз в неделю", 1),
        ("Раз в 2 недели, по субботам", 2),
        ("раз в две недели", 2),
        ("два раза в неделю", 0.5),
        ("2 раза в месяц", 26 / 12),
        ("каждую неделю", 1),
        ("каждые три недели", 3),
        ("по субботам", 1),
        ("ежемесячно", 52 / 12),
        ("раз в 0 недель", 1),
        ("как получится", None),
        ("", None),
    ],
)
def test_a_rhythm_is_read_from_the_words_of_staff(words, weeks):
    assert weeks_between(words) == weeks


def test_a_meeting_tomorrow_or_in_another_century_is_asked_about_and_counts_for_no_week():
    first = pairs()[0]
    odd = [
        answer("meeting", number, {"pair": first, "date": day.isoformat(), "kind": "Рабочая"})
        for number, day in enumerate([TODAY + timedelta(days=1), TODAY.replace(year=1926), TODAY])
    ]
    found = figures([*ENROLLED, *odd], paired())
    of_pair = next(item for item in found.pairs if item.key == first)
    assert (len(found.weeks), of_pair.held, sum(of_pair.by_week), of_pair.last) == (1, 3, 1, TODAY)
    assert len([item for item in found.lists if item.list == "Проверьте дату встречи"]) == 2


def test_the_strip_has_every_week_from_the_first_meeting_to_this_one():
    first, second, *_ = pairs()
    found = figures([*ENROLLED, met(1, first, 3), met(2, first, 3), met(3, second, 0)], paired())
    assert [week.weekday() for week in found.weeks] == [0, 0, 0, 0]
    by_pair = {item.key: item.by_week for item in found.pairs}
    assert (by_pair[first], by_pair[second]) == ((2, 0, 0, 0), (0, 0, 0, 1))


def test_a_week_is_the_schools_late_on_sunday_it_is_monday_there():
    """At 22:30 UTC on Sunday the 22nd it is Monday in Moscow: another week has begun."""
    answers = [*ENROLLED, met(1, pairs()[0], 1)]
    assert len(figures(answers, paired(), now=NOW.replace(hour=20)).weeks) == 2
    assert len(figures(answers, paired(), now=NOW.replace(hour=22, minute=30)).weeks) == 3


def test_feedback_is_missed_once_anybody_has_given_it():
    first = pairs()[0]
    mentee = first.split("-")[0]
    assert listed(paired(), "Нет обратной связи") == []
    books = synced([*ENROLLED, answer("feedback", 1, {"code": mentee, "how_it_goes": "8"})], paired())
    people = {code for pair in pairs() for code in pair.split("-")}
    assert {key for key, _ in listed(books, "Нет обратной связи")} == people - {mentee}


@pytest.mark.parametrize(("state", "idle"), [("на паузе", [None]), ("завершена", [None]), ("расторгнута", [])])
def test_a_pair_that_rests_or_ended_is_not_reminded_and_a_dissolved_one_is_none(state, idle):
    first = pairs()[0]
    seen = seen_by_rules([*ENROLLED, met(1, first, 9)])
    assert [item.idle for item in pair_courses(seen, meetings(seen), ()) if item.key == first] == [9]
    line = Record(first, {**seen.pairs[first].values, "state": state})
    seen = replace(seen, tabs={**seen.tabs, "pairs": {first: line}})
    assert [item.idle for item in pair_courses(seen, meetings(seen), ())] == idle


def test_without_pairs_there_is_nothing_to_list():
    assert figures(ENROLLED, enrolled()).lists == ()
