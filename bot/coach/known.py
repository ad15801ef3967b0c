"""A deal made of facts that come already sorted, where there is no conversation to understand."""

from collections.abc import Sequence
from datetime import date

from bot.coach.answer import Want
from bot.coach.deal import Deal
from bot.coach.language import detect
from bot.coach.understand.facts import given_facts
from knowledge.card import Language


def known_deal(
    text: str,
    language: Language | None,
    *,
    facts: Sequence[str] = (),
    private: Sequence[str] = (),
    today: date,
) -> Deal:
    """Return a deal with these open and private facts; its language is that of `text`."""
    spoken = language or detect(text) or Language.FR
    return Deal(
        language=spoken,
        draft_language=spoken,
        want=Want.CHECK,
        today=today,
        role=None,
        facts=(
            *given_facts(facts, spoken, today, private=False),
            *given_facts(private, spoken, today, private=True),
        ),
        open_notes=tuple(facts),
        private_notes=tuple(private),
    )
