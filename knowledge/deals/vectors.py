"""The texts of a deal that get a vector each, and vectors to and from bytes."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge import embed
from knowledge.deals.deal import PastDeal

MOST = 6
"""Vectors of one deal: a long log of notes must not crowd out the other deals."""

_PIECE = 60
"""Words of a piece. A longer one blurs what it is about, and costs 1.4 ms a token."""


def texts_of(deal: PastDeal) -> tuple[str, ...]:
    """Return the texts of `deal` to embed: at most `MOST`, none for a deal without words.

    First what it was about and how it ended, then the notes in pieces of whole sentences.
    """
    head = (deal.lesson, deal.counterpart, deal.subject, deal.outcome)
    first = " ".join(" ".join(part.rstrip(".") + "." for part in head if part.strip()).split())
    whole = [first] if first else []
    return (*whole, *list(_pieces(deal.notes))[: MOST - len(whole)])


def to_bytes(vectors: Sequence[NDArray[np.float32]] | NDArray[np.float32]) -> bytes:
    """Return vectors, each of shape (384,), as float16, little-endian, row by row."""
    return np.asarray(vectors, "<f2").tobytes()


def from_bytes(stored: bytes) -> NDArray[np.float32]:
    """Return the vectors that `to_bytes` wrote, shape (n, 384).

    Raises ValueError when the bytes are not whole rows.
    """
    return np.frombuffer(stored, "<f2").reshape(-1, embed.WIDTH).astype(np.float32)


def _pieces(notes: str) -> Iterator[str]:
    piece: list[str] = []
    for sentence in _sentences(notes):
        if piece and len(piece) + len(sentence) > _PIECE:
            yield " ".join(piece)
            piece = []
        piece += sentence
    if piece:
        yield " ".join(piece)


def _sentences(notes: str) -> Iterator[list[str]]:
    """Yield the words of each sentence, cut where it is longer than a piece."""
    sentence: list[str] = []
    for word in notes.split():
        sentence.append(word)
        if word.endswith((".", "!", "?", "…", ";")) or len(sentence) == _PIECE:
            yield sentence
            sentence = []
    if sentence:
        yield sentence
