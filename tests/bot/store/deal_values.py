"""Deals and vectors for the tests of the store, and deals that take their ids from the text."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from bot.coach.answer import Answer
from bot.store import SqlJournal
from bot.store.deals import SqlDealBook
from bot.store.errors import StoreFull
from knowledge import embed
from knowledge.card import Language, Role
from knowledge.deals import PastDeal
from knowledge.deals.vectors import to_bytes
from tests.bot.store.values import ALICE, an_answer, an_ask

ENGINE = "engine-1"


def a_deal(deal_id: str = "bois", owner: int | str = ALICE, **changes: object) -> PastDeal:
    deal = PastDeal(
        owner=str(owner),
        id=deal_id,
        day=date(2025, 3, 14),
        language=Language.FR,
        role=Role.BUYER,
        counterpart="Scierie Morvan",
        subject="Planches de chêne",
        notes="Ils voulaient 12 %.",
        outcome="",
        figures=("12 %", "4 711 €"),
        lesson="",
    )
    return replace(deal, **changes)  # type: ignore[arg-type]


def some_deals(count: int, owner: int | str = ALICE, text: str = "") -> tuple[PastDeal, ...]:
    """Return deals of one owner, each a day younger than the one before."""
    first = date(2024, 1, 1)
    return tuple(
        a_deal(f"d{place}", owner, day=first + timedelta(place), notes=f"{text} {place}.")
        for place in range(count)
    )


def vectors_of(text: str, count: int = 3) -> NDArray[np.float32]:
    """Return unit vectors that are always the same for a text, and nobody else's."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    drawn = np.random.default_rng(seed).standard_normal((count, embed.WIDTH))
    unit: NDArray[np.float32] = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype("f4")
    return unit


def passages_of(texts: Sequence[str]) -> NDArray[np.float32]:
    """Stand in for `embed.passages`: quick, and the same for the same texts."""
    made = [vectors_of(text, 1) for text in texts]
    return np.concatenate([np.empty((0, embed.WIDTH), np.float32), *made])


async def index_all(book: SqlDealBook, engine: str = ENGINE) -> None:
    """Give every deal that waits the vectors of its owner and id."""
    waiting = await book.waiting(engine, 100_000)
    done = [(row, vectors_bytes(row.deal)) for row in waiting]
    await book.indexed(done, engine)


def vectors_bytes(deal: PastDeal) -> bytes:
    return to_bytes(vectors_of(f"{deal.owner}/{deal.id}"))


@contextmanager
def failing_at(beginning: str, nth: int) -> Iterator[None]:
    """Let no space be left at the n-th statement that begins like this."""
    left = nth

    def count(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        nonlocal left
        left -= statement.startswith(beginning)
        if not left:
            raise StoreFull

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", count)


async def remember(
    journal: SqlJournal, deal: PastDeal, *, conversation: int = 0, update_id: int = 1
) -> None:
    """Let an ask of a conversation be answered with this deal to remember."""
    row = await journal.record(ALICE, ALICE, conversation, an_ask(), update_ids=(update_id,))
    assert row is not None
    answer: Answer = replace(an_answer(), remember=deal)
    await journal.answered(ALICE, row.id, answer)


async def waiting_ids(book: SqlDealBook, engine: str = ENGINE) -> list[str]:
    return [row.deal.id for row in await book.waiting(engine, 100)]
