"""How a draft addresses its reader."""

import pytest

from bot.coach.guard.wording import wrong_language
from tests.bot.coach.guard.cases import steel


@pytest.mark.parametrize("draft", ["Le ton de votre message nous plaît.", "Gardons un ton calme."])
def test_a_tone_is_no_tu(draft: str) -> None:
    assert list(wrong_language(draft, steel())) == []


@pytest.mark.parametrize("draft", ["Merci pour ton message et le prix.", "Le prix de ton offre."])
def test_a_tu_is_found_in_a_draft_that_says_vous(draft: str) -> None:
    assert [found.quote for found in wrong_language(draft, steel())] == ["ton"]
