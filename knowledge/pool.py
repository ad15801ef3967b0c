"""From scores of a card's texts to one score a card: the mean of its best ones."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


class Pool:
    """Which texts belong to which card.

    One text alone may be near to a question by chance; several that are near tell of a subject.
    """

    def __init__(self, cards: Sequence[int], count: int, best: int) -> None:
        """Take the place (0 to `count` - 1) of the card of each text.

        `best` is how many texts of a card count; a card that has fewer is averaged over these.
        """
        rows = np.asarray(cards, np.intp)
        order = np.argsort(rows, kind="stable")
        sizes = np.bincount(rows, minlength=count)
        firsts = np.cumsum(sizes) - sizes
        columns = np.empty_like(rows)
        columns[order] = np.arange(len(rows)) - np.repeat(firsts, sizes)
        self._places = rows, columns
        self._shape = count, max(best, int(sizes.max(initial=0)))
        self._best = best
        self._divisors = np.clip(sizes, 1, best).astype(np.float32)

    def __call__(self, scores: Scores) -> Scores:
        """Return the mean of the best scores of each card, shape (cards,), from one a text."""
        table = np.full(self._shape, -np.inf, np.float32)
        table[self._places] = scores
        best = np.partition(table, -self._best, axis=1)[:, -self._best :]
        means: Scores = np.where(np.isfinite(best), best, 0).sum(axis=1) / self._divisors
        return means
