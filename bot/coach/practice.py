"""An answer as it may leave the chat: names and private facts replaced, then shown, then sent.

What a user shares with a coach becomes a case of the evaluation. Rather too much is taken out than
too little; the user sees the very words before anything is sent.
"""

import re
from dataclasses import dataclass

from bot.coach.amounts import read, same_figure
from bot.coach.answer import Answer, Ask, Want
from bot.coach.deal import Deal
from bot.coach.screen import without_names
from bot.coach.understand import understand
from bot.texts import say
from knowledge.card import Language, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """An ask and its answer without names and private facts. No owner, no date, no ids."""

    language: Language
    role: Role | None
    want: Want
    asked: tuple[str, ...]
    received: str
    reply: str
    draft: str


def anonymous(ask: Ask, answer: Answer) -> Practice:
    """Return an ask and its answer with names and private facts replaced by plain words.

    Private are the sentences and figures that the understanding holds for private, wherever they
    stand. Raises Unusable when the ask cannot be understood. Takes milliseconds: no eye looks.
    """
    deal = understand(ask).deal
    return Practice(
        language=answer.language,
        role=answer.role,
        want=answer.want,
        asked=tuple(_replaced(text, deal) for text in ask.texts),
        received=_replaced(ask.received or "", deal),
        reply=_replaced(answer.reply, deal),
        draft=_replaced(answer.draft or "", deal),
    )


def _replaced(text: str, deal: Deal) -> str:
    for note in sorted(deal.private_notes, key=len, reverse=True):
        text = _without(text, note, say("practice.private_fact", deal.language))
    for amount in reversed(read(text, deal.language, deal.today)):
        if any(same_figure(amount, private) for private in deal.private_amounts):
            hidden = say("practice.private_figure", deal.language)
            text = text[: amount.start] + hidden + text[amount.end :]
    for name in filter(None, (deal.name, deal.firm)):
        text = re.sub(rf"\b{re.escape(name)}\b", say("coach.the_counterpart", deal.language), text)
    return without_names(text, deal.language)


def _without(text: str, note: str, stand_in: str) -> str:
    """Return `text` without a sentence, however its spaces run."""
    words = r"\s+".join(re.escape(word) for word in note.split())
    return re.sub(words, stand_in, text, flags=re.IGNORECASE) if words else text
