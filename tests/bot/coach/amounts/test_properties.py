from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.coach.amounts import Amount, Kind, digits_in, read, same_figure, write
from knowledge.card import Language
from tests.bot.coach.amounts.examples import ENGLISH, FRENCH, NOTHING

TODAY = date(2026, 11, 24)
MEASURES = ["t", "kg", "g", "m", "m2", "m3", "km", "l", "mwh", "kwh", "piece", "licence", "user",
            "sqft"]  # fmt: skip
NOUNS = [
    "étui",
    "carton",
    "colis",
    "people",
    "siège",
    "poste",
    "seat",
    "boîte",
    "châssis",
    "prise",
]
TIMES = ["minute", "hour", "day", "week", "month", "quarter", "year"]
LANGUAGES = st.sampled_from([None, *Language])

values = st.decimals(0, 10**9, places=3)
counts = st.integers(1, 10**9).map(Decimal)
monies = st.builds(
    lambda value, sign, unit, per: Amount(kind=Kind.MONEY, value=value * sign, unit=unit, per=per),
    values,
    st.sampled_from([1, -1]),
    st.sampled_from(["EUR", "USD", "GBP", "CHF"]),
    st.sampled_from(["", *MEASURES, *TIMES[1:], "pallet", "night", "mille"]),
)
shares = st.builds(
    lambda value: Amount(kind=Kind.SHARE, value=value), st.decimals(-2, 2, places=4)
)
quantities = st.builds(
    lambda value, unit, per: Amount(kind=Kind.QUANTITY, value=value, unit=unit, per=per),
    counts,
    st.sampled_from([*MEASURES, *NOUNS]),
    st.sampled_from(["", *TIMES[2:]]),
)
durations = st.builds(
    lambda value, unit: Amount(kind=Kind.DURATION, value=value, unit=unit),
    st.decimals(0, 1000, places=1),
    st.sampled_from(TIMES),
)
days = st.builds(
    lambda day: Amount(kind=Kind.DATE, value=Decimal(0), day=day),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)

fragments = st.sampled_from(
    [*FRENCH, *ENGLISH, *NOTHING, *"0123456789.,-–+€$£%'’/:@#()\n\t \u00a0\u202fkKmMhjtıİſK²½٣",
     "ish", "et", "and", "virgule", "point", "cent", "mille", "million", "hundred", "de", "d'",
     "à", "to", "entre", "prochain", "mars", "May", "half", "demi"]
)  # fmt: skip
texts = st.one_of(
    st.text(),
    st.lists(fragments, max_size=8).map("".join),
    st.lists(fragments, max_size=8).map(" ".join),
)


@given(st.one_of(monies, shares, quantities, durations, days), st.sampled_from(Language))
def test_what_is_written_is_read_back(amount: Amount, language: Language) -> None:
    text = write(amount, language)
    found = read(text, language, TODAY)

    assert [same_figure(amount, other) for other in found] == [True], text
    assert found[0].text == text


@given(st.one_of(monies, quantities, shares), st.sampled_from(Language), st.data())
def test_a_written_amount_is_read_back_inside_a_sentence(
    amount: Amount, language: Language, data: st.DataObject
) -> None:
    before = {Language.FR: ["Nous proposons ", "Soit "], Language.EN: ["We offer ", "That is "]}
    text = data.draw(st.sampled_from(before[language])) + write(amount, language) + ", merci."

    assert [same_figure(amount, other) for other in read(text, language, TODAY)] == [True], text


@given(texts, LANGUAGES, st.dates())
@example("5 mınutes, 12 KG, 8 peR cent", None, TODAY)
@example("demain, monday", None, date.max)
@example("since march 2 999 999 999 999 999 €", None, date.min)
@example("29 février", None, date(2097, 3, 1))
def test_an_amount_is_what_stands_at_its_place(
    text: str, language: Language | None, today: date
) -> None:
    end = 0
    for amount in read(text, language, today):
        assert amount.text
        assert amount.text == text[amount.start : amount.end]
        assert end <= amount.start < amount.end
        end = amount.end


@given(texts, LANGUAGES)
def test_every_amount_can_be_compared_and_written(text: str, language: Language | None) -> None:
    for amount in read(text, language, TODAY):
        assert same_figure(amount, amount)
        assert all(write(amount, tongue) for tongue in Language)


@given(texts)
def test_digits_in_misses_no_digit(text: str) -> None:
    runs = "".join(digits_in(text))

    assert sum(map(str.isdecimal, runs)) == sum(map(str.isdecimal, text))


@given(texts, LANGUAGES)
def test_the_digits_of_an_amount_stand_in_the_text(text: str, language: Language | None) -> None:
    runs = {char for run in digits_in(text) for char in run if char.isdigit()}
    for amount in read(text, language, TODAY):
        assert {char for char in amount.text if char.isdecimal()} <= runs


@pytest.mark.parametrize("language", Language)
def test_a_minus_and_a_year_do_not_change_a_figure(language: Language) -> None:
    rise, fall = (Amount(kind=Kind.SHARE, value=Decimal(v)) for v in ("0.08", "-0.08"))
    year, months = read("1 an", language, TODAY) + read("12 months", language, TODAY)

    assert same_figure(rise, fall)
    assert same_figure(year, months)
    assert not same_figure(year, rise)
