"""The user's own past deals in an answer: what came of them, and why they are recalled."""

import textwrap
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.coach.amounts import Amount, Kind, write
from bot.coach.answer import Answer, Ask, Part, PartKind, Want
from bot.coach.deal import Deal
from bot.coach.errors import CoachError
from bot.coach.ports import Memory
from bot.texts import say
from knowledge.card import Language
from knowledge.deals import DealQuery, FoundDeal, PastDeal, Reason, ReasonKind

_BESIDE = 2
"""Deals shown beside an answer; a question about the past itself gets one more."""
_SURE = 0.5
"""Score from which a deal that nobody asked for is rather help than noise."""
_MOST_NOTES = 200
_MOST_FIGURES = 5


async def asked_for(ask: Ask, memory: Memory) -> tuple[FoundDeal, ...] | None:
    """Return the owner's deals that a question about the past is about, as `recalled` does.

    Only its newest text counts: an earlier question was about another deal.
    """
    return await _found(ask, ask.texts[-1], memory)


async def recalled(ask: Ask, deal: Deal, memory: Memory) -> tuple[FoundDeal, ...] | None:
    """Return the owner's deals that this ask calls up, best first, its own deal left out.

    None where they could not be read: an answer without memory is worth more than none, and says
    so.
    """
    words = " ".join(filter(None, (deal.own_words or deal.received, deal.name, deal.firm)))
    return await _found(ask, words, memory)


async def _found(ask: Ask, text: str, memory: Memory) -> tuple[FoundDeal, ...] | None:
    if not ask.owner:
        return ()
    query = DealQuery(
        owner=ask.owner,
        text=text,
        today=ask.today,
        limit=_BESIDE + 2,
    )
    try:
        found = await memory.recall(query)
    except CoachError:
        return None
    return tuple(one for one in found if one.deal.id != ask.deal)


def with_past(answer: Answer, found: tuple[FoundDeal, ...] | None) -> Answer:
    """Return the answer with the deals that it calls up, before its sources.

    Where the shelf had nothing to say, they are the answer.
    """
    if found is None:
        notice = _notice("coach.no_memory", answer.language)
        return replace(answer, parts=(*answer.parts, notice))
    sure = [one for one in found if one.score >= _SURE]
    shown = tuple(_part(one, answer.language) for one in sure[:_BESIDE])
    if not shown:
        return answer
    if answer.want is Want.QUESTION and not answer.citations:
        return _cited(answer, shown)
    kept = tuple(part for part in answer.parts if part.kind is not PartKind.SOURCES)
    return _cited(answer, (*kept, *shown, *answer.parts[len(kept) :]))


def recollect(deal: Deal, found: tuple[FoundDeal, ...] | None) -> Answer:
    """Return the answer to a question about the user's own past: the deals, or that none fits."""
    language = deal.language
    parts: tuple[Part, ...] = tuple(_part(one, language) for one in (found or ())[: _BESIDE + 1])
    if not parts:
        why = "coach.past_unread" if found is None else "coach.no_past_deal"
        parts = (_notice(why, language),)
    answer = Answer(want=Want.QUESTION, role=deal.role, language=language, parts=())
    return _cited(answer, parts)


def title(deal: PastDeal, language: Language) -> str:
    """Return a deal in one line: its day, the counterpart, the subject."""
    day = write_day(deal.day, language)
    return " · ".join(filter(None, (day, deal.counterpart, deal.subject)))


def write_day(day: date, language: Language) -> str:
    """Return a date as the language writes it."""
    return write(Amount(kind=Kind.DATE, value=Decimal(0), day=day), language)


def _part(found: FoundDeal, language: Language) -> Part:
    deal = found.deal
    figures = " · ".join(deal.figures[:_MOST_FIGURES])
    told = (
        deal.lesson or deal.outcome or textwrap.shorten(deal.notes, _MOST_NOTES, placeholder="…")
    )
    lines = [told]
    if deal.lesson and deal.outcome:
        lines.append(say("coach.past_outcome", language, outcome=deal.outcome))
    if figures:
        lines.append(say("coach.past_figures", language, figures=figures))
    lines.append(_why(found.reasons, language))
    return Part(
        kind=PartKind.PAST_DEAL,
        title=title(deal, language),
        lines=tuple(filter(None, lines)),
        citation=deal.citation,
    )


def _why(reasons: tuple[Reason, ...], language: Language) -> str:
    told = [_reason(reason, language) for reason in reasons]
    return say("coach.past_why", language, reasons=", ".join(told)) if told else ""


def _reason(reason: Reason, language: Language) -> str:
    what = reason.what
    if reason.kind is ReasonKind.DAY:
        what = write_day(date.fromisoformat(what), language)
    return say(f"coach.why_{reason.kind}", language, what=what)


def _cited(answer: Answer, parts: tuple[Part, ...]) -> Answer:
    deals = tuple(part.citation for part in parts if part.citation)
    return replace(answer, parts=parts, citations=(*answer.citations, *deals))


def _notice(name: str, language: Language) -> Part:
    return Part(kind=PartKind.NOTICE, title="", lines=(say(name, language),))
