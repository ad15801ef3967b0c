"""Ways to search the shelf, from the plainest to the shipped one, over the same questions."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import bm25s
import numpy as np
from numpy.typing import NDArray

from bench.questions import Question
from knowledge import embed
from knowledge.card import Language
from knowledge.embed import Vectors
from knowledge.lexical import LetterIndex, WordIndex
from knowledge.meaning import Nearness, Subject
from knowledge.pool import Scores
from knowledge.search import Evidence, Weights, wrong_chairs
from knowledge.shelf import Shelf
from knowledge.store import CardIndex
from knowledge.words import stems

Floats = NDArray[np.float64]
_RRF = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke & Büttcher 2009)."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What a way to search says of one question: a score a card, and whether any answers.

    `base` only has an order; the floor on it is set on the tuning part.
    """

    cards: Floats
    base: float


Way = Callable[[Question, Vectors], Scored]


class Pages:
    """The shelf as most would index it: a vector of the page, BM25 over title, keywords, body."""

    def __init__(self, shelf: Shelf) -> None:
        self._vectors: dict[Language, Vectors] = {}
        self._words: dict[Language, bm25s.BM25] = {}
        for language in Language:
            texts = [
                f"{card.title}. {', '.join(card.keywords)}. {card.body}"
                for card in shelf.of(language)
            ]
            self._vectors[language] = embed.passages(texts)
            self._words[language] = bm25s.BM25()
            self._words[language].index(
                [stems(text, language) for text in texts], show_progress=False
            )

    def dense(self, question: Question, vector: Vectors) -> Scored:
        """Score by the cosine of question and page."""
        return _plain(self._vectors[question.query.language] @ vector)

    def words(self, question: Question, vector: Vectors) -> Scored:
        """Score by BM25."""
        del vector
        language = question.query.language
        index = self._words[language]
        known = index.get_tokens_ids(stems(question.query.text, language))
        nothing = np.zeros(len(self._vectors[language]), np.float32)
        return _plain(index.get_scores_from_ids(known) if known else nothing)

    def fused(self, question: Question, vector: Vectors) -> Scored:
        """Score by the ranks of both."""
        ways = self.dense(question, vector), self.words(question, vector)
        ranks = np.stack([1 / (_RRF + _ranks(way.cards)) for way in ways])
        return Scored(ranks.sum(axis=0), ways[0].base)


class Parts:
    """The parts of the shipped search, each to be asked alone."""

    def __init__(
        self, shelf: Shelf, index: CardIndex, elsewhere: Mapping[Language, Vectors]
    ) -> None:
        self._shelf = shelf
        self._near = {one: Nearness(index, one, shelf.ids) for one in Language}
        self._words = {one: WordIndex(shelf.of(one), one) for one in Language}
        self._letters = LetterIndex(shelf)
        ours = [near.vectors for near in self._near.values()]
        self._subject = Subject(ours, list(elsewhere.values()))

    def evidence(self, question: Question, vector: Vectors, names: Collection[str]) -> Evidence:
        """Return the evidence of these kinds, and 0 for the others."""
        query, count = question.query, len(self._shelf.ids)
        mine = query.language
        other = Language.EN if mine == Language.FR else Language.FR
        nothing = np.zeros(count, np.float32)
        of: dict[str, Callable[[], Scores]] = {
            "meaning": lambda: self._near[mine](vector),
            "other_meaning": lambda: self._near[other](vector),
            "words": lambda: self._words[mine](query.text),
            "letters": lambda: self._letters(query.text),
            "wrong_chair": lambda: wrong_chairs(self._shelf.of(mine), query.role),
        }
        found = {name: make() if name in names else nothing for name, make in of.items()}
        return Evidence(**found, stage=nothing, subject=self._subject(vector))

    def right(self, question: Question) -> Floats:
        """Return 1 for each card that answers the question, else 0; shape (cards,)."""
        return np.array([float(card in question.cards) for card in self._shelf.ids])

    def way(self, weights: Weights, names: Collection[str]) -> Way:
        """Return the search that adds up evidence of these kinds."""

        def way(question: Question, vector: Vectors) -> Scored:
            evidence = self.evidence(question, vector, names)
            cards = np.asarray(weights.of_cards(evidence), float)
            return Scored(cards, weights.of_base(evidence))

        return way


def _plain(scores: Scores) -> Scored:
    return Scored(np.asarray(scores, float), float(scores.max()))


def _ranks(scores: Floats) -> Floats:
    return 1 + np.argsort(np.argsort(-scores, kind="stable"), kind="stable").astype(float)
