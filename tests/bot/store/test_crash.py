"""A child process is killed (-9) around each step; the parent looks at what it left."""

import multiprocessing
import signal
from itertools import pairwise
from pathlib import Path

import pytest

from bot.coach.journal import AskRow, State
from bot.store import SqlJournal, open_journal
from tests.bot.store import crash
from tests.bot.store.disk import places_of
from tests.bot.store.values import ALICE, an_answer, an_ask, clock, url_of

# A server that imports once and forks a fresh child for each case.
_children = multiprocessing.get_context("forkserver")
_children.set_forkserver_preload(["tests.bot.store.crash"])

# What is there once a step is committed: state, doubt, messages. Before its commit it is what
# the step before left.
AFTER: dict[str, tuple[State, bool, tuple[int, ...]] | None] = {
    "nothing": None,
    "record": (State.WAITING, False, ()),
    "append": (State.WAITING, False, ()),
    "answered": (State.ANSWERED, False, ()),
    "sending": (State.SENDING, False, ()),
    "unsent": (State.ANSWERED, True, ()),
    "sending again": (State.SENDING, True, ()),
    "delivered": (State.DELIVERED, True, crash.MESSAGE_IDS),
    "erase": None,
}
ORDER = list(AFTER)


def killed(file: Path, step: str, moment: str) -> None:
    child = _children.Process(target=crash.run, args=(str(file), step, moment))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    child.close()


CASES = [
    case
    for before, step in pairwise(AFTER)
    for case in ((step, "before the commit", before), (step, "after", step))
]


async def found(journal: SqlJournal) -> AskRow | None:
    return await journal.ask(ALICE, 1)


@pytest.mark.parametrize(("step", "moment", "left"), CASES)
async def test_a_kill_leaves_the_ask_as_the_last_commit_made_it(
    file: Path, step: str, moment: str, left: str
) -> None:
    killed(file, step, moment)

    journal = await open_journal(url_of(file), clock)

    row = await found(journal)
    unfinished = await journal.unfinished()
    expected = AFTER[left]
    if expected is None:
        assert row is None
        assert unfinished == ()
    else:
        assert row is not None
        assert (row.state, row.doubtful, row.message_ids) == expected
        assert (row.answer is not None) is (ORDER.index(left) >= ORDER.index("answered"))
        assert unfinished == (() if row.state is State.DELIVERED else (row,))
    await journal.close()


async def test_a_message_whose_storing_was_cut_is_new_when_it_comes_again(file: Path) -> None:
    killed(file, "record", "before the commit")

    journal = await open_journal(url_of(file), clock)

    assert await journal.record(ALICE, ALICE, 0, an_ask(), update_ids=(1,)) is not None
    await journal.close()


async def test_a_message_that_was_stored_before_the_kill_is_a_repeat(file: Path) -> None:
    killed(file, "record", "after")

    journal = await open_journal(url_of(file), clock)

    assert await journal.record(ALICE, ALICE, 0, an_ask(), update_ids=(1,)) is None
    await journal.close()


async def test_after_a_kill_the_ask_goes_on_to_its_delivery(file: Path) -> None:
    killed(file, "append", "after")

    journal = await open_journal(url_of(file), clock)
    await journal.answered(ALICE, 1, an_answer())
    await journal.sending(ALICE, 1)
    await journal.delivered(ALICE, 1, (9,))

    row = await found(journal)
    assert row is not None
    assert row.ask == an_ask(crash.SECRET, "+")
    assert row.message_ids == (9,)
    await journal.close()


async def test_an_erasure_cut_before_the_log_was_cleared_ends_at_the_next_start(
    file: Path,
) -> None:
    killed(file, "erase", "before the checkpoint")
    assert places_of(crash.SECRET.encode(), file)

    journal = await open_journal(url_of(file), clock)

    assert places_of(crash.SECRET.encode(), file) == []
    await journal.close()
