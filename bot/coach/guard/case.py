"""What a draft is checked against, and what a check may say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.coach.amounts import Amount
from bot.coach.answer import Finding
from bot.coach.deal import Deal
from bot.coach.tactics import TacticReader, name_of
from bot.texts import say
from knowledge.card import Language
from knowledge.tactics import BY_CODE, Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a draft is checked against: the deal, the figures that may be said, the cards read.

    `planned` is what the plan says in its own phrases: a draft may promise that, and no more.
    """

    deal: Deal
    allowed: tuple[Amount, ...]
    cards: frozenset[str] = frozenset()
    planned: str = ""
    reader: TacticReader = field(default_factory=TacticReader)

    @property
    def open_words(self) -> str:
        """Return all that both sides know: the user's open notes and the message."""
        return " ".join((*self.deal.open_notes, self.deal.received))


def called(code: str, language: Language) -> str:
    """Return what a finding of the guard, or a tactic, is called in a sentence."""
    return name_of(code, language) if code in BY_CODE else say(f"guard.{code}_name", language)


Check = Callable[[str, Case], Iterator[Finding]]
"""Named as its code in the ethics contract; yields what it found in a text for the counterpart."""


def finding(code: str, quote: str, case: Case) -> Finding:
    """Return what a check found: its code, where it stands, and why it matters."""
    return Finding(
        code=code,
        zone=Zone.FORBIDDEN,
        quote=quote,
        principles=("P10",),
        cards=(),
        why=say(f"guard.{code}", case.deal.language),
        honest_version="",
    )
