"""Search among one user's past deals while the database holds those of a thousand others.

Run with `python -m bench.deal_load`; `--chroma` searches the same number of deals in one
collection of Chroma instead, filtered by owner. Vectors are random directions, written through
`SqlDealBook.indexed`: real ones would take hours to make, and cost the same to read.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from bench import deal_chroma
from bench.deal_recall import read_deals
from bot.store import open_journal
from bot.store.deals import SqlDealBook
from knowledge import embed
from knowledge.deals import DealQuery, PastDeal
from knowledge.deals.memory import DealMemory
from knowledge.deals.vectors import texts_of, to_bytes

SIZES = (0, 1_000, 10_000, 100_000)
"""Deals of the other users in the same database."""
_USERS, _ASKERS, _MINE = 1_000, 20, 100
_ROUNDS = 6
_ASKED_EACH = 10
_AT_ONCE = 100
_BATCH = 2_000
_DRAWN = random.Random(4)  # noqa: S311 - the same deals at every run
_DIRECTIONS = np.random.default_rng(4)
_PATTERNS = tuple(read_deals())


def main() -> None:
    """Print latency, memory and disk for each size, then the number of foreign deals found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chroma", action="store_true", help="one filtered collection instead")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.chroma:
            deal_chroma.measure(Path(folder), _PATTERNS)
        else:
            asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    journal = await open_journal(f"sqlite:///{folder / 'accord.db'}", _clock)
    book = journal.deals
    for asker in range(_ASKERS):
        await book.bring_in(f"asker-{asker}", _deals(f"asker-{asker}", _MINE))
    medians = {}
    for before, size in zip((0, *SIZES), SIZES, strict=False):
        begin = time.perf_counter()
        await _fill(book, before, size)
        print(f"{size:,} deals of others, filled in {time.perf_counter() - begin:.0f} s:")
        medians[size] = await _latency(book)
        print(f"  memory {_rss_mib():.0f} MiB, disk {_disk_mib(folder):.0f} MiB", flush=True)
    for name, many in medians[SIZES[-1]].items():
        ratio = many / medians[SIZES[1]][name]
        print(f"{name}, {SIZES[-1]:,} : {SIZES[1]:,} deals = {ratio:.2f} (aim 1.3)")
    await _count_leaks(book)
    await journal.close()


async def _fill(book: SqlDealBook, before: int, size: int) -> None:
    """Add deals of the others, spread evenly, until there are `size`; index all that wait."""
    for user in range(_USERS):
        first, last = (user_share(user, count) for count in (before, size))
        if last > first:
            deals = _deals(f"user-{user}", last, first)
            await book.bring_in(f"user-{user}", deals)
    while waiting := await book.waiting(embed.VERSION, _BATCH):
        done = [(row, _random_vectors(len(texts_of(row.deal)))) for row in waiting]
        await book.indexed(done, embed.VERSION)


def user_share(user: int, count: int) -> int:
    """Return how many of `count` deals are this user's."""
    return count // _USERS + (user < count % _USERS)


async def _latency(book: SqlDealBook) -> dict[str, float]:
    """Print the latency of each kind of search; return the medians in ms."""
    warm = DealMemory(book)
    for asker in range(_ASKERS):
        await warm.recall(_question(f"asker-{asker}"))

    async def cold(query: DealQuery) -> object:
        # The owner's deals are read and prepared anew; the pages of the file may be in memory.
        return await DealMemory(book).recall(query)

    medians = {"warm": await _time("warm", warm.recall)}
    with _fixed_vector():
        for name, recall in (
            ("cold, without embedding", cold),
            ("warm, without embedding", warm.recall),
        ):
            medians[name] = await _time(name, recall)
    return medians


async def _time(name: str, recall: Callable[[DealQuery], Awaitable[object]]) -> float:
    took = []
    for _ in range(_ROUNDS):
        for asker in range(_ASKERS):
            query = _question(f"asker-{asker}")
            begin = time.perf_counter()
            await recall(query)
            took.append((time.perf_counter() - begin) * 1000)
    middle, high = np.percentile(took, (50, 95))
    print(f"  {name}: p50 {middle:.1f} ms, p95 {high:.1f} ms")
    return float(middle)


async def _count_leaks(book: SqlDealBook) -> None:
    """Ask for each user in random order, many of them in turns, and count what is not theirs."""
    memory, foreign, found = DealMemory(book), 0, 0
    users = _DRAWN.sample(range(_USERS), _USERS)
    with _fixed_vector():
        for start in range(0, _USERS, _AT_ONCE):
            turns = users[start : start + _AT_ONCE] * _ASKED_EACH
            for user in _DRAWN.sample(turns, len(turns)):
                owner = f"user-{user}"
                deals = [one.deal for one in await memory.recall(_question(owner))]
                found += len(deals)
                foreign += sum(deal.owner != owner for deal in deals)
    asked = _USERS * _ASKED_EACH
    print(f"{asked:,} questions of {_USERS:,} users: {found:,} deals found, {foreign} foreign")
    print(f"  memory then {_rss_mib():.0f} MiB")


def _deals(owner: str, last: int, first: int = 0) -> list[PastDeal]:
    return list(_made(owner, range(first, last)))


def _made(owner: str, places: range) -> Iterator[PastDeal]:
    """Yield deals with the counterpart of one sample, the subject and the notes of others."""
    for place in places:
        one, other, third = _DRAWN.choices(_PATTERNS, k=3)
        yield replace(
            one,
            owner=owner,
            id=f"{owner}-{place}",
            day=one.day - timedelta(_DRAWN.randrange(1_000)),
            subject=other.subject,
            notes=f"{other.notes} {third.notes}",
        )


def _question(owner: str) -> DealQuery:
    about = _DRAWN.choice(_PATTERNS)
    text = f"{about.counterpart} {about.subject}"
    return DealQuery(owner=owner, text=text, today=_clock().date())


def _random_vectors(count: int) -> bytes:
    drawn = _DIRECTIONS.standard_normal((count, embed.WIDTH), np.float32)
    return to_bytes(drawn / np.linalg.norm(drawn, axis=1, keepdims=True))


@contextmanager
def _fixed_vector() -> Iterator[None]:
    """Let questions be read in no time, so that store and index alone are measured."""
    usual, fixed = embed.query, embed.query("the same for all")
    embed.query = lambda text: fixed
    try:
        yield
    finally:
        embed.query = usual


def _rss_mib() -> float:
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS:"))


def _disk_mib(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20


def _clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the clock of the benchmark


if __name__ == "__main__":
    main()
