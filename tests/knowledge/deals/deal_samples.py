"""Deals for the tests of recall, and vectors that need no model."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from knowledge import embed
from knowledge.card import Language
from knowledge.deals import DealQuery, PastDeal

TODAY = date(2026, 11, 24)


def a_deal(deal_id: str = "a", owner: str = "7", **changes: object) -> PastDeal:
    deal = PastDeal(owner=owner, id=deal_id, day=date(2025, 3, 14), language=Language.FR)
    return replace(deal, **changes)  # type: ignore[arg-type]


def a_query(text: str, owner: str = "7", limit: int = 3) -> DealQuery:
    return DealQuery(owner=owner, text=text, today=TODAY, limit=limit)


def vectors_of(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return one unit vector for each text, always the same for the same text."""
    return (
        np.stack([vector_of(text) for text in texts])
        if texts
        else np.empty((0, embed.WIDTH), np.float32)
    )


def vector_of(text: str) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    drawn = np.random.default_rng(seed).standard_normal(embed.WIDTH)
    return (drawn / np.linalg.norm(drawn)).astype(np.float32)
