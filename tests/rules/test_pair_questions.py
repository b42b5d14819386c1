"""Questions that change nothing: what a lock would cost, and whether the published pairing is still the best."""

from __future__ import annotations

import pytest

from sync.errors import UnknownPerson
from sync.render.pair_text import price_json, price_text, verdict_json, verdict_text
from sync.rules.pair_questions import price_of, verdict_of
from sync.rules.way import Way
from tests.rules.paper import NO, guardian_consent, mentee, row, rows, synced, typed, world
from tests.rules.test_pair_locks import ALENA, BOTH, GLEB, OTHER, ready
from tests.rules.test_pairs import CHILDREN, MENTOR, admitted, pair_of, school

NEW, NEW_BORN = "Тихонов Пётр Ильич", "2013-01-01"
NEWCOMER = [mentee(30, NEW, NEW_BORN), guardian_consent(30, NEW, NEW_BORN)]


def proposed(answers=BOTH):
    return synced(answers, ready(answers), wants_pairs=True)


def asked(books, left, right, answers=BOTH):
    return price_of(world(answers, books), left, right)


# What a lock would cost


def test_the_price_of_a_lock_is_told_in_words_by_code_and_first_name():
    books = proposed()
    mine, other = pair_of(books, GLEB), pair_of(books, ALENA)
    priced = asked(books, "Белов", other.text("mentor_name"))
    text = price_text(priced)
    assert "Кто окажется не там, где сейчас:" in text
    assert f"{mine.key.partition('-')[0]} Глеб: от {mine.key.partition('-')[2]}" in text
    assert "прежних предложений: -2" in text
    assert "Белов" not in text
    assert priced.price is not None
    assert price_json(priced)["change"]["pairs"] == 0


def test_a_pair_that_is_proposed_anyway_costs_nothing():
    books = proposed()
    mine = pair_of(books, GLEB)
    text = price_text(asked(books, *mine.key.split("-")))
    assert text.endswith("эта пара и так лучшая. Закрепить её ничего не стоит.")


def test_a_lock_that_leaves_somebody_out_says_so():
    answers = school("1")
    books = synced(answers, admitted(answers), wants_pairs=True)
    (pair,) = rows(books, "pairs")
    left_out = ({GLEB, ALENA} - {pair.text("mentee_name")}).pop()
    text = price_text(asked(books, left_out, MENTOR, answers))
    assert "останется без пары" in text


@pytest.mark.parametrize("decision", ["утвердить", "закрепить"])
def test_a_decided_pair_and_a_mentee_who_has_one_cannot_be_locked_elsewhere(decision):
    books = proposed()
    mine = pair_of(books, GLEB)
    books = synced(BOTH, typed(books, "pairs", mine.key, decision=decision))
    assert asked(books, *mine.key.split("-")).reason == "эта пара уже утверждена"
    elsewhere = ({MENTOR, OTHER} - {mine.text("mentor_name")}).pop()
    assert "уже есть пара" in price_text(asked(books, GLEB, elsewhere))
    assert price_json(asked(books, GLEB, elsewhere))["possible"] is False


def test_what_stands_between_two_is_told_instead_of_a_price():
    books = ready(BOTH, OTHER)
    assert asked(books, GLEB, MENTOR).reason == "наставник: ещё не было собеседования"


def test_a_rejected_pair_has_no_price():
    books = proposed()
    mine = pair_of(books, GLEB)
    books = synced(BOTH, typed(books, "pairs", mine.key, decision="отклонить"))
    assert "отклонили" in asked(books, *mine.key.split("-")).reason


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [("Никто", MENTOR, 0), (GLEB, "Никто", 0), (MENTOR, GLEB, 0), ("", MENTOR, 0), (GLEB, "Павлович", 1)],
)
def test_who_is_not_known_or_not_alone_of_that_name_is_asked_for_by_code(left, right, alike):
    books = proposed()
    if alike:
        assert asked(books, left, right).mentor == row(books, "mentors", full_name=MENTOR).key
    else:
        with pytest.raises(UnknownPerson):
            asked(books, left, right)


def test_two_of_one_name_are_told_apart_by_code():
    twin = "Белов Олег Игоревич"
    answers = [*BOTH, mentee(31, twin, "2013-03-03"), guardian_consent(31, twin, "2013-03-03")]
    books = proposed(answers)
    with pytest.raises(UnknownPerson) as unknown:
        asked(books, "Белов", MENTOR, answers)
    assert len(unknown.value.alike) == 2


# Whether it is the best


def verdict(books, answers=BOTH):
    return verdict_of(world(answers, books))


def test_before_the_first_round_there_is_nothing_to_check():
    found = verdict(ready(BOTH))
    assert not found.holds
    assert "Подбора ещё не было" in verdict_text(found)
    assert verdict_json(found)["round"] is None


@pytest.mark.parametrize("way", Way)
def test_the_published_pairing_is_proved_from_the_sheets_alone(way):
    books = synced(BOTH, ready(BOTH), wants_pairs=True, way=way)
    found = verdict(books)
    assert found.holds
    assert found.pairs == 2
    assert "лучше нельзя. Итоги сходятся: пар 2" in verdict_text(found)
    assert verdict_json(found)["round"]["salt"] == "lyceum-2026"


def test_what_staff_decided_since_does_not_matter():
    books = proposed()
    books = synced(BOTH, typed(books, "pairs", pair_of(books, GLEB).key, decision="отклонить"))
    books = synced(BOTH, typed(books, "pairs", pair_of(books, ALENA).key, decision="утвердить"))
    assert verdict(books).holds


def test_a_repair_is_proved_with_the_proposals_that_it_found():
    answers = [*BOTH, *NEWCOMER]
    books = proposed()
    books = synced(answers, books)
    one = rows(books, "pairs")[0]
    books = typed(books, "mentees", one.key.partition("-")[0], times="Среда после уроков")
    books = synced(answers, books, wants_pairs=True, way=Way.REPAIR)
    assert {found.text("state") for found in rows(books, "pairs")} == {"снята", "предложена"}
    assert verdict(books, answers).holds


def test_a_later_round_is_proved_beside_the_pairs_that_stood_already():
    answers = [*BOTH, *NEWCOMER]
    books = proposed()
    books = synced(answers, typed(books, "pairs", pair_of(books, GLEB).key, decision="отклонить"))
    books = synced(answers, books, wants_pairs=True)
    found = verdict(books, answers)
    assert (found.holds, found.record.number) == (True, 2)


def test_a_newcomer_changes_the_ground_and_that_is_said():
    books = synced([*BOTH, *NEWCOMER], proposed())
    found = verdict(books, [*BOTH, *NEWCOMER])
    assert (found.holds, found.same_ground, found.lawful) == (False, False, True)
    assert "таблицы изменились" in verdict_text(found)


def test_a_child_who_left_makes_the_published_pairing_impossible_and_that_is_said():
    answers = [*BOTH, guardian_consent(99, *CHILDREN[0], NO, edited=5000)]
    found = verdict(synced(answers, proposed()), answers)
    assert (found.holds, found.lawful) == (False, False)
    assert "сегодня уже невозможны" in verdict_text(found)


def test_a_pairing_that_somebody_tampered_with_is_found_out():
    """In the hidden memory another pair is passed off as the round's."""
    books = proposed()
    mine, other = pair_of(books, GLEB), pair_of(books, ALENA)
    for pair in (mine, other):
        line = row(books, "programme.memory", key=f"row:pairs:{pair.key}")
        books = typed(
            books, "programme.memory", line.key, content=line.text("content").replace('"round": 1', '"round": 9')
        )
    found = verdict(books)
    assert not found.holds
    assert "таблицы изменились" in verdict_text(found) or "подобрать лучше" in verdict_text(found)


def test_totals_that_somebody_changed_are_found_out():
    books = proposed()
    line = row(books, "programme.memory", key="round")
    spoilt = line.text("content").replace('"pairs": 2', '"pairs": 3')
    found = verdict(typed(books, "programme.memory", "round", content=spoilt))
    assert (found.holds, found.same_ground, found.same_totals) == (False, True, False)
    assert "Итоги с записанными не сходятся" in verdict_text(found)


def test_a_model_of_another_version_is_named():
    books = proposed()
    line = row(books, "programme.memory", key="round")
    spoilt = line.text("content").replace('"version": 1', '"version": 7')
    assert "другой версией" in verdict_text(verdict(typed(books, "programme.memory", "round", content=spoilt)))
