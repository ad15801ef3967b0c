"""Figures that come from nowhere, beside those that name a card."""

from bot.coach.guard.figures import unsupported_number
from tests.bot.coach.guard.cases import steel


def quotes(draft: str) -> list[str]:
    return [found.quote for found in unsupported_number(draft, steel())]


def test_the_number_of_a_card_is_no_figure() -> None:
    assert quotes("Comme le dit [B12], parlons-en.") == []


def test_a_figure_is_found_although_a_card_before_it_has_the_same_number() -> None:
    assert quotes("Comme le dit [B12], la norme ISO 12 suffit.") == ["12"]
