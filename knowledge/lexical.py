"""Ranks cards by the words that they share with a question, and by the letters of its words."""

import math
from collections.abc import Iterator, Sequence

import bm25s
import numpy as np

from knowledge.card import Card, Language
from knowledge.pool import Pool, Scores
from knowledge.shelf import Shelf
from knowledge.words import letters, stems

# What a person would type weighs more than what the page says about it.
_TITLE_WEIGHT, _KEYWORD_WEIGHT = 2, 2
_BEST = 4
"""Texts of a card whose mean likeness in letters counts."""


class WordIndex:
    """The stems of the cards of one language. Reading it is safe from several threads."""

    def __init__(self, cards: Sequence[Card], language: Language) -> None:
        self._language = language
        self._names = tuple(frozenset(_name_stems(card)) for card in cards)
        self._index = _Bm25([_stems_of(card) for card in cards])

    def __call__(self, text: str) -> Scores:
        """Return the BM25 score of each card, shape (cards,); 0 where it shares no stem."""
        return self._index(stems(text, self._language))

    def names_one(self, text: str) -> bool:
        """Tell whether `text` has no words but those of one card's title and keywords.

        A bare number is the name of no card, though one may stand in a title.
        """
        asked = frozenset(stems(text, self._language))
        named = any(asked <= names for names in self._names)
        return named and any(stem.isalpha() for stem in asked)


class LetterIndex:
    """Pieces of three and four letters of the texts that people type: made for misspellings.

    « concurent moin cher » shares no stem with the right card, and most of its pieces. Both
    languages lie in one index: a mixed question finds its pieces in either.
    """

    def __init__(self, shelf: Shelf) -> None:
        place = {card_id: at for at, card_id in enumerate(shelf.ids)}
        texts = [(place[card.id], text) for card in shelf.cards for text in asked_texts(card)]
        self._pool = Pool([at for at, _ in texts], len(place), _BEST)
        self._index = _Bm25([letters(text) for _, text in texts])

    def __call__(self, text: str) -> Scores:
        """Return the mean BM25 score of the likest texts of each card, shape (cards,)."""
        return self._pool(self._index(letters(text)))


class _Bm25:
    """BM25 (Robertson & Zaragoza 2009, as bm25s computes it) over lists of tokens."""

    def __init__(self, documents: Sequence[list[str]]) -> None:
        self._count = len(documents)
        self._index = bm25s.BM25()
        if documents:
            self._index.index(documents, show_progress=False)

    def __call__(self, tokens: Sequence[str]) -> Scores:
        """Return the score of each document, divided by the root of the number of tokens.

        So a pasted message does not weigh more than its meaning.
        """
        asked = list(dict.fromkeys(tokens))
        known = self._index.get_tokens_ids(asked) if self._count else []
        if not known:
            return np.zeros(self._count, np.float32)
        scores: Scores = self._index.get_scores_from_ids(known) / np.float32(math.sqrt(len(asked)))
        return scores


def asked_texts(card: Card) -> Iterator[str]:
    """Yield the texts of a card that resemble a question: its subject, and each situation."""
    yield f"{card.title}. {', '.join(card.keywords)}"
    yield from card.situations


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
