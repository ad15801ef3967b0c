"""Recalls an owner's past deals, and makes the vectors of those that wait in the outbox."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, replace

from knowledge import embed
from knowledge.deals.book import DealBook
from knowledge.deals.deal import DealQuery, FoundDeal, PastDeal
from knowledge.deals.index import OwnerIndex
from knowledge.deals.vectors import texts_of, to_bytes
from knowledge.embed import Progress

_MOST_KEPT = 3_000
"""What stays in memory, of all owners together, counted in deals; some 30 MB beside their texts.

The index of who asked last stays whatever its size.
"""

_OF_AN_INDEX = 20
"""What an owner's index counts beside its deals: 40 kB hold one deal, 14 MB hold 3,000."""

_BATCH = 32
"""Deals of one commit: what a crash costs, some seconds."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    revision: int
    index: OwnerIndex
    cost: int


class DealMemory:
    """The past deals of a book. One owner's question reads that owner's deals and nothing else."""

    def __init__(self, book: DealBook) -> None:
        self._book = book
        self._prepared: OrderedDict[str, _Prepared] = OrderedDict()
        self._changed = asyncio.Event()
        self._nudges = 0

    async def recall(self, query: DealQuery) -> tuple[FoundDeal, ...]:
        """Return the owner's deals that answer, best first. Raises what the book raises."""
        text = query.text[: embed.MOST_ASKED].strip()
        if not any(map(str.isalnum, text)):
            return ()
        index = await self._of(query.owner)
        if index is None:
            return ()
        asked = replace(query, text=text)
        # A question takes some 25 ms to read; the loop serves other chats meanwhile.
        return await asyncio.to_thread(lambda: index.find(asked, embed.query(text)))

    async def named(self, owner: str, deal_id: str) -> PastDeal | None:
        """Return one deal of the owner, or None. Raises what the book raises."""
        return await self._book.named(owner, deal_id)

    async def index_waiting(self, progress: Progress | None = None) -> int:
        """Make the vectors of all deals in the outbox, batch by batch; return of how many.

        It goes once through the numbers, upwards: two programs with different engines would else
        undo each other's work without end. What changes behind it is left to the next call.
        `progress` receives how many are done and how many there are. Cut at any moment, the next
        call goes on from there. Raises what the book raises.
        """
        done, last, of = 0, 0, await self._book.backlog(embed.VERSION)
        while waiting := await self._book.waiting(embed.VERSION, _BATCH, last):
            texts = [texts_of(row.deal) for row in waiting]
            flat = [text for some in texts for text in some]
            vectors = iter(await asyncio.to_thread(embed.passages, flat))
            made = [to_bytes([next(vectors) for _ in some]) for some in texts]
            await self._book.indexed(list(zip(waiting, made, strict=True)), embed.VERSION)
            done, last = done + len(waiting), waiting[-1].deal.number
            if progress:
                progress(done, max(of, done))
        return done

    def nudge(self, owner: str) -> None:
        """Tell that deals of this owner changed or went: whoever awaits `changed` goes on.

        What was prepared of them is dropped: erased deals must not stay in memory.
        """
        self._prepared.pop(owner, None)
        self._nudges += 1
        self._changed.set()

    async def changed(self) -> None:
        """Wait for the next `nudge`, or return at once when one came since the last wait."""
        await self._changed.wait()
        self._changed.clear()

    async def _of(self, owner: str) -> OwnerIndex | None:
        """Return the prepared deals of an owner, or None of one who has no deals."""
        nudges, revision = self._nudges, await self._book.revision(owner)
        known = self._prepared.get(owner)
        if known is not None and known.revision == revision:
            self._prepared.move_to_end(owner)
            return known.index
        self._prepared.pop(owner, None)
        holdings = await self._book.holdings(owner, embed.VERSION)
        if not holdings:
            return None
        index = await asyncio.to_thread(OwnerIndex, holdings)
        if nudges == self._nudges:  # else it may hold what was erased meanwhile
            # A change during the reading leaves the older revision here: the next question reads
            # again.
            self._keep(owner, _Prepared(revision, index, len(holdings) + _OF_AN_INDEX))
        return index

    def _keep(self, owner: str, prepared: _Prepared) -> None:
        self._prepared[owner] = prepared
        self._prepared.move_to_end(owner)
        while len(self._prepared) > 1 and self._cost() > _MOST_KEPT:
            self._prepared.popitem(last=False)

    def _cost(self) -> int:
        return sum(one.cost for one in self._prepared.values())
