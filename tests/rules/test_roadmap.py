"""The road map: dates are the school's, evidence is counted from the rows and tells no name."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.load import load_questionnaires
from sheets_schema.tables import table
from sync.cli.root import COMMANDS
from sync.rules.activities import ACTIVITIES, STAGES
from sync.rules.numerals import Noun, counted
from sync.rules.roadmap import EVIDENCE
from tests.rules.paper import NO, PROGRAMME, guardian_consent, mentee, row, rows, typed, with_rows
from tests.rules.surveys import said
from tests.rules.test_registers import GLEB, GLEBS_DAY, YANA, code_of
from tests.rules.test_year_lines import OLEG
from tests.rules.year import (
    APPLIED,
    CONSENTED,
    ENROLLED,
    ONE_FORM,
    answers_of_the_year,
    evidence,
    finished,
    on,
    planned,
    prepared,
    state,
    states,
    synced,
)

NUMBERS = [activity.number for activity in ACTIVITIES]
COUNTS = dict(zip("234567", (3, 4, 4, 4, 8, 8), strict=True))
THE_YEAR_AFTER = dataclasses.replace(PROGRAMME, year="2027-2028", until=date(2028, 8, 31))
NOT_BEGUN, UNDER_WAY, DONE = "не начато", "идёт", "сделано"


@pytest.fixture(scope="module")
def ready():
    return prepared()


@pytest.fixture(scope="module")
def year(ready):
    """The books at the end of the year, and all that was answered."""
    answers = answers_of_the_year(ready)
    return finished(synced(answers, ready, **ONE_FORM), answers), answers


# What the list is


def test_thirty_one_activities_in_seven_stages_each_with_evidence_of_its_own():
    assert len(NUMBERS) == len(set(NUMBERS)) == 31
    assert {stage: sum(number.startswith(stage) for number in NUMBERS) for stage in COUNTS} == COUNTS
    assert len(STAGES) == 7
    assert list(EVIDENCE) == NUMBERS
    assert len(set(EVIDENCE.values())) == 31


@pytest.mark.parametrize("activity", ACTIVITIES, ids=NUMBERS)
def test_where_an_activity_lives_there_is_such_a_place(activity):
    for name in activity.tabs:
        tab, _, column = name.partition(".")
        assert not column or column in table(tab).by_key
    assert set(activity.surveys) <= {item.key for item in load_questionnaires()}
    assert {command.split()[0] for command in activity.commands} <= set(COMMANDS)


# Dates


def test_the_dates_are_born_in_the_school_year_of_the_programme():
    books = synced([])
    assert [line.key for line in rows(books, "roadmap")] == NUMBERS
    line = row(books, "roadmap", number="2.3")
    assert (line.get("start"), line.get("end")) == (date(2027, 2, 1), date(2027, 2, 28))
    regular = row(books, "roadmap", number="6.4")
    assert (regular.get("start"), regular.get("end")) == (date(2026, 12, 1), date(2027, 5, 31))
    assert row(books, "roadmap", number="7.3").get("start") == date(2027, 9, 1)
    assert line.text("responsible") == "Зам. директора по УВР"


def test_the_year_after_they_are_a_year_later_and_february_may_have_a_day_more():
    books = synced([], programme=THE_YEAR_AFTER)
    assert row(books, "roadmap", number="2.3").get("end") == date(2028, 2, 29)
    assert row(books, "roadmap", number="7.8").get("end") == date(2028, 12, 31)


def test_a_year_of_which_the_name_says_nothing_is_told_by_the_day_of_its_end():
    books = synced([], programme=dataclasses.replace(THE_YEAR_AFTER, year="этот год"))
    assert row(books, "roadmap", number="4.1").get("start") == date(2027, 9, 1)


def test_what_the_school_wrote_stays_as_it_wrote_it():
    books = synced([])
    books = typed(
        books, "roadmap", "2.1", start=date(2026, 9, 7), end="до ноября", responsible="Иванова", note="см. приказ"
    )
    books = typed(books, "roadmap", "2.2", end=None)
    books = synced(ENROLLED, books, programme=dataclasses.replace(PROGRAMME, year="2030-2031"))
    line = row(books, "roadmap", number="2.1")
    assert (line.get("start"), line.text("end"), line.text("responsible")) == (date(2026, 9, 7), "до ноября", "Иванова")
    assert line.text("evidence") == "2 анкеты, 2 согласия"
    assert row(books, "roadmap", number="2.2").get("end") is None


def test_what_the_machine_says_is_put_right_when_somebody_types_over_it():
    books = typed(synced([]), "roadmap", "2.1", state="сделано", evidence="всё хорошо")
    plan = planned([], books)
    assert [issue.who for issue in plan.restored] == ["2.1", "2.1"]
    assert state(synced([], books), "2.1") == NOT_BEGUN


def test_late_is_what_is_not_done_when_its_own_last_day_has_gone_by():
    books = synced([])
    assert row(books, "roadmap", number="4.2").text("late") == "да"
    books = synced([], typed(books, "roadmap", "4.2", end=date(2026, 11, 22)))
    assert row(books, "roadmap", number="4.2").text("late") == "", "today is still in time"
    books = synced([], books, **on(date(2026, 11, 23)))
    assert row(books, "roadmap", number="4.2").text("late") == "да"
    books = synced([], typed(books, "roadmap", "4.2", end="когда-нибудь"))
    assert row(books, "roadmap", number="4.2").text("late") == ""


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dates(date(2026, 1, 1), date(2028, 1, 1)), min_size=62, max_size=62))
def test_no_order_of_the_dates_changes_what_is_done(days):
    books = synced(ENROLLED)
    before = states(books), evidence(books, "2.1")
    for number, start, end in zip(NUMBERS, days[::2], days[1::2], strict=True):
        books = typed(books, "roadmap", number, start=start, end=end)
    after = synced(ENROLLED, books)
    assert (states(after), evidence(after, "2.1")) == before


# Evidence


def test_the_evidence_moves_when_an_answer_comes():
    books = synced([])
    assert (state(books, "2.1"), evidence(books, "2.1")) == (NOT_BEGUN, "0 анкет, 0 согласий")
    books = synced(APPLIED, books)
    assert (state(books, "2.1"), evidence(books, "2.1")) == (UNDER_WAY, "2 анкеты, 0 согласий, 2 ждут")
    books = synced([*APPLIED, CONSENTED[0]], books)
    assert evidence(books, "2.1") == "2 анкеты, 1 согласие, 1 ждёт"
    books = synced(ENROLLED, books)
    assert (state(books, "2.1"), evidence(books, "2.1")) == (DONE, "2 анкеты, 2 согласия")
    assert (state(books, "2.2"), evidence(books, "2.2")) == (UNDER_WAY, "0 карточек, 2 согласия")


def test_the_evidence_moves_when_a_pair_is_proposed_approved_and_fixed():
    answers = ENROLLED
    books = synced(answers)
    books = synced(answers, typed(books, "readiness", code_of(books, OLEG), decision="допущен", trained="да"))
    assert evidence(books, "5.3") == "утверждено: 0 пар, без пары: 2"
    books = synced(answers, books, wants_pairs=True)
    assert (state(books, "5.3"), evidence(books, "5.3")) == (
        UNDER_WAY,
        "утверждено: 0 пар, без решения: 2, без пары: 2",
    )
    for pair in rows(books, "pairs"):
        books = typed(books, "pairs", pair.key, decision="утвердить")
    books = synced(answers, books)
    assert (state(books, "5.3"), evidence(books, "5.3")) == (DONE, "утверждено: 2 пары")
    assert (state(books, "5.4"), evidence(books, "5.4")) == (NOT_BEGUN, "в приказе пар: 0 из 2")
    for pair in rows(books, "pairs"):
        books = typed(books, "pairs", pair.key, order="№ 41 от 01.12.2026")
    assert state(synced(answers, books), "5.4") == DONE


def test_at_the_beginning_of_the_year_nothing_has_begun_and_at_its_end_all_is_done(year):
    assert set(states(synced([])).values()) == {NOT_BEGUN}
    assert set(states(year[0]).values()) == {DONE}
    assert not any(line.text("late") for line in rows(year[0], "roadmap"))


WHAT_ENDS_IT = {  # the tab whose rows, emptied of these columns, must undo the activity
    "2.3": ("mentees", "request"),
    "4.2": ("readiness", "decision"),
    "4.3": ("readiness", "trained_by"),
    "4.4": ("readiness", "trained"),
    "5.1": ("gatherings", "first_came"),
    "5.3": ("pairs", "decision"),
    "6.3": ("plans", "task"),
    "6.7": ("gatherings", "final_came"),
    "7.2": ("awards", "award"),
    "7.5": ("cases", "case_title", "link"),
    "7.6": ("cases", "published_on"),
    "7.7": ("mentees", "results"),
    "7.8": ("consents", "reuse_paper"),
}


@pytest.mark.parametrize("number", WHAT_ENDS_IT)
def test_without_what_staff_wrote_it_is_not_done(year, number):
    books, answers = year
    tab, *columns = WHAT_ENDS_IT[number]
    for line in rows(books, tab):
        books = typed(books, tab, line.key, **dict.fromkeys(columns))
    if number == "7.8":
        for line in rows(books, "consents"):
            books = typed(books, "consents", line.key, withdrawn_on=date(2026, 11, 20), withdrawn_what=OTHER_SCHOOLS)
    lines = {line.key: line for line in planned(answers, books, **ONE_FORM).roadmap.lines}
    assert lines[number].text("state") != DONE


OTHER_SCHOOLS = "использование базы другими школами"


ANSWERS_OF = {
    "2.2": "third_party",
    "3.2": "assessment_mentee_before",
    "4.1": "assessment_mentor_before",
    "5.2": "wishes",
    "6.1": "meeting",
    "6.2": "meeting",
    "6.4": "meeting",
    "6.5": "feedback",
    "6.6": "meeting",
    "6.8": "satisfaction",
    "7.1": "invitation",
    "7.3": "quality",
    "7.4": "assessment_mentor_after",
}


@pytest.mark.parametrize("number", ANSWERS_OF)
def test_without_the_answers_of_its_survey_it_is_not_done(ready, year, number):
    answers = [answer for answer in year[1] if answer.questionnaire != ANSWERS_OF[number]]
    books = finished(synced(answers, ready, **ONE_FORM), answers)
    assert state(books, number) != DONE


def test_one_kind_of_meeting_is_not_another(ready, year):
    answers = [answer for answer in year[1] if answer.text("kind") != "Заключительная"]
    books = finished(synced(answers, ready, **ONE_FORM), answers)
    assert {number: state(books, number) for number in ("6.1", "6.2", "6.4", "6.6")} == {
        "6.1": DONE,
        "6.2": DONE,
        "6.4": UNDER_WAY,
        "6.6": NOT_BEGUN,
    }


def test_a_form_of_mentoring_without_anybody_is_not_yet_chosen_in_earnest():
    books = synced(ENROLLED)
    assert (state(books, "3.1"), evidence(books, "3.1")) == (UNDER_WAY, "2 формы, участники есть в 1")


def test_the_mark_of_the_school_counts_before_what_the_machine_can_see():
    books = typed(typed(synced([]), "roadmap", "4.3", mark="Сделано."), "roadmap", "7.6", mark="не проводим")
    books = synced([], books)
    line = row(books, "roadmap", number="4.3")
    assert (line.text("state"), line.text("late"), line.text("evidence")) == (DONE, "", "0 экспертов, 0 материалов")
    assert state(books, "7.6") == "не проводим"


def test_a_line_that_staff_took_out_is_asked_about_and_not_made_again():
    books = with_rows(synced([]), "roadmap", lambda lines: [line for line in lines if line.key != "7.6"])
    plan = planned([], books)
    assert [issue.what for issue in plan.issues] == ["Строка удалена из таблицы"]
    assert len(plan.roadmap.lines) == 30


def test_who_took_the_consent_back_is_counted_nowhere_any_more():
    books = synced(ENROLLED)
    gone = [answer for answer in ENROLLED if answer is not CONSENTED[0]]
    books = synced([*gone, guardian_consent(2, GLEB, GLEBS_DAY, NO, edited=60)], books)
    assert evidence(books, "2.1") == "2 анкеты, 1 согласие, 1 отказ"
    assert evidence(books, "2.3") == "1 наставляемый, запрос назван у 1"


def test_what_was_done_stays_done_when_the_term_of_the_consents_ends(year):
    books, answers = year
    after = synced(answers, books, **ONE_FORM, **on(date(2027, 9, 15)))
    assert [number for number, found in states(after).items() if found != DONE] == []


def test_the_evidence_names_nobody(year):
    told = " ".join(line.text("evidence") for line in rows(year[0], "roadmap"))
    people = {part for name in (GLEB, YANA, OLEG) for part in name.split()}
    codes = {line.key for line in rows(year[0], "consents")}
    assert not [word for word in people | codes if word in told]


def test_the_requests_of_the_first_stage_are_told_beside_the_activities():
    answers = [said("request", 1, from_whom="Учитель", topics="Олимпиады")]
    books = synced(answers)
    books = typed(books, "requests", rows(books, "requests")[0].key, where_to_look="Выпускники")
    told = planned(answers, books).roadmap.preliminary
    assert told == "1 запрос; написано, где искать наставников: 1, что нужно: 0"


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 пар"), (1, "1 пара"), (3, "3 пары"), (11, "11 пар"), (14, "14 пар"), (22, "22 пары"), (121, "121 пара")],
)
def test_numbers_agree_with_their_nouns(number, text):
    assert counted(number, Noun("пара", "пары", "пар")) == text


def test_somebody_new_late_in_the_year_opens_it_again(year):
    books, answers = year
    late = mentee(30, "Новикова Ася Романовна", "2013-02-02")
    after = synced([*answers, late], books, **ONE_FORM)
    assert (state(after, "2.1"), state(after, "2.3")) == (UNDER_WAY, DONE)
