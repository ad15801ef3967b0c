"""How work reaches the database, and what SQLite is told on its connection."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.errors import StoreBusy, StoreUnreachable

_AGAIN_S = 0.02
T = TypeVar("T")
Work = Callable[[Connection], T]
"""What is done inside one transaction."""

WAIT_MS = 5000
"""How long a writer waits for another program, in milliseconds."""

_PRAGMAS = (
    f"PRAGMA busy_timeout = {WAIT_MS}",  # first: the next lines may have to wait
    "PRAGMA journal_mode = WAL",
    # FULL, not NORMAL. kill -9 loses nothing with either, since the pages are with the system
    # by then; but with NORMAL a power cut can undo the last commits. Telegram forgets an update
    # once the next ones are fetched, so an undone "waiting" loses the user's message, and an
    # undone "sending" sends an answer twice without saying so. The price is one fsync a commit.
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # on macOS fsync alone stops at the drive's cache; no-op elsewhere
    "PRAGMA secure_delete = ON",  # the default differs from build to build
    "PRAGMA temp_store = MEMORY",  # a large sort would leave texts in a temporary file
)

_BEGIN = "accord_begin"


class Database:
    """A SQLite file, on which one thread works.

    All writers of SQLite stand in one line anyway. One hop into the thread a transaction costs
    a tenth of one a statement. A cancelled caller tears nothing: its work runs whole in the
    thread, or it had not begun and never does.
    """

    def __init__(self, address: URL, foreign_keys: str) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        # The parameters of a failed statement are the user's words: errors must not print them.
        self.engine = create_engine(
            address.set(drivername="sqlite"), hide_parameters=True, pool_size=1, max_overflow=0
        )
        _prepare(self.engine, foreign_keys)
        # A transaction that reads first and writes later fails at once when another one wrote
        # in between, however long it may wait; one that starts as a writer waits for its turn.
        self._writer = self.engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})

    async def read(self, work: Work[T]) -> T:
        """Return what `work` reads."""
        return await self._hop(self._in_transaction, self.engine, work)

    async def write(self, work: Work[T]) -> T:
        """Return what `work` gives back, after the commit."""
        return await self._hop(self._in_transaction, self._writer, work)

    async def clear_log(self) -> None:
        """Move the write-ahead log into the database and cut the log to nothing.

        The log keeps the bytes of deleted rows until then. Raises StoreBusy when a reader holds
        it for longer than we wait.
        """
        if await self._hop(self._checkpoint):
            raise StoreBusy

    async def close(self) -> None:
        """Close the connection; with the last one SQLite empties and removes its log."""
        try:
            await self._hop(self.engine.dispose)
        finally:
            self._thread.shutdown(wait=False)  # what is in its queue still runs

    async def _hop(self, function: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    @staticmethod
    def _in_transaction(engine: Engine, work: Work[T]) -> T:
        with engine.begin() as connection:
            return work(connection)

    def _checkpoint(self) -> bool:
        # A checkpoint inside a transaction is refused.
        with self.engine.execution_options(**{_BEGIN: ""}).connect() as connection:
            result = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return bool(result.one()[0])


def connect(address: URL, *, foreign_keys: str = "ON") -> Database:
    """Return the database at `address`; nothing is opened yet.

    `foreign_keys` is OFF for migrations only: SQLite changes a table by dropping and rebuilding
    it, and a drop with foreign keys on deletes the rows that point to it.
    """
    return Database(address, foreign_keys)


def parse(url: str) -> URL:
    """Return `url` as a value. Raises StoreUnreachable when it is no address of an SQLite file."""
    try:
        address = make_url(url)
    except ArgumentError:
        # Not chained: an address may hold a password.
        raise StoreUnreachable from None
    if address.get_backend_name() != "sqlite":
        raise StoreUnreachable
    return address


def _tell(cursor: DBAPICursor, pragma: str) -> None:
    # The step to WAL does not wait as other statements do: when programs start at once on a new
    # file, SQLite refuses all but one of them right away. So the wait is ours.
    patience = time.monotonic() + WAIT_MS / 1000
    while True:
        try:
            cursor.execute(pragma)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            time.sleep(_AGAIN_S)
        else:
            return


def _prepare(engine: Engine, foreign_keys: str) -> None:
    pragmas = (*_PRAGMAS, f"PRAGMA foreign_keys = {foreign_keys}")

    @event.listens_for(engine, "connect")
    def set_up(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        # The driver would start transactions by its own rules; `begin` below does it by ours.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            _tell(cursor, pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if statement := connection.get_execution_options().get(_BEGIN, "BEGIN"):
            connection.exec_driver_sql(statement)
