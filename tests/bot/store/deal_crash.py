"""A child process that brings deals in and indexes them, and dies at the moment a test names."""

import asyncio
import os
import signal

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from bot.store import open_journal
from knowledge import embed
from knowledge.deals.memory import DealMemory
from tests.bot.store.deal_values import passages_of, some_deals
from tests.bot.store.values import ALICE, clock, url_of

COUNT = 80
"""More than two batches of the indexing."""
COMMIT = "COMMIT"


def run(file: str, beginning: str, nth: int, work: str) -> None:
    """Do the work and die when the n-th statement begins like this, or before the n-th commit."""
    embed.passages = lambda texts, progress=None: passages_of(texts)
    asyncio.run(_run(file, beginning, nth, work))


async def _run(file: str, beginning: str, nth: int, work: str) -> None:
    journal = await open_journal(url_of(file), clock)
    if work == "reindex":
        await journal.deals.bring_in(str(ALICE), some_deals(COUNT, text="mots"))
        await DealMemory(journal.deals).index_waiting()
    _die_at(beginning, nth)
    if work == "reindex":
        await journal.deals.mark_all(embed.VERSION)
    else:
        await journal.deals.bring_in(str(ALICE), some_deals(COUNT, text="mots"))
    await DealMemory(journal.deals).index_waiting()


def _die_at(beginning: str, nth: int) -> None:
    left = nth

    def count(statement: str) -> None:
        nonlocal left
        left -= statement.startswith(beginning)
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(Engine, "before_cursor_execute")
    def seen(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        count(statement)

    @event.listens_for(Engine, "commit")
    def committing(connection: Connection) -> None:
        count(COMMIT)
