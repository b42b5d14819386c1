"""Codes that people read aloud and type: every slip is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.rules.codes import ALPHABET, LENGTH, code_from, read_code

responses = st.text(min_size=1, max_size=60)


@given(responses)
def test_a_code_reads_back_however_it_is_typed(response):
    code = code_from(response)
    assert len(code) == LENGTH
    assert read_code(code) == code
    assert read_code(f" {code.lower()} ") == code


@given(responses, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_a_wrong_character_is_always_noticed(response, place, letter):
    code = code_from(response)
    wrong = code[:place] + letter + code[place + 1 :]
    assert read_code(wrong) == (code if wrong == code else "")


@given(responses, st.integers(0, LENGTH - 2))
def test_two_swapped_neighbours_are_always_noticed(response, place):
    code = code_from(response)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert read_code(swapped) == (code if swapped == code else "")


@given(responses)
def test_a_taken_code_gives_the_next_one_and_always_the_same(response):
    first = code_from(response)
    second = code_from(response, {first})
    assert first != second
    assert code_from(response, {first}) == second
    assert code_from(response, {first, second}) not in {first, second}


def test_letters_of_a_russian_keyboard_are_understood():
    code = next(code for number in range(9999) if {"A", "C", "E"} <= set(code := code_from(str(number))))
    assert read_code(code.translate(str.maketrans("ACEHKMPTX", "АСЕНКМРТХ"))) == code


@pytest.mark.parametrize("text", ["", "ABC", "привет!", "0000000", "OOOOOOO"])
def test_what_is_no_code_is_none(text):
    assert read_code(text) == ""
