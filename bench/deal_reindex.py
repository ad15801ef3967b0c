"""How fast deals and cards are indexed anew, and how long searches take meanwhile.

Run with `python -m bench.deal_reindex`. One thread makes the vectors, as in the program.
"""

import asyncio
import tempfile
import time
from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bench.deal_recall import read_deals
from bot.store import open_journal
from knowledge import embed
from knowledge.deals import DealQuery
from knowledge.deals.memory import DealMemory
from knowledge.library import shipped_texts
from knowledge.shelf import load_shelf

_OWNER = "7000000001"
_CARD_TEXTS = 128
_PAUSE_S = 0.5


def main() -> None:
    """Print deals and cards a second, and the latency of recall beside and during the indexing."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_deals(Path(folder)))
    shelf = load_shelf()
    texts = shipped_texts(shelf)
    begin = time.perf_counter()
    embed.passages(texts[:: len(texts) // _CARD_TEXTS])
    a_second = len(texts[:: len(texts) // _CARD_TEXTS]) / (time.perf_counter() - begin)
    cards = len(shelf.ids)
    print(f"cards: {a_second:.0f} texts/s, {a_second * cards / len(texts):.2f} cards/s when no")
    print(f"  vector is shipped ({cards} cards in two languages, {len(texts)} texts)")


async def _deals(folder: Path) -> None:
    journal = await open_journal(f"sqlite:///{folder / 'accord.db'}", _clock)
    await journal.deals.bring_in(_OWNER, [replace(deal, owner=_OWNER) for deal in read_deals()])
    memory = DealMemory(journal.deals)
    await memory.index_waiting()
    await _print_latency("recall alone", memory, asyncio.sleep(10))
    count = await journal.deals.mark_all(embed.VERSION)
    begin = time.perf_counter()
    await _print_latency("recall during it", memory, memory.index_waiting())
    print(f"reindex: {count / (time.perf_counter() - begin):.1f} deals/s while searched")
    await journal.deals.mark_all(embed.VERSION)
    begin = time.perf_counter()
    await memory.index_waiting()
    print(f"reindex: {count / (time.perf_counter() - begin):.1f} deals/s alone")
    await journal.close()


async def _print_latency(
    name: str, memory: DealMemory, until: Coroutine[None, None, object]
) -> None:
    """Ask twice a second until the work is done."""
    took: list[float] = []
    async with asyncio.TaskGroup() as group:
        work = group.create_task(until)
        deals = list(read_deals())
        while not work.done():
            deal = deals[len(took) % len(deals)]
            query = DealQuery(
                owner=_OWNER,
                text=f"{deal.counterpart} {deal.subject}",
                today=_clock().date(),
            )
            begin = time.perf_counter()
            await memory.recall(query)
            took.append((time.perf_counter() - begin) * 1000)
            await asyncio.sleep(_PAUSE_S)
    middle, high = np.percentile(took, (50, 95))
    print(f"{name}: p50 {middle:.0f} ms, p95 {high:.0f} ms of {len(took)}")


def _clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the clock of the benchmark


if __name__ == "__main__":
    main()
