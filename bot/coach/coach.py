"""The coach: one ask in, one answer out. Bundles the use cases with a model and a shelf."""

import asyncio
from dataclasses import dataclass, field, replace

from bot.coach.answer import Answer, Ask, Want
from bot.coach.check import check
from bot.coach.deal import Deal
from bot.coach.debrief import debrief
from bot.coach.draft import (
    ShowAnswer,
    ask_first,
    decline,
    draft,
    has_substance,
    missing,
    welcome,
    with_care,
)
from bot.coach.past import asked_for, recalled, recollect, with_past
from bot.coach.ports import Library, Memory, Model, NoMemory
from bot.coach.prepare import prepare
from bot.coach.question import question
from bot.coach.reading import heard, read_message
from bot.coach.recall import sources
from bot.coach.remember import remember
from bot.coach.tactics import TacticReader
from bot.coach.tools import Tools
from bot.coach.understand import (
    Understood,
    asks_memory,
    continues,
    ends_deal,
    is_aside,
    is_greeting,
    is_of,
    is_thanks,
    stands_alone,
    understand,
)
from knowledge.card import Role
from knowledge.deals import PastDeal

_REMEMBERED = frozenset({Want.PREP, Want.DRAFT, Want.READ_MESSAGE})


async def _unseen(answer: Answer) -> None:
    del answer


@dataclass(frozen=True, slots=True)
class Coach:
    """The use cases over one model, one library, the memory of past deals and a tactic reader."""

    model: Model
    library: Library
    memory: Memory = field(default_factory=NoMemory)
    reader: TacticReader = field(default_factory=TacticReader)

    async def answer(self, ask: Ask, show: ShowAnswer = _unseen) -> Answer:
        """Return the answer to an ask.

        `show` is awaited with partial answers, useful parts first. Raises Unusable, whose `text`
        names the sentence for the user, when the ask cannot be worked on. A model that is away
        is no error: the answer is then composed and says so.
        """
        # In a thread: the reader embeds the text, and other chats go on meanwhile.
        understood = await asyncio.to_thread(understand, ask, self.reader)
        deal = understood.deal
        early = await self._about_the_past(ask, deal) or await self._at_once(ask, understood)
        if early is not None:
            return early
        # Recalled while the answer is made: the useful parts must not wait for the past.
        deal = await asyncio.to_thread(heard, deal, self.reader)
        answer, found = await asyncio.gather(
            self._answer(ask, deal, show), recalled(ask, deal, self.memory)
        )
        answer = with_care(with_past(answer, found), understood.care)
        # An open question about nobody in particular is not yet a deal.
        nobody = not (deal.name or deal.firm)
        if answer.want not in _REMEMBERED or (answer.questions and nobody):
            return answer
        return replace(answer, remember=remember(ask, deal))

    async def _about_the_past(self, ask: Ask, deal: Deal) -> Answer | None:
        """Answer what is only told or asked of negotiations that were: no text is made of it."""
        if ask.want in (None, Want.QUESTION) and asks_memory(deal):
            return recollect(deal, await asked_for(ask, self.memory))
        if deal.want is Want.DEBRIEF:
            return debrief(ask, deal, await self._known(ask))
        return None

    async def _at_once(self, ask: Ask, understood: Understood) -> Answer | None:
        """Answer what needs no plan: a message to check, a request to decline, a hello."""
        deal = understood.deal
        if deal.want is Want.CHECK:
            return await asyncio.to_thread(check, deal, ask.texts[-1], self.reader)
        if understood.request is not None:
            answer = decline(deal, deal.role or Role.BUYER, understood.request)
            shelf = sources(answer.citations, deal.language, self.library)
            return replace(answer, parts=(*answer.parts, *shelf))
        if is_thanks(deal) or is_greeting(deal):
            return welcome(deal, "coach.thanks" if is_thanks(deal) else "coach.hello")
        return None

    async def _answer(self, ask: Ask, deal: Deal, show: ShowAnswer) -> Answer:
        tools = Tools(self.model, self.library, self.reader)
        if deal.want is Want.QUESTION:
            return await question(deal, tools=tools, show=show)
        if deal.want is Want.READ_MESSAGE:
            return read_message(deal, deal.role or Role.SELLER)
        questions = () if ask.draft_now else missing(deal)
        if questions and not (deal.want is Want.PREP and has_substance(deal)):
            return ask_first(deal, questions)
        use_case = prepare if deal.want is Want.PREP else draft
        return await use_case(deal, deal.role or Role.SELLER, tools=tools, show=show)

    async def _known(self, ask: Ask) -> PastDeal | None:
        """Return the deal that a debrief ends, as it was kept so far.

        Raises CoachError when memory is out of reach: to write over what was not read loses it.
        """
        if not (ask.owner and ask.deal):
            return None
        return await self.memory.named(ask.owner, ask.deal)


def joins(text: str, previous: Ask, answer: Answer | None) -> bool:
    """Tell whether a new message belongs to the conversation of `previous`.

    It does when it answers the coach's questions, corrects, or adds to the deal. A question, a
    thank you, a pasted message, a call or prices of their own begin another. A debrief belongs to
    the deal before it unless it names somebody else.
    """
    if continues(text):
        return True
    if is_aside(text):
        return False
    if ends_deal(text):
        about_a_deal = answer is None or answer.want is not Want.QUESTION
        return about_a_deal and is_of(text, previous)
    asked = answer is not None and bool(answer.questions)
    return asked or not stands_alone(text, previous)
