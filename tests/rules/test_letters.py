"""Who is written to, at which address, of what; who may be named to whom; and that nothing is told twice."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answer import Answer
from forms.questionnaire import Purpose
from sheets_schema.change import BookChange
from sync.errors import UnknownMeeting, UnknownPair
from sync.render.letter_text import body_of, subject_of
from sync.rules.addresses import addresses_in
from sync.rules.decide import decide
from sync.rules.letter_ledger import QUEUED, REFUSED, SENT, Noted, meeting_key, numbered
from sync.rules.letters import Asked, Kind, Letter, Meeting, first_name_of, letters_for
from sync.rules.letters_due import Due, address_mark, lines_of, sort_out
from sync.rules.memory import lines_change
from sync.rules.plan import Plan
from sync.rules.world import FormStanding, World
from tests.rules.paper import (
    NO,
    NOW,
    PROGRAMME,
    answer,
    carried_out,
    guardian_consent,
    mentee,
    mentor,
    own_consent,
    questionnaires,
    row,
    rows,
    synced,
    typed,
    world,
)
from tests.rules.test_registers import Books, code_of

CHILD, CHILDS_DAY = "Королёва Алёна Сергеевна", "2013-05-01"
TEEN, TEENS_DAY = "Громов Юрий Олегович", "2009-02-03"
ADULT, ADULTS_DAY = "Щукина Яна Львовна", "1990-05-01"
WAITING, WAITINGS_DAY = "Белов Глеб Ильич", "2013-03-03"
CONTACT = "+7 916 123-45-67, alena@mail.example; мама: <Mama@Mail.example>."
TOPICS = ("consent_participant", "consent_guardian", "wishes", "meeting", "feedback", "consent_publication")
APPLIED = [
    mentee(1, CHILD, CHILDS_DAY, pupil_contact=CONTACT),
    guardian_consent(2, CHILD, CHILDS_DAY),
    mentor(3, TEEN, TEENS_DAY, "10А", contact="yura@mail.example"),
    own_consent(4, TEEN, TEENS_DAY),
    guardian_consent(5, TEEN, TEENS_DAY),
    mentee(6, WAITING, WAITINGS_DAY, pupil_contact="gleb@mail.example"),
]
FORMS = tuple(
    FormStanding(item.key, item.title, f"https://forms.example/{item.key}", open=item.key in TOPICS)
    for item in questionnaires()
)


@cache
def paired() -> Books:
    return paired_of(APPLIED)


def paired_of(answers: list[Answer]) -> Books:
    """Everybody applied, the mentor is ready, the one pair is approved."""
    books = synced(answers, forms=FORMS)
    for line in rows(books, "readiness"):
        books = typed(books, "readiness", line.key, decision="допущен", trained="да")
    books = synced(answers, synced(answers, books, forms=FORMS), forms=FORMS, wants_pairs=True)
    books = typed(books, "pairs", rows(books, "pairs")[0].key, decision="утвердить")
    return synced(answers, books, forms=FORMS)


def seen(answers: list[Answer] = APPLIED, books: Books | None = None, **more: object) -> World:
    return world(answers, books or paired(), forms=FORMS, **more)


def told(asked: Asked | Kind, at: World | None = None) -> dict[str, Letter]:
    """The letters by first name."""
    asked = asked if isinstance(asked, Asked) else Asked(asked)
    return {letter.first_name: letter for letter in letters_for(at or seen(), asked)}


def text(letter: Letter) -> str:
    return body_of(letter, PROGRAMME)


def pair_of(books: Books | None = None) -> str:
    return rows(books or paired(), "pairs")[0].key


# Addresses


@pytest.mark.parametrize(
    ("contact", "found"),
    [
        (CONTACT, ("alena@mail.example", "Mama@mail.example")),
        ("a@b.example, A@B.example", ("a@b.example",)),
        ("почта:ivan@школа.рф", ("ivan@xn--80atdl2c.xn--p1ai",)),
        ("ivan@mail,ru", ()),
        ("ivan@@mail.ru ivan@mail иван@mail.ru", ()),
        ("+79161234567", ()),
        ("a@b.example\r\nBcc: thief@c.example", ("a@b.example", "thief@c.example")),
        (f"{'a' * 250}@mail.ru", ()),
    ],
)
def test_an_address_is_taken_as_it_stands_or_not_at_all(contact: str, found: tuple[str, ...]):
    assert addresses_in(contact) == found


@given(st.text(max_size=60))
def test_no_address_can_end_a_header_or_add_another(contact: str):
    for address in addresses_in(contact + "@mail.ru"):
        assert address.isascii()
        assert re.fullmatch(r"[^\s,;<>]+@[a-z0-9.-]+", address)


# Names


@pytest.mark.parametrize(
    ("full_name", "first"),
    [("Королёва Алёна Сергеевна", "Алёна"), ("Алёна Королёва", "Алёна"), ("ЩУКИНА ЯНА", "ЯНА"), ("", "")],
)
def test_people_are_greeted_by_their_first_name_wherever_it_stands(full_name: str, first: str):
    assert first_name_of(full_name) == first


def test_a_child_is_told_of_a_minor_by_first_name_and_class_alone():
    letters = told(Kind.PAIRS)
    assert letters.keys() == {"Алёна", "Юрий"}
    assert "Ваш наставник:\n  — Юрий, 10А\n" in text(letters["Алёна"])
    assert "Ваш наставляемый:\n  — Алёна, 7А\n" in text(letters["Юрий"])
    for letter in letters.values():
        assert not re.search("Громов|Королёв|Олегович|Сергеевн", text(letter) + subject_of(letter))


def test_a_grown_up_is_named_in_full_and_greeted_by_name_and_patronymic():
    answers = [*APPLIED[:2], mentor(3, ADULT, ADULTS_DAY), own_consent(4, ADULT, ADULTS_DAY)]
    letters = told(Kind.PAIRS, seen(answers, paired_of(answers)))
    assert text(letters["Яна Львовна"]).startswith("Здравствуйте, Яна Львовна!\n")
    assert "  — Щукина Яна Львовна, 10А\n" in text(letters["Алёна"])


def test_a_name_with_a_line_of_its_own_stays_on_one_line():
    answers = list(APPLIED)
    answers[2] = mentor(3, TEEN, TEENS_DAY, "10А\r\nBcc: thief@c.example", contact="yura@mail.example")
    assert "— Юрий, 10А Bcc: thief@c.example\n" in text(told(Kind.PAIRS, seen(answers))["Алёна"])


# Pairs


def test_both_of_a_pair_get_first_steps_their_links_and_the_curator():
    letters = told(Kind.PAIRS)
    child, teen = letters["Алёна"], letters["Юрий"]
    assert child.to == ("alena@mail.example", "Mama@mail.example")
    assert "Первые шаги:\n1. " in text(child)
    assert "Петрова М. С., petrova@school.example" in text(child)
    assert [title for title, _ in child.links] == ["Обратная связь", "Пожелания после общей встречи"]
    assert "Встреча пары" in {title for title, _ in teen.links}
    assert all(child.code in link for _, link in child.links)


@pytest.mark.parametrize("words", ["", "отклонить", "завершить"])
def test_nobody_is_told_of_a_pair_that_staff_have_not_approved_or_that_is_over(words: str):
    books = typed(paired(), "pairs", pair_of(), decision=words)
    assert told(Kind.PAIRS, seen(books=books)) == {}


def test_who_withdrew_a_minute_ago_gets_nothing_and_is_named_to_nobody():
    withdrawn = [*APPLIED, own_consent(9, TEEN, TEENS_DAY, decision=NO)]
    for kind in (Kind.PAIRS, Kind.SURVEYS, Kind.CONSENT):
        letters = told(kind, seen(withdrawn))
        assert "Юрий" not in letters
        assert not any("Юрий" in text(letter) for letter in letters.values())
    with pytest.raises(UnknownPair):
        told(Asked(Kind.MEETING, meeting=MEETING), seen(withdrawn))


# Meetings

AT = datetime(2026, 11, 25, 15, 0, tzinfo=PROGRAMME.zone)
MEETING = Meeting(pair_of(), AT, 40, "кабинет 12")


def with_lines(books: Books, lines: dict[str, dict[str, object] | None]) -> Books:
    """The hidden tab with these lines."""
    return carried_out(books, Plan(books=(BookChange("personal", (lines_change(books["personal"], lines),)),)))


def test_both_are_told_when_and_where_and_with_whom():
    letters = told(Asked(Kind.MEETING, meeting=MEETING))
    assert "С кем: Юрий, 10А\nКогда: 25.11.2026, 15:00, 40 минут\nГде: кабинет 12" in text(letters["Алёна"])
    assert "С кем: Алёна, 7А" in text(letters["Юрий"])
    assert letters["Юрий"].topics[0].uid == f"pair-{MEETING.pair}-meet-1@lyceum-2026"


def test_a_pair_that_is_none_and_a_meeting_that_was_never_told_of_are_refused():
    with pytest.raises(UnknownPair):
        told(Asked(Kind.MEETING, meeting=replace(MEETING, pair="2222222-3333333")))
    with pytest.raises(UnknownMeeting):
        told(Asked(Kind.MEETING, meeting=replace(MEETING, number=2)))


def test_a_meeting_that_moves_keeps_its_number_and_its_sequence_grows():
    books = with_lines(paired(), {meeting_key(MEETING.pair, 1): {"sequence": 0, "told": MEETING.told}})
    same, moved = MEETING, replace(MEETING, minutes=60, number=1)
    other = replace(MEETING, minutes=60)
    topics = [
        told(Asked(Kind.MEETING, meeting=each), seen(books=books))["Юрий"].topics[0] for each in (same, moved, other)
    ]
    assert [topic.uid.partition("-meet-")[2] for topic in topics] == [f"{n}@lyceum-2026" for n in (1, 1, 2)]
    assert [topic.sequence for topic in topics] == [0, 1, 0]
    assert [topic.occasion.partition("/")[2] for topic in topics] == ["1/0", "1/1", "2/0"]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.none() | st.integers(1, 3)), max_size=12))
def test_whatever_is_planned_and_moved_no_two_meetings_share_a_number_and_no_sequence_falls(steps):
    known = {}
    for place, number in steps:
        found = numbered(known, place, number)
        assert (found is None) == (number is not None and number not in known)
        if found:
            before = known.get(found.number)
            assert before is None or found.sequence == before.sequence + (before.told != place)
            assert numbered({**known, found.number: found}, place, found.number) == found
            known[found.number] = found
    assert sorted(known) == list(range(1, len(known) + 1))


# Surveys and consents


def test_who_has_not_answered_is_reminded_of_each_open_survey_and_pressed_for_no_free_consent():
    letters = told(Kind.SURVEYS)
    assert [topic.title for topic in letters["Юрий"].topics] == ["Обратная связь", "Пожелания после общей встречи"]
    code = letters["Юрий"].code
    answered = [*APPLIED, answer("wishes", 7, {"code": code, "full_name": TEEN})]
    assert [t.title for t in told(Kind.SURVEYS, seen(answered))["Юрий"].topics] == ["Обратная связь"]
    assert "Глеб" not in letters


def test_only_who_applied_and_is_waited_for_is_asked_for_a_consent():
    letters = told(Kind.CONSENT)
    assert letters.keys() == {"Глеб"}
    assert letters["Глеб"].to == ("gleb@mail.example",)
    assert "(его даёт родитель или другой законный представитель)" in text(letters["Глеб"])
    refused = [*APPLIED, guardian_consent(9, WAITING, WAITINGS_DAY, NO)]
    assert told(Kind.CONSENT, seen(refused)) == {}


def test_a_consent_that_must_be_renewed_is_asked_for_too():
    birthday = datetime(2027, 3, 3, 9, tzinfo=UTC)
    answers = [*APPLIED, guardian_consent(9, WAITING, WAITINGS_DAY)]
    letters = told(Kind.CONSENT, seen(answers, now=birthday))
    assert [topic.consent for topic in letters["Глеб"].topics] == [Purpose.OWN_CONSENT]
    assert "согласие пора обновить" in text(letters["Глеб"])


def test_whose_consent_must_be_renewed_is_asked_for_that_and_nothing_else():
    of_age, code = seen(now=datetime(2027, 2, 4, 9, tzinfo=UTC)), code_of(paired(), TEEN)
    kinds = (Kind.PAIRS, Kind.SURVEYS, Kind.CONSENT)
    assert [kind for kind in kinds if code in {each.code for each in told(kind, of_age).values()}] == [Kind.CONSENT]


# Once


def noted(kind: Kind, state: str, name: str = "Алёна", to: str = "") -> Books:
    letter = told(kind)[name]
    lines = {
        key: Noted(letter.code, kind, occasion, state, "run", to).to_json()
        for key, occasion in lines_of(PROGRAMME.id, letter).items()
    }
    return with_lines(paired(), lines)


def due(kind: Kind, books: Books | None = None, answers: list[Answer] = APPLIED, **more: object) -> Due:
    asked, at = Asked(kind, **more), seen(answers, books)
    return sort_out(at, letters_for(at, asked), asked)


def names(letters: tuple[Letter, ...]) -> set[str]:
    return {letter.first_name for letter in letters}


def test_what_was_told_is_not_told_again():
    found = due(Kind.PAIRS, noted(Kind.PAIRS, SENT))
    assert (names(found.due), found.told, found.unknown) == ({"Юрий"}, 1, ())


def test_what_a_crash_left_queued_is_listed_and_never_goes_again_by_itself():
    books = noted(Kind.PAIRS, QUEUED)
    code = told(Kind.PAIRS)["Алёна"].code
    assert (names(due(Kind.PAIRS, books).due), due(Kind.PAIRS, books).unknown) == ({"Юрий"}, (code,))
    asked_for = due(Kind.PAIRS, books, again=frozenset({code}))
    assert (names(asked_for.due), asked_for.unknown) == ({"Юрий", "Алёна"}, ())


def test_a_refused_address_waits_until_it_is_another_one():
    letter = told(Kind.PAIRS)["Юрий"]
    books = noted(Kind.PAIRS, REFUSED, "Юрий", address_mark(letter))
    assert due(Kind.PAIRS, books).refused == (letter.code,)
    books = typed(books, "mentors", letter.code, contact="yuri@mail.example")
    assert names(due(Kind.PAIRS, books).due) == {"Алёна", "Юрий"}


def test_a_survey_that_opens_later_is_told_of_alone():
    letter = told(Kind.SURVEYS)["Юрий"]
    feedback = {key: occ for key, occ in lines_of(PROGRAMME.id, letter).items() if occ == "feedback"}
    lines = {key: Noted(letter.code, Kind.SURVEYS, occ, SENT).to_json() for key, occ in feedback.items()}
    found = {each.first_name: each for each in due(Kind.SURVEYS, with_lines(paired(), lines)).due}
    assert [topic.occasion for topic in found["Юрий"].topics] == ["wishes"]


def test_a_reminder_is_wished_for_and_goes_once_a_day():
    books = noted(Kind.SURVEYS, SENT)
    assert "Алёна" not in names(due(Kind.SURVEYS, books).due)
    assert "Алёна" in names(due(Kind.SURVEYS, books, anew=True).due)
    letter = told(Asked(Kind.SURVEYS, anew=True))["Алёна"]
    lines = lines_of(PROGRAMME.id, letter)
    today = {key: Noted(letter.code, Kind.SURVEYS, occ, SENT).to_json() for key, occ in lines.items()}
    assert "Алёна" not in names(due(Kind.SURVEYS, with_lines(books, today), anew=True).due)


def test_who_left_no_address_is_listed_with_a_text_to_hand_over():
    books = typed(paired(), "mentors", told(Kind.PAIRS)["Юрий"].code, contact="+7 900 000-00-00")
    found = due(Kind.PAIRS, books)
    assert (names(found.due), names(found.nowhere)) == ({"Алёна"}, {"Юрий"})


# What a synchronisation does to the ledger


def test_a_synchronisation_keeps_the_ledger_and_has_nothing_to_do_for_it():
    books = with_lines(noted(Kind.PAIRS, SENT), {meeting_key(pair_of(), 1): {"sequence": 2, "told": "ab"}})
    assert not decide(seen(books=books))
    changed = [*APPLIED, own_consent(9, TEEN, TEENS_DAY, decision=NO)]
    after = carried_out(books, decide(seen(changed, books)))
    kept = [line.key for line in rows(after, "personal.memory") if line.key.startswith(("letter:", "meeting:"))]
    assert len(kept) == 2


def test_what_somebody_typed_into_the_ledger_is_no_letter():
    key = next(iter(lines_of(PROGRAMME.id, told(Kind.PAIRS)["Алёна"])))
    books = with_lines(paired(), {key: {"code": "x", "odd": 1}})
    assert names(due(Kind.PAIRS, books).due) == {"Алёна", "Юрий"}


def test_a_plan_says_of_whom_no_file_may_tell_and_who_is_only_waited_for():
    waiting = code_of(paired(), WAITING)
    plan = decide(seen([*APPLIED, own_consent(9, TEEN, TEENS_DAY, decision=NO)]))
    assert set(plan.closed) == {waiting, code_of(paired(), TEEN)}
    assert plan.asked == (waiting,)
    assert NOW.tzinfo is UTC
    assert row(paired(), "consents", full_name=CHILD).key not in plan.closed
