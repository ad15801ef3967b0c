"""Finds the cards that answer a question: by meaning and by words, fused into one score."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge import embed
from knowledge.card import Card, CardQuery, FoundCard, Language
from knowledge.embed import Vectors
from knowledge.lexical import LexicalIndex
from knowledge.shelf import Shelf
from knowledge.store import CardIndex, Hit, Item
from knowledge.words import language_of

_MOST_CHARACTERS = 1_500
"""What follows is not read: a vector of a longer text says less, and takes a second to make."""

_NEAREST = 150
"""Items looked at: of some 600 in a language, so that each likely card shows at least two."""

_SUPPORT = 3
"""Items whose mean tells how near a subject is: one alone may be near by chance."""

_FLOOR = {Language.FR: 0.024, Language.EN: 0.030}
"""How much nearer to a question the cards must be than unrelated matters are (cosine).

The engine sees English texts as more alike than French ones.
"""
_WORDS_TO_NEARNESS, _MOST_WORDS = 0.01, 2.5
"""Cosine that a unit of BM25 is worth to the floor, and the most that counts: chance words, such
as « cours » in « cours du bitcoin », reach higher."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How evidence adds up, on the log-odds scale, to the chance that a card answers.

    Meaning, words and offset are a logistic regression on tests/knowledge/queries.jsonl (see the
    README); role and stage are chosen: enough to order near equals, too little to hide a match.
    """

    offset: float = -6.1
    meaning: float = 57.0
    """For each unit of cosine by which a card is nearer than unrelated matters are."""
    words: float = 2.9
    """For each unit of BM25, divided by the root of the number of words asked."""
    role: float = 1.0
    stage: float = 0.6


_WEIGHTS = Weights()


def items_of(card: Card) -> Iterator[Item]:
    """Yield the texts of a card that get a vector: its subject, each situation, its body."""
    texts = (f"{card.title}. {', '.join(card.keywords)}", *card.situations, card.body)
    for number, text in enumerate(texts):
        yield Item(f"{card.id}.{card.language}.{number}", card.id, card.language, text)


class CardSearch:
    """Search over one shelf. Safe to call from several threads."""

    def __init__(
        self, shelf: Shelf, index: CardIndex, elsewhere: Mapping[Language, Vectors]
    ) -> None:
        """Take the index of the shelf's items and the vectors of unrelated questions.

        `elsewhere` has one array of shape (n, 384) a language.
        """
        self._shelf = shelf
        self._index = index
        self._elsewhere = elsewhere
        self._lexical = {
            language: LexicalIndex(shelf.of(language), language) for language in Language
        }

    def __call__(self, query: CardQuery) -> tuple[FoundCard, ...]:
        """Return the best cards in the query's language, best first; () below the floor.

        Role and stage move cards up and down and never hide one. A question in the other of the
        two languages is searched in its own, and answered with the cards' twins.
        """
        text = query.text[:_MOST_CHARACTERS].strip()
        written = language_of(text, expected=query.language)
        if not text or written is None:
            return ()
        vector = embed.query(text)
        hits = self._index.nearest(vector, written, _NEAREST)
        afar = _support(self._elsewhere[written] @ vector)
        lexical = self._lexical[written]
        words = lexical.scores(text)
        near = _support([hit.similarity for hit in hits]) - afar
        near += _WORDS_TO_NEARNESS * min(_MOST_WORDS, max(words.values(), default=0.0))
        # A bare term such as « MESORE » has too little meaning for a vector: its name counts.
        if near < _FLOOR[written] and not lexical.names_one(text):
            return ()
        return self._rank(query, hits, afar, words)[: query.limit]

    def _rank(
        self, query: CardQuery, hits: Sequence[Hit], afar: float, words: Mapping[str, float]
    ) -> tuple[FoundCard, ...]:
        nearness = _nearness(hits)
        farthest = min(nearness.values())
        found = []
        for card_id in nearness.keys() | words.keys():
            card = self._shelf.card(card_id, query.language)
            evidence = (
                _WEIGHTS.offset
                + _WEIGHTS.meaning * (nearness.get(card_id, farthest) - afar)
                + _WEIGHTS.words * words.get(card_id, 0.0)
                + _steering(card, query)
            )
            found.append(FoundCard(card, 1 / (1 + math.exp(-evidence))))
        # Equal scores keep one order, that of the ids.
        return tuple(sorted(found, key=lambda one: (-one.score, one.card.id)))


def _nearness(hits: Sequence[Hit]) -> dict[str, float]:
    """Return for each card the mean similarity of its two nearest items, by card id."""
    found: dict[str, list[float]] = {}
    for hit in hits:
        found.setdefault(hit.card_id, []).append(hit.similarity)
    # A second item that is not among the hits is no nearer than the last of them.
    last = hits[-1].similarity
    return {card_id: sum((*near, last)[:2]) / 2 for card_id, near in found.items()}


def _steering(card: Card, query: CardQuery) -> float:
    wrong_chair = query.role is not None and query.role not in card.roles
    return _WEIGHTS.stage * (query.stage == card.stage) - _WEIGHTS.role * wrong_chair


def _support(similarities: Vectors | Sequence[float]) -> float:
    return float(np.sort(np.asarray(similarities))[-_SUPPORT:].mean())
