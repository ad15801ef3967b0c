from datetime import date

import pytest

from bot.coach.amounts import Amount, Kind, read
from knowledge.card import Language
from tests.bot.coach.amounts.examples import ENGLISH, FRENCH, NOTHING

TODAY = date(2026, 11, 24)


def said(amount: Amount) -> str:
    if amount.kind is Kind.DATE:
        return f"date {amount.day}"
    per = f"/{amount.per}" if amount.per else ""
    value = format(amount.value.normalize(), "f")
    rough = " ~" if amount.approximate else ""
    return f"{amount.kind} {value} {amount.unit}{per}".strip() + rough


def plain(expected: str) -> str:
    """Return an expectation without the zeros that end its decimals: "40.50" is "40.5"."""
    kind, value, *rest = expected.split(" ")
    value = value.rstrip("0").rstrip(".") if "." in value else value
    return " ".join([kind, value, *rest])


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert len(FRENCH) >= 60
    assert len(ENGLISH) >= 60
    assert len(NOTHING) >= 40


@pytest.mark.parametrize("text", FRENCH)
def test_a_french_writer_is_read(text: str) -> None:
    found = [said(amount) for amount in read(text, Language.FR, TODAY)]

    assert found == [plain(amount) for amount in FRENCH[text]]


@pytest.mark.parametrize("text", ENGLISH)
def test_an_english_writer_is_read(text: str) -> None:
    found = [said(amount) for amount in read(text, Language.EN, TODAY)]

    assert found == [plain(amount) for amount in ENGLISH[text]]


@pytest.mark.parametrize("language", [None, *Language], ids=str)
@pytest.mark.parametrize("text", NOTHING)
def test_a_near_miss_gives_nothing(text: str, language: Language | None) -> None:
    assert read(text, language, TODAY) == ()


@pytest.mark.parametrize("text", ["environ 90 €", "about €90", "~90 €", "around €90", "à 90ish"])
def test_a_rough_figure_says_so(text: str) -> None:
    (amount,) = read(text, None, TODAY)

    assert amount.value == 90
    assert amount.approximate


def test_a_clear_price_settles_what_a_lone_comma_means() -> None:
    text = "We move to €1,180/t. Je veux 1,095, je peux vivre avec 1,130."

    amounts = read(text, None, TODAY)

    assert [a.value for a in amounts] == [1180, 1095, 1130]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Quote 240k, they asked for 210. I cannot go under 225.", [240_000, 210_000, 225_000]),
        ("Devis à 12 k€, il veut 10, je ne descends pas sous 11.", [12_000, 10_000, 11_000]),
        ("We are at 240k, they asked for 38.", [240_000, 38]),
        ("Quote €240, they asked for 210.", [240, 210]),
    ],
)
def test_who_writes_in_thousands_leaves_the_k_out(
    text: str, values: list[int], language: Language
) -> None:
    found = [amount for amount in read(text, language, TODAY) if amount.kind is Kind.MONEY]

    assert [amount.value for amount in found] == values


@pytest.mark.parametrize(
    "text",
    [
        "Regarde comment on avait fait avec elle il y a deux ans.",
        "On s’est vus il y a environ 3 mois.",
        "We agreed on it two years ago.",
        "They called 3 weeks ago.",
    ],
)
def test_how_long_ago_is_no_term(text: str) -> None:
    assert read(text, None, TODAY) == ()
