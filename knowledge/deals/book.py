"""The port to where past deals are kept. Every method takes the owner; none searches without."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.deals.deal import PastDeal


@dataclass(frozen=True, slots=True)
class Holding:
    """A deal with its vectors as bytes (see `knowledge.deals.vectors`); none while not indexed."""

    deal: PastDeal
    vectors: bytes = b""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the outbox: a deal whose vectors are missing or old.

    `change` tells this state of the deal from a later one: vectors of an older state are refused.
    """

    deal: PastDeal
    change: int


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What an import did: deals that are new, that replaced one, and that were there already."""

    added: int
    replaced: int
    unchanged: int


class DealBook(Protocol):
    """Durable memory of deals. Another owner's deal looks like one that does not exist."""

    async def add(self, deal: PastDeal) -> PastDeal:
        """Store a new deal and return it with its number. Raises DealExists."""
        ...

    async def save(self, deal: PastDeal) -> PastDeal:
        """Replace the deal with this owner and number. Raises UnknownDeal."""
        ...

    async def deal(self, owner: str, number: int) -> PastDeal:
        """Return one deal of this owner. Raises UnknownDeal."""
        ...

    async def named(self, owner: str, deal_id: str) -> PastDeal | None:
        """Return the deal of this owner with this id, or None."""
        ...

    async def page(self, owner: str, *, start: int, count: int) -> tuple[PastDeal, ...]:
        """Return `count` deals from place `start`, most recent first."""
        ...

    async def count(self, owner: str) -> int:
        """Return how many deals this owner has."""
        ...

    async def bring_in(self, owner: str, deals: Sequence[PastDeal]) -> BroughtIn:
        """Store all these deals of the owner, or none. A known id is replaced by what comes.

        Not so a conversation's deal where both counterpart and subject differ: it has the id of
        what comes by chance, and what comes is kept under an id made of its own and its content.
        Raises BadDeals when the owner would then have too many deals.
        """
        ...

    async def forget(self, owner: str, number: int) -> None:
        """Erase one deal, and all that repeats it, from the disk. Raises UnknownDeal."""
        ...

    async def revision(self, owner: str) -> int:
        """Return a number drawn anew with every change to what this owner's search reads."""
        ...

    async def holdings(self, owner: str, engine: str) -> tuple[Holding, ...]:
        """Return all deals of the owner, with the vectors that `engine` made of them."""
        ...

    async def backlog(self, engine: str) -> int:
        """Return how many deals of all owners `waiting` would give, one after the other from 0."""
        ...

    async def waiting(self, engine: str, limit: int, after: int = 0) -> tuple[Waiting, ...]:
        """Return outbox rows of all owners by the number of their deal, all above `after`.

        This and `backlog` are the methods without an owner: they serve the making of vectors and
        no search. Deals that another engine indexed wait too.
        """
        ...

    async def indexed(self, done: Sequence[tuple[Waiting, bytes]], engine: str) -> None:
        """Store vectors and clear their outbox rows, in one commit; late ones are dropped."""
        ...
