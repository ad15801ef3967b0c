"""Numbers in words are spelled, and read, as French and English people write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.scorers.spelled import numbers_in_words, pattern_of, spelled


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (21, "vingt-et-un", "twenty-one"),
        (71, "soixante-et-onze", "seventy-one"),
        (80, "quatre-vingt", "eighty"),
        (81, "quatre-vingt-un", "eighty-one"),
        (95, "quatre-vingt-quinze", "ninety-five"),
        (250, "deux cent cinquante", "two hundred and fifty"),
        (1000, "mille", "one thousand"),
        (9500, "neuf mille cinq cent", "nine thousand five hundred"),
        (62000, "soixante-deux mille", "sixty-two thousand"),
    ],
)
def test_a_number_is_spelled_in_both_languages(value: int, french: str, english: str) -> None:
    assert spelled(value)[:2] == (french, english)


def test_what_is_too_large_or_negative_is_not_spelled() -> None:
    assert spelled(-1) == spelled(1_000_000) == ()


@given(st.integers(2, 100))
def test_a_spelled_number_is_read_back(value: int) -> None:
    for words in spelled(value):
        text = f"soit {words} jours"
        assert list(numbers_in_words(text)) == [(value, 5, 5 + len(words))]


def test_the_longest_number_is_read() -> None:
    assert [one[0] for one in numbers_in_words("vingt cinq jours, soixante dix ans")] == [25, 70]


@pytest.mark.parametrize("text", ["une dizaine", "septembre", "a tent for often", "someone"])
def test_no_number_is_read_inside_a_word(text: str) -> None:
    assert list(numbers_in_words(text)) == []


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("neuf mille cinq cent", "neuf mille cinq cents euros"),
        ("quatre-vingt", "quatre vingts"),
        ("ninety-five thousand", "ninety five\nthousand"),
    ],
)
def test_hyphens_spaces_and_plurals_make_no_difference(words: str, text: str) -> None:
    assert re.search(pattern_of(words), text)
    assert not re.search(pattern_of(words), f"x{text}")
