"""Opening the store at start: folder, file, tables, in that order."""

import os
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, String, column, delete, inspect, select, table
from sqlalchemy.engine import URL

from bot.store.engine import Database, connect, parse
from bot.store.errors import StoreBusy, translated
from bot.store.journal import SqlJournal
from bot.store.migrations import HEAD
from bot.store.tables import updates

REPEATS_END = timedelta(days=7)
"""Telegram keeps an update for 24 hours, and may restart its numbers after a week of silence."""


async def open_journal(url: str, clock: Callable[[], datetime]) -> SqlJournal:
    """Return the journal at `url`, with the folder made and the tables of this version.

    `url` is a SQLAlchemy address, `sqlite:///FILE`. `clock` tells the time with its zone. Close
    the journal at the end. Raises StoreUnreachable, StoreDamaged, StoreFull, StoreBusy, or
    StoreTooNew when a later version of the program made the database.
    """
    address = parse(url)
    with translated():
        _make_file(address)
    async with AsyncExitStack() as on_failure:
        database = connect(address)
        on_failure.push_async_callback(database.close)
        with translated():
            if await database.read(_revision) != HEAD:
                await _upgrade(address)
            await _forget_old_updates(database, clock() - REPEATS_END)
            await _clear_cut_erasure(database)
        on_failure.pop_all()
    return SqlJournal(database, clock)


def _make_file(address: URL) -> None:
    """Create the folder and an empty file, both for their owner only; raise OSError if unusable.

    The file is looked at, not opened: closing it would drop the locks that this process holds.
    """
    if not address.database:
        return
    file = Path(address.database)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)
    if not file.is_file() or not os.access(file, os.R_OK | os.W_OK):
        raise PermissionError


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = column("version_num", String)
    return connection.scalar(select(version).select_from(table("alembic_version", version)))


async def _upgrade(address: URL) -> None:
    # Imported here because alembic costs half a second that most starts need not spend.
    from bot.store.upgrade import upgrade  # noqa: PLC0415

    database = connect(address, foreign_keys="OFF")
    try:
        # One transaction for all steps: a crash leaves the old tables or the new ones, and a
        # second process that starts at the same time waits, then finds nothing to do.
        await database.write(upgrade)
    finally:
        await database.close()


async def _forget_old_updates(database: Database, before: datetime) -> None:
    old = delete(updates).where(updates.c.recorded < before)
    await database.write(lambda connection: connection.execute(old))


async def _clear_cut_erasure(database: Database) -> None:
    """Clear the log: an erasure that a crash cut after its commit left its bytes there."""
    try:
        await database.clear_log()
    except StoreBusy:
        # Another program reads the database. The log is cleared by the next erasure or close.
        return
