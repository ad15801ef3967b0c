"""Use case: a draft for the counterpart, or first the questions that stand in its way."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.coach.answer import Answer, Finding, Part, PartKind, Tone, Want
from bot.coach.deal import Deal, FactRole, Flag
from bot.coach.echo import echo, open_facts, private_facts
from bot.coach.guard import Case, review
from bot.coach.letter import letter
from bot.coach.letters import fold
from bot.coach.moves import Slot
from bot.coach.plan import Plan, plan
from bot.coach.reading import pressed
from bot.coach.recall import sources
from bot.coach.tactics import finding
from bot.coach.tools import Tools
from bot.coach.word import Worded, phrases, word
from bot.texts import say
from knowledge.card import Role

_MOST_CARE = 2
_ABOUT_THE_COACH = re.compile(
    r"(?:your|tes|vos|ton|votre) (?:\w+ ){0,2}"
    r"(?:instructions?|prompts?|consignes?|system|rules|regles)"
    r"|system prompt|prompt systeme|what is above|ce qui precede|ci-dessus"
    r"|(?:another|other|autres?) (?:users?|utilisat\w+|clients? du bot)",
    re.IGNORECASE,
)
_BETWEEN_US = (FactRole.THEIRS, FactRole.CURRENT, FactRole.PAYMENT)
ShowAnswer = Callable[[Answer], Awaitable[None]]


def missing(deal: Deal) -> tuple[str, ...]:
    """Return the questions that stand between this deal and a draft, three at most.

    Empty as soon as a draft is possible: the chair is known, there is something to answer (a
    message, a demand, a price paid today), and the user has a position of their own.
    """
    theirs = deal.received or any(deal.facts_as(role) for role in _BETWEEN_US)
    mine = (
        deal.figure(FactRole.OURS) or deal.own_price or deal.limit or deal.figure(FactRole.TARGET)
    )
    if deal.role and theirs and (mine or Flag.LIMIT_ASKED in deal.flags):
        return ()
    asked: list[str] = []
    if deal.role is None:
        asked.append("ask_role")
    if not mine:
        asked.append(f"ask_position_{deal.role or 'any'}")
    if not theirs:
        asked.append("ask_theirs")
    if not deal.figure(FactRole.VOLUME) and not deal.figure(FactRole.TERM):
        asked.append("ask_trade")
    return tuple(say(f"coach.{name}", deal.language) for name in asked[:3])


def has_substance(deal: Deal) -> bool:
    """Tell whether a brief would be about something: a name, or more than the hour of a call."""
    return bool(deal.name or deal.firm or any(f.role is not FactRole.WHEN for f in deal.facts))


def welcome(deal: Deal, sentence: str) -> Answer:
    """Return one courteous sentence, to somebody who said hello or thank you."""
    line = say(sentence, deal.language)
    hello = Part(kind=PartKind.NOTICE, title="", lines=(line,))
    return replace(_answer(deal, ()), want=Want.QUESTION, parts=(hello,))


def ask_first(deal: Deal, questions: tuple[str, ...]) -> Answer:
    """Return the answer that asks: what was understood, and all questions in one message."""
    part = Part(
        kind=PartKind.QUESTIONS, title=say("coach.before_drafting", deal.language), lines=questions
    )
    return replace(_answer(deal, (part,)), questions=questions)


def decline(deal: Deal, role: Role, request: Finding) -> Answer:
    """Return the refusal in one sentence and, at once, the honest version of the same move."""
    if _ABOUT_THE_COACH.search(fold(request.quote)):
        return _about_the_coach(deal, request)
    language = deal.draft_language
    who = deal.name or deal.firm
    request = finding(request.code, request.quote, deal.language, who=who)
    honest = say(f"tactics.{request.code}_honest", language)
    closing = say("moves.close_recap", language)
    said = (honest,) if deal.tone is Tone.SHORTER else (honest, closing)
    paragraphs = letter(deal, said)
    verdict = review(
        "\n".join(paragraphs), Case(deal=deal, allowed=(), planned="\n".join(paragraphs))
    )
    reason = Part(
        kind=PartKind.NOTICE,
        title="",
        lines=(say("coach.declined", deal.language, why=request.why),),
    )
    answer = _answer(deal, (reason, _draft_part(deal, paragraphs)))
    if not (deal.role or deal.name or deal.firm or deal.facts):
        answer = replace(answer, parts=answer.parts[1:])  # an echo of nothing says nothing
    return replace(
        answer,
        role=role,
        draft="\n\n".join(paragraphs),
        declined=request.code,
        findings=(request, *verdict.findings),
        citations=request.cards,
    )


def _about_the_coach(deal: Deal, request: Finding) -> Answer:
    """Return what the coach may say of itself: there is nobody to send a draft to."""
    said = Part(kind=PartKind.NOTICE, title="", lines=(say("coach.about_me", deal.language),))
    answer = replace(_answer(deal, ()), want=Want.QUESTION, parts=(said,))
    return replace(answer, declined=request.code, findings=(request,))


def with_care(answer: Answer, care: tuple[Finding, ...]) -> Answer:
    """Return the answer with the safeguard of each risky move that the user asked for."""
    if not care or answer.want is Want.QUESTION:
        return answer
    lines = tuple(one.why for one in care[:_MOST_CARE])
    part = Part(kind=PartKind.NOTICE, title=say("coach.care", answer.language), lines=lines)
    parts = list(answer.parts)
    after = [n for n, one in enumerate(parts, 1) if one.kind is PartKind.DRAFT]
    parts.insert(after[-1] if after else len(parts), part)
    return replace(answer, parts=tuple(parts), findings=(*answer.findings, *care))


async def draft(deal: Deal, role: Role, *, tools: Tools, show: ShowAnswer) -> Answer:
    """Return a draft worded by the model on the plan, checked, with the cards behind it."""
    planned = plan(replace(deal, role=role), role)
    cited = _cited(planned)
    case = Case(
        deal=planned.deal,
        allowed=tuple(figure.amount for figure in planned.figures),
        cards=frozenset(cited),
        planned=phrases(planned, planned.said),
        reader=tools.reader,
    )
    await show(_answer(planned.deal, pressed(deal)))

    async def show_sentences(sentences: tuple[str, ...]) -> None:
        written = _draft_part(deal, letter(deal, sentences))
        await show(_answer(planned.deal, (*pressed(deal), written)))

    worded = await word(planned, planned.said, case, model=tools.model, show=show_sentences)
    answer = _finish(planned, worded, tools.model.name)
    shelf = sources(cited, deal.language, tools.library)
    return replace(answer, parts=(*answer.parts, *shelf), citations=cited)


def _cited(planned: Plan) -> tuple[str, ...]:
    """Return three cards at most: what the trade rests on first, courtesy last."""
    telling = (Slot.OFFER, Slot.QUESTION, Slot.OPENING, Slot.CLOSING)
    blocks = sorted(planned.said, key=lambda block: telling.index(block.move.slot))
    return tuple(dict.fromkeys(block.move.card for block in blocks))[:3]


def _finish(planned: Plan, worded: Worded, model_name: str) -> Answer:
    deal = planned.deal
    paragraphs = letter(deal, worded.sentences)
    text = "\n\n".join(paragraphs)
    parts = [*pressed(deal), _draft_part(deal, paragraphs), *notices(worded)]
    return replace(
        _answer(deal, tuple(parts)),
        draft=text,
        findings=worded.findings,
        amounts=planned.sources(text, deal.draft_language),
        composed=worded.composed,
        model="none" if worded.composed else model_name,
        tokens_in=worded.tokens_in,
        tokens_out=worded.tokens_out,
    )


def notices(worded: Worded) -> tuple[Part, ...]:
    """Return the sentence that says why no model worded the text, where that is so."""
    if not worded.notice:
        return ()
    return (Part(kind=PartKind.NOTICE, title="", lines=(worded.notice,)),)


def problems(deal: Deal) -> tuple[Part, ...]:
    """Return what contradicts itself in the deal, as one notice, or nothing."""
    lines = tuple(say(name, deal.language, **dict(values)) for name, values in deal.problems)
    return (Part(kind=PartKind.NOTICE, title="", lines=lines),) if lines else ()


def _draft_part(deal: Deal, paragraphs: tuple[str, ...]) -> Part:
    return Part(
        kind=PartKind.DRAFT, title=say("coach.draft_title", deal.language), lines=paragraphs
    )


def _answer(deal: Deal, parts: tuple[Part, ...]) -> Answer:
    return Answer(
        want=Want.DRAFT,
        role=deal.role,
        language=deal.language,
        parts=(echo(deal), *problems(deal), *parts),
        understood_open=open_facts(deal),
        understood_private=private_facts(deal),
    )
