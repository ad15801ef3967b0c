"""A database server (PostgreSQL), over a driver for asyncio and a few connections.

Loaded only for such an address. It needs `sqlalchemy[asyncio]` and the driver, which are not among
the requirements.
"""

from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.engine import T, Work


class Server:
    """A database behind the network. Its log is the server's own affair."""

    def __init__(self, address: URL) -> None:
        # The parameters of a failed statement are the user's words: errors must not print them.
        self._engine = create_async_engine(
            address, hide_parameters=True, pool_size=5, max_overflow=0
        )

    async def read(self, work: Work[T]) -> T:
        """Return what `work` reads."""
        async with self._engine.connect() as connection:
            return await connection.run_sync(work)

    async def write(self, work: Work[T]) -> T:
        """Return what `work` gives back, after the commit."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def clear_log(self) -> None:
        """Nothing to clear: what a server keeps is out of our reach."""

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()
