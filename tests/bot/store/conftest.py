from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.store import SqlJournal, open_journal
from bot.store.deals import SqlDealBook
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
def book(journal: SqlJournal) -> SqlDealBook:
    return journal.deals


@pytest.fixture
def inside(journal: SqlJournal) -> Callable[[], Connection]:
    """Lend the journal's one connection, between two of its transactions."""
    database = journal._database
    return database.engine.connect


@pytest.fixture
def impatient(inside: Callable[[], Connection]) -> None:
    """Let the journal give up a lock after 50 ms, not 5 s."""
    with inside() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
