"""What is kept of a conversation as a past deal: who, what about, the figures, the words."""

import textwrap
from dataclasses import replace

from bot.coach.answer import Ask
from bot.coach.deal import Deal
from bot.coach.draft import has_substance
from bot.coach.echo import open_facts, private_facts
from bot.coach.understand import facts
from bot.texts import say
from knowledge.deals import MOST_FIGURE, MOST_LONG, PastDeal

_MOST_SUBJECT = 90
MOST_FIGURES = 12
_MOST_PRIVATE = 4


def remember(ask: Ask, deal: Deal) -> PastDeal | None:
    """Return the deal that this conversation is about, or None where nothing is worth keeping.

    Private figures are kept and marked (« 🔒 limite 45 000 € »): a past deal is read by its owner
    only, and no part of it ever reaches a draft or a model.
    """
    begun = bare(ask, deal)
    if begun is None or not has_substance(deal):
        return None
    return replace(
        begun,
        counterpart=", ".join(filter(None, (deal.name, deal.firm))),
        subject=subject_of(deal.own_words, deal.received),
        notes="\n".join(filter(None, (deal.own_words, deal.received)))[:MOST_LONG],
        figures=_figures(deal),
    )


def bare(ask: Ask, deal: Deal) -> PastDeal | None:
    """Return the deal with no more than the user's own words, None outside a conversation."""
    if not (ask.owner and ask.deal):
        return None
    return PastDeal(
        owner=ask.owner,
        id=ask.deal,
        day=ask.today,
        language=deal.language,
        role=deal.role,
        notes=deal.own_words[:MOST_LONG],
    )


def _figures(deal: Deal) -> tuple[str, ...]:
    """Return the figures in words; many of them leave room for the private ones, told last."""
    private = _with_digits(private_facts(deal))[:_MOST_PRIVATE]
    locked = [say("coach.locked", deal.language, fact=figure) for figure in private]
    return (*_with_digits(open_facts(deal))[: MOST_FIGURES - len(locked)], *locked)


def _with_digits(facts_told: tuple[str, ...]) -> list[str]:
    return [
        textwrap.shorten(told, MOST_FIGURE, placeholder="…")
        for told in facts_told
        if any(map(str.isdigit, told))
    ]


def subject_of(*told: str) -> str:
    """Return the first sentence of the first text that has one, cut at a word."""
    first = next((found[0][1] for text in told if (found := facts.sentences(text))), "")
    return textwrap.shorten(first.strip(" .;!?"), _MOST_SUBJECT, placeholder="…")
