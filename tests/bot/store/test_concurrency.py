import asyncio
import threading
from pathlib import Path

from sqlalchemy import Connection

from bot.coach.journal import State
from bot.store import SqlJournal, open_journal
from tests.bot.store.values import ALICE, again, an_answer, an_ask, clock, stored, url_of


async def test_fifty_writers_on_two_journals_all_get_through(
    journal: SqlJournal, file: Path
) -> None:
    other = await open_journal(url_of(file), clock)

    async def write(number: int) -> None:
        row = await stored((journal, other)[number % 2], ALICE + number, number)
        await journal.answered(row.owner, row.id, an_answer())

    await asyncio.gather(*(write(number) for number in range(50)))

    assert {row.state for row in await other.unfinished()} == {State.ANSWERED}
    assert len(await journal.unfinished()) == 50
    await other.close()


async def test_a_write_that_is_cancelled_leaves_no_lock_and_no_half(journal: SqlJournal) -> None:
    row = await stored(journal)

    for rounds in range(30):
        task = asyncio.ensure_future(journal.append(ALICE, row.id, an_ask("b"), update_id=2))
        for _ in range(rounds):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    merged = (await again(journal, row)).ask == an_ask("b")
    assert await journal.seen(2) is merged
    await journal.answered(ALICE, row.id, an_answer())


async def test_a_write_that_is_cancelled_in_its_midst_is_done_whole(journal: SqlJournal) -> None:
    row = await stored(journal)
    task = asyncio.ensure_future(journal.answered(ALICE, row.id, an_answer()))
    await asyncio.sleep(0)  # it is with the thread now
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    left = await again(journal, row)

    assert (left.state, left.answer) in ((State.WAITING, None), (State.ANSWERED, an_answer()))


async def test_what_waits_behind_a_slow_reader_and_is_cancelled_never_begins(
    journal: SqlJournal,
) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def slowly(connection: Connection) -> None:
        reached.set()
        go_on.wait()

    slow = asyncio.ensure_future(journal._database.read(slowly))
    await asyncio.to_thread(reached.wait)
    waiting = asyncio.ensure_future(journal.seen(1))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    go_on.set()
    await slow

    assert not await journal.seen(1)
