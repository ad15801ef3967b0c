from datetime import date

import pytest

from knowledge.deals.when import When, when
from tests.knowledge.deals.deal_samples import TODAY


def period_of(text: str, today: date = TODAY) -> tuple[date, date] | None:
    found = when(text, today)
    return found.period if found else None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("what did we sign in March?", "2026-03-01", "2026-03-31"),
        ("ce qu’on a signé en mars", "2026-03-01", "2026-03-31"),
        ("in December", "2025-12-01", "2025-12-31"),
        ("en février 2024", "2024-02-01", "2024-02-29"),
        ("from November to February", "2025-11-01", "2026-02-28"),
        ("last spring", "2026-03-01", "2026-06-21"),
        ("l’été dernier", "2026-06-01", "2026-09-22"),
        ("l’hiver dernier", "2025-12-01", "2026-03-21"),
        ("autumn 2024", "2024-09-01", "2024-12-21"),
        ("au T3 2025", "2025-07-01", "2025-09-30"),
        ("the second half of 2024", "2024-07-01", "2024-12-31"),
        ("premier trimestre", "2026-01-01", "2026-03-31"),
        ("fin 2024", "2024-09-01", "2024-12-31"),
        ("l’année dernière", "2025-01-01", "2025-12-31"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("yesterday", "2026-11-23", "2026-11-23"),
        ("le mois dernier", "2026-10-01", "2026-10-31"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("cette semaine", "2026-11-23", "2026-11-29"),
        ("depuis mars", "2026-03-01", "2026-11-24"),
        ("before Christmas last year", "2025-11-10", "2025-12-24"),
    ],
)
def test_a_time_in_either_language_has_its_first_and_last_day(
    text: str, start: str, end: str
) -> None:
    assert period_of(text) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize("text", ["before the summer", "avant l’été"])
def test_before_a_season_is_open_to_the_past(text: str) -> None:
    assert period_of(text) == (date.min, date(2026, 5, 31))


@pytest.mark.parametrize("text", ["il y a deux ans", "two years ago"])
def test_two_years_ago_is_all_of_that_year_and_about_that_day(text: str) -> None:
    assert period_of(text) == (date(2024, 1, 1), date(2025, 5, 26))


@pytest.mark.parametrize("text", ["3 weeks ago", "il y a trois semaines"])
def test_weeks_ago_have_some_slack(text: str) -> None:
    found = period_of(text)

    assert found
    assert found[0] < date(2026, 11, 3) < found[1]
    assert (found[1] - found[0]).days < 14


@pytest.mark.parametrize("text", ["la dernière fois avec Lemaire", "last time with Lemaire"])
def test_the_last_time_asks_for_the_latest_and_leaves_the_rest(text: str) -> None:
    found = when(text, TODAY)

    assert found == When(None, latest=True, rest=found.rest if found else "")
    assert found.rest.endswith("lemaire")
    assert "fois" not in found.rest
    assert "time" not in found.rest


@pytest.mark.parametrize(
    "text",
    [
        "2024 € la tonne",
        "€2,024 a month",
        "un prix de 2 024 €",
        "2024 pieces",
        "+2024",
        "12 2024 3",
        "une machine mars",
        "we may sign",
        "the market price",
        "",
    ],
)
def test_a_price_a_quantity_or_an_ordinary_word_is_no_time(text: str) -> None:
    assert when(text, TODAY) is None


def test_on_the_29th_of_february_other_years_are_read_too() -> None:
    assert period_of("il y a un an", date(2024, 2, 29)) == (date(2022, 8, 29), date(2023, 12, 31))


def test_what_said_when_is_not_asked_as_a_word() -> None:
    found = when("la remise juste avant Noël 2024", TODAY)

    assert found
    assert found.rest == "la remise"
