"""What is kept of a conversation as a past deal: who, what about, the figures, the words."""

import textwrap

from bot.coach.answer import Ask
from bot.coach.deal import Deal
from bot.coach.draft import has_substance
from bot.coach.echo import open_facts, private_facts
from bot.coach.understand import facts
from knowledge.deals import PastDeal

MOST_NOTES = 8_000
_MOST_SUBJECT = 90
_MOST_FIGURES = 12
_MOST_FIGURE = 120


def remember(ask: Ask, deal: Deal) -> PastDeal | None:
    """Return the deal that this conversation is about, or None where nothing is worth keeping.

    Figures keep their private meaning in their words (« limite 45 000 € »): a past deal is read
    by its owner only, and no part of it ever reaches a draft or a model.
    """
    if not (ask.owner and ask.deal and has_substance(deal)):
        return None
    figures = (*open_facts(deal), *private_facts(deal))
    with_digits = [figure for figure in figures if any(map(str.isdigit, figure))]
    return PastDeal(
        owner=ask.owner,
        id=ask.deal,
        day=ask.today,
        language=deal.language,
        role=deal.role,
        counterpart=", ".join(filter(None, (deal.name, deal.firm))),
        subject=_subject(deal),
        notes="\n".join(filter(None, (deal.own_words, deal.received)))[:MOST_NOTES],
        figures=tuple(figure[:_MOST_FIGURE] for figure in with_digits[:_MOST_FIGURES]),
    )


def _subject(deal: Deal) -> str:
    """Return the first sentence of the user, else of the message received, cut at a word."""
    told = facts.sentences(deal.own_words) or facts.sentences(deal.received)
    first = told[0][1].strip(" .;!?") if told else ""
    return textwrap.shorten(first, _MOST_SUBJECT, placeholder="…")
