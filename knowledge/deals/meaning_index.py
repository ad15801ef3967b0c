"""How near each deal's vectors are to a question's, against the other deals of their owner."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge import embed
from knowledge.deals.vectors import from_bytes

Floats = NDArray[np.float32]

_ENOUGH = 3
"""Deals that must be there before a difference among them counts half."""


class MeaningIndex:
    """The vectors of one owner's deals. A deal without vectors is as near as the average one."""

    def __init__(self, stored: Sequence[bytes]) -> None:
        self._count = len(stored)
        rows = [from_bytes(vectors) for vectors in stored]
        self._indexed = np.array(
            [place for place, found in enumerate(rows) if len(found)], np.intp
        )
        counts = np.array([len(found) for found in rows if len(found)], np.intp)
        self._starts = np.cumsum(counts) - counts
        self._alone = counts == 1
        self._vectors = np.concatenate([np.empty((0, embed.WIDTH), np.float32), *rows])
        self._mean = self._vectors.mean(axis=0) if len(self._vectors) else None

    def nearness(self, question: Floats | None) -> Floats:
        """Return how much nearer each deal is than the owner's average deal; shape (deals,).

        The cosines of this model lie close together and some texts are near to everything, so only
        what the question has beside the average deal is compared.
        """
        nearness = np.zeros(self._count, np.float32)
        if question is None or self._mean is None:
            return nearness
        own = question - self._mean
        cosines = self._vectors @ (own / max(float(np.linalg.norm(own)), 1e-6))
        near = self._best_two(cosines)
        count = len(self._indexed)
        nearness[self._indexed] = (near - near.mean()) * (count / (count + _ENOUGH))
        return nearness

    def _best_two(self, cosines: Floats) -> Floats:
        """Return for each indexed deal the mean of its two best cosines."""
        first = np.maximum.reduceat(cosines, self._starts)
        rest = cosines.copy()
        spans = np.append(self._starts, len(cosines))
        owners = np.repeat(np.arange(len(self._starts)), np.diff(spans))
        hits = np.flatnonzero(cosines == first[owners])
        # One place for each deal, also where two vectors are equally near.
        rest[hits[np.unique(owners[hits], return_index=True)[1]]] = -np.inf
        second = np.maximum.reduceat(rest, self._starts)
        return ((first + np.where(self._alone, first, second)) / 2).astype(np.float32)
