"""What alembic runs: on the connection that `open_journal` hands over, or on `-x url=…`."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from bot.store.engine import connect, for_writing, parse
from bot.store.tables import metadata


def run(connection: Connection) -> None:
    """Run the steps in the transaction that is open on `connection`."""
    # SQLite cannot alter most things: alembic rebuilds the table instead ("batch").
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def run_alone() -> None:
    """Run the steps on a connection of our own, for alembic's command line."""
    url = parse(context.get_x_argument(as_dictionary=True)["url"])
    engine = for_writing(connect(url, foreign_keys="OFF"))
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    asyncio.run(run_alone())
