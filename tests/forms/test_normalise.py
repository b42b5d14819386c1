"""People write one name and one class in many ways; the program must see one, and never take two for one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms.normalise import class_key, class_number, name_key, tidy

SAME_NAME = [
    ("Семёнова Алёна Петровна", "семенова алена петровна"),
    ("  Семёнова   Алёна\tПетровна ", "Семёнова Алёна Петровна"),
    ("СЕМЁНОВА АЛЁНА ПЕТРОВНА", "Семёнова Алёна Петровна"),
    ("Римский – Корсаков Николай", "Римский-Корсаков Николай"),
    ("Римский— Корсаков Николай", "Римский-Корсаков Николай"),
    ("Сало\N{NO-BREAK SPACE}Оксана", "Сало Оксана"),
    ("Йогансон Майя", "И\N{COMBINING BREVE}огансон Маи\N{COMBINING BREVE}я"),
    ("Cepгеева Oльга", "Сергеева Ольга"),  # C, e, p and O are Latin here
    ("Иванов Пётр.", "Иванов Петр"),
    ("Smith John", "SMITH  John"),
]
OTHER_NAME = [
    ("Иванов Пётр", "Иванова Пётр"),
    ("Ковалев Илья", "Ковалёва Илья"),
    ("Иванов Пётр", "Пётр Иванов"),
    ("Ильин Глеб", "Ильин Глебь"),
]


@pytest.mark.parametrize(("left", "right"), SAME_NAME)
def test_two_spellings_are_one_name(left: str, right: str) -> None:
    assert name_key(left) == name_key(right)


@pytest.mark.parametrize(("left", "right"), OTHER_NAME)
def test_two_names_stay_two(left: str, right: str) -> None:
    assert name_key(left) != name_key(right)


def test_a_foreign_name_keeps_its_letters() -> None:
    assert name_key("Copa Tom") == "copa tom"


@pytest.mark.parametrize(
    "text",
    ["10А", "10a", "10а", "10 А", "10-а", "10 «А»", '10"А"', "10 А класс", "10А класс", "10 класс А",
     "10 А кл.", "10 (а)"],
)  # fmt: skip
def test_one_class_in_many_spellings(text: str) -> None:
    assert class_key(text) == "10а"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("7", "7"),
        ("7 класс", "7"),
        ("07Б", "7б"),
        ("10Б", "10б"),
        ("10К", "10к"),
        ("10 «Б»", "10б"),
        ("учитель  Физики", "учитель физики"),
        ("11 лет", "11 лет"),
        ("", ""),
    ],
)
def test_a_class_and_what_is_none(text: str, key: str) -> None:
    assert class_key(text) == key


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10А", 10),
        (" 7 б", 7),
        ("1", 1),
        ("11", 11),
        ("12А", None),
        ("0", None),
        ("2010", None),
        ("учитель", None),
        ("учитель 5 классов", None),
        ("", None),
    ],
)
def test_the_year_of_a_class(text: str, number: int | None) -> None:
    assert class_number(text) == number


LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя -"
anything = st.text(max_size=30) | st.text(alphabet="абвёйЁЙabcoykx0123456789 .,-–—«»\u0306\u0308\u00a0\n", max_size=30)


@given(anything)
@example("Ё\u0308")
@example("аe\u0308")
@example("ay\u0306")
@example("ау\u0306")
def test_a_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)
    assert class_key(class_key(text)) == class_key(text)
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(alphabet=LETTERS, min_size=1, max_size=30), st.text(" \t\n\u00a0", max_size=3))
def test_case_and_space_never_count(name: str, space: str) -> None:
    assert name_key(name.upper()) == name_key(name)
    assert name_key(space + name.replace(" ", " " + space) + space) == name_key(name)


@given(st.integers(1, 11), st.sampled_from("АБВГДЕКМ"), st.sampled_from("АБВГДЕКМ"))
def test_two_letters_are_two_classes(year: int, one: str, other: str) -> None:
    assert (class_key(f"{year} «{one}»") == class_key(f"{year}-{other.lower()}")) == (one == other)
    assert class_number(f"{year}{one}") == year


@given(anything)
def test_tidy_text_has_single_spaces_inside_only(text: str) -> None:
    assert tidy(text) == " ".join(tidy(text).split())
