"""How near a question's meaning is to each card, and whether it belongs to this base at all."""

from collections.abc import Sequence

import numpy as np

from knowledge.card import Language
from knowledge.embed import WIDTH, Vectors
from knowledge.pool import Pool, Scores
from knowledge.store import CardIndex

_BEST = 4
"""Texts of a card whose mean similarity tells how near it is."""

_RIDGE = 1e-5
"""Keeps the subject's direction from resting on the noise of a few vectors."""


class Nearness:
    """The vectors of the cards' titles and situations in one language, shape (texts, 384)."""

    def __init__(self, index: CardIndex, language: Language, ids: Sequence[str]) -> None:
        """Take the vectors from `index`; the places of `ids` are those of the scores."""
        place = {card_id: at for at, card_id in enumerate(ids)}
        cards, self.vectors = index.vectors(language)
        self._pool = Pool([place[card_id] for card_id in cards], len(ids), _BEST)

    def __call__(self, vector: Vectors) -> Scores:
        """Return for each card how much nearer it is than the average card (cosine).

        `vector` has shape (384,) and length 1. The similarities of this model lie close together
        (0.75 to 0.9), and as a whole higher or lower from question to question: only the
        difference between cards tells something. All are compared, which takes 0.04 ms; asking
        Chroma for the nearest takes 12 ms (docs/measurements.md).
        """
        near = self._pool(self.vectors @ vector)
        nearer: Scores = near - near.mean()
        return nearer


class Subject:
    """Tells questions on this base's subject from others: a least-squares line through vectors.

    Rifkin, Yeo & Poggio 2003, "Regularized least-squares classification". Learned at each start
    from the cards' situations and from questions of other walks of life; takes some 0.1 s.
    """

    def __init__(self, ours: Sequence[Vectors], others: Sequence[Vectors]) -> None:
        """Take the vectors of texts on the subject and of others, each of shape (n, 384)."""
        inside, outside = np.concatenate(ours), np.concatenate(others)
        rows = np.concatenate([inside, outside]).astype(np.float64)
        # Each side weighs the same, however many texts it has.
        weights = np.repeat([0.5 / len(inside), 0.5 / len(outside)], [len(inside), len(outside)])
        sides = np.repeat([1.0, -1.0], [len(inside), len(outside)])
        self._middle = weights @ rows
        centred = rows - self._middle
        spread = centred.T @ (centred * weights[:, np.newaxis]) + _RIDGE * np.eye(WIDTH)
        self._direction = np.linalg.solve(spread, centred.T @ (weights * sides))

    def __call__(self, vector: Vectors) -> float:
        """Return about 1 for a question on the subject and about -1 for another one."""
        return float((vector - self._middle) @ self._direction)
