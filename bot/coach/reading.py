"""Use case: a message that the user received: what it asks, what presses in it, a calm reply."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace

from bot.coach.amounts import Kind
from bot.coach.answer import Answer, Part, PartKind, Want
from bot.coach.deal import Deal, FactRole, Flag
from bot.coach.echo import echo, open_facts, private_facts
from bot.coach.letter import letter
from bot.coach.plan import Plan, plan
from bot.coach.tactics import TacticReader, calm_reply, findings, question_for
from bot.coach.understand.facts import sentences
from bot.texts import say
from knowledge.card import Role
from knowledge.tactics import Direction

_FLAG_OF = {
    "rival_offer": Flag.RIVAL_CLAIMED,
    "deadline": Flag.DEADLINE_CLAIMED,
    "limit_claim": Flag.BUDGET_CLAIMED,
    "ultimatum": Flag.ULTIMATUM,
    "nibble": Flag.NIBBLE,
}
_MOST_ASKED, _MOST_UNSAID, _MOST_PRESSED, _MOST_REASKED = 2, 3, 2, 2
_MOST_QUOTED = 140
_ASKS = re.compile(
    r"\?|pou(?:vez|rriez)-vous|merci de|nous (?:souhait|demand|voul|attend|avons besoin)"
    r"|il (?:nous |me )?faut|vous devez|(?:could|can) you|please|let (?:me|us) know"
    r"|(?:we|i) (?:need|want|ask|expect|require|would like)|you (?:must|have to)",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"parce qu|puisqu|\bcar\b|en raison|à cause|suite à|du fait|afin de|pour (?:que|des raisons)"
    r"|because|since\b|due to|owing to|as a result|in order to|so that",
    re.IGNORECASE,
)


def heard(deal: Deal, reader: TacticReader) -> Deal:
    """Return the deal with what presses in the received message; blocks as an embedding does.

    What is seen also chooses the moves: a rival that is put forward calls for its question.
    """
    if not deal.received:
        return deal
    seen = reader.read(deal.received, Direction.RECEIVED, deal.open_notes)
    found = findings(seen, deal.received, deal.language, direction=Direction.RECEIVED)
    flags = {_FLAG_OF[one.code] for one in found if one.code in _FLAG_OF}
    return replace(deal, pressure=found, flags=deal.flags | flags)


def read_message(deal: Deal, role: Role) -> Answer:
    """Return the reading of a message, on one phone screen, with a calm reply to copy.

    Nothing in it is called a lie: what presses is named with its quote and the question that
    checks it. Takes no model.
    """
    planned = plan(replace(deal, role=role), role)
    reply = letter(deal, _reply(planned))
    draft = Part(kind=PartKind.DRAFT, title=say("reading.reply", deal.language), lines=reply)
    more = Part(kind=PartKind.NOTICE, title="", lines=(say("reading.next", deal.language),))
    cards = [card for one in deal.pressure[:_MOST_PRESSED] for card in one.cards[:1]]
    return Answer(
        want=Want.READ_MESSAGE,
        role=deal.role,
        language=deal.language,
        parts=(echo(deal), *_reading(planned), draft, more),
        draft="\n\n".join(reply),
        findings=deal.pressure,
        citations=tuple(dict.fromkeys(cards)),
        understood_open=open_facts(deal),
        understood_private=private_facts(deal),
    )


def pressed(deal: Deal) -> tuple[Part, ...]:
    """Return what presses in the message as one part, for an answer that does something else."""
    lines = tuple(_pressure(deal))
    return (_section("pressure", lines, deal),) if lines else ()


def _reading(planned: Plan) -> Iterator[Part]:
    deal = planned.deal
    interests = tuple(
        planned.put(block.sentence, deal.language) for block in planned.interests[:1]
    )
    for name, lines in (
        ("asks", tuple(_asked(deal))),
        ("interest", interests),
        ("unsaid", _unsaid(deal)),
        ("pressure", tuple(_pressure(deal)) or (say("reading.no_pressure", deal.language),)),
    ):
        if lines:
            yield _section(name, lines, deal)


def _section(name: str, lines: tuple[str, ...], deal: Deal) -> Part:
    title = say(f"reading.{name}", deal.language)
    return Part(kind=PartKind.SECTION, title=title, lines=lines)


def _asked(deal: Deal) -> Iterator[str]:
    """Yield the sentences of the message that ask something or name a figure, in its words."""
    figures = [f.amount.text for f in deal.facts if f.received and f.amount.text]
    asking = [
        sentence.strip()
        for _, sentence in sentences(deal.received)
        if _ASKS.search(sentence) or any(text in sentence for text in figures)
    ]
    for sentence in asking[:_MOST_ASKED]:
        yield _quoted(sentence, deal)


def _quoted(sentence: str, deal: Deal) -> str:
    short = textwrap.shorten(sentence, _MOST_QUOTED, placeholder="…")
    return say("check.quote", deal.language, quote=short)


def _unsaid(deal: Deal) -> tuple[str, ...]:
    names = _left_out(deal)[:_MOST_UNSAID]
    return tuple(say(f"reading.unsaid_{name}", deal.language) for name in names)


def _left_out(deal: Deal) -> list[str]:
    """Return what the message leaves out and the reply may ask for, most telling first."""
    theirs = [f for f in deal.facts if f.received]
    kinds = {f.amount.kind for f in theirs}
    priced = kinds & {Kind.MONEY, Kind.SHARE}
    left_out = {
        "reason": not _BECAUSE.search(deal.received),
        "volume": priced and Kind.QUANTITY not in kinds,
        "term": priced and not any(f.role is FactRole.TERM for f in theirs),
        "payment": priced and not any(f.role is FactRole.PAYMENT for f in theirs),
        "date": not priced and Kind.DATE not in kinds,
        "price": not priced,
    }
    return [name for name, missing in left_out.items() if missing]


def _pressure(deal: Deal) -> Iterator[str]:
    for one in deal.pressure[:_MOST_PRESSED]:
        yield from filter(None, (_quoted(one.quote, deal) if one.quote else "", one.why))
        question = question_for(one.code, deal.language)
        yield say("reading.ask", deal.language, question=question)


def _reply(planned: Plan) -> tuple[str, ...]:
    """Return what to answer: calmly to what presses most, else what the message leaves out."""
    deal = planned.deal
    language = deal.draft_language
    closing = say("moves.close_recap", language)
    if deal.pressure:
        code = deal.pressure[0].code
        return (calm_reply(code, language), question_for(code, language), closing)
    asked = tuple(say(f"reading.ask_{name}", language) for name in _left_out(deal)[:_MOST_REASKED])
    return (say("reading.thanks", language), *asked, say("reading.will_answer", language))
