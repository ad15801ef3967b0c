"""What is known of a deal: the figures and notes of one conversation, open and private apart."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.coach.amounts import Amount, Kind
from bot.coach.answer import Finding, Tone, Want
from knowledge.card import Language, Role


class FactRole(StrEnum):
    """What a figure means in the deal, seen from the user's chair."""

    OURS = "ours"
    """The price or terms that the user's side asks or offers, to be said."""
    CURRENT = "current"
    """The price paid today, known to both sides."""
    THEIRS = "theirs"
    """What the counterpart asks or offers."""
    WALK_AWAY = "walk_away"
    TARGET = "target"
    BUDGET = "budget"
    COST = "cost"
    VOLUME = "volume"
    TERM = "term"
    PAYMENT = "payment"
    WHEN = "when"
    """When the call is, or from when a price holds."""
    OTHER = "other"


PRIVATE_ROLES = frozenset({FactRole.WALK_AWAY, FactRole.TARGET, FactRole.BUDGET, FactRole.COST})
"""Figures with these meanings never reach the counterpart, whatever words came with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure with its meaning. `received` tells that it stands in the counterpart's message.

    `tainted` marks a figure of a claim that the user calls untrue: never said, not secret.
    """

    amount: Amount
    role: FactRole
    private: bool
    received: bool = False
    tainted: bool = False


class Flag(StrEnum):
    """A trait of the situation that calls for certain moves."""

    PRICE_RISE = "price_rise"
    DISCOUNT_ASKED = "discount_asked"
    INDEX_CLAIMED = "index_claimed"
    RIVAL_CLAIMED = "rival_claimed"
    OWN_RIVAL = "own_rival"
    """The user wants to mention another offer of their own, and nothing says it is not real."""
    DEADLINE_CLAIMED = "deadline_claimed"
    BUDGET_CLAIMED = "budget_claimed"
    ULTIMATUM = "ultimatum"
    LONGER_PAYMENT = "longer_payment"
    PAYS_ON_TIME = "pays_on_time"
    LONG_RELATION = "long_relation"
    TRUST_HURT = "trust_hurt"
    PRESCRIBER = "prescriber"
    IMPACT = "impact"
    LIMIT_ASKED = "limit_asked"
    NIBBLE = "nibble"
    CALL_SOON = "call_soon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One situation as understood. All that follows is planned from this value alone.

    `open_notes` and `private_notes` are the user's sentences, sorted; `to_say` is those that the
    user asks to be told, the only ones that a wording model reads; `received` is the
    counterpart's message, content and never orders. `problems` are names of sentences in
    texts/ (with their values) for what contradicts itself or cannot be right. `pressure` is what
    presses in `received`, the worst first.
    """

    language: Language
    draft_language: Language
    want: Want
    today: date
    role: Role | None
    tone: Tone = Tone.PLAIN
    name: str = ""
    firm: str = ""
    facts: tuple[Fact, ...] = ()
    open_notes: tuple[str, ...] = ()
    private_notes: tuple[str, ...] = ()
    to_say: tuple[str, ...] = ()
    own_words: str = ""
    received: str = ""
    flags: frozenset[Flag] = frozenset()
    problems: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    pressure: tuple[Finding, ...] = ()

    def facts_as(self, role: FactRole) -> tuple[Fact, ...]:
        """Return the facts with this meaning, oldest first, those of untrue claims left out."""
        return tuple(f for f in self.facts if f.role is role and not f.tainted)

    def figure(self, role: FactRole, kind: Kind | None = None) -> Amount | None:
        """Return the newest amount with this meaning (and kind), or None."""
        found = [f.amount for f in self.facts_as(role) if kind in (None, f.amount.kind)]
        return found[-1] if found else None

    @property
    def own_price(self) -> Amount | None:
        """Return the price that the user stands on: their offer, or a seller's price today."""
        ours = self.figure(FactRole.OURS, Kind.MONEY)
        today = self.figure(FactRole.CURRENT, Kind.MONEY)
        return ours or (today if self.role is Role.SELLER else None)

    @property
    def private_amounts(self) -> tuple[Amount, ...]:
        """Return every figure that must not reach the counterpart."""
        return tuple(f.amount for f in self.facts if f.private)

    @property
    def open_amounts(self) -> tuple[Amount, ...]:
        """Return every figure that may be said."""
        return tuple(f.amount for f in self.facts if not f.private and not f.tainted)

    @property
    def limit(self) -> Amount | None:
        """Return the walk-away figure, or the budget where it is the only limit known.

        Of two walk-away prices the one that protects the user more counts, until they settle it.
        """
        walk_aways = [f.amount for f in self.facts_as(FactRole.WALK_AWAY)]
        if not walk_aways:
            return self.figure(FactRole.BUDGET)
        protective = max if self.role is Role.SELLER else min
        return protective(walk_aways, key=lambda amount: amount.value)
