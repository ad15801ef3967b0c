"""The connection to the database, and what SQLite is told on each one."""

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.errors import StoreBusy, StoreUnreachable, translated

WAIT_MS = 5000
"""How long a writer waits for another one, in milliseconds."""

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


def connect(url: URL, *, foreign_keys: str = "ON") -> AsyncEngine:
    """Return an engine for `url`; nothing is opened yet.

    `foreign_keys` is OFF for migrations only: SQLite changes a table by dropping and rebuilding
    it, and a drop with foreign keys on deletes the rows that point to it.
    """
    # The parameters of a failed statement are the user's words: errors must not print them.
    # All writers of SQLite stand in one line; a few connections are enough, and each is a thread.
    engine = create_async_engine(url, hide_parameters=True, pool_size=5, max_overflow=0)
    if url.get_backend_name() == "sqlite":
        _prepare_sqlite(engine, foreign_keys)
    return engine


def parse(url: str) -> URL:
    """Return `url` as a value. Raises StoreUnreachable when it is no address of a database."""
    try:
        return make_url(url)
    except ArgumentError:
        # Not chained: an address may hold a password.
        raise StoreUnreachable from None


def for_writing(engine: AsyncEngine) -> AsyncEngine:
    """Return the same engine, whose transactions take the write lock at once.

    A transaction that reads first and writes later fails at once when another one wrote in
    between, however long it may wait; one that starts as a writer waits for its turn.
    """
    return engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})


async def clear_log(engine: AsyncEngine) -> None:
    """Move what SQLite's write-ahead log holds into the database and cut the log to nothing.

    The log keeps the bytes of deleted rows until then. Raises StoreBusy when a reader holds it
    for longer than we wait. Other databases need nothing of the kind.
    """
    if engine.dialect.name != "sqlite":
        return
    with translated():
        # A checkpoint inside a transaction is refused.
        async with engine.execution_options(**{_BEGIN: ""}).connect() as connection:
            result = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = result.one()[0]
    if busy:
        raise StoreBusy


def _prepare_sqlite(engine: AsyncEngine, foreign_keys: str) -> None:
    pragmas = (*_PRAGMAS, f"PRAGMA foreign_keys = {foreign_keys}")

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        # The driver would start transactions by its own rules; `begin` below does it by ours.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        if statement := connection.get_execution_options().get(_BEGIN, "BEGIN"):
            connection.exec_driver_sql(statement)
