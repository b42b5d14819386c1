"""Names as people type them, read into their parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.normalise import folded_letters
from sync.rules.full_name import read_full_name
from sync.rules.given_names import Sex, is_kin, meanings_of
from sync.rules.latin import from_latin


@pytest.mark.parametrize(
    ("typed", "surname", "given_name", "patronymic"),
    [
        ("Королёва Алёна Сергеевна", "королева", "алена", "сергеевна"),
        ("Алёна Сергеевна Королёва", "королева", "алена", "сергеевна"),
        ("Алёна Королёва", "королева", "алена", ""),
        ("  КОРОЛЁВА,  алёна  ", "королева", "алена", ""),
        ("КоролёваАлёна", "королева", "алена", ""),
        ("ученица 7 «А» класса Королёва Алёна", "королева", "алена", ""),
        ("Иванов И. П.", "иванов", "и", "п"),
        ("И.П. Иванов", "иванов", "и", "п"),
        ("Иванов Иван П.", "иванов", "иван", "п"),
        ("Бабич Иван", "бабич", "иван", ""),
        ("Бабич Иван Петрович", "бабич", "иван", "петрович"),
        ("Мамин – Сибиряк Дмитрий", "мамин-сибиряк", "дмитрий", ""),
        ("Алиев Гасан Вагиф оглы", "алиев", "гасан", "вагиф-оглы"),
        ("Ли Анна", "ли", "анна", ""),
        ("Королёва", "королева", "", ""),
        ("Алёна", "", "алена", ""),
        ("", "", "", ""),
        (" .,- ", "", "", ""),
        ("7А", "", "", ""),
    ],
)
def test_the_parts_are_found_whatever_their_order(typed, surname, given_name, patronymic):
    name = read_full_name(typed)
    assert (name.surname, name.given, name.patronymic) == (surname, folded_letters(given_name), patronymic)


def test_a_surname_in_brackets_is_a_former_one():
    assert read_full_name("Гринёва (Миронова) Мария").former == {"миронова"}


def test_two_words_that_may_both_be_given_names_are_unclear():
    assert read_full_name("Роман Мартин").unclear
    assert not read_full_name("Королёва Алёна").unclear


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ivantsov sergey", "иванцов сергей"), ("bdfyjdf fyyf", "иванова анна"), ("shchepkin yury", "щепкин юры")],
)
def test_latin_letters_are_read_by_sound_or_by_the_keyboard(typed, meant):
    assert from_latin(typed, {"сергеи", "анна"}) == meant


def test_a_short_name_stands_for_one_name_or_for_several():
    assert meanings_of("саша", Sex.WOMAN) == {"александра"}
    assert meanings_of("саша", None) == {"александр", "александра"}
    assert meanings_of("неслыхан", None) == frozenset()
    assert is_kin("алена", "елена")
    assert not is_kin("кира", "кирилл")


@given(st.text())
def test_nothing_that_can_be_typed_is_refused(text):
    assert read_full_name(text) == read_full_name(f"  {text} ")


def test_a_page_pasted_into_the_field_is_read_at_once():
    name = read_full_name("Королёва Алёна " + "и так далее " * 5000)
    assert name.surname
    assert read_full_name("(" * 20_000 + "-" * 20_000).given == ""
