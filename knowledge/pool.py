"""From scores of texts to one score for each card, or deal, that they belong to."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


class Pool:
    """Which texts belong to which page: a page's score is the mean of its best texts.

    One text alone may be near to a question by chance; several that are near tell of a subject.
    """

    def __init__(self, pages: Sequence[int], count: int, best: int) -> None:
        """Take the place (0 to `count` - 1) of the page of each text.

        `best` is how many texts of a page count; a page that has fewer is averaged over these.
        """
        rows = np.asarray(pages, np.intp)
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
        """Return the mean of the best scores of each page, shape (pages,), from one a text."""
        table = np.full(self._shape, -np.inf, np.float32)
        table[self._places] = scores
        best = np.partition(table, -self._best, axis=1)[:, -self._best :]
        means: Scores = np.where(np.isfinite(best), best, 0).sum(axis=1) / self._divisors
        return means
