"""Two who were described: one person, two, or a question for staff."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.rules.edits import edits, is_clear_slip
from sync.rules.given_names import KNOWN, NAMES_OF_MEN, NAMES_OF_WOMEN
from sync.rules.likeness import Described, Verdict, likeness, ranked, the_one
from sync.rules.look_alikes import is_sure, neighbours
from sync.rules.same_person import Part
from tests.rules.paper import mentee

SAME, ASK, DIFFERENT = Verdict.SAME, Verdict.ASK, Verdict.DIFFERENT
BORN, OTHER_DAY, SWAPPED = "2012-03-05", "2012-09-27", "2012-05-03"

SURNAMES = ("Иванова", "Афанасьева", "Афанасьев", "Мамин-Сибиряк", "Ли", "Бабич", "Роман", "Абдуллаев", "Nguyen", "")
GIVEN = (
    *("Алина", "Арина", "Саша", "Александр", "Александра", "Шура", "Алёна", "Елена", "Иван", "И.", "Мартин"),
    "Эльгюн",
    "",
)
PATRONYMICS = ("", "", "Сергеевна", "Сергеевич", "С.", "Вагиф оглы", "Вагифович")
DAYS = (BORN, SWAPPED, OTHER_DAY, "1985-03-05", "когда-то", "")
CLASSES = ("7А", "7 «а» класс", "8А", "7Б", "10", "учитель физики", "")


@st.composite
def slips(draw, words):
    """One of the words, perhaps with a letter too many, too few, or two in each other's place."""
    word = draw(st.sampled_from(words))
    place = draw(st.integers(0, max(0, len(word) - 2)))
    start, here, rest = word[:place], word[place : place + 2], word[place + 2 :]
    slipped = [word, word, start + here[::-1] + rest, start + here[:1] + rest, start + here[:1] + here + rest]
    return draw(st.sampled_from(slipped))


@st.composite
def described(draw):
    words = [draw(slips(SURNAMES)), draw(slips(GIVEN)), draw(st.sampled_from(PATRONYMICS))]
    if draw(st.booleans()):
        words.append(words.pop(0))
    name = draw(st.sampled_from([str, str.upper, str.lower]))(" ".join(words))
    return Described(name, draw(st.sampled_from(DAYS)), draw(st.sampled_from(CLASSES)))


def is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


@given(described(), described())
def test_it_does_not_matter_who_is_named_first(one, other):
    assert likeness(one, other).verdict is likeness(other, one).verdict


@given(described(), described())
def test_two_days_of_birth_are_never_joined(one, other):
    if one.born != other.born and is_day(one.born) and is_day(other.born):
        assert likeness(one, other).verdict is not SAME


@given(described(), described())
def test_names_alone_are_never_enough_to_join(one, other):
    if not (is_day(one.born) and is_day(other.born)):
        like = likeness(Described(one.name, "", ""), Described(other.name, other.born, other.school_class))
        assert like.verdict is not SAME


TWO_NAMES = st.lists(st.sampled_from(sorted(NAMES_OF_MEN) + sorted(NAMES_OF_WOMEN)), min_size=2, max_size=2)


@given(TWO_NAMES, st.sampled_from(["Иваненко", "Ли"]))
def test_twins_are_never_joined_however_alike_their_names(names, surname):
    one, other = (Described(f"{surname} {name}", BORN, "7А") for name in names)
    spelt_alike = [table[names[0]][0] for table in (NAMES_OF_MEN, NAMES_OF_WOMEN) if names[0] in table]
    if not any(names[1] in spellings for spellings in spelt_alike):
        assert likeness(one, other).verdict is not SAME


@given(st.sampled_from(sorted(KNOWN)), st.sampled_from(["", "Сергеевна", "Сергеевич"]), st.sampled_from([BORN, ""]))
def test_who_is_described_in_the_same_words_is_the_same(name, patronymic, born):
    one = Described(f"Афанасьева {name} {patronymic}", born, "7А")
    if len(name) > 1:
        assert likeness(one, Described(f" АФАНАСЬЕВА  {name.upper()} {patronymic}", born, "7 «а»")).verdict is SAME


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=12), st.text(max_size=5))
def test_any_text_at_all_may_be_compared(name, other, born, school_class):
    one = Described(name, born, school_class)
    assert likeness(one, Described(other, born, school_class)).verdict in Verdict


@given(st.lists(described(), min_size=2, max_size=6))
def test_whoever_is_joined_was_compared(people):
    """To compare everyone with everyone would cost too much; who is surely the same is never passed over for it."""
    parts = [Part([mentee(number, one.name, one.born)], classes={"7а"}) for number, one in enumerate(people)]
    compared = neighbours(parts)
    sure = [(i, j) for j in range(len(parts)) for i in range(j) if is_sure(parts[i], parts[j])]
    assert set(sure) <= set(compared)


@pytest.mark.parametrize("name", ["", "  ", "—", "Королёва", "Алёна", "А.", "К. А."])
def test_who_does_not_say_a_name_and_a_surname_is_joined_with_nobody(name):
    for other in (name, "Королёва Алёна", ""):
        assert likeness(Described(name, BORN, "7А"), Described(other, BORN, "7А")).verdict is not SAME


def test_who_says_no_name_is_like_nobody():
    assert ranked(Described("", BORN, "7А"), [Described("Королёва Алёна", BORN, "7А"), Described("", BORN, "7А")]) == []


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Иванов Саша", "Иванов Александр", SAME),
        ("Иваненко Саша", "Иваненко Александра", ASK),
        ("Иванова Алина", "Иванова Арина", DIFFERENT),
        ("Смирнова Айгюль", "Смирнова Айгуль", ASK),
        ("Белов Глеб 1", "Белов Глеб 2", DIFFERENT),
        ("Nguyen Van", "Nguyen Van An", ASK),
        ("Ли Анна", "Ни Анна", ASK),
    ],
)
def test_of_one_class_and_one_day(one, other, verdict):
    assert likeness(Described(one, BORN, "7А"), Described(other, BORN, "7А")).verdict is verdict


def test_candidates_come_best_first_and_only_a_sure_one_is_the_one():
    sought = Described("Королёва Алёна Сергеевна", BORN, "7А")
    sure = Described("Королева Алена", BORN, "7А", of="C")
    likely = Described("Королёва Алёна Сергеевна", SWAPPED, "7А", of="A")
    less = Described("Королёва А.", "", "7А", of="B")
    other = Described("Белов Глеб", BORN, "7А", of="D")
    assert [person.of for person, _ in ranked(sought, [other, less, likely, sure])] == ["C", "A", "B"]
    assert the_one(ranked(sought, [less, sure])) == sure
    assert the_one(ranked(sought, [less, likely])) is None
    assert the_one(ranked(sought, [sure, Described("Королёва Алёна", BORN, "7А", of="E")])) is None


@given(st.text("абв", max_size=6), st.text("абв", max_size=6), st.text("абв", max_size=6))
def test_slips_add_up_as_ways_do(one, other, third):
    assert edits(one, other) == edits(other, one) <= max(len(one), len(other))
    assert (edits(one, other) == 0) is (one == other)
    assert edits(one, one + third) == len(third)


def test_a_doubled_letter_and_two_swapped_ones_are_slips_in_a_long_word_only():
    assert is_clear_slip("афанассьева", "афанасьева")
    assert is_clear_slip("афанасеьва", "афанасьева")
    assert not is_clear_slip("алла", "ала")
    assert not is_clear_slip("афанасьев", "афанасьева")
