"""Recalls an owner's past deals, and makes the vectors of those that wait in the outbox."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from knowledge import embed
from knowledge.deals.book import DealBook
from knowledge.deals.deal import DealQuery, FoundDeal, PastDeal
from knowledge.deals.index import OwnerIndex
from knowledge.deals.vectors import texts_of, to_bytes

Progress = Callable[[int, int], None]

_MOST_CHARACTERS = 1_500
"""What follows in a question is not read, as in the search of cards."""

_MOST_KEPT = 3_000
"""Deals whose prepared indexes stay in memory, of all owners together; about 60 MB."""

_BATCH = 32
"""Deals of one commit: what a crash costs, some seconds."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    revision: int
    index: OwnerIndex
    size: int


class DealMemory:
    """The past deals of a book. One owner's question reads that owner's deals and nothing else."""

    def __init__(self, book: DealBook) -> None:
        self._book = book
        self._prepared: OrderedDict[str, _Prepared] = OrderedDict()
        self._changed = asyncio.Event()

    async def recall(self, query: DealQuery) -> tuple[FoundDeal, ...]:
        """Return the owner's deals that answer, best first. Raises what the book raises."""
        text = query.text[:_MOST_CHARACTERS].strip()
        if not any(map(str.isalnum, text)):
            return ()
        prepared = await self._of(query.owner)
        if not prepared.size:
            return ()
        asked = replace(query, text=text)
        # A question takes some 25 ms to read; the loop serves other chats meanwhile.
        return await asyncio.to_thread(lambda: prepared.index.find(asked, embed.query(text)))

    async def named(self, owner: str, deal_id: str) -> PastDeal | None:
        """Return one deal of the owner, or None. Raises what the book raises."""
        return await self._book.named(owner, deal_id)

    async def index_waiting(self, progress: Progress | None = None) -> int:
        """Make the vectors of all deals in the outbox, batch by batch; return of how many.

        `progress` receives how many are done and how many there are. Cut at any moment, the next
        call goes on from there. Raises what the book raises.
        """
        done, of = 0, await self._book.backlog(embed.VERSION)
        while waiting := await self._book.waiting(embed.VERSION, _BATCH):
            texts = [texts_of(row.deal) for row in waiting]
            flat = [text for some in texts for text in some]
            vectors = iter(await asyncio.to_thread(embed.passages, flat))
            made = [to_bytes([next(vectors) for _ in some]) for some in texts]
            await self._book.indexed(list(zip(waiting, made, strict=True)), embed.VERSION)
            done += len(waiting)
            if progress:
                progress(done, max(of, done))
        return done

    def nudge(self) -> None:
        """Tell that deals may wait: whoever awaits `changed` goes on."""
        self._changed.set()

    async def changed(self) -> None:
        """Wait for the next `nudge`, or return at once when one came since the last wait."""
        await self._changed.wait()
        self._changed.clear()

    async def _of(self, owner: str) -> _Prepared:
        revision = await self._book.revision(owner)
        known = self._prepared.get(owner)
        if known is None or known.revision != revision:
            # A change during the reading leaves the older revision here: the next question reads
            # again.
            holdings = await self._book.holdings(owner, embed.VERSION)
            index = await asyncio.to_thread(OwnerIndex, holdings)
            known = self._prepared[owner] = _Prepared(revision, index, len(holdings))
        self._prepared.move_to_end(owner)
        while sum(one.size for one in self._prepared.values()) > _MOST_KEPT:
            if len(self._prepared) == 1:
                break
            self._prepared.popitem(last=False)
        return known
