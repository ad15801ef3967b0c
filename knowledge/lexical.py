"""Ranks cards by the words that they share with a question (BM25 over stems)."""

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
        self._index = bm25s.BM25()
        if cards:
            self._index.index([_stems_of(card) for card in cards], show_progress=False)

    def scores(self, text: str) -> Mapping[str, float]:
        """Return the BM25 score of each card that shares a stem with `text`, by card id."""
        asked = list(dict.fromkeys(stems(text, self._language)))
        known = self._index.get_tokens_ids(asked) if self._ids else []
        if not known:
            return {}
        scores = self._index.get_scores_from_ids(known)
        return {self._ids[place]: float(scores[place]) for place in np.flatnonzero(scores)}


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
