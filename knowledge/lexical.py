"""Ranks cards by the words that they share with a question (BM25 over stems)."""

import math
from collections.abc import Mapping

import bm25s
import numpy as np

from knowledge.card import Card, Language
from knowledge.words import stems

# What a person would type weighs more than what the page says about it.
_TITLE_WEIGHT, _KEYWORD_WEIGHT = 2, 2


class LexicalIndex:
    """The words of the cards of one language. Reading it is safe from several threads."""

    def __init__(self, cards: tuple[Card, ...], language: Language) -> None:
        self._language = language
        self._ids = tuple(card.id for card in cards)
        self._names = tuple(frozenset(_name_stems(card)) for card in cards)
        self._index = bm25s.BM25()
        if cards:
            self._index.index([_stems_of(card) for card in cards], show_progress=False)

    def scores(self, text: str) -> Mapping[str, float]:
        """Return the BM25 score of each card that shares a stem with `text`, by card id.

        Divided by the root of the number of different stems asked, so that a pasted message does
        not weigh more than its meaning.
        """
        asked = list(dict.fromkeys(stems(text, self._language)))
        known = self._index.get_tokens_ids(asked) if self._ids else []
        if not known:
            return {}
        scores = self._index.get_scores_from_ids(known) / math.sqrt(len(asked))
        return {self._ids[place]: float(scores[place]) for place in np.flatnonzero(scores)}

    def names_one(self, text: str) -> bool:
        """Tell whether `text` has no words but those of one card's title and keywords."""
        asked = frozenset(stems(text, self._language))
        return bool(asked) and any(asked <= names for names in self._names)


def _name_stems(card: Card) -> list[str]:
    return stems("\n".join((card.title, *card.keywords)), card.language)


def _stems_of(card: Card) -> list[str]:
    text = "\n".join(
        (
            *(card.title,) * _TITLE_WEIGHT,
            *card.keywords * _KEYWORD_WEIGHT,
            *card.situations,
            card.body,
            card.phrase,
        )
    )
    return stems(text, card.language)
