"""How near each deal's vectors are to a question's, against the other deals of their owner."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge import embed
from knowledge.deals.vectors import from_bytes
from knowledge.pool import Pool

Floats = NDArray[np.float32]

_ENOUGH = 3
"""Deals that must be there before a difference among them counts half."""

_BEST = 2
"""Texts of a deal whose mean cosine tells how near it is."""


class MeaningIndex:
    """The vectors of one owner's deals. A deal without vectors is as near as the average one."""

    def __init__(self, stored: Sequence[bytes]) -> None:
        rows = [from_bytes(vectors) for vectors in stored]
        self._indexed = np.array([len(found) > 0 for found in rows], bool)
        places = [place for place, found in enumerate(rows) for _ in found]
        self._pool = Pool(places, len(rows), _BEST)
        self._vectors = np.concatenate([np.empty((0, embed.WIDTH), np.float32), *rows])

    def nearness(self, question: Floats | None) -> Floats:
        """Return how much nearer each deal is than the owner's average deal; shape (deals,).

        The cosines of this model lie close together, and as a whole higher or lower from question
        to question: only the difference between deals tells something.
        """
        nearness = np.zeros(len(self._indexed), np.float32)
        if question is None or not self._indexed.any():
            return nearness
        near = self._pool(self._vectors @ question)[self._indexed]
        nearness[self._indexed] = (near - near.mean()) * (len(near) / (len(near) + _ENOUGH))
        return nearness
