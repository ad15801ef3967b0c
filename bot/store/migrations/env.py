"""What alembic runs: on the connection that `open_journal` hands over, or on `-x url=…`."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from bot.store.engine import connect, parse
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
    database = connect(url, foreign_keys="OFF")
    try:
        await database.write(run)
    finally:
        await database.close()


if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    asyncio.run(run_alone())
