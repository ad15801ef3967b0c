from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import SqlJournal, open_journal
from tests.bot.store.values import clock, url_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "accord.db"


@pytest.fixture
async def journal(file: Path) -> AsyncIterator[SqlJournal]:
    opened = await open_journal(url_of(file), clock)
    yield opened
    await opened.close()


@pytest.fixture
async def impatient(journal: SqlJournal) -> None:
    """Let the one pooled connection of the journal give up a lock after 50 ms, not 5 s."""
    async with journal._engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout = 50")
