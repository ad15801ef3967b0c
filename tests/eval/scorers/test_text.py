"""Phrases and figures are found whatever their typography, and never inside something else."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.scorers.text import figures, find, folded, value_of, without_quotes


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("9 500 €", "on va à 9\u202f500\u00a0€ net", "9\u202f500\u00a0€"),
        ("9 500", "for 9,500 net", "9,500"),
        ("9 500", "soit 9500,00 en tout", "9500,00"),
        ("0,405", "at 0.405 each", "0.405"),
        ("3.90", "à 3,9 le kilo", "3,9"),
        ("engag", "un Engagement ferme", "Engag"),
        ("a l'ete", "jusqu’ à l’été", "à l’été"),
        ("à l'été", "jusqu’ à l’été", "à l’été"),
        ("deux mille", "Deux\u00a0mille euros", "Deux\u00a0mille"),
    ],
)
def test_typography_makes_no_difference(phrase: str, text: str, found: str | None) -> None:
    span = find(phrase, text)

    assert (span.text if span else None) == found


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("9 500", "19 500 € en tout"),
        ("9 500", "9 500 000 €"),
        ("95", "950 et 1,95"),
        ("0,405", "10,405"),
        ("or", "wait for them"),
        ("38", "38.5 each"),
    ],
)
def test_nothing_is_found_inside_something_else(phrase: str, text: str) -> None:
    assert find(phrase, text) is None


@given(st.text(max_size=80))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_what_is_found_stands_in_the_text(phrase: str, text: str) -> None:
    span = find(phrase, text)

    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1 234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("600 000", "600000"),
        ("1,200", "1200"),
        ("0,395", "0.395"),
        ("12.5", "12.5"),
        ("1,234,567", "1234567"),
    ],
)
def test_a_number_is_read_in_both_ways_of_writing(written: str, value: str) -> None:
    assert value_of(written) == Decimal(value)


def test_numbers_of_a_text_without_markers_and_names() -> None:
    text = "1. De 0,395 € à 1 234,50 €\n2) 12,5 % selon D15 au T3, 30 jours"

    assert [(f.text, f.percent) for f in figures(text)] == [
        ("0,395", False), ("1 234,50", False), ("12,5", True), ("30", False),
    ]  # fmt: skip


def test_what_is_quoted_is_blanked_in_place() -> None:
    text = 'Ils disent « menteur » et "liar" à 40'

    assert len(without_quotes(text)) == len(text)
    assert "menteur" not in without_quotes(text)
    assert without_quotes(text).endswith("à 40")
