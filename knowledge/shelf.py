"""The cards as the coach holds them: the sound ones of the shipped files, in both languages."""

import hashlib
import logging
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from knowledge.card import Card, Language
from knowledge.check import broken_ids, examine, shortcomings
from knowledge.errors import BrokenCard, UnknownCard
from knowledge.faults import Fault
from knowledge.numbers import read_facts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All cards, in both languages, in the order of their ids."""

    cards: tuple[Card, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the cards, each once, sorted."""
        return tuple(sorted({card.id for card in self.cards}))

    def card(self, card_id: str, language: Language) -> Card:
        """Return one card. Raises UnknownCard."""
        for card in self.cards:
            if (card.id, card.language) == (card_id, language):
                return card
        raise UnknownCard(card_id, language)

    def of(self, language: Language) -> tuple[Card, ...]:
        """Return the cards of one language."""
        return tuple(card for card in self.cards if card.language == language)

    @property
    def fingerprint(self) -> str:
        """Return 12 hexadecimal digits that change when any card changes."""
        digest = hashlib.sha256()
        for card in self.cards:
            values = [getattr(card, field.name) for field in fields(card)]
            # A set has no order of its own: sorted, it shows the same on every run.
            shown = [sorted(value) if isinstance(value, frozenset) else value for value in values]
            digest.update(repr(shown).encode())
        return digest.hexdigest()[:12]


@cache
def load_shelf() -> Shelf:
    """Return the shipped cards, read once, as `read_shelf` does."""
    return read_shelf(_shipped("cards"))


def read_shelf(folder: Traversable) -> Shelf:
    """Return the sound cards of `folder`; the others are left out, and the log names them.

    Numbers are held against the shipped facts. Raises BrokenCard where no card is sound.
    """
    facts, _ = read_facts(_shipped("facts"))
    cards, faults = examine(folder, facts)
    if faults and not cards:
        raise BrokenCard(faults[0])
    for file, field in dict.fromkeys((fault.file, fault.field) for fault in faults):
        log.warning("a card was left out: %s, %s", file, field)
    return Shelf(cards)


def examine_shipped() -> tuple[tuple[Card, ...], tuple[Fault, ...]]:
    """Return the sound cards among the shipped ones, and all that must not be shipped."""
    facts, unread = read_facts(_shipped("facts"))
    cards, faults = examine(_shipped("cards"), facts)
    return cards, (*faults, *unread, *shortcomings(cards, broken_ids(faults), facts))


def _shipped(kind: str) -> Traversable:
    return files(__package__) / kind
