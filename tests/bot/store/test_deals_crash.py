"""A program that imports and indexes deals is killed (-9); the next start finds nothing half."""

import multiprocessing
import signal
from pathlib import Path

import pytest

from bot.store import SqlJournal, open_journal
from knowledge import embed
from knowledge.deals.memory import DealMemory
from knowledge.deals.vectors import texts_of, to_bytes
from tests.bot.store import deal_crash
from tests.bot.store.deal_crash import COMMIT, COUNT
from tests.bot.store.deal_values import passages_of, some_deals
from tests.bot.store.values import ALICE, clock, url_of

ME = str(ALICE)
_children = multiprocessing.get_context("forkserver")
_children.set_forkserver_preload(["tests.bot.store.deal_crash"])

# The work, what it is killed at (the n-th statement or commit), how many deals are then there
# and how many still wait.
CASES = [
    ("import", "INSERT INTO deals", 1, 0, 0),
    ("import", "INSERT INTO deals", COUNT // 2, 0, 0),
    ("import", "INSERT INTO deal_owners", COUNT, 0, 0),
    ("import", COMMIT, 1, 0, 0),
    ("import", "INSERT INTO deal_vectors", 1, COUNT, 80),
    ("import", "DELETE FROM deal_outbox", 40, COUNT, 48),
    ("import", "INSERT INTO deal_vectors", 80, COUNT, 16),
    ("reindex", "INSERT INTO deal_outbox", 1, COUNT, 0),
    ("reindex", "INSERT INTO deal_owners", 1, COUNT, 0),
    ("reindex", "INSERT INTO deal_vectors", 1, COUNT, 80),
    ("reindex", "DELETE FROM deal_outbox", 40, COUNT, 48),
    ("reindex", "DELETE FROM deal_owners", 1, COUNT, 16),
]


def killed(file: Path, work: str, beginning: str, nth: int) -> None:
    child = _children.Process(target=deal_crash.run, args=(str(file), beginning, nth, work))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    child.close()


async def vectors_in(journal: SqlJournal) -> dict[str, bytes]:
    held = await journal.deals.holdings(ME, embed.VERSION)
    return {one.deal.id: one.vectors for one in held}


@pytest.mark.parametrize("case", CASES)
async def test_a_kill_leaves_all_deals_or_none_and_the_rest_is_indexed_at_the_next_start(
    file: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[str, str, int, int, int]
) -> None:
    work, beginning, nth, there, waiting = case
    killed(file, work, beginning, nth)
    monkeypatch.setattr(embed, "passages", lambda texts, progress=None: passages_of(texts))

    journal = await open_journal(url_of(file), clock)

    assert await journal.deals.count(ME) == there
    assert await journal.deals.backlog(embed.VERSION) == waiting
    assert await DealMemory(journal.deals).index_waiting() == waiting
    anew = {
        deal.id: to_bytes(passages_of(texts_of(deal))) for deal in some_deals(there, text="mots")
    }
    assert await vectors_in(journal) == anew
    await journal.close()


async def test_after_a_kill_the_same_import_comes_in_whole(file: Path) -> None:
    killed(file, "import", "INSERT INTO deals", COUNT // 2)

    journal = await open_journal(url_of(file), clock)

    assert (await journal.deals.bring_in(ME, some_deals(COUNT))).added == COUNT
    await journal.close()
