"""What holds for every text and every amount, whatever it is."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.amounts import Amount, Kind, digits_in, read, same_figure, write
from knowledge.card import Language

TODAY = date(2026, 11, 24)
DURATIONS = ("minute", "hour", "day", "week", "month", "quarter", "year")
SNIPPETS = st.sampled_from(
    ["€", "1,095", "1.180", " ", "-", "12", "k€", " %", "entre ", " et ", "cent ", "mille ",
     "mars", "1er ", "/", "@", "t", "Q3", "net ", "quatre-vingt", "\u202f", "ı", "²",
     "½", "٣", "hundred "]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(SNIPPETS, max_size=30).map("".join))
LANGUAGES = st.sampled_from([None, *Language])


def decimals(most: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=Decimal("0.01"), max_value=Decimal(most), places=places)


MONEY = st.builds(
    Amount,
    kind=st.just(Kind.MONEY),
    value=decimals("999999", 2),
    unit=st.sampled_from(["EUR", "USD", "GBP", "CHF"]),
    per=st.sampled_from(["", "t", "piece", "year", "month"]),
)
SHARES = st.builds(
    Amount,
    kind=st.just(Kind.SHARE),
    value=st.decimals(min_value=Decimal("-0.99"), max_value=Decimal("0.99"), places=3),
)
COUNTS = st.builds(
    Amount,
    kind=st.just(Kind.QUANTITY),
    value=st.integers(2, 999_999).map(Decimal),
    unit=st.sampled_from(["t", "kg", "piece", "licence"]),
    per=st.sampled_from(["", "year", "month"]),
)
LENGTHS = st.builds(
    Amount,
    kind=st.just(Kind.DURATION),
    value=st.integers(1, 400).map(Decimal),
    unit=st.sampled_from(DURATIONS),
)
DATES = st.builds(
    Amount,
    kind=st.just(Kind.DATE),
    value=st.just(Decimal(0)),
    day=st.dates(date(2026, 11, 24), date(2049, 12, 31)),
)
AMOUNTS = st.one_of(MONEY, SHARES, COUNTS, LENGTHS, DATES)


@given(AMOUNTS, st.sampled_from(Language))
def test_what_we_write_we_read_back(amount: Amount, language: Language) -> None:
    written = write(amount, language)

    (back,) = read(written, language, TODAY)

    assert same_figure(amount, back)
    assert (back.kind, back.value, back.unit, back.per) == (
        amount.kind, amount.value, amount.unit, amount.per,
    )  # fmt: skip
    assert back.text == written


@given(TEXTS, LANGUAGES)
def test_amounts_stand_in_the_text_in_order_and_apart(
    text: str, language: Language | None
) -> None:
    amounts = read(text, language, TODAY)

    end = 0
    for amount in amounts:
        assert end <= amount.start < amount.end <= len(text)
        assert amount.text == text[amount.start : amount.end]
        end = amount.end


@given(TEXTS)
def test_digits_in_misses_no_digit(text: str) -> None:
    runs = "".join(digits_in(text))

    assert sum(map(str.isdecimal, runs)) == sum(map(str.isdecimal, text))


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "junk",
    ["1", "a", "1,", "1.1", "1 ", "1'", "é", "cent ", "hundred ", "mille et un ", "demain ", " ",
     "\n", "1/2 ", "@", "€", "a@", "+1", "entre 80 et ", "Q3 ", "point ", "-", "l'", "1-", "0 1"],
)  # fmt: skip
def test_fifty_thousand_characters_of_junk_are_read(junk: str) -> None:
    text = (junk * 50_000)[:50_000]

    amounts = read(text, None, TODAY)

    assert all(amount.text in text for amount in amounts)


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        (Amount(kind=Kind.MONEY, value=Decimal(1180), unit="EUR", per="t"),
         "1\u202f180\u00a0€/t", "€1,180/t"),
        (Amount(kind=Kind.MONEY, value=Decimal("0.41"), unit="EUR"), "0,41\u00a0€", "€0.41"),
        (Amount(kind=Kind.SHARE, value=Decimal("0.08")), "8\u00a0%", "8%"),
        (Amount(kind=Kind.DATE, value=Decimal(0), day=date(2027, 3, 1)),
         "1er\u00a0mars 2027", "1\u00a0March 2027"),
    ],
)  # fmt: skip
def test_each_language_has_its_typography(amount: Amount, french: str, english: str) -> None:
    assert write(amount, Language.FR) == french
    assert write(amount, Language.EN) == english
