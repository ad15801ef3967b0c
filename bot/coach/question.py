"""Use case: a question about negotiating, answered from the cards with their sources."""

import asyncio
from dataclasses import replace

from bot.coach.answer import Answer, Part, PartKind, Want
from bot.coach.deal import Deal
from bot.coach.draft import ShowAnswer, problems
from bot.coach.echo import open_facts, private_facts
from bot.coach.errors import ModelUnavailable
from bot.coach.guard import Case, review_advice
from bot.coach.recall import recall, sources
from bot.coach.screen import screened
from bot.coach.tools import Tools
from bot.coach.typography import tidy
from bot.texts import say
from knowledge.card import Card, Language
from prompts import fill

_CITED = 3
_MOST_PARAGRAPHS = 3


async def question(deal: Deal, *, tools: Tools, show: ShowAnswer) -> Answer:
    """Return what the best card says, a phrase to use, and one line for this very case.

    The card comes first and needs no model. Where the shelf has nothing, the answer says so and
    says what the coach can do instead.
    """
    found = await recall(deal, tools.library, None, _CITED)
    if not found:
        why = "coach.no_card" if tools.library.ready else "coach.cards_loading"
        return _answer(deal, (_notice(deal, why),))
    cards = [f.card for f in found]
    cited = tuple(card.id for card in cards)
    page = replace(_answer(deal, _from_card(cards[0])), citations=cited)
    await show(page)
    shelf = sources(cited, deal.language, tools.library)
    advice, tokens = await _advice(deal, cards[0], tools)
    own_case = (_advice_part(deal.language, advice),) if advice else ()
    return replace(
        page,
        parts=(*page.parts, *own_case, *shelf),
        composed=not advice,
        model=tools.model.name if advice else "none",
        tokens_in=tokens[0],
        tokens_out=tokens[1],
    )


async def _advice(deal: Deal, card: Card, tools: Tools) -> tuple[str, tuple[int, int]]:
    """Return one line that applies the card to the case, or "" where the model has none.

    The card is the answer and stands without it, so a model that is away is no loss to report.
    """
    language = deal.language
    asked = [screened(note, deal, language) for note in deal.open_notes]
    if not asked:
        return "", (0, 0)
    prompt = fill(
        f"advise_{language.value}",
        question=" ".join(asked)[:500],
        card=screened(card.body, deal, language),
    )
    try:
        reply = await tools.model.reply(prompt)
    except ModelUnavailable:
        return "", (0, 0)
    text = tidy(reply.fields["advice"], language)
    case = Case(deal=replace(deal, draft_language=language), allowed=(), reader=tools.reader)
    verdict = await asyncio.to_thread(review_advice, text, case)
    passed = verdict.passed
    return (text if passed else ""), (reply.tokens_in, reply.tokens_out)


def _from_card(card: Card) -> tuple[Part, ...]:
    paragraphs = [p.strip() for p in card.body.split("\n\n") if p.strip()]
    body = tuple(tidy(p, card.language) for p in paragraphs[:_MOST_PARAGRAPHS])
    parts = [Part(kind=PartKind.SECTION, title=card.title, lines=body)]
    if card.phrase:
        title = say("coach.say_this", card.language)
        parts.append(Part(kind=PartKind.SECTION, title=title, lines=(card.phrase,)))
    return tuple(parts)


def _advice_part(language: Language, advice: str) -> Part:
    return Part(kind=PartKind.SECTION, title=say("coach.in_your_case", language), lines=(advice,))


def _notice(deal: Deal, name: str) -> Part:
    return Part(kind=PartKind.NOTICE, title="", lines=(say(name, deal.language),))


def _answer(deal: Deal, parts: tuple[Part, ...]) -> Answer:
    return Answer(
        want=Want.QUESTION,
        role=deal.role,
        language=deal.language,
        parts=(*problems(deal), *parts),
        understood_open=open_facts(deal),
        understood_private=private_facts(deal),
    )
