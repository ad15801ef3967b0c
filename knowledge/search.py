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

_NEAREST = 60
"""Items looked at; a card has at most seven, so at least eight cards are ranked by meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How evidence adds up to a score. Fitted on tests/knowledge/queries.jsonl (README)."""

    offset: float = -3.0
    meaning: float = 60.0
    """For each unit by which a card is nearer to the question than unrelated matters are."""
    words: float = 0.6
    """For each unit of BM25."""
    role: float = 0.3
    stage: float = 0.3
    floor: float = 0.02
    """How much nearer the cards must be to the question than unrelated matters are."""


WEIGHTS = Weights()
_SUPPORT = 3
"""Items whose mean tells how near a subject is: one alone may be near by chance."""


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
        if _support([hit.similarity for hit in hits]) - afar < WEIGHTS.floor:
            return ()
        ranked = self._rank(query, hits, afar, self._lexical[written].scores(text))
        return ranked[: query.limit]

    def _rank(
        self, query: CardQuery, hits: Sequence[Hit], afar: float, words: Mapping[str, float]
    ) -> tuple[FoundCard, ...]:
        nearness: dict[str, float] = {}
        for hit in hits:
            nearness.setdefault(hit.card_id, hit.similarity)
        farthest = min(nearness.values())
        found = []
        for card_id in nearness.keys() | words.keys():
            card = self._shelf.card(card_id, query.language)
            evidence = (
                WEIGHTS.offset
                + WEIGHTS.meaning * (nearness.get(card_id, farthest) - afar)
                + WEIGHTS.words * words.get(card_id, 0.0)
                + _steering(card, query)
            )
            found.append(FoundCard(card, 1 / (1 + math.exp(-evidence))))
        # Equal scores keep one order, that of the ids.
        return tuple(sorted(found, key=lambda one: (-one.score, one.card.id)))


def _steering(card: Card, query: CardQuery) -> float:
    wrong_chair = query.role is not None and query.role not in card.roles
    return WEIGHTS.stage * (query.stage == card.stage) - WEIGHTS.role * wrong_chair


def _support(similarities: Vectors | Sequence[float]) -> float:
    return float(np.sort(np.asarray(similarities))[-_SUPPORT:].mean())
