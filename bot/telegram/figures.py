"""The figures of the user's own words, as a tap can lock and unlock them."""

import asyncio
from dataclasses import dataclass, replace

from bot.coach.amounts import Amount, Kind, read, same_figure
from bot.coach.answer import Answer, Ask, PartKind
from bot.coach.deal import Fact, FactRole
from bot.coach.errors import Unusable
from bot.coach.understand import understand
from bot.coach.understand.split import split

MOST_FIGURES = 8
_PRICES = (Kind.MONEY, Kind.SHARE)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the words that say it, as they stand in the ask, and whether it is kept."""

    words: tuple[str, ...]
    kept: bool


def may_hold_figures(ask: Ask, answer: Answer) -> bool:
    """Tell at little cost whether an answer's echo may hold figures of the user's own words."""
    if not any(part.kind is PartKind.ECHO for part in answer.parts):
        return False
    own = (split(text).own for text in ask.texts)
    return any(read(words, answer.language, ask.today) for words in own)


async def figures_of(ask: Ask) -> tuple[Figure, ...]:
    """Return at most MOST_FIGURES figures, in an order that no lock changes; prices go first."""
    return await asyncio.to_thread(_figures_of, ask)


def decided(ask: Ask, figure: Figure, *, keep: bool) -> Ask:
    """Return the ask with a figure kept back or shared, whatever was understood of it."""
    kept = tuple(words for words in ask.kept if words not in figure.words)
    shared = tuple(words for words in ask.shared if words not in figure.words)
    if keep:
        return replace(ask, kept=(*kept, *figure.words), shared=shared)
    return replace(ask, kept=kept, shared=(*shared, *figure.words))


def _figures_of(ask: Ask) -> tuple[Figure, ...]:
    try:
        facts = understand(ask).deal.facts
    except Unusable:
        return ()
    groups: list[tuple[Amount, list[Fact]]] = []
    for fact in filter(_is_own, facts):
        # "45 €" and "45€" are one secret: to share one of them shares nothing.
        same = next((group for one, group in groups if same_figure(one, fact.amount)), None)
        if same is None:
            groups.append((fact.amount, [fact]))
        else:
            same.append(fact)
    groups.sort(key=lambda group: group[0].kind not in _PRICES)
    return tuple(_figure(group) for _, group in groups[:MOST_FIGURES])


def _is_own(fact: Fact) -> bool:
    written = bool(fact.amount.text) and not fact.received
    return written and not fact.tainted and fact.role is not FactRole.WHEN


def _figure(facts: list[Fact]) -> Figure:
    words = tuple(dict.fromkeys(fact.amount.text for fact in facts))
    return Figure(words, kept=any(fact.private for fact in facts))
