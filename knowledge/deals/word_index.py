"""How much of what a question speaks of stands in each deal (BM25 over terms)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.deals.deal import PastDeal
from knowledge.deals.terms import Asked, terms_of

Floats = NDArray[np.float32]

_IN_HEAD = 2.0
"""What a word of the subject, the outcome or the name weighs against one of the notes."""
_SOON_FULL = 0.6
_LENGTH = 0.3
"""BM25's k and b: a second mention adds little, and long notes are hardly held against a deal."""
_OTHERS = 20
"""Deals that everyone is taken to have beside their own: the words of a first deal are no rarer
than those of a fiftieth."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What each deal shares with a question: the rarity of it, and its part of what was asked."""

    weight: Floats
    part: Floats


class WordIndex:
    """The terms of one owner's deals, by term."""

    def __init__(self, deals: Sequence[PastDeal]) -> None:
        self._count = len(deals)
        found: dict[str, tuple[list[int], list[float]]] = {}
        bags = [_bag(deal) for deal in deals]
        lengths = np.array([sum(bag.values()) for bag in bags], np.float32)
        norms = 1 - _LENGTH + _LENGTH * lengths / max(1.0, float(lengths.mean() if bags else 1))
        for place, bag in enumerate(bags):
            for term, times in bag.items():
                places, weights = found.setdefault(term, ([], []))
                places.append(place)
                weights.append(times * (1 + _SOON_FULL) / (times + _SOON_FULL * norms[place]))
        self._found: Mapping[str, tuple[NDArray[np.intp], Floats]] = {
            term: (np.array(places), np.minimum(np.array(weights, np.float32), 1.3))
            for term, (places, weights) in found.items()
        }

    def shared(self, asked: Sequence[Asked]) -> Shared:
        """Return for each deal how much it shares with what was asked, both of shape (deals,)."""
        weight = np.zeros(self._count, np.float32)
        whole = 0.0
        for thing in asked:
            one = np.zeros(self._count, np.float32)
            rarity = []
            for term, trust in thing.terms:
                if term in self._found:
                    places, weights = self._found[term]
                    one[places] = np.maximum(
                        one[places], weights * trust * self._rarity(len(places))
                    )
                    rarity.append(self._rarity(len(places)))
            weight += one
            whole += max(rarity, default=self._rarity(0))
        return Shared(weight, weight / np.float32(whole or 1))

    def _rarity(self, holders: int) -> float:
        return math.log((self._count + _OTHERS) / (holders + 0.5))


def head_of(deal: PastDeal) -> str:
    """Return the texts of a deal that say in short what it was."""
    return "\n".join((deal.counterpart, deal.subject, deal.outcome, deal.lesson))


def body_of(deal: PastDeal) -> str:
    """Return the other texts of a deal."""
    return "\n".join((deal.notes, *deal.figures))


def _bag(deal: PastDeal) -> dict[str, float]:
    bag: dict[str, float] = {}
    for text, times in ((head_of(deal), _IN_HEAD), (body_of(deal), 1.0)):
        for term in terms_of(text, deal.language):
            bag[term] = bag.get(term, 0) + times
    return bag
