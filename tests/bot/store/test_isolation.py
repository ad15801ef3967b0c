"""Whatever Alice does, Bob reads nothing of it and changes nothing about it."""

import asyncio
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach.journal import AskRow, User
from bot.store import SqlJournal, open_journal
from bot.store.errors import UnknownAsk, WrongState
from knowledge.card import Language, Role
from tests.bot.store.values import ALICE, BOB, an_answer, an_ask, clock, url_of

ACTIONS = ("record", "append", "answered", "sending", "unsent", "delivered", "cancelled")
lives = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(1, 4)), min_size=1, max_size=12)


async def act(journal: SqlJournal, owner: int, action: str, ask_id: int, update_id: int) -> object:
    """Do `action`; return what it gave back, None for a refusal."""
    with suppress(UnknownAsk, WrongState):
        match action:
            case "record":
                await journal.record(owner, owner, 0, an_ask(f"{owner}"), update_ids=(update_id,))
            case "append":
                return await journal.append(
                    owner, ask_id, an_ask(f"{owner}+"), update_id=update_id
                )
            case "answered":
                await journal.answered(owner, ask_id, an_answer(f"{owner}"))
            case "sending":
                await journal.sending(owner, ask_id)
            case "unsent":
                await journal.unsent(owner, ask_id, doubtful=True)
            case "delivered":
                await journal.delivered(owner, ask_id, (1,))
            case _:
                await journal.cancelled(owner, ask_id)
        return True
    return None


async def everything(journal: SqlJournal, owner: int) -> list[object]:
    """Return all that `owner` can read, through every reading method."""
    rows: list[object] = [await journal.ask(owner, ask_id) for ask_id in range(1, 30)]
    return [*rows, await journal.last(owner, 0), await journal.user(owner, Language.FR)]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("empty") / "accord.db"

    async def make() -> None:
        await (await open_journal(url_of(file), clock)).close()

    asyncio.run(make())
    return file


@settings(max_examples=25, deadline=None)
@given(alices=lives, bobs=lives)
def test_nothing_of_one_owner_is_readable_or_changeable_by_another(
    empty: Path, alices: list[tuple[str, int]], bobs: list[tuple[str, int]]
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(shutil.copy(empty, folder))
        asyncio.run(check(file, alices, bobs))


async def check(file: Path, alices: list[tuple[str, int]], bobs: list[tuple[str, int]]) -> None:
    journal = await open_journal(url_of(file), clock)
    await journal.save_user(
        User(owner=ALICE, language=Language.EN, role=Role.BUYER, conversation=0)
    )
    await act(journal, ALICE, "record", 0, 1)
    for number, (action, ask_id) in enumerate(alices):
        await act(journal, ALICE, action, ask_id, 100 + number)
    hers = await everything(journal, ALICE)
    her_ids = [row.id for row in hers if isinstance(row, AskRow)]

    assert await everything(journal, BOB) == [None] * 30 + [User(owner=BOB, language=Language.FR)]
    for number, ask_id in enumerate(her_ids):
        for action in ACTIONS[1:]:
            assert not await act(journal, BOB, action, ask_id, 1000 + number)
    for number, (action, ask_id) in enumerate(bobs):
        await act(journal, BOB, action, ask_id, 2000 + number)
    his = [row for row in await everything(journal, BOB) if isinstance(row, AskRow)]
    assert {row.owner for row in his} <= {BOB}
    assert not {row.id for row in his} & set(her_ids)
    await journal.erase(BOB)

    assert await everything(journal, ALICE) == hers
    await journal.close()
