"""The coach: one ask in, one answer out. Bundles the use cases with a model and a shelf."""

from dataclasses import dataclass

from bot.coach.answer import Answer, Ask, Want
from bot.coach.draft import ShowAnswer, ask_first, decline, draft, has_substance, missing, welcome
from bot.coach.errors import Unusable
from bot.coach.ports import Library, Model
from bot.coach.prepare import prepare
from bot.coach.question import question
from bot.coach.understand import (
    continues,
    is_aside,
    is_greeting,
    is_thanks,
    stands_alone,
    understand,
)
from knowledge.card import Role

_LATER = frozenset({Want.READ_MESSAGE, Want.DEBRIEF})


async def _unseen(answer: Answer) -> None:
    del answer


@dataclass(frozen=True, slots=True)
class Coach:
    """The use cases over one model and one library."""

    model: Model
    library: Library

    async def answer(self, ask: Ask, show: ShowAnswer = _unseen) -> Answer:
        """Return the answer to an ask.

        `show` is awaited with partial answers, useful parts first. Raises Unusable, whose `text`
        names the sentence for the user, when the ask cannot be worked on. A model that is away
        is no error: the answer is then composed and says so.
        """
        understood = understand(ask)
        deal = understood.deal
        if deal.want in _LATER:
            raise Unusable("coach.not_yet")
        if understood.request is not None:
            return decline(deal, deal.role or Role.BUYER, understood.request)
        if deal.want is Want.QUESTION and not (is_greeting(deal) or is_thanks(deal)):
            return await question(deal, model=self.model, library=self.library, show=show)
        if is_thanks(deal):
            return welcome(deal, "coach.thanks")
        if is_greeting(deal):
            return welcome(deal, "coach.hello")
        questions = () if ask.draft_now else missing(deal)
        if questions and not (deal.want is Want.PREP and has_substance(deal)):
            return ask_first(deal, questions)
        use_case = prepare if deal.want is Want.PREP else draft
        return await use_case(
            deal, deal.role or Role.SELLER, model=self.model, library=self.library, show=show
        )


def joins(text: str, previous: Ask, answer: Answer | None) -> bool:
    """Tell whether a new message belongs to the conversation of `previous`.

    It does when it answers the coach's questions, corrects, or adds to the deal. A question, a
    thank you, a pasted message, a call or prices of their own begin another.
    """
    if continues(text):
        return True
    if is_aside(text):
        return False
    asked = answer is not None and bool(answer.questions)
    return asked or not stands_alone(text, previous)
