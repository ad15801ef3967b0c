"""Brings the cards behind an answer: those of its moves, and those that the situation calls up."""

from bot.coach.answer import Part, PartKind
from bot.coach.deal import Deal
from bot.coach.ports import Library
from bot.texts import say
from knowledge.card import CardQuery, FoundCard, Language, Stage
from knowledge.errors import UnknownCard


async def recall(
    deal: Deal, library: Library, stage: Stage | None, limit: int
) -> tuple[FoundCard, ...]:
    """Return the cards that answer the user's words, best first; empty where none does."""
    words = " ".join(filter(None, (deal.own_words, deal.received)))
    return await library.search(
        CardQuery(text=words, language=deal.language, role=deal.role, stage=stage, limit=limit)
    )


def sources(card_ids: tuple[str, ...], language: Language, library: Library) -> tuple[Part, ...]:
    """Return the part that names the cards an answer rests on; nothing where there are none.

    A card that the shelf left out for a fault in its file is not named.
    """
    lines = tuple(filter(None, (_named(one, language, library) for one in card_ids)))
    if not lines:
        return ()
    return (Part(kind=PartKind.SOURCES, title=say("coach.sources", language), lines=lines),)


def _named(card_id: str, language: Language, library: Library) -> str:
    try:
        return f"{card_id} · {library.card(card_id, language).title}"
    except UnknownCard:
        return ""
