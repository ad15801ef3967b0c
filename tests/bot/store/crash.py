"""What a child process does before it dies by SIGKILL, at a moment that the test names."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from bot.store import SqlJournal, open_journal
from tests.bot.store.values import ALICE, an_answer, an_ask, clock, url_of

SECRET = "mon-prix-de-réserve-secret-4711"
MESSAGE_IDS = (41, 42)

Step = Callable[[SqlJournal, int], Awaitable[object]]


async def _record(journal: SqlJournal, _: int) -> object:
    return await journal.record(ALICE, ALICE, 0, an_ask(SECRET), update_ids=(1,))


# The id of the first ask of a fresh database is 1.
STEPS: dict[str, Step] = {
    "record": _record,
    "append": lambda journal, id_: journal.append(ALICE, id_, an_ask(SECRET, "+"), update_id=2),
    "answered": lambda journal, id_: journal.answered(ALICE, id_, an_answer(SECRET)),
    "sending": lambda journal, id_: journal.sending(ALICE, id_),
    "unsent": lambda journal, id_: journal.unsent(ALICE, id_, doubtful=True),
    "sending again": lambda journal, id_: journal.sending(ALICE, id_),
    "delivered": lambda journal, id_: journal.delivered(ALICE, id_, MESSAGE_IDS),
    "erase": lambda journal, id_: journal.erase(ALICE),
}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def run(file: str, last: str, moment: str) -> None:
    """Take the steps up to `last` and die: before its commit, before its checkpoint, or after."""
    asyncio.run(_run(file, last, moment))


async def _run(file: str, last: str, moment: str) -> None:
    journal = await open_journal(url_of(file), clock)
    for name, step in STEPS.items():
        if name == last and moment == "before the commit":
            event.listen(Engine, "commit", lambda connection: die())
        if name == last and moment == "before the checkpoint":
            event.listen(Engine, "before_cursor_execute", _die_at_checkpoint)
        await step(journal, 1)
        if name == last:
            die()


def _die_at_checkpoint(
    connection: Connection, cursor: object, statement: str, *rest: object
) -> None:
    if "wal_checkpoint" in statement:
        die()
