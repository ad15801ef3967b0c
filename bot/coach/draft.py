"""Use case: a draft for the counterpart, or first the questions that stand in its way."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.coach.answer import Answer, Finding, Part, PartKind, Tone, Want
from bot.coach.deal import Deal, FactRole, Flag
from bot.coach.echo import echo, open_facts, private_facts
from bot.coach.guard import Case, review
from bot.coach.moves import Slot
from bot.coach.plan import Plan, plan
from bot.coach.ports import Library, Model
from bot.coach.recall import sources
from bot.coach.word import Worded, word
from bot.texts import say
from knowledge.card import Language, Role

_TITLES = {
    **dict.fromkeys(("M", "Mr", "Monsieur"), "man"),
    **dict.fromkeys(("Mme", "Madame", "Ms", "Mrs"), "woman"),
    "Dr": "doctor",
}
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
    language = deal.draft_language
    honest = say(f"tactics.{request.code}_honest", language)
    closing = say("moves.close_recap", language)
    said = (honest,) if deal.tone is Tone.SHORTER else (honest, closing)
    paragraphs = _letter(deal, said)
    verdict = review("\n".join(paragraphs), Case(deal=deal, allowed=()))
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


async def draft(
    deal: Deal, role: Role, *, model: Model, library: Library, show: ShowAnswer
) -> Answer:
    """Return a draft worded by the model on the plan, checked, with the cards behind it."""
    planned = plan(replace(deal, role=role), role)
    cited = _cited(planned)
    case = Case(
        deal=planned.deal,
        allowed=tuple(figure.amount for figure in planned.figures),
        cards=frozenset(cited),
    )
    await show(_answer(planned.deal, ()))

    async def show_sentences(sentences: tuple[str, ...]) -> None:
        await show(_answer(planned.deal, (_draft_part(deal, _letter(deal, sentences)),)))

    worded = await word(planned, planned.said, case, model=model, show=show_sentences)
    answer = _finish(planned, worded, model.name)
    shelf = sources(cited, deal.language, library)
    return replace(answer, parts=(*answer.parts, *shelf), citations=cited)


def _cited(planned: Plan) -> tuple[str, ...]:
    """Return three cards at most: what the trade rests on first, courtesy last."""
    telling = (Slot.OFFER, Slot.QUESTION, Slot.OPENING, Slot.CLOSING)
    blocks = sorted(planned.said, key=lambda block: telling.index(block.move.slot))
    return tuple(dict.fromkeys(block.move.card for block in blocks))[:3]


def _finish(planned: Plan, worded: Worded, model_name: str) -> Answer:
    deal = planned.deal
    paragraphs = _letter(deal, worded.sentences)
    text = "\n\n".join(paragraphs)
    parts = [_draft_part(deal, paragraphs), *notices(worded)]
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


def _letter(deal: Deal, sentences: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paragraphs of a message: greeting, what is heard and asked, offer, next step."""
    language = deal.draft_language
    greeting = _greeting(deal.name, language)
    head = " ".join(sentences[:2]) if len(sentences) > 3 else ""  # noqa: PLR2004 - 4 blocks
    body = (head, *sentences[2:]) if head else sentences
    return (greeting, *body, say("coach.sign_off", language))


def _greeting(name: str, language: Language) -> str:
    if not name:
        return say("coach.greeting", language)
    first, _, rest = name.partition(" ")
    title = _TITLES.get(first.rstrip("."))
    if title:
        shown = f"{say(f'coach.title_{title}', language)} {rest}"
    else:
        # "Hello Lena," but « Bonjour Lena Brandt, »: French letters keep the whole name.
        shown = first if language is Language.EN else name
    return say("coach.greeting_name", language, name=shown)


def _answer(deal: Deal, parts: tuple[Part, ...]) -> Answer:
    return Answer(
        want=Want.DRAFT,
        role=deal.role,
        language=deal.language,
        parts=(echo(deal), *problems(deal), *parts),
        understood_open=open_facts(deal),
        understood_private=private_facts(deal),
    )
